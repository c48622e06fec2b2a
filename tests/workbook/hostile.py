"""Files that must be refused, each with words from the sentence that says why."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
from tests.workbook import specimens as s

DAMAGED = "bị hỏng"
ENCRYPTED = "mật khẩu"
MACROS = "macro"
TOO_BIG = "quá lớn"
ROWS = "hơn 20.000 hàng"
COLUMNS = "hơn 200 cột"
NO_ROWS = "không có hàng nào"
NO_WORKBOOK = "không phải bảng tính"

STRINGS = f'<sst xmlns="{s.SHEET_XML}">'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


def empty_rows(count: int) -> str:
    return "".join(f'<row r="{n}" s="1" customFormat="1" ht="15"/>' for n in range(2, count + 1))


def styled_rows(count: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(2, count + 1))


def filled_rows(count: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, count + 1))


def wide_tag(attributes: int) -> str:
    return "<x " + " ".join(f'a{n}="1"' for n in range(attributes)) + "/>"


def lying_archive() -> bytes:
    """Its directory says that the sheet is small; 90 MB come out of it."""
    honest = s.raw(" " * 90_000_000)
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    return honest.replace(sheet.file_size.to_bytes(4, "little"), (500).to_bytes(4, "little"))


def sealed_archive() -> bytes:
    """An archive whose entries carry the mark of a password."""
    content = bytearray(s.raw(s.data(s.number_at("A1"))))
    place = 0
    while (place := content.find(b"PK\x01\x02", place)) >= 0:
        content[place + 8] |= 1
        place += 4
    return bytes(content)


def twice_the_same_part() -> bytes:
    second = {"xl/worksheets/sheet2.xml": s.sheet_xml(s.data(s.number_at("B2")))}
    return s.raw(s.data(s.number_at("A1")), second).replace(b"sheet2.xml", b"sheet1.xml")


def number_as_day(number: int, shape: str = "dd/mm/yyyy") -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = number
    book.active["A1"].number_format = shape
    return s.saved(book)


def disguised(body: str) -> bytes:
    parts = {name: str(part).replace("sheet1.xml", "sheet1.png") for name, part in s.raw_parts(body).items()}
    return s.zipped({name.replace("sheet1.xml", "sheet1.png"): part for name, part in parts.items()})


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def old(records: bytes) -> bytes:
    """An .xls with these records behind the first of its workbook."""
    stream = s.old_excel_stream([("STT",)])
    return s.compound({"Workbook": stream[:20] + records + stream[20:]})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    # too much in too little
    "zip bomb: a part of 150 MB": (
        lambda: s.raw(s.data(), {"xl/sharedStrings.xml": b"<sst>" + b" " * 150_000_000 + b"</sst>"}), TOO_BIG),
    "zip bomb that lies about its size": (lying_archive, DAMAGED),
    "five million strings that nobody uses": (
        lambda: s.raw(s.data(), {"xl/sharedStrings.xml": f"{STRINGS}{'<si><t>a</t></si>' * 5_000_000}</sst>"}),
        TOO_BIG),
    "one long string in twenty thousand cells": (
        lambda: s.raw(
            s.data(*(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))),
            {"xl/sharedStrings.xml": f"{STRINGS}<si><t>{'ă' * 30_000}</t></si></sst>"},
        ), TOO_BIG),
    "six thousand parts": (
        lambda: s.raw(s.data(), {f"xl/media/{n}.bin": b"" for n in range(6_000)}), TOO_BIG),
    "1.048.576 empty rows": (lambda: s.raw(s.data(s.number_at("A1"), empty_rows(1_048_576))), ROWS),
    "1.048.576 rows of styled cells": (lambda: s.raw(s.data(s.number_at("A1"), styled_rows(1_048_576))), ROWS),
    "20.001 rows of data": (lambda: s.raw(s.data(filled_rows(20_001))), ROWS),
    "one cell at XFD1048576": (lambda: s.raw(s.data(s.number_at("A1"), s.number_at("XFD1048576"))), ROWS),
    "one cell in row 1.048.576": (lambda: s.raw(s.data(s.number_at("A1"), s.number_at("A1048576"))), ROWS),
    "a sheet under the name of a picture": (lambda: disguised(s.data(s.number_at("XFD1048576"))), ROWS),
    "a sheet by another root": (
        lambda: s.raw("", {"xl/worksheets/sheet1.xml": f"<x>{s.data(s.number_at('XFD1048576'))}</x>"}), ROWS),
    "one cell at XFD1": (lambda: s.raw(s.data(s.number_at("XFD1"))), COLUMNS),
    "two cells, twelve million places between": (
        lambda: s.raw(s.data(s.number_at("A1"), s.number_at("GR60000"))), TOO_BIG),
    "a tag of a million attributes": (
        lambda: s.raw(wide_tag(1_000_000)), TOO_BIG),
    "two million cells in one row": (
        lambda: s.raw(s.data("<row>", "<c><v>1</v></c>" * 2_000_000, "</row>")), COLUMNS),
    "a row number of 5.000 digits": (lambda: s.raw(s.data(f'<row r="{"9" * 5_000}"><c><v>1</v></c></row>')), DAMAGED),
    "entities that multiply": (lambda: s.raw(s.data(), before=ENTITIES), DAMAGED),
    "entities in the strings": (
        lambda: s.raw(s.data(), {"xl/sharedStrings.xml": f"{ENTITIES}{STRINGS}<si><t>&c;</t></si></sst>"}),
        DAMAGED),
    "ods: a row a million times": (lambda: s.raw_open_document(s.open_row(s.open_word(), 1_048_576)), ROWS),
    "ods: a cell sixteen thousand times": (lambda: s.raw_open_document(s.open_row(s.open_word(times=16_384))), COLUMNS),
    "ods: rows beyond counting": (lambda: s.raw_open_document(s.open_row(s.open_word(), "9" * 30)), ROWS),
    "ods: a cell behind a million empty rows": (
        lambda: s.raw_open_document(s.open_row("<table:table-cell/>", 1_048_570) + s.open_row(s.open_word())), ROWS),
    "ods: fewer rows than none": (lambda: s.raw_open_document(s.open_row(s.open_word(), "-5")), DAMAGED),
    "ods: rows in words": (lambda: s.raw_open_document(s.open_row(s.open_word(), "năm")), DAMAGED),
    "xls: a cell in the last place": (lambda: s.old_excel([*[()] * 65_535, (*[None] * 255, "x")]), ROWS),
    "xls: a size beyond all rows": (
        lambda: old(s.record(0x200, b"\x00\x00\x00\x00\xff\xff\xff\xff\x00\x00\xff\x00\x00\x00")), ROWS),
    "csv: 20.001 rows": (lambda: b"a,b\n" * 20_001, ROWS),
    "csv: 201 columns": (lambda: b"," .join([b"a"] * 201), COLUMNS),
    "csv: ten million separators": (lambda: b"," * 9_900_000, TOO_BIG),
    "csv: a quotation mark that is never closed": (lambda: b'a,"b\n' + b"x,y\n" * 50_000, "ngoặc kép"),
    "larger than 10 MB": (lambda: b"a,b\n" * 2_600_000, "10 MB"),
    "a number that is no day, in a cell for days": (lambda: number_as_day(-106_751_991_169), "#####"),
    "a number that is no time, in a cell for times": (lambda: number_as_day(10**15, "[h]:mm"), "#####"),
    # locked
    "encrypted .xlsx": (
        lambda: s.compound({"EncryptionInfo": b"\x04\x00\x04\x00", "EncryptedPackage": b"\x00" * 9_000}), ENCRYPTED),
    "encrypted .xls": (lambda: old(s.record(0x2F, b"\x01\x00" + b"\x00" * 52)), ENCRYPTED),
    "encrypted .ods": (
        lambda: s.raw_open_document("", extra={"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}),
        ENCRYPTED),
    "encrypted .ods of newer programs": (
        lambda: s.zipped({"mimetype": s.ODS_TYPE, "META-INF/manifest.xml": "<m/>", "encrypted-package": b"x"}),
        ENCRYPTED),
    "an archive with a password": (sealed_archive, ENCRYPTED),
    # programs
    ".xlsm": (lambda: s.raw(s.data(s.number_at("A1")), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), MACROS),
    "a macro in a part of another place": (
        lambda: s.raw(s.data(s.number_at("A1")), {"customXml/VBAPROJECT.BIN": b"x"}), MACROS),
    "macro sheets of Excel 4": (
        lambda: s.raw(s.data(s.number_at("A1")), {"xl/macrosheets/sheet1.xml": "<a/>"}), MACROS),
    ".ods with Basic": (lambda: s.raw_open_document("", extra={"Basic/Standard/Module1.xml": "<a/>"}), MACROS),
    ".xls with VBA": (
        lambda: s.compound({"Workbook": s.old_excel_stream([("STT",)]), "_VBA_PROJECT_CUR": None}), MACROS),
    # something else under this name
    ".xlsb": (lambda: s.zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": b"\x83\x01"}), ".xlsb"),
    ".docx": (lambda: s.zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "văn bản Word"),
    ".doc": (lambda: s.compound({"WordDocument": b"x"}), "văn bản Word"),
    ".odt": (
        lambda: s.raw_open_document("", kind="application/vnd.oasis.opendocument.text"), "văn bản OpenDocument"),
    ".zip": (lambda: s.zipped({"ảnh.jpg": b"\xff\xd8\xff"}), "tệp nén"),
    ".pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "tệp PDF"),
    ".png": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "hình ảnh"),
    ".jpg": (lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 100, "hình ảnh"),
    "a web page named .xls": (lambda: s.WEB_PAGE, "trang web"),
    "a workbook of 2003 in XML": (
        lambda: b'\xef\xbb\xbf<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:x"/>', "XML"),
    "a workbook of Excel 4": (lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00", "quá cũ"),
    "noise": (lambda: bytes(range(256)) * 40, NO_WORKBOOK),
    # broken
    "half an .xlsx": (lambda: half(s.excel(s.plain_rows())), DAMAGED),
    "half an .xls": (lambda: half(s.old_excel(s.plain_rows())), DAMAGED),
    "half an .ods": (lambda: half(s.open_document(s.plain_rows())), DAMAGED),
    "an .xlsx whose sheet ends in the middle": (
        lambda: s.zipped({**s.raw_parts(""), "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"}), DAMAGED),
    "an .xlsx whose sheet is missing": (
        lambda: s.zipped({k: v for k, v in s.raw_parts("").items() if "sheet1" not in k}), DAMAGED),
    "the same part twice": (twice_the_same_part, DAMAGED),
    "a packing that no office uses": (
        lambda: s.zipped(s.raw_parts(s.data(s.number_at("A1"))), packing=zipfile.ZIP_LZMA), DAMAGED),
    "a compound file that follows itself": (
        lambda: s.compound({"Workbook": b"x"})[:512] + b"\x00" * 512 + s.compound({"Workbook": b"x"})[1024:], DAMAGED),
    "a compound file that is only a beginning": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DAMAGED),
    "nothing": (lambda: b"", "không có nội dung"),
    "an empty workbook": (lambda: s.excel([]), NO_ROWS),
}  # fmt: skip
