"""Files as offices send them, and files that mean harm: built here, byte by byte where no library would."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

SHEET_XML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

HEAD = ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Số định danh")
PEOPLE = (
    ("Nguyễn Thị Ánh", date(1985, 3, 25), "Giáo viên", "001085012345"),
    ("Đỗ Văn Ổn", date(1990, 12, 1), "Giáo viên", "001090000012"),
    ("H’Hen Niê", date(1978, 1, 9), "Hiệu trưởng", "066178001234"),
)
"""Invented people."""

WEB_PAGE = "<html><table><tr><td>Họ tên</td></tr></table></html>".encode()

Rows = Sequence[Sequence[Any]]


def plain_rows() -> list[tuple[Any, ...]]:
    return [HEAD, *((number, *person) for number, person in enumerate(PEOPLE, start=1))]


# --- files that libraries write --------------------------------------------------------------------------------------


def excel(rows: Rows, *, merged: Sequence[str] = (), name: str = "Danh sách") -> bytes:
    """An .xlsx by openpyxl, which leaves strings, dates and numbers as Excel does."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                page.cell(number, column, value)
                if isinstance(value, date):
                    page.cell(number, column).number_format = "dd/mm/yyyy"
    for span in merged:
        page.merge_cells(span)
    return saved(book)


def saved(book: Any) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def old_excel(rows: Rows, spans: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """An .xls of Excel 97-2003; `spans` are merged: rows and columns, first and last."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("Danh sách")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value, *([day] if isinstance(value, date) else []))
    for top, bottom, left, right in spans:
        page.merge(top, bottom, left, right)
    return saved(book)


def old_excel_stream(rows: Rows) -> bytes:
    """The records of an .xls, without the container around them."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("Danh sách")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(number, column, value)
    return bytes(book.get_biff_data())


def open_document(rows: Rows) -> bytes:
    """An .ods as LibreOffice leaves it: a million repeated empty rows at the end, sixteen thousand empty columns."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="Danh sách")
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(_open_cell(value))
        line.addElement(TableCell(numbercolumnsrepeated=16384 - len(row)))
        table.addElement(line)
    rest = TableRow(numberrowsrepeated=1048576 - len(rows))
    rest.addElement(TableCell(numbercolumnsrepeated=16384))
    table.addElement(rest)
    book.spreadsheet.addElement(table)
    return saved(book)


def _open_cell(value: Any) -> Any:
    if value is None:
        return TableCell()
    if value is ...:
        return CoveredTableCell()
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
        cell.addElement(P(text=f"{value:%d/%m/%Y}"))
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=str(value))
        cell.addElement(P(text=str(value)))
    else:
        cell = TableCell(valuetype="string")
        for line in str(value).split("\n"):
            cell.addElement(P(text=line))
    return cell


def delimited(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    lines = (separator.join(f"{v:%d/%m/%Y}" if isinstance(v, date) else str(v) for v in row) for row in rows)
    return "\r\n".join([*lines, ""]).encode(encoding)


# --- files written part by part --------------------------------------------------------------------------------------


def zipped(parts: Mapping[str, str | bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def sheet_xml(body: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{SHEET_XML}">{body}</worksheet>'


def raw_parts(body: str, before: str = "") -> dict[str, str | bytes]:
    """The parts of the smallest .xlsx with this sheet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": (
            f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<?xml version="1.0"?><workbook xmlns="{SHEET_XML}" xmlns:r="{_OFFICE}/relationships">'
            '<sheets><sheet name="Trang" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet_xml(body, before),
    }


def _relations(kind: str, target: str) -> str:
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/></Relationships>'
    )


def raw(body: str, extra: Mapping[str, str | bytes] | None = None, *, before: str = "") -> bytes:
    return zipped({**raw_parts(body, before), **(extra or {})})


def data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def number_at(place: str, value: int = 1) -> str:
    return f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>{value}</v></c></row>'


def raw_open_document(
    rows: str, *, kind: str = ODS_TYPE, extra: Mapping[str, str | bytes] | None = None
) -> bytes:
    spaces = "".join(f' xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Trang">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": "<manifest/>", **(extra or {})}
    )


def open_row(cells: str, times: int | str = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def open_word(text: str = "x", times: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


# --- compound files --------------------------------------------------------------------------------------------------

_FREE, _END, _TABLE = 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFD
_SECTOR = 512


def compound(parts: Mapping[str, bytes | None]) -> bytes:
    """A compound file (MS-CFB) of streams, and of storages where there is no content. Streams begin at 4096 bytes."""
    streams = {
        name: _whole(content.ljust(4096, b"\x00")) for name, content in parts.items() if content is not None
    }
    entries = len(parts) + 1
    directory_sectors = -(-entries * 128 // _SECTOR)
    data_sectors = sum(len(content) // _SECTOR for content in streams.values())
    table_sectors = 1
    while table_sectors * 128 < table_sectors + directory_sectors + data_sectors:
        table_sectors += 1
    table = [_TABLE] * table_sectors + _chain(table_sectors, directory_sectors)
    starts = {}
    for name, content in streams.items():
        starts[name] = len(table)
        table += _chain(len(table), len(content) // _SECTOR)
    table += [_FREE] * (table_sectors * 128 - len(table))
    directory = _entry("Root Entry", 5, 1 if parts else _FREE, _END, 0)
    names = list(parts)
    for number, name in enumerate(names, start=1):
        following = number + 1 if number < len(names) else _FREE
        kind = 2 if name in streams else 1
        size = len(streams.get(name, b""))
        directory += _entry(name, kind, _FREE, starts.get(name, 0), size, following)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0,
        table_sectors, table_sectors, 0, 4096, _END, 0, _END, 0, 0,
    )  # fmt: skip
    header = header[:76] + struct.pack("<109I", *([*range(table_sectors), *[_FREE] * 109][:109]))
    body = struct.pack(f"<{len(table)}I", *table) + _whole(directory) + b"".join(streams.values())
    return header.ljust(_SECTOR, b"\x00") + body


def _whole(content: bytes) -> bytes:
    return content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\x00")


def _chain(first: int, length: int) -> list[int]:
    return [*range(first + 1, first + length), _END]


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    spelled = name.encode("utf-16-le") + b"\x00\x00"
    return struct.pack(
        "<64sHBBIII16sIQQIII",
        spelled,
        len(spelled),
        kind,
        1,
        _FREE,
        right,
        child,
        b"",
        0,
        0,
        0,
        start,
        size,
        0,
    )


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
