"""The vocabulary of an official paper: what it says, never how it is set.

A paper is built once from these frozen values and rendered by `dvht.paper.docx` and `dvht.paper.pdf`.
Sizes, positions and punctuation required by Phụ lục I of Nghị định 30/2020/NĐ-CP are the renderers' work:
give plain words here, without “Số:”, “Kính gửi:”, leading dashes or closing semicolons.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "center", "right", "justify"]
HeadingKind: TypeAlias = Literal["part", "chapter", "section", "subsection", "roman", "clause", "caption"]
Authority: TypeAlias = Literal["", "TM.", "KT.", "TL.", "TUQ.", "Q."]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Text: TypeAlias = str | Run | tuple[str | Run, ...]
"""Words, with emphasis where needed; a newline breaks the line."""


def bold(text: str) -> Run:
    """Return the words in bold."""
    return Run(text, bold=True)


def italic(text: str) -> Run:
    """Return the words in italics."""
    return Run(text, italic=True)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that issues: `parent` (chủ quản trực tiếp) may be empty; names in capitals.

    `plain_name` is the name in lower case ("Trường Tiểu học Hoa Sen"), used in an annex's reference line.
    """

    parent: str
    name: str
    plain_name: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """Số, ký hiệu: `value` None leaves room to write it; `symbol` like "TTr-THHS"."""

    value: int | None
    symbol: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A division of the content.

    "part", "chapter", "section", "subsection": "Phần I", "Chương I", "Mục 1", "Tiểu mục 1" on a line of
    its own, centred, the title in capitals under it. "roman": "I. TITLE". "clause": "1. Title".
    "caption": a centred bold line over a table. `number` is what stands after the word, and may be empty.
    """

    title: str
    number: str = ""
    kind: HeadingKind = "roman"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: justified with its first line indented 1.27 cm, unless told otherwise."""

    text: Text
    align: Align = "justify"
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Bullets:
    """Items, each on its own line after a dash (or another `mark`)."""

    items: tuple[Text, ...]
    mark: str = "-"


@dataclass(frozen=True, slots=True)
class Points:
    """Điểm: items lettered a), b), c), d), đ), e), g) … by the Vietnamese alphabet."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Clauses:
    """Khoản without titles: items numbered 1., 2., 3. …"""

    items: tuple[Text, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Article:
    """“Điều 1.” in bold; with a title, the title is bold too and the text follows as its own paragraph."""

    number: int
    text: Text
    title: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """The count of a vote, in a minutes: how many agreed, disagreed, held another opinion."""

    agree: int
    disagree: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in millimetres; None takes an equal share of what the other columns leave."""

    title: Text
    width: float | None = None
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over `colspan` columns and `rowspan` rows; `align` None follows the column."""

    text: Text
    colspan: int = 1
    rowspan: int = 1
    bold: bool = False
    italic: bool = False
    align: Align | None = None


Row: TypeAlias = tuple[Cell | Text, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A bold row that opens a group of rows and stays on the page of the first of them.

    Its cells cover the whole width together; a single cell without a colspan is stretched.
    """

    cells: Row


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose header is repeated on each page and whose rows never split across pages.

    `header` replaces the single header row made of the columns' titles (several rows, merged cells).
    Columns wider together than the page are narrowed in proportion. `size` is in points.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow, ...]
    header: tuple[Row, ...] = ()
    size: float = 13


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block: TypeAlias = Heading | Paragraph | Bullets | Points | Clauses | Article | Vote | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs.

    TM.: `on_behalf_of` is the collective; KT., TL., TUQ.: the head's post; Q. needs only `title`.
    `post` is the other post, shown above the name (a team's head who is also the school's head).
    `co_signers` sign under the first, two to a row.
    """

    title: str
    name: str
    authority: Authority = ""
    on_behalf_of: str = ""
    post: str = ""
    co_signers: tuple["Signature", ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """Phụ lục: numbered in Roman when there are two or more, with page numbers of its own."""

    title: str
    body: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """How a reader checks the paper: the code, and the address where it is looked up.

    Without an address the code stands alone, to be asked of the issuer; a QR code would lead nowhere.
    """

    code: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """A whole paper. Only issuer, place, subject, body and signature are always there.

    End the body with a sentence, not a table: the last paragraph is what keeps the signature company.

    `type_name` None is a công văn: its subject stands under the number after “V/v”.
    `number` None leaves the line out. `issued_on` None leaves room for day and month, and for the year unless
    `year` is given. `decided_by` is the line in capitals over the bases of a decision, which then has
    “QUYẾT ĐỊNH:” after its bases. `second_signature` stands left of `signature` (a minutes' secretary).
    `contact` lines stand at the foot of page 1 under a rule. `archive` follows “Lưu:”.
    """

    issuer: Issuer
    place: str
    subject: str
    body: tuple[Block, ...]
    signature: Signature
    number: Number | None = None
    issued_on: date | None = None
    type_name: str | None = None
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = ""
    annexes: tuple[Annex, ...] = ()
    verification: Verification | None = None
    second_signature: Signature | None = None
    decided_by: str = ""
    year: int | None = None
    contact: tuple[str, ...] = ()
    landscape: bool = False
    draft: bool = False
