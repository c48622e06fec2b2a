"""The running result at the foot of the page, and what would raise it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dvht.assessment.queries.page import row_url
from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.assessment.queries.words import PEOPLE, points_words, rank_words
from dvht.regulation.forecast import Forecast, Improvement
from dvht.regulation.rows import Row
from dvht.ui.vietnamese import written_number

DEEDS = {
    "evidence": "thêm minh chứng",
    "meet": "làm cho đạt yêu cầu",
    "grade": "nâng mức chuyển đổi số",
    "fill": "nhập kết quả",
}
SHORT_LIST = 4


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
        can=points + _gains(outlook.improvements) if outlook.improvements and not sheet.revision else None,
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
    names = "#ten" if one.kind == "more_people" and sheet.row(one.row).source == "roster" else ""
    return Tip(one.row, row_url(sheet, one.row) + names, deed_words(sheet, one), gain_words(one), then)


def deed_words(sheet: Sheet, one: Improvement) -> str:
    """What to do, in a few words: "thêm 2 kế hoạch tự học được duyệt", "thêm minh chứng"."""
    shown = sheet.row(one.row)
    if one.kind == "more_people" and one.count:
        return f"thêm {written_number(one.count)} {lack_words(shown.row, one.level)}"
    if one.kind == "fill" and shown.is_counted:
        return "ghi số người học đạt theo lớp" if shown.source == "classes" else "ghi dữ kiện của thành viên"
    return DEEDS.get(one.kind, "")


def lack_words(row: Row, level: int | None) -> str:
    """What one more person needs for the row; a row that no record feeds asks for people."""
    if not row.needs(level):
        return PEOPLE[row.population]
    return row.lack(level) if row.population == "members" else f"{PEOPLE[row.population]} đạt"


def gain_words(one: Improvement) -> str:
    """ "+0,5 điểm"; empty under levels."""
    return f"+{points_words(one.gain)} điểm" if one.gain else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
