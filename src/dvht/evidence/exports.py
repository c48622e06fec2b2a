"""The list of evidence as a workbook."""

from datetime import date
from typing import Final

from dvht.evidence.models import Collection, EvidenceKind
from dvht.evidence.queries import BindingItem, binding_items
from dvht.workbook.writing import ColumnOut, SheetOut, write_workbook

_COLUMNS: Final = (
    ColumnOut("STT", 6, kind="whole"),
    ColumnOut("Mã", 10),
    ColumnOut("Tiêu chí", 34),
    ColumnOut("Chỉ tiêu", 38),
    ColumnOut("Tên minh chứng", 60),
    ColumnOut("Số, ký hiệu", 20),
    ColumnOut("Ngày văn bản", 14, kind="date"),
    ColumnOut("Nơi ban hành", 30),
    ColumnOut("Hình thức", 12),
    ColumnOut("Tệp, liên kết hoặc nơi lưu", 44),
    ColumnOut("Số trang", 10, kind="whole"),
    ColumnOut("Dung lượng (byte)", 16, kind="whole"),
    ColumnOut("SHA-256", 68),
)


def evidence_workbook(collection: Collection) -> bytes:
    """Every code of the year on one sheet, in the order of the criteria."""
    rows = (_cells(number, item) for number, item in enumerate(binding_items(collection), start=1))
    return write_workbook([SheetOut("Minh chứng", _COLUMNS, rows, frozen_columns=2)])


def _cells(number: int, item: BindingItem) -> tuple[str | int | date | None, ...]:
    return (
        number,
        item.code,
        f"{item.group}. {item.group_title}",
        f"{item.row.code}. {item.row.title}",
        item.title,
        item.number,
        item.issued_on,
        item.issuer,
        str(EvidenceKind(item.kind).label),
        item.file_name or item.url or item.location,
        item.pages or None,
        item.size or None,
        item.sha256,
    )
