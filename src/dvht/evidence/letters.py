"""The index of evidence (Danh mục minh chứng) as an official paper."""

from typing import Final

from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.evidence.models import Collection, EvidenceKind
from dvht.evidence.queries import BindingItem, binding_items
from dvht.paper.blocks import Cell, Column, GroupRow, Paragraph, Row, Table
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date

_COLUMNS: Final = (
    Column("STT", 12, "center"),
    Column("Mã", 20, "center"),
    Column("Tên minh chứng"),
    Column("Số, ngày", 38),
    Column("Nơi ban hành", 38),
    Column("Hình thức, nơi lưu", 52),
    Column("Số trang", 18, "center"),
)


def evidence_index_letter(collection: Collection, *, title: str = "Danh mục minh chứng") -> Letter:
    """The list of all evidence of the year by criterion, proposed for issue; unnumbered, as a table is."""
    items = binding_items(collection)
    different = len({item.first_code for item in items})
    pack = collection.pack
    words = f"Danh mục có {different} minh chứng, xếp theo {pack.group_noun} và {pack.row_noun} của {pack.citation}."
    return Letter(
        kind="evidence_index",
        title=title,
        type_name=title.upper(),
        subject=f"Xây dựng “Đơn vị học tập” năm {collection.year}",
        parts=(
            TextPart("opening", "Lời dẫn", words if items else ""),
            FixedPart("Danh mục", _list(items, pack)),
        ),
        abbreviation=None,
        landscape=True,
        source={item.code: _source(item) for item in items},
    )


def _list(items: tuple[BindingItem, ...], pack: Pack) -> tuple[Paragraph | Table, ...]:
    if not items:
        return (Paragraph("Chưa có minh chứng nào."),)
    rows: list[Row | GroupRow] = []
    group = row = ""
    for number, item in enumerate(items, start=1):
        if item.group != group:
            group = item.group
            rows.append(GroupRow((f"{pack.group_noun.capitalize()} {item.group}. {item.group_title}",)))
        if item.row.code != row:
            row = item.row.code
            rows.append((Cell(f"{row}. {item.row.title}", colspan=len(_COLUMNS), italic=True, align="left"),))
        rows.append(_line(number, item))
    return (Table(_COLUMNS, tuple(rows), size=12),)


def _line(number: int, item: BindingItem) -> Row:
    issued = ", ".join(
        part for part in (item.number, item.issued_on and f"ngày {written_date(item.issued_on)}") if part
    )
    return (str(number), item.code, item.title, issued, item.issuer, _where(item), str(item.pages or ""))


def _where(item: BindingItem) -> str:
    if item.first_code != item.code:
        return f"Dùng chung với {item.first_code}"
    if item.kind == EvidenceKind.LINK:
        return f"Liên kết: {item.url}"
    if item.kind == EvidenceKind.PAPER:
        return f"Bản giấy: {item.location}"
    return f"Tệp: {item.file_name}"


def _source(item: BindingItem) -> str:
    said = (
        item.title,
        item.number,
        item.issued_on and written_date(item.issued_on),
        item.issuer,
        _where(item),
    )
    mark = item.sha256[:12]
    return " · ".join(str(part) for part in (*said, mark) if part)
