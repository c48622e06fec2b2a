"""One assessed row of a pack: its words, thresholds and maxima, and whom it binds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from pydantic import BaseModel, Field, PrivateAttr, field_validator

from dvht.regulation.kinds import Ownership
from dvht.regulation.personal import Need, activity_kinds
from dvht.regulation.strict import STRICT, wrong

Status = Literal["verified", "unverified"]
Measure = Literal["condition", "share", "grade"]
Grade = Literal["none", "basic", "good"]
Attribute = Literal[
    "state", "public_preschool", "non_economic", "learners", "digital_4725", "digital_4740", "accreditation"
]
GRADES: tuple[Grade, ...] = ("none", "basic", "good")
GRADE_WORDS: Final[Mapping[Grade, str]] = {
    "none": "chưa đáp ứng", "basic": "mức đáp ứng cơ bản", "good": "mức đáp ứng tốt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """Who is assessed; both decide which rows apply."""

    kind: str
    ownership: Ownership


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether a row binds a unit at a level; `unsettled` says what the text leaves open about it."""

    applies: bool
    why_not: str | None = None
    unsettled: str | None = None


class Unsettled(BaseModel):
    """An answer that the text doesn't give: applied as marked, and said on screen."""

    model_config = STRICT

    attribute: Attribute
    note: str


class KindRules(BaseModel):
    """What one kind of unit is under a pack ("Who is what under TT 24")."""

    model_config = STRICT

    state: Literal["always", "if_public", "never"]
    preschool: bool = False
    economic: bool = False
    learners: bool = False
    digital_4725: bool = False
    digital_4740: bool = False
    accreditation: bool = False
    unsettled: tuple[Unsettled, ...] = ()

    def has(self, attribute: Attribute, ownership: Ownership) -> bool:
        """Whether a unit of this kind and ownership has what a row asks for."""
        public = ownership is Ownership.PUBLIC
        if attribute == "state":
            return self.state == "always" or (self.state == "if_public" and public)
        if attribute == "public_preschool":
            return self.preschool and public
        if attribute == "non_economic":
            return not self.economic
        return bool(getattr(self, attribute))


class OnlyFor(BaseModel):
    """A limit of a row to some units, at all levels or at the ones named."""

    model_config = STRICT

    attribute: Attribute
    levels: tuple[int, ...] | None = None
    why_not: str = Field(description="reason shown to whom the row doesn't bind, with the clause")


class Clause(BaseModel):
    """What the law says of a row (at one level, where there are levels)."""

    model_config = STRICT

    reference: str = Field(description="article, clause and point, without the circular's name")
    wording: str
    threshold: int | None = Field(default=None, ge=1, le=100, description="per cent of the total")
    grade: Literal["basic", "good"] | None = None
    fed_by: tuple[Need, ...] | None = Field(
        default=None, description="thay fed_by của dòng ở riêng mức độ này"
    )


class Row(BaseModel):
    """A criterion (points) or an indicator or its part (levels)."""

    model_config = STRICT

    code: str = Field(min_length=1, max_length=10)
    indicator: str
    title: str = Field(max_length=45)
    measure: Measure
    clause: Clause | None = Field(default=None, description="under points")
    levels: dict[str, Clause] | None = Field(default=None, description='under levels: "1" and "2"')
    max_points: Decimal | None = Field(default=None, gt=0, le=100, decimal_places=2)
    population: Literal["members", "learners"] = "members"
    count_by_level: bool = False
    only_for: OnlyFor | None = None
    fed_by: tuple[Need, ...] = Field(
        default=(), description="dòng share: một người được tính khi đạt mọi mục nêu ở đây"
    )
    shown_by: tuple[str, ...] = Field(
        default=(), description="dòng condition: loại hoạt động của đơn vị cho thấy dòng này"
    )
    evidence_hint: str = ""
    wordings: dict[str, str] = Field(
        default_factory=dict,
        description="bộ Công dân học tập: lời văn riêng của phiếu từng nhóm, theo mã nhóm",
    )
    note: str | None = None
    status: Status = "verified"

    @field_validator("shown_by")
    @classmethod
    def _are_known(cls, shown_by: tuple[str, ...]) -> tuple[str, ...]:
        known = {kind.code for kind in activity_kinds()}
        for code in shown_by:
            if code not in known:
                raise wrong(f'không có loại hoạt động "{code}" trong facts.yaml')
        return shown_by

    _group: str = PrivateAttr(default="")
    _citation: str = PrivateAttr(default="")
    _kinds: Mapping[str, KindRules] = PrivateAttr(default_factory=dict)

    def settle(self, group: str, citation: str, kinds: Mapping[str, KindRules]) -> None:
        """Give the row what it needs of its pack; only the pack calls this, once."""
        self._group = group
        self._citation = citation
        self._kinds = kinds

    def __hash__(self) -> int:
        return hash((self._citation, self.code))

    @property
    def group(self) -> str:
        return self._group

    @property
    def wording(self) -> str:
        return self.wording_at(None)

    @property
    def reference(self) -> str:
        return self.reference_at(None)

    def clause_at(self, level: int | None) -> Clause:
        """The clause that binds at a level; None means the only one, or that of level 1."""
        if self.levels is not None:
            return self.levels[str(level or 1)]
        if self.clause is None:
            raise ValueError(f'dòng "{self.code}": không có clause lẫn levels')
        return self.clause

    def wording_at(self, level: int | None) -> str:
        return self.clause_at(level).wording

    def wording_for(self, citizen_group: str | None) -> str:
        """The words of one group's form; those of the row where the group has none of its own."""
        return self.wordings.get(citizen_group or "", self.wording)

    def reference_at(self, level: int | None) -> str:
        return f"{self._citation}, {self.clause_at(level).reference}"

    def threshold(self, level: int | None = None) -> int | None:
        """Per cent asked at the level (level 1 by default); None unless the row is a share."""
        return self.clause_at(level).threshold

    def needs(self, level: int | None = None) -> tuple[Need, ...]:
        """What a person must have reached, all of it, to be counted at the level (level 1 by default)."""
        fed_by = self.clause_at(level).fed_by
        return self.fed_by if fed_by is None else fed_by

    def lack(self, level: int | None = None) -> str:
        """What one more person needs for the row, as in “thêm 2 …”."""
        needs = self.needs(level)
        return needs[0].lack if len(needs) == 1 else f"người đạt đủ {len(needs)} nội dung"

    def applies(self, unit: UnitFacts, level: int | None = None) -> Applicability:
        """Whether the row binds this unit at this level, and if not, why."""
        limit = self.only_for
        rules = self._kinds.get(unit.kind)
        if limit is None or rules is None:
            return Applicability(applies=True)
        if limit.levels is not None and level is not None and level not in limit.levels:
            return Applicability(applies=True)
        unsettled = next((u.note for u in rules.unsettled if u.attribute == limit.attribute), None)
        if rules.has(limit.attribute, unit.ownership):
            return Applicability(applies=True, why_not=None, unsettled=unsettled)
        return Applicability(applies=False, why_not=limit.why_not, unsettled=unsettled)
