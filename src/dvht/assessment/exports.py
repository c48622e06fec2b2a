"""The sheet as a workbook."""

from io import BytesIO

import xlsxwriter

from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.assessment.queries.words import figures, level_words, points_sentence, result_label, row_state

WIDTHS = (8, 42, 60, 24, 16, 14, 50, 24, 40)


def sheet_workbook(sheet: Sheet) -> bytes:
    """One row a criterion or indicator. Every cell is text or a number, never a formula, whatever was typed."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    page = book.add_worksheet("Tự đánh giá")
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    plan = sheet.plan
    page.write_string(0, 0, f"{plan.unit.name}: tự đánh giá năm {plan.year}", strong)
    page.write_string(1, 0, f"{sheet.pack.title} (phiên bản {sheet.pack.version})")
    page.write_string(2, 0, _state_line(sheet))
    for column, title in enumerate(_titles(sheet)):
        page.write_string(4, column, title, strong)
    for place, row in enumerate(sheet.rows):
        for column, value in enumerate(_cells(sheet, row)):
            page.write_string(5 + place, column, value, plain)
    page.freeze_panes(5, 2)
    book.close()
    return buffer.getvalue()


def _state_line(sheet: Sheet) -> str:
    state = f"Đã chốt lần {sheet.revision.number}" if sheet.revision else "Bản nháp, chưa chốt"
    return f"{state}. Kết quả: {result_label(sheet.pack, sheet.result)}"


def _titles(sheet: Sheet) -> tuple[str, ...]:
    outcome = ("Mức độ 1", "Mức độ 2") if sheet.by_levels else ("Điểm", "Điểm tối đa")
    return ("Mã", "Tên", "Nội dung", "Kết quả", *outcome, "Vì sao", "Minh chứng", "Ghi chú")


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
    return (row.code, row.row.title, row.row.wording, stated, *outcome, why, ", ".join(row.codes), row.note)


def _met(row: SheetRow, level: int) -> str:
    met = row.levels.met_at(level) if row.levels else None
    return {True: "Đạt", False: "Không đạt", None: "Không áp dụng"}[met]
