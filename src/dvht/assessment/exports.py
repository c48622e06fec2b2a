"""The sheet as a workbook."""

from typing import Final

from dvht.assessment.queries.listing import apart_lines, class_lines, listed_asks, matrix
from dvht.assessment.queries.names import Names
from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.assessment.queries.words import (
    apart_words,
    figures,
    level_words,
    points_sentence,
    result_label,
    row_state,
)
from dvht.ui.vietnamese import written_date
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook

WIDTHS = (8, 42, 60, 24, 24, 16, 14, 50, 24, 40)
SOURCES: Final = {"roster": "Danh sách thành viên", "classes": "Số ghi theo lớp", "": "Gõ tay"}


def sheet_workbook(sheet: Sheet) -> bytes:
    """One row a criterion or indicator."""
    plan = sheet.plan
    page = SheetOut(
        name="Tự đánh giá",
        columns=[ColumnOut(title, width) for title, width in zip(_titles(sheet), WIDTHS, strict=True)],
        rows=(_cells(sheet, row) for row in sheet.rows),
        title_rows=(
            f"{plan.unit.name}: tự đánh giá năm {plan.year}",
            f"{sheet.pack.title} (phiên bản {sheet.pack.version})",
            _state_line(sheet),
            *([apart] if (apart := apart_words(sheet.basis)) else []),
            "",
        ),
        frozen_columns=2,
    )
    return write_workbook([page])


def names_workbook(sheet: Sheet, names: Names) -> bytes:
    """Everybody who counts with each row that counts them, those set apart, and the classes."""
    asks = listed_asks(sheet)
    who = (
        ColumnOut("Mã", 10),
        ColumnOut("Họ và tên", 28),
        ColumnOut("Tổ, phòng", 22),
        ColumnOut("Vị trí", 26),
    )
    titles = (
        f"{sheet.plan.unit.name}: tên thành viên theo {sheet.noun}, năm {sheet.plan.year}",
        _state_line(sheet),
        f"Danh sách chốt ngày {written_date(sheet.counted_on)}",
        "",
    )
    sheets = [
        SheetOut(
            "Theo " + sheet.noun,
            (*who, *(ColumnOut(ask.label, 12) for ask in asks)),
            matrix(names, asks),
            titles,
            frozen_columns=2,
        ),
        SheetOut(
            "Không tính", (*who, ColumnOut("Lý do", 24), ColumnOut("Căn cứ", 40)), apart_lines(names), titles
        ),
    ]
    if names["classes"]:
        columns = (
            ColumnOut("Lớp", 16),
            ColumnOut("Số người học", 14, kind="whole"),
            ColumnOut("Số đạt Công dân học tập", 24, kind="whole"),
        )
        sheets.append(SheetOut("Lớp", columns, class_lines(names), titles))
    return write_workbook(sheets)


def _state_line(sheet: Sheet) -> str:
    state = f"Đã chốt lần {sheet.revision.number}" if sheet.revision else "Bản nháp, chưa chốt"
    return f"{state}. Kết quả: {result_label(sheet.pack, sheet.result)}"


def _titles(sheet: Sheet) -> tuple[str, ...]:
    outcome = ("Mức độ 1", "Mức độ 2") if sheet.by_levels else ("Điểm", "Điểm tối đa")
    return ("Mã", "Tên", "Nội dung", "Kết quả", "Nguồn số liệu", *outcome, "Vì sao", "Minh chứng", "Ghi chú")


def _cells(sheet: Sheet, row: SheetRow) -> tuple[str, ...]:
    reference = sheet.pack.evidence_reference
    if row.points:
        outcome: tuple[str, ...] = (
            f"{row.points.points:f}".replace(".", ","),
            f"{row.points.max_points:f}".replace(".", ","),
        )
        why = points_sentence(row, reference)
    else:
        outcome = tuple(_met(row, level) for level in sheet.pack.levels)
        why = "\n".join(
            f"Mức độ {level}: {level_words(row, level, reference)}" for level in sheet.pack.levels
        )
    stated = figures(row) or row_state(row)[1]
    source = SOURCES[row.source] if row.row.measure == "share" and row.stated.given else ""
    if row.reason:
        why = f"{why}\nLý do: {row.reason}"
    return (
        row.code,
        row.row.title,
        row.row.wording,
        stated,
        source,
        *outcome,
        why,
        ", ".join(row.codes),
        row.note,
    )


def _met(row: SheetRow, level: int) -> str:
    met = row.levels.met_at(level) if row.levels else None
    return {True: "Đạt", False: "Không đạt", None: "Không áp dụng"}[met]
