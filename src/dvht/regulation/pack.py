"""A pack: one regulation as data, checked for being whole before anything is computed with it."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, Field, PrivateAttr, model_validator

from dvht.regulation.calendar import Milestone
from dvht.regulation.kinds import UNIT_KINDS
from dvht.regulation.personal import personal_facts
from dvht.regulation.rows import KindRules, Row, Status
from dvht.regulation.strict import STRICT, wrong

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
    title: str
    note: str | None = None


class Instrument(BaseModel):
    """A text that the regulation names; its replacement is followed once there is one (Điều 22.2)."""

    model_config = STRICT

    code: str
    title: str
    named_in: str
    replaced_by: str | None = None
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


class CitizenRules(BaseModel):
    """How "Công dân học tập" is reached: a total, and no indicator under the floor."""

    model_config = STRICT

    pass_points: Decimal
    floor_points: Decimal
    citizen_groups: tuple[str, ...]
    reference: str


class Pack(BaseModel):
    """A resolved pack, parents included. Immutable: an assessment keeps id, version and digest."""

    model_config = STRICT

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    version: str = Field(pattern=r"^[1-9][0-9]*$")
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
    total_points: Decimal | None = None
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

    @model_validator(mode="after")
    def _is_whole(self) -> Pack:
        for kind in self.unit_kinds or ():
            if kind not in UNIT_KINDS:
                raise wrong("không có loại đơn vị này", ("unit_kinds", kind))
        seen: set[str] = set()
        for index, group in enumerate(self.groups):
            for number, row in enumerate(group.rows):
                place = ("groups", index, "rows", number)
                if row.code in seen:
                    raise wrong(f'đã có một dòng mã "{row.code}"', (*place, "code"))
                seen.add(row.code)
                _check_row(row, self, place)
                _check_feeds(row, self, place)
                row.settle(group.code, self.citation, self.unit_kinds or {})
        if self.scheme == "points":
            _check_points(self)
        return self

    def sealed(self, digest: str) -> Pack:
        """The same pack carrying its digest."""
        self._digest = digest
        return self

    @property
    def digest(self) -> str:
        """`sha256:…` over the canonical JSON of the pack as resolved."""
        return self._digest

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

    def __hash__(self) -> int:
        return hash((self.id, self.version, self._digest))

    def governs(self, kind: str, year: int) -> bool:
        """Whether a unit of this kind is assessed by this pack for this year."""
        kinds = self.kinds
        return self.scheme != "citizen" and self.years.covers(year) and (kinds is None or kind in kinds)


def _check_row(row: Row, pack: Pack, place: tuple[str | int, ...]) -> None:
    if pack.scheme == "levels":
        expected = {str(level) for level in pack.levels}
        if row.levels is None or set(row.levels) != expected or row.clause is not None:
            raise wrong("cần levels cho đúng các mức độ của bộ, không cần clause", place)
    elif row.clause is None or row.levels is not None:
        raise wrong("cần clause, không cần levels", place)
    for clause in (row.levels or {"": row.clause_at(None)}).values():
        if (clause.threshold is not None) != (row.measure == "share"):
            raise wrong("threshold phải có ở dòng share và chỉ ở đó", place)
        if (clause.grade is not None) != (row.measure == "grade"):
            raise wrong("grade phải có ở dòng grade và chỉ ở đó", place)


def _check_feeds(row: Row, pack: Pack, place: tuple[str | int, ...]) -> None:
    needs = [row.needs(level) for level in (pack.levels or (None,))]
    if row.measure == "share" and not all(needs):
        raise wrong("dòng share cần fed_by: một người được tính khi đạt những mục nào", place)
    if row.measure != "share" and (row.fed_by or any(needs)):
        raise wrong("fed_by chỉ có ở dòng share", (*place, "fed_by"))
    if row.measure != "condition" and row.shown_by:
        raise wrong("shown_by chỉ có ở dòng condition", (*place, "shown_by"))
    if not row.count_by_level and any(others != needs[0] for others in needs):
        raise wrong("fed_by khác nhau theo mức độ thì cần count_by_level: true", place)


def _check_points(pack: Pack) -> None:
    maxima = [row.max_points for row in pack.rows]
    if any(maximum is None for maximum in maxima) or sum(m for m in maxima if m) != pack.total_points:
        raise wrong("phải bằng tổng điểm tối đa của mọi dòng", ("total_points",))
    for index, group in enumerate(pack.groups):
        if sum(row.max_points or 0 for row in group.rows) != group.max_points:
            raise wrong("phải bằng tổng điểm tối đa của các dòng", ("groups", index, "max_points"))
    minima = [rank.minimum for rank in pack.ranks]
    if not minima or minima != sorted(set(minima), reverse=True) or minima[-1] != 0:
        raise wrong("phải xếp từ cao xuống thấp, loại cuối từ 0 điểm", ("ranks",))
