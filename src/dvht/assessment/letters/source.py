"""The figures that the papers rest on: when they change, an issued paper is out of date."""

from dvht.assessment.letters.people import Team
from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.assessment.queries.words import (
    apart_words,
    figures,
    points_words,
    result_label,
    row_state,
    source_words,
)
from dvht.ui.vietnamese import written_date


def source_of(sheet: Sheet, *, team: Team | None = None) -> dict[str, str]:
    """The figures that a paper rests on, by a label that people know."""
    revision = f"chốt lần {sheet.revision.number}" if sheet.revision else "chưa chốt"
    source = {
        "Bản tự đánh giá": revision,
        "Kết quả": result_label(sheet.pack, sheet.result),
        "Số thành viên": f"{sheet.member_total or 'chưa ghi'}, tính đến {written_date(sheet.counted_on)}",
    }
    if not sheet.pack.data_window and not sheet.revision:
        source["Số thành viên"] = str(sheet.member_total or "chưa ghi")
    if sheet.basis.has_roster:
        source["Nguồn số thành viên"] = source_words(sheet).strip(" ()")
    if apart := apart_words(sheet.basis):
        source["Người không tính"] = apart
    if sheet.plan.goal_label:
        source["Mục tiêu của kế hoạch"] = sheet.plan.goal_label
    for row in sheet.rows:
        if row.applies:
            source |= _row_source(row)
    if team is not None:
        source["Tổ đánh giá"] = ", ".join(member.name for member in team.members) or "chưa có"
    return source


def _row_source(row: SheetRow) -> dict[str, str]:
    said = {
        row.code: figures(row) or row_state(row)[1],
        f"Điểm {row.code}": points_words(row.points.points) if row.points else "",
        f"Minh chứng {row.code}": ", ".join(row.codes) or "không có",
        f"Ghi chú {row.code}": row.note,
        f"Lý do {row.code}": row.reason,
        f"Chỉ tiêu phấn đấu {row.code}": row.result.target or "",
    }
    return {label: value for label, value in said.items() if value}
