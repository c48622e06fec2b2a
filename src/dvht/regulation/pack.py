"""A pack: one regulation as data, checked for being whole before anything is computed with it."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, Field, PrivateAttr, model_validator

from dvht.regulation.calendar import Milestone
from dvht.regulation.personal import personal_facts
from dvht.regulation.rows import KindRules, Row, Status
from dvht.regulation.strict import STRICT
from dvht.regulation.wholeness import check_whole

PaperKind = Literal[
    "plan", "self_check_decision", "team_decision", "steering_decision", "score_sheet", "results_summary",
    "minutes", "self_assessment_report", "submission_letter", "official_letter", "registration",
    "evidence_index", "evidence",
]  # fmt: skip
Fixed = Literal["max_points", "total_points", "ranks"]


class Years(BaseModel):
    """Assessment years governed, both included; `last` null while in force."""

    model_config = STRICT

    first: int
    last: int | None = None

    def covers(self, year: int) -> bool:
        return self.first <= year and (self.last is None or year <= self.last)


class Group(BaseModel):
    """A nhóm tiêu chí (points) or a tiêu chí (levels); `title` short, `wording` as in the law."""

    model_config = STRICT

    code: str
    title: str = Field(max_length=45)
    wording: str
    reference: str
    max_points: Decimal | None = None
    rows: tuple[Row, ...] = Field(min_length=1)


class Rank(BaseModel):
    """A rank and the lowest total that earns it."""

    model_config = STRICT

    code: str
    label: str
    minimum: Decimal = Field(ge=0, le=100)
    reference: str


class DossierItem(BaseModel):
    """One paper of a dossier, in its order."""

    model_config = STRICT

    kind: PaperKind
    title: str = Field(max_length=300)
    note: str | None = Field(default=None, max_length=500)


class Instrument(BaseModel):
    """A text that the regulation names; its replacement is followed once there is one (Điều 22.2)."""

    model_config = STRICT

    code: str
    title: str
    named_in: str
    replaced_by: str | None = None
    years: Years | None = Field(
        default=None, description="những năm đánh giá theo văn bản này, khi bộ nêu nhiều văn bản nối nhau"
    )
    note: str | None = None
    status: Status = "verified"


class Validity(BaseModel):
    """How long a recognition holds, and each reading that the words allow."""

    model_config = STRICT

    months: int
    reference: str
    readings: tuple[str, ...]
    upgrade_after_months: int | None = None
    upgrade_reference: str | None = None


class Note(BaseModel):
    """What the law leaves open, or where a summary of it differs; shown to people."""

    model_config = STRICT

    code: str
    text: str
    source: str
    kind: Literal["open", "difference", "scope", "practice"] = "open"
    rows: tuple[str, ...] = ()


class CitizenGroup(BaseModel):
    """One of the groups that have a form of their own; `member_kinds` are put here unless people choose."""

    model_config = STRICT

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=30)
    title: str
    member_kinds: tuple[str, ...] = ()


class CitizenRules(BaseModel):
    """How "Công dân học tập" is reached: a total, and no indicator under the floor."""

    model_config = STRICT

    pass_points: Decimal = Field(ge=0, decimal_places=2)
    floor_points: Decimal = Field(ge=0, decimal_places=2)
    citizen_groups: tuple[CitizenGroup, ...] = Field(min_length=1)
    reference: str

    def group(self, code: str) -> CitizenGroup:
        """The group of this code; KeyError when there is none."""
        return {group.code: group for group in self.citizen_groups}[code]

    def group_for(self, member_kind: str) -> CitizenGroup | None:
        """Where a member of this kind stands unless people choose otherwise; None when the pack doesn't say."""
        found = (group for group in self.citizen_groups if member_kind in group.member_kinds)
        return next(found, None)


