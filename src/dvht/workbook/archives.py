"""A look at a zipped workbook (.xlsx, .ods) before anything reads it: what it is, and how far its cells reach."""

import re
import time
import zipfile
import zlib
from io import BytesIO
from typing import Final
from xml.parsers import expat

from dvht.workbook.errors import WorkbookError
from dvht.workbook.reach import MOST_CELLS, Reach
from dvht.workbook.refusals import DAMAGED, ENCRYPTED, MACROS, TOO_BIG, not_a_workbook

MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 100_000_000
LOOKING_SECONDS: Final = 1.5
"""Of processor time, so that a busy server doesn't refuse what an idle one reads."""

_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_PIECE: Final = 1 << 16
_LONGEST_TAG: Final = 1 << 20
_MARKUP: Final = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*(<|$)")
_PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MACRO_PARTS: Final = re.compile(
    r"(^|/)vbaProject\.bin$|^xl/(macrosheets|dialogsheets)/|^Basic/(?!script-l[bc]\.xml)[^/]+/(?!script-l[bc]\.xml)[^/]+\.xml$"
    r"|^Scripts/.+[^/]$",
    re.IGNORECASE,
)
_KINDS: Final = (
    ("xl/workbook.bin", "sổ làm việc nhị phân (.xlsb)"),
    ("word/document.xml", "văn bản Word"),
    ("ppt/presentation.xml", "bản trình chiếu"),
)
_OPEN_DOCUMENTS: Final = {
    b"application/vnd.oasis.opendocument.text": "văn bản OpenDocument",
    b"application/vnd.oasis.opendocument.presentation": "bản trình chiếu",
}


def look_into(content: bytes) -> str:
    """Return "xlsx" or "ods". Raises WorkbookError for whatever isn't a workbook of reasonable size."""
    started = time.process_time()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            kind = _kind(archive)
            for part in archive.infolist():
                _look_at(archive, part, started)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise WorkbookError(DAMAGED) from error
    return kind


def _kind(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    names = {part.filename.replace("\\", "/").removeprefix("/") for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WorkbookError(TOO_BIG)
    if any(part.flag_bits & 1 for part in parts) or "encrypted-package" in names:
        raise WorkbookError(ENCRYPTED)
    if any(_MACRO_PARTS.search(name) for name in names):
        raise WorkbookError(MACROS)
    if len(names) != len(parts) or any(part.compress_type not in _PACKINGS for part in parts):
        raise WorkbookError(DAMAGED)
    for name, kind in _KINDS:
        if name in names:
            raise WorkbookError(not_a_workbook(kind))
    return "xlsx" if "xl/workbook.xml" in names else _open_document(archive, names)


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> str:
    if not {"mimetype", "content.xml"} <= names:
        raise WorkbookError(not_a_workbook("tệp nén"))
    with archive.open("mimetype") as file:
        kind = file.read(200).strip()
    if not kind.startswith(_ODS):
        raise WorkbookError(not_a_workbook(_OPEN_DOCUMENTS.get(kind, "tệp OpenDocument khác")))
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as file:
            if b"encryption-data" in file.read(1 << 20):
                raise WorkbookError(ENCRYPTED)
    return "ods"


def _look_at(archive: zipfile.ZipFile, part: zipfile.ZipInfo, started: float) -> None:
    """Follow a part that is XML, whatever its name: the list of parts may call anything a sheet."""
    parser, fed = _parser(part.filename), 0
    declared = part.filename.lower().endswith((".xml", ".rels"))
    with archive.open(part) as file:
        piece = file.read(_PIECE)
        if not (declared or _MARKUP.match(piece)):
            return
        try:
            while piece:
                parser.Parse(piece)
                fed += len(piece)
                if (
                    time.process_time() - started > LOOKING_SECONDS
                    or fed - parser.CurrentByteIndex > _LONGEST_TAG
                ):
                    raise WorkbookError(TOO_BIG)
                piece = file.read(_PIECE)
            parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
        except expat.ExpatError as error:
            if (
                declared
            ):  # pictures and the drawings behind comments are often careless, and nobody reads them
                raise WorkbookError(DAMAGED) from error


def _parser(name: str) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_types
    parser.EntityDeclHandler = _refuse
    if name == "content.xml":
        repeated = RepeatedPlaces()
        parser.StartElementHandler, parser.EndElementHandler = repeated.start, repeated.end
    else:
        parser.StartElementHandler = Places().start
    return parser


def _refuse_types(name: str, *_: object) -> None:
    """No part of a workbook declares its type, but a picture may."""
    if name != "svg":
        raise WorkbookError(DAMAGED)


def _refuse(*_: object) -> None:
    raise WorkbookError(DAMAGED)


class Places:
    """Follows rows, cells and shared strings of SpreadsheetML; quick, since a million cells may pass."""

    def __init__(self) -> None:
        self.reach = Reach()
        self.rows = self.row = self.column = self.strings = 0
        self.waiting = False
        """Whether the cell at hand has shown no value yet."""
        self.columns: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self.column = self._column(attributes["r"]) if "r" in attributes else self.column + 1
            self.waiting = True
        elif local in ("v", "is"):
            if self.waiting:
                self.waiting = False
                self.reach.take(self.row, self.column)
        elif local == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
            self.rows += 1
            self.reach.pass_row(self.rows)
        elif local == "si":
            self.strings += 1
            if self.strings > MOST_CELLS:
                raise WorkbookError(TOO_BIG)

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        if letters not in self.columns:
            self.columns[letters] = column_number(letters)
        return self.columns[letters]


class RepeatedPlaces:
    """Follows the rows and cells of OpenDocument tables, which say how often they are repeated."""

    def __init__(self) -> None:
        self.table()

    def table(self) -> None:
        self.reach = Reach()
        self.row = self.column = 0
        self.row_times = self.cell_times = 1
        self.cells = self.last = 0
        self.empty = True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.table()
        elif name == "table:table-row":
            self.row_times = int(attributes.get("table:number-rows-repeated", "1"))
            self.column = self.cells = self.last = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.cell_times = int(attributes.get("table:number-columns-repeated", "1"))
            self.column += self.cell_times
            self.empty = True
            if "office:value-type" in attributes:
                self._fill()
        elif name == "text:p":
            self._fill()

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self.row += self.row_times
            if self.cells:
                self.reach.take(self.row, self.last, self.cells * self.row_times, rows=self.row_times)

    def _fill(self) -> None:
        if self.empty:
            self.empty = False
            self.cells += self.cell_times
            self.last = self.column


def column_number(letters: str) -> int:
    """1 for A, 27 for AA. Raises ValueError for what is no column."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
