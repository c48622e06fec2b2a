"""A result as a page of plain text for people."""

from __future__ import annotations

from decimal import Decimal

from dvht.regulation.arithmetic import two_places
from dvht.regulation.facts import Facts
from dvht.regulation.kinds import UNIT_KINDS
from dvht.regulation.pack import Pack
from dvht.regulation.results import LevelRow, PointRow, Remark, Result

_REASONS = {
    "missing": "chưa có số liệu",
    "no_evidence": "thiếu minh chứng",
    "not_met": "không đạt",
    "below_threshold": "dưới mức tối thiểu",
    "grade_too_low": "chưa tới mức đáp ứng",
}
_REMARKS = {
    "totals_differ": "tổng số khác dòng đầu; hãy xem lại danh sách thành viên",
    "no_evidence": "chưa có minh chứng",
    "level_1_not_met": "Mức độ 2 đạt nhưng Mức độ 1 chưa đạt: Thông tư có chỉ tiêu chỉ đặt ra ở Mức độ 1",
}


def result_text(pack: Pack, facts: Facts, result: Result) -> str:
    """Head, one table, what to look at, and what the law leaves open for this unit."""
    unit = f"{UNIT_KINDS[facts.unit.kind].label}, {facts.unit.ownership.label}"
    lines = [
        f"{pack.title}",
        f"Năm đánh giá {result.year} · {unit}",
        f"Kết quả: {_outcome(pack, result)}",
        "",
    ]
    if result.scheme == "levels":
        table = [("Mã", "Nội dung", "Tỉ lệ", *(f"Mức độ {level}" for level in pack.levels))]
        table += [_level_cells(pack, row) for row in result.rows if isinstance(row, LevelRow)]
    else:
        table = [("Mã", "Nội dung", "Tỉ lệ", "Điểm", "Ghi chú")]
        table += [_point_cells(pack, row) for row in result.rows if isinstance(row, PointRow)]
    lines += _table(table)
    remarks = [_remark(remark) for remark in result.warnings]
    unsettled = [
        f"{row.code}: {row.unsettled}" for row in result.rows if isinstance(row, LevelRow) and row.unsettled
    ]
    scope = [note.text for note in pack.notes if note.kind == "scope"]
    lines += _section("Cần xem lại", remarks) + _section("Chỉ tiêu phấn đấu", _targets(result))
    lines += _section("Không áp dụng", _not_applied(result)) + _section("Thông tư chưa nói rõ", unsettled)
    return "\n".join([*lines, *_section("Ghi chú", scope)])


def _not_applied(result: Result) -> list[str]:
    return [f"{row.code}: {row.why_not}" for row in result.rows if isinstance(row, LevelRow) and row.why_not]


def _targets(result: Result) -> list[str]:
    return [
        f"{row.code}: tự đặt {row.target}, {'đạt' if row.target_met else 'chưa đạt'}"
        for row in result.rows
        if row.target is not None
    ]


def _figure(points: Decimal) -> str:
    return two_places(points).replace(".", ",")


def _outcome(pack: Pack, result: Result) -> str:
    if result.points is None:
        return f"đạt Mức độ {result.level}" if result.level else "chưa đạt Mức độ 1"
    label = next(rank.label for rank in pack.ranks if rank.code == result.rank)
    return f"{_figure(result.points)}/{pack.total_points} điểm, loại {label}"


def _level_cells(pack: Pack, row: LevelRow) -> tuple[str, ...]:
    if isinstance(row.share, dict):
        share = ", ".join(f"mức {level}: {text}" for level, text in row.share.items())
    else:
        share = row.share or ""
    verdicts = tuple(_verdict(row, level) for level in pack.levels)
    return (row.code, pack.row(row.code).title, share, *verdicts)


def _verdict(row: LevelRow, level: int) -> str:
    met = row.met_at(level)
    if met is None:
        return "không áp dụng"
    return "đạt" if met else _told(row.reasons_at(level), row.needed_at(level))


def _point_cells(pack: Pack, row: PointRow) -> tuple[str, ...]:
    points = f"{_figure(row.points)}/{_figure(row.max_points)}"
    told = _told(row.reasons, row.needed)
    if row.points != row.suggested:
        told = "; ".join(part for part in (told, f"gợi ý {_figure(row.suggested)}") if part)
    return (row.code, pack.row(row.code).title, row.share or "", points, told)


def _told(reasons: tuple[str, ...], needed: int | None) -> str:
    words = ", ".join(_REASONS[reason] for reason in reasons)
    return f"{words} (thêm {needed} người)" if needed else words


def _remark(remark: Remark) -> str:
    place = f"{remark.row}: " if remark.row else ""
    return place + _REMARKS[remark.code]


def _section(title: str, items: list[str]) -> list[str]:
    return ["", f"{title}:", *(f"- {item}" for item in items)] if items else []


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
