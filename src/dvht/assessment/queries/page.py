"""What the pages of a self-assessment show: the tree, the verdicts, the running result, the law."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from dvht.assessment.queries.sheet import Sheet, SheetRow, SheetRows
from dvht.assessment.queries.words import (
    group_state,
    level_words,
    needed_people,
    points_sentence,
    points_words,
    row_state,
)
from dvht.ui.vietnamese import written_number


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


def verdicts(
    sheet: SheetRows, row: SheetRow, *, points: str = "Điểm được tính", not_given: str = "Chưa chấm"
) -> tuple[Verdict, ...]:
    """The outcome of the row at each level, or its points, with why; `points` and `not_given` are words for people."""
    reference = sheet.pack.evidence_reference
    if row.points:
        state, word = row_state(row)
        return (Verdict(points, state, word, points_sentence(row, reference)),)
    return tuple(_level_verdict(row, level, reference, not_given) for level in sheet.pack.levels)


def _level_verdict(row: SheetRow, level: int, reference: str, not_given: str) -> Verdict:
    result = row.levels
    reasons = result.reasons_at(level) if result else ()
    if result is None or not result.verdicts[level].applies:
        state, word = "na", "Không áp dụng"
    elif "missing" in reasons:
        state, word = "todo", not_given
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


def neighbours(sheet: Sheet, code: str) -> tuple[str, str]:
    """Codes of the rows before and after that bind the unit; empty at the ends."""
    codes = [row.code for row in sheet.rows if row.applies or row.code == code]
    place = codes.index(code)
    return codes[place - 1] if place else "", codes[place + 1] if place + 1 < len(codes) else ""
