"""What is recorded of a person each year, as a vocabulary that packs draw on; no row knows a fact by code here.

A stored value is the code of a step, or `NONE` for “recorded as not met”; nothing stored means not recorded.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, Field, ValidationInfo, field_validator, model_validator

from dvht.regulation.strict import SHIPPED, STRICT, read_file, validated, wrong

NONE: Final = "none"
FACTS_FILE: Final = SHIPPED / "facts.yaml"
_CODE: Final = r"^[a-z][a-z0-9_]*$"


class _Coded(BaseModel):
    model_config = STRICT

    code: str = Field(pattern=_CODE, max_length=30)


class Step(_Coded):
    """One rung of a fact's ladder. `rank` is written where two rungs stand equally high; ask the fact for it."""

    label: str
    short: str = Field(max_length=20)
    rank: int | None = Field(default=None, ge=1, description="bỏ trống: cao hơn bậc trước một bậc")
    lack: str | None = Field(default=None, description="khi cần riêng bậc này; bỏ trống: như của cả mục")


class PersonalFact(_Coded):
    """One thing recorded of a person for a year, its steps from the lowest to the highest.

    `derived` facts are computed elsewhere and never typed; `lack` is what one more person needs, as in
    “thêm 2 …”; with `evidence` "each", every person's record asks for its own proof.
    """

    title: str
    short: str = Field(max_length=20)
    lack: str
    steps: tuple[Step, ...] = Field(min_length=1)
    derived: bool = False
    evidence: Literal["none", "each"] = "none"
    status: Literal["verified", "unverified"] = "verified"
    note: str | None = None
    source: str

    @model_validator(mode="after")
    def _climbs(self) -> PersonalFact:
        codes = [step.code for step in self.steps]
        if len(set(codes)) < len(codes) or NONE in codes:
            raise wrong(f"mã các bậc phải khác nhau và khác “{NONE}”")
        ranks = list(self._ranks.values())
        if ranks != sorted(ranks):
            raise wrong("các bậc phải xếp từ thấp lên cao")
        return self

    @cached_property
    def _ranks(self) -> dict[str, int]:
        ranks: dict[str, int] = {}
        last = 0
        for step in self.steps:
            last = last + 1 if step.rank is None else step.rank
            ranks[step.code] = last
        return ranks

    @property
    def yes_or_no(self) -> bool:
        return len(self.steps) == 1

    def step(self, code: str) -> Step:
        """The step of this code; KeyError when there is none."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(code)

    def rank(self, value: str | None) -> int:
        """How high a stored value stands: 0 for nothing and for `NONE`; KeyError for a step that isn't known."""
        return 0 if value is None or value == NONE else self._ranks[value]

    def reached_from(self, code: str) -> tuple[str, ...]:
        """Codes of the steps that stand at least as high as this one."""
        return tuple(step.code for step in self.steps if self.rank(step.code) >= self.rank(code))


class ActivityKind(_Coded):
    """A kind of activity of the unit, by which a condition row may be shown."""

    title: str
    note: str | None = None


class MemberKind(_Coded):
    """A kind of member, as the circular lists them."""

    title: str
    source: str


class Vocabulary(BaseModel):
    """The file of facts, activities and kinds of member."""

    model_config = STRICT

    version: str = Field(pattern=r"^[1-9][0-9]*$")
    facts: tuple[PersonalFact, ...] = Field(min_length=1)
    activities: tuple[ActivityKind, ...] = Field(min_length=1)
    member_kinds: tuple[MemberKind, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Vocabulary:
        lists: dict[str, tuple[_Coded, ...]] = {
            "facts": self.facts, "activities": self.activities, "member_kinds": self.member_kinds,
        }  # fmt: skip
        for name, entries in lists.items():
            seen: set[str] = set()
            for index, entry in enumerate(entries):
                if entry.code in seen:
                    raise wrong(f'đã có một mục mã "{entry.code}"', (name, index, "code"))
                seen.add(entry.code)
        return self


def read_vocabulary(file: Path) -> Vocabulary:
    """Read and check a file of facts; raises PackError."""
    document = read_file(file)
    return validated(Vocabulary, document.value, str(file), document)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that is shipped."""
    return read_vocabulary(FACTS_FILE)


def personal_facts() -> tuple[PersonalFact, ...]:
    """Every fact, in the order of the file."""
    return vocabulary().facts


def personal_fact(code: str) -> PersonalFact:
    """The fact of this code; KeyError when there is none."""
    return _by_code()[code]


@cache
def _by_code() -> dict[str, PersonalFact]:
    return {fact.code: fact for fact in personal_facts()}


def activity_kinds() -> tuple[ActivityKind, ...]:
    """Every kind of activity, in the order of the file."""
    return vocabulary().activities


def activity_kind(code: str) -> ActivityKind:
    """The kind of activity of this code; KeyError when there is none."""
    return {kind.code: kind for kind in activity_kinds()}[code]


def member_kinds() -> tuple[MemberKind, ...]:
    """Every kind of member, in the order of the file."""
    return vocabulary().member_kinds


class Need(BaseModel):
    """What a person must have reached to be counted: a fact, at one of its steps or above."""

    model_config = STRICT

    fact: str
    at_least: str = Field(default="", validate_default=True, description="bỏ trống: bậc đầu tiên")

    @field_validator("fact")
    @classmethod
    def _is_known(cls, fact: str) -> str:
        if fact not in _by_code():
            raise wrong(f'không có mục "{fact}" trong facts.yaml')
        return fact

    @field_validator("at_least")
    @classmethod
    def _is_a_step(cls, step: str, info: ValidationInfo) -> str:
        if "fact" not in info.data:
            return step
        fact = personal_fact(info.data["fact"])
        if not step:
            return fact.steps[0].code
        if step not in {known.code for known in fact.steps}:
            raise wrong(f'mục "{fact.code}" không có bậc "{step}"')
        return step

    @property
    def steps(self) -> tuple[str, ...]:
        """Codes of the values that meet it: for a query over stored values."""
        return personal_fact(self.fact).reached_from(self.at_least)

    @property
    def lack(self) -> str:
        """What one more person needs, as in “thêm 2 …”."""
        fact = personal_fact(self.fact)
        return fact.step(self.at_least).lack or fact.lack

    def met_by(self, value: str | None) -> bool:
        return value in self.steps
