"""What the sheet says, in words: the state of a row, why it passes or not, the result as a label."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import cast

from django.utils import timezone

from dvht.assessment.queries.basis import Basis
from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.plans.queries import target_floor
from dvht.regulation.arithmetic import needed_more
from dvht.regulation.pack import Pack
from dvht.regulation.results import LevelRow, PointRow, Reason, Result
from dvht.regulation.rows import GRADE_WORDS
from dvht.ui.vietnamese import written_date, written_number, written_percent

PEOPLE = {"members": "người", "learners": "người học"}


def result_label(pack: Pack, result: Result) -> str:
    """The whole result: "Đạt Mức độ 1", "87,5 điểm, loại Tốt"."""
    if result.points is not None:
        return f"{written_number(result.points)} điểm, {rank_words(pack, result)}"
    return f"Đạt Mức độ {result.level}" if result.level else "Chưa đạt mức độ nào"


def rank_words(pack: Pack, result: Result) -> str:
    """ "loại Tốt"; the lowest rank (TT 22, Điều 6.3.d) is said without loại: "Chưa đạt"."""
    rank = next(rank for rank in pack.ranks if rank.code == result.rank)
    return f"loại {rank.label}" if rank.minimum > 0 else rank.label


def points_words(points: Decimal | None) -> str:
    """9,5: exact, without trailing zeros; a dash for none."""
    return "–" if points is None else written_number(points)


def row_state(row: SheetRow) -> tuple[str, str]:
    """State and word of a row, as the tree and the lists show it."""
    if not row.applies:
        return "na", "Không áp dụng"
    if row.is_missing:
        return "todo", "Chưa chấm"
    if isinstance(row.result, PointRow):
        return _points_state(row, row.result)
    return _levels_state(row, row.result)


def _points_state(row: SheetRow, result: PointRow) -> tuple[str, str]:
    word = f"{points_words(result.points)}/{points_words(result.max_points)}"
    if row.is_unproved:
        return "warn", word
    return ("pass" if row.passes else "doing"), word


def _levels_state(row: SheetRow, result: LevelRow) -> tuple[str, str]:
    against = {reason for verdict in result.verdicts.values() for reason in verdict.reasons}
    binding = [level for level, verdict in result.verdicts.items() if verdict.applies]
    passed = [level for level in binding if not result.reasons_at(level)]
    if against == {"no_evidence"}:
        return "warn", "Thiếu"
    if binding[0] not in passed:
        return "fail", row.share if row.row.measure == "share" and " " not in row.share else "Không đạt"
    if len(binding) == 1:
        return "pass", "Đạt"
    return "pass", f"Mức {passed[-1]}"


def group_state(sheet: Sheet, code: str, rows: Sequence[SheetRow]) -> tuple[str, str]:
    """State and word of a criterion under levels."""
    if all(row.is_missing or not row.applies for row in rows):
        return "todo", "Chưa chấm"
    met = [level for level in sheet.pack.levels if sheet.group_met(code, level)]
    return ("pass", f"Mức {max(met)}") if met else ("fail", "Chưa đạt")


def figures(row: SheetRow) -> str:
    """What was stated: "38/40 = 95,0%", "Đạt yêu cầu", "Mức đáp ứng cơ bản"; empty when missing."""
    stated = row.stated
    if not stated.given:
        return ""
    if row.row.measure == "condition":
        return "Đạt yêu cầu" if stated.met else "Chưa đạt yêu cầu"
    if row.row.measure == "grade":
        return GRADE_WORDS[stated.grade or "none"].capitalize()
    counts = dict.fromkeys(stated.count_at(level) or 0 for level in (1, 2))
    return "; ".join(share_words(count, stated.total or 0) for count in counts)


def share_words(count: int, total: int) -> str:
    """ "38/40 = 95,0%", the share floored to one decimal."""
    return f"{written_number(count)}/{written_number(total)} = {written_percent(count, total)}"


def level_words(row: SheetRow, level: int, evidence_reference: str) -> str:
    """Why the row passes or not at the level, in one line."""
    result = cast(LevelRow, row.result)
    verdict = result.verdicts[level]
    if not verdict.applies:
        return result.why_not or "Không áp dụng"
    if "missing" in verdict.reasons:
        return row.unread.capitalize() if row.unread else "Chưa nhập kết quả."
    parts = [_measured_words(row, level, verdict.reasons)]
    if "no_evidence" in verdict.reasons:
        parts.append(f"Thiếu minh chứng nên không đạt ({evidence_reference}).")
    return " ".join(part for part in parts if part)


def _measured_words(row: SheetRow, level: int, reasons: Sequence[Reason]) -> str:
    if row.row.measure == "share":
        return share_sentence(row, level)
    if row.row.measure == "grade":
        needed = GRADE_WORDS[row.row.clause_at(level).grade or "none"]
        has = GRADE_WORDS[row.stated.grade or "none"]
        return f"Cần “{needed}”, đơn vị ở “{has}”."
    return "Đơn vị chưa đạt yêu cầu này." if "not_met" in reasons else "Đơn vị đạt yêu cầu."


def share_sentence(row: SheetRow, level: int | None) -> str:
    """ "39 người, cần 36. Dư 3 người." or "35 người, cần 36. Còn thiếu 1 người." """
    count, total = row.stated.count_at(level) or 0, row.stated.total or 0
    who = PEOPLE[row.row.population]
    needed = needed_people(row, level)
    more = needed - count
    tail = ""
    if more:
        tail = (
            f" Còn thiếu {written_number(more)} {who}." if more > 0 else f" Dư {written_number(-more)} {who}."
        )
    return f"{written_number(count)}/{written_number(total)} {who}, cần {written_number(needed)}.{tail}"


def needed_people(row: SheetRow, level: int | None) -> int:
    """How many people in all the threshold asks for."""
    return needed_more(0, row.stated.total or 0, row.row.threshold(level) or 0)


def short_reasons(row: SheetRow, level: int) -> str:
    """What stands against the row at the level, in a few words; empty when it passes."""
    result = cast(LevelRow, row.result)
    needed = result.needed_at(level) or 0
    who = PEOPLE[row.row.population]
    grade = row.row.clause_at(level).grade
    words = {
        "missing": "chưa có kết quả",
        "no_evidence": "thiếu minh chứng",
        "not_met": "chưa đạt yêu cầu",
        "below_threshold": f"cần {written_number(needed_people(row, level))} {who}, còn thiếu {written_number(needed)}",
        "grade_too_low": f"cần “{GRADE_WORDS[grade or 'none']}”",
    }
    return "; ".join(words[reason] for reason in result.reasons_at(level))


def points_sentence(row: SheetRow, evidence_reference: str) -> str:
    """Why the row has its points, in one line."""
    result = cast(PointRow, row.result)
    if "missing" in result.reasons:
        return row.unread.capitalize() if row.unread else "Chưa nhập kết quả nên chưa có điểm."
    if "no_evidence" in result.reasons:
        return f"Không có minh chứng nên 0 điểm ({evidence_reference})."
    if row.row.measure == "share":
        return share_sentence(row, None)
    return "Đơn vị chưa đạt yêu cầu này." if "not_met" in result.reasons else "Đơn vị đạt yêu cầu."


def counted_words(sheet: Sheet) -> str:
    """“ tính đến 30/11/2022” for a paper; empty where that day was still to come, or lies after the year's end."""
    if not (sheet.pack.data_window or sheet.revision):
        return ""
    known = timezone.localdate(sheet.revision.finalised_at) if sheet.revision else timezone.localdate()
    late = not sheet.pack.data_window and sheet.counted_on.year > sheet.plan.year
    return "" if late or sheet.counted_on > known else f" tính đến {written_date(sheet.counted_on)}"


