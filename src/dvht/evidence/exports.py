"""The list of evidence as a workbook."""

from io import BytesIO
from typing import Final

import xlsxwriter

from dvht.evidence.models import Collection, EvidenceKind
from dvht.evidence.queries import BindingItem, binding_items

_TITLES: Final = (
    ("STT", 6),
    ("Mã", 10),
    ("Tiêu chí", 34),
    ("Chỉ tiêu", 38),
    ("Tên minh chứng", 60),
    ("Số, ký hiệu", 20),
    ("Ngày văn bản", 14),
    ("Nơi ban hành", 30),
    ("Hình thức", 12),
    ("Tệp, liên kết hoặc nơi lưu", 44),
    ("Số trang", 10),
    ("Dung lượng (byte)", 16),
    ("SHA-256", 68),
)


def evidence_workbook(collection: Collection) -> bytes:
    """Every code of the year on one sheet, in the order of the criteria.

    Text stays text: nothing that begins with =, +, - or @ becomes a formula, and no address becomes a link.
    """
    output = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(output, options) as book:
        sheet = book.add_worksheet("Minh chứng")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for column, (title, width) in enumerate(_TITLES):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, bold)
        sheet.freeze_panes(1, 2)
        for number, item in enumerate(binding_items(collection), start=1):
            _write(sheet, number, item, day)
        sheet.autofilter(0, 0, max(1, sheet.dim_rowmax or 0), len(_TITLES) - 1)
    return output.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, number: int, item: BindingItem, day: object) -> None:
    sheet.write_number(number, 0, number)
    words = {
        1: item.code,
        2: f"{item.group}. {item.group_title}",
        3: f"{item.row.code}. {item.row.title}",
        4: item.title,
        5: item.number,
        7: item.issuer,
        8: EvidenceKind(item.kind).label,
        9: item.file_name or item.url or item.location,
        12: item.sha256,
    }
    for column, text in words.items():
        sheet.write_string(number, column, str(text))
    if item.issued_on:
        sheet.write_datetime(number, 6, item.issued_on, day)
    if item.pages:
        sheet.write_number(number, 10, item.pages)
    if item.size:
        sheet.write_number(number, 11, item.size)
