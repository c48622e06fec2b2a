"""What the pages of a self-assessment show: the tree, the verdicts, the running result, the law."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.assessment.queries.words import (
    group_state,
    level_words,
    needed_people,
    points_sentence,
    points_words,
    rank_words,
    row_state,
)
from dvht.regulation.forecast import Forecast, Improvement
from dvht.regulation.pack import Note
from dvht.ui.vietnamese import written_number

PERCENT = re.compile(r"\d+%")
DEEDS = {
    "evidence": "thêm minh chứng",
    "meet": "đạt yêu cầu",
    "grade": "nâng mức",
    "fill": "nhập kết quả",
}
SHORT_LIST = 4


@dataclass(frozen=True)
class Cell:
    """One row in the tree and in the strip."""

    code: str
    title: str
    state: str
    word: str
    url: str
    current: bool
    aside: str

    @property
    def is_na(self) -> bool:
        return self.state == "na"


@dataclass(frozen=True)
class Branch:
    """One group with its rows; `state` is empty where points say it all."""

    name: str
    title: str
    state: str
    word: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Verdict:
    title: str
    state: str
    word: str
    text: str


@dataclass(frozen=True)
class Tip:
    """A thing to do that raises the result."""

    code: str
    url: str
    deed: str
    gain: str
    then: str


@dataclass(frozen=True)
class LevelCount:
    title: str
    passed: int
    binding: int


@dataclass(frozen=True)
class Foot:
    """The running result at the foot of the page."""

    levels: tuple[LevelCount, ...]
    state: str
    word: str
    points: Decimal | None
    rank: str
    lacking: str
    ranks: tuple[tuple[str, Decimal], ...]
    can: Decimal | None
    tip: Tip | None


def row_url(sheet: Sheet, code: str) -> str:
    return reverse("assessment_row", args=(sheet.plan.unit_id, sheet.plan.year, code))


def tree(sheet: Sheet, current: str = "") -> tuple[Branch, ...]:
    """Every row of the pack in its group; those that don't bind the unit are listed too."""
    kind = "Tiêu chí" if sheet.by_levels else "Nhóm"
    branches = []
    for group, rows in sheet.groups:
        state, word = (
            group_state(sheet, group.code, rows) if sheet.by_levels else ("", _points_of(sheet, group.code))
        )
        cells = tuple(cell_of(sheet, row, current) for row in rows)
        branches.append(Branch(f"{kind} {group.code}", f"{group.code}. {group.title}", state, word, cells))
    return tuple(branches)


def _points_of(sheet: Sheet, group: str) -> str:
    points, most = sheet.group_points(group)
    return f"{written_number(Decimal(points))}/{written_number(Decimal(most))}"


def cell_of(sheet: Sheet, row: SheetRow, current: str = "") -> Cell:
    state, word = row_state(row)
    aside = f"trường đặt {row.result.target}" if row.result.target else ""
    return Cell(row.code, row.row.title, state, word, row_url(sheet, row.code), row.code == current, aside)


def tree_total(sheet: Sheet) -> str:
    """ "12/14" indicators at level 1, or "78,5/100" points."""
    if sheet.by_levels:
        passed = sheet.indicators(sheet.pack.levels[0])
        return f"{sum(met for _, met in passed)}/{len(passed)}"
    return f"{points_words(sheet.result.points)}/{points_words(sheet.pack.total_points)}"


def verdicts(sheet: Sheet, row: SheetRow) -> tuple[Verdict, ...]:
    """The outcome of the row at each level, or its points, with why."""
    reference = sheet.pack.evidence_reference
    if row.points:
        state, word = row_state(row)
        return (Verdict("Điểm được tính", state, word, points_sentence(row, reference)),)
    return tuple(_level_verdict(row, level, reference) for level in sheet.pack.levels)


def _level_verdict(row: SheetRow, level: int, reference: str) -> Verdict:
    result = row.levels
    reasons = result.reasons_at(level) if result else ()
    if result is None or not result.verdicts[level].applies:
        state, word = "na", "Không áp dụng"
    elif "missing" in reasons:
        state, word = "todo", "Chưa chấm"
    elif reasons == ("no_evidence",):
        state, word = "warn", "Thiếu minh chứng"
    else:
        state, word = ("fail", "Không đạt") if reasons else ("pass", "Đạt")
    return Verdict(f"Mức độ {level}", state, word, level_words(row, level, reference))


def gauge_marks(sheet: Sheet, row: SheetRow) -> list[tuple[str, int]]:
    """The counts that the levels (or the full points) ask for, by label."""
    if row.points:
        return [("Yêu cầu", needed_people(row, None))]
    result = row.levels
    binding = [level for level in sheet.pack.levels if result and result.verdicts[level].applies]
    return [(f"Mức độ {level}", needed_people(row, level)) for level in binding]


def counts_of(row: SheetRow) -> tuple[tuple[int, int], ...]:
    """Count and total, once for each way of counting."""
    total = row.stated.total or 0
    counts = dict.fromkeys(row.stated.count_at(level) for level in (1, 2))
    return tuple((count, total) for count in counts if count is not None)


@dataclass(frozen=True)
class Clause:
    """The words of the law for one level; `label` is empty when they hold for both."""

    label: str
    wording: str
    sources: tuple[str, ...]