def target_words(sheet: Sheet, row: SheetRow) -> str:
    """The unit's own target beside the least that it may set (TBA-1); empty where neither adds to the law."""
    asked = sheet.higher_targets.get(row.code, 0)
    floor = target_floor(sheet.plan, row.code, higher_percent=asked)
    if floor is None or not row.applies:
        return ""
    if row.result.target is None:
        return f"Chỉ tiêu của {floor.source}: {floor.percent}%." if asked == floor.percent else ""
    outcome = "chưa có số liệu"
    if row.stated.given:
        outcome = "đã đạt" if row.result.target_met else f"chưa đạt{_lacking_for_target(sheet, row)}"
    return (
        f"Chỉ tiêu phấn đấu của đơn vị: {row.result.target}, {outcome}. "
        f"Mức phải đạt: {floor.percent}% ({floor.source})."
    )


def _lacking_for_target(sheet: Sheet, row: SheetRow) -> str:
    """ ", còn thiếu 2 người" for the unit's own target."""
    target = sheet.facts.targets.get(row.code)
    if target is None or not row.stated.total:
        return ""
    more = ceil(Fraction(target) * row.stated.total / 100) - (row.stated.count_at(1) or 0)
    return f", còn thiếu {written_number(more)} {PEOPLE[row.row.population]}"


def apart_words(basis: Basis) -> str:
    """Who stands on the roster and doesn't count, in numbers: no text settles it, so it is printed with the result."""
    if not basis.apart:
        return ""
    reasons = "; ".join(
        f"{label[:1].lower()}{label[1:]}: {written_number(count)}" for label, count in basis.apart.items()
    )
    return (
        f"Không tính {written_number(basis.excluded)} người có tên trong danh sách ({reasons}); "
        "thông tư không quy định các trường hợp này."
    )


def source_words(sheet: Sheet) -> str:
    """ " (theo danh sách thành viên chốt ngày 31/12/2026)" after a number of members that nobody typed, for a paper."""
    if not sheet.basis.has_roster:
        return ""
    day = f" chốt ngày {written_date(sheet.counted_on)}" if sheet.pack.data_window or sheet.revision else ""
    return f" (theo danh sách thành viên{day})"