class Pack(BaseModel):
    """A resolved pack, parents included. Immutable: an assessment keeps id, version and digest."""

    model_config = STRICT

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    version: str = Field(pattern=r"^[1-9][0-9]{0,5}$")
    title: str
    short_title: str
    scheme: Literal["points", "levels", "citizen"]
    issuer: str
    citation: str = Field(description="name of the text that every row's reference begins with")
    references: tuple[str, ...]
    recognised_as: str = Field(
        default="“Đơn vị học tập”", description="what is granted, as the text names it"
    )
    status: Status
    extends: str | None = None
    extends_version: str | None = None
    fixed: tuple[Fixed, ...] = ()
    years: Years
    unit_kinds: dict[str, KindRules] | None = None
    evidence_rule: Literal["required", "warning"]
    evidence_reference: str
    total_points: Decimal | None = Field(default=None, gt=0, le=100, decimal_places=2)
    ranks: tuple[Rank, ...] = ()
    levels: tuple[int, ...] = ()
    citizens: CitizenRules | None = None
    groups: tuple[Group, ...] = Field(min_length=1)
    data_window: str | None = None
    dossier: tuple[DossierItem, ...] = ()
    papers_kept: tuple[DossierItem, ...] = ()
    calendar: tuple[Milestone, ...] = ()
    validity: Validity | None = None
    instruments: tuple[Instrument, ...] = ()
    notes: tuple[Note, ...] = ()

    _digest: str = PrivateAttr(default="")
    _own: bool = PrivateAttr(default=False)

    @model_validator(mode="after")
    def _is_whole(self) -> Pack:
        check_whole(self)
        for group in self.groups:
            for row in group.rows:
                row.settle(group.code, self.citation, self.unit_kinds or {})
        return self

    def sealed(self, digest: str, *, own: bool = False) -> Pack:
        """The same pack carrying its digest, and whether it is the installation's own."""
        self._digest = digest
        self._own = own
        return self

    @property
    def digest(self) -> str:
        """`sha256:…` over the canonical JSON of the pack as resolved."""
        return self._digest

    @property
    def own(self) -> bool:
        """Whether the installation brought this pack; what is shipped is nobody's own."""
        return self._own

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Codes of the facts that the rows over members need, in the order of the vocabulary."""
        levels = self.levels or (None,)
        needed = {
            need.fact
            for row in self.rows
            if row.population == "members"
            for level in levels
            for need in row.needs(level)
        }
        return tuple(fact.code for fact in personal_facts() if fact.code in needed)

    @cached_property
    def kinds(self) -> frozenset[str] | None:
        """Kinds of unit governed; None means every kind."""
        return None if self.unit_kinds is None else frozenset(self.unit_kinds)

    @property
    def row_noun(self) -> str:
        """What the text calls a row: chỉ tiêu under levels, tiêu chí under points."""
        return "chỉ tiêu" if self.levels else "tiêu chí"

    @property
    def group_noun(self) -> str:
        """What the text calls a group: tiêu chí under levels, nhóm tiêu chí under points."""
        return "tiêu chí" if self.levels else "nhóm tiêu chí"

    def row(self, code: str) -> Row:
        """The row of this code; KeyError when there is none."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(code)

    def notes_for(self, code: str) -> tuple[Note, ...]:
        """What the law leaves open about one row."""
        return tuple(note for note in self.notes if code in note.rows)

    def instrument_for(self, year: int) -> Instrument | None:
        """The text by which a year is judged, where the pack names several in turn; the newest that covers it."""
        covering = [one for one in self.instruments if one.years is not None and one.years.covers(year)]
        return max(covering, key=lambda one: one.years.first if one.years else 0, default=None)

    def __hash__(self) -> int:
        return hash((self.id, self.version, self._digest))

    def governs(self, kind: str, year: int) -> bool:
        """Whether a unit of this kind is assessed by this pack for this year."""
        kinds = self.kinds
        return self.scheme != "citizen" and self.years.covers(year) and (kinds is None or kind in kinds)