def law(sheet: Sheet, row: SheetRow) -> tuple[Clause, ...]:
    """The wording of the row, once where the levels differ by their number only."""
    if not sheet.by_levels:
        return (Clause("", row.row.wording, (row.row.reference,)),)
    levels = sheet.pack.levels
    sources = [_source(row, level) for level in levels]
    plain = {PERCENT.sub("", row.row.wording_at(level)).replace(" ", "") for level in levels}
    if len(plain) == 1:
        return (Clause("", row.row.wording_at(levels[0]), tuple(sources)),)
    return tuple(
        Clause(f"Mức độ {level}", row.row.wording_at(level), (source,))
        for level, source in zip(levels, sources, strict=True)
    )


def _source(row: SheetRow, level: int) -> str:
    threshold = row.row.threshold(level)
    asked = f"tối thiểu {threshold}%, " if threshold else ""
    return f"Mức độ {level}: {asked}{row.row.clause_at(level).reference}."


def law_notes(sheet: Sheet, row: SheetRow) -> tuple[Note, ...]:
    """What the texts leave open about this row."""
    named = [note for note in sheet.pack.notes if row.code in note.rows and note.kind != "difference"]
    if row.points and row.row.measure == "share":
        named += [note for note in sheet.pack.notes if note.code == "award"]
    extra = [row.row.note] if row.row.note else []
    if row.levels and row.levels.unsettled:
        extra.append(row.levels.unsettled)
    return (*named, *(Note(code="row", text=text, source="") for text in extra))


def differences(sheet: Sheet, row: SheetRow) -> tuple[Note, ...]:
    """Where a local text says something else about this row than the circular."""
    return tuple(note for note in sheet.pack.notes if row.code in note.rows and note.kind == "difference")


def year_note(sheet: Sheet) -> str:
    """Why an old pack still governs: the assessment year decides, not today."""
    return next((note.text for note in sheet.pack.notes if note.code == "year"), "")


def open_notes(sheet: Sheet) -> tuple[Note, ...]:
    """What the pack leaves open or takes from practice, beyond single rows."""
    return tuple(note for note in sheet.pack.notes if not note.rows and note.code not in {"year", "award"})


def neighbours(sheet: Sheet, code: str) -> tuple[str, str]:
    """Codes of the rows before and after that bind the unit; empty at the ends."""
    codes = [row.code for row in sheet.rows if row.applies or row.code == code]
    place = codes.index(code)
    return codes[place - 1] if place else "", codes[place + 1] if place + 1 < len(codes) else ""


def foot(sheet: Sheet, outlook: Forecast) -> Foot:
    if sheet.by_levels:
        return _levels_foot(sheet)
    result, pack = sheet.result, sheet.pack
    points = result.points or Decimal(0)
    ahead = [rank for rank in pack.ranks if rank.minimum > points]
    lacking = (
        f"thiếu {points_words(ahead[-1].minimum - points)} điểm để đạt {ahead[-1].label}"
        if ahead
        else "loại cao nhất"
    )
    return Foot(
        levels=(),
        state="",
        word="",
        points=points,
        rank=_capital(rank_words(pack, result)),
        lacking=lacking,
        ranks=tuple((rank.label, rank.minimum) for rank in pack.ranks),
        can=points + _gains(outlook.improvements) if outlook.improvements else None,
        tip=_first_tip(sheet, outlook),
    )


def _levels_foot(sheet: Sheet) -> Foot:
    counts: list[LevelCount] = []
    for level in sheet.pack.levels:
        indicators = sheet.indicators(level)
        counts.append(LevelCount(f"Mức độ {level}", sum(met for _, met in indicators), len(indicators)))
    reached = sheet.result.level or 0
    ahead = [level for level in sheet.pack.levels if level > reached]
    left = [code for code, met in sheet.indicators(ahead[0]) if not met] if ahead else []
    if reached:
        word = f"Đủ Mức độ {reached}" + (f". Mức độ {ahead[0]} còn {_listed(left)}" if ahead else "")
    else:
        word = f"Chưa đủ Mức độ {ahead[0]}: còn {_listed(left)}"
    return Foot(tuple(counts), "pass" if reached else "fail", word, None, "", "", (), None, None)


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(codes) if len(codes) <= SHORT_LIST else f"{len(codes)} chỉ tiêu"


def _gains(improvements: Sequence[Improvement]) -> Decimal:
    return sum((one.gain or Decimal(0) for one in improvements), Decimal(0))


def _first_tip(sheet: Sheet, outlook: Forecast) -> Tip | None:
    if not outlook.improvements or sheet.revision:
        return None
    first, others = outlook.improvements[0], len(outlook.improvements) - 1
    points = (sheet.result.points or Decimal(0)) + _gains(outlook.improvements)
    total = f"thành {points_words(points)}, loại {outlook.goal}"
    return tip(sheet, first, f"cùng {others} việc nữa {total}" if others else total)


def row_tips(sheet: Sheet, row: SheetRow, outlook: Forecast) -> tuple[Tip, ...]:
    """What would add points to this row. Empty under levels: the verdicts say it there."""
    if not row.points or sheet.revision or row.is_missing:
        return ()
    total = sheet.result.points or Decimal(0)
    return tuple(
        tip(sheet, one, f"Tổng thành {points_words(total + (one.gain or 0))} điểm.")
        for one in outlook.possible
        if one.row == row.code and one.gain
    )


def tip(sheet: Sheet, one: Improvement, then: str = "") -> Tip:
    deed = DEEDS.get(one.kind, "")
    if one.kind == "more_people" and one.count:
        deed = f"thêm {written_number(one.count)} người"
    gain = f"+{points_words(one.gain)} điểm" if one.gain else ""
    return Tip(one.row, row_url(sheet, one.row), deed, gain, then)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
