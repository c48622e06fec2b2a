"""The figures of Phụ lục I, Nghị định 30/2020/NĐ-CP: sheet, margins, and the sizes of its sample column."""

from dataclasses import dataclass
from typing import Final

MM: Final = 72 / 25.4
"""Points in a millimetre."""

FIRST_LINE: Final = 12.7
"""First-line indent, mm (1.27 cm, Mục II.6.e)."""

PARAGRAPH_GAP: Final = 6.0
"""Space between paragraphs, points."""

LINE_SPACING: Final = 1.1
"""Lines, in the word processor's sense: 1 is single, 1.5 the most allowed."""

HEADER_DISTANCE: Final = 8.0
"""From the top edge of the sheet to the page number, mm."""

NATIONAL_NAME: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

RULE_SHARE: Final = 0.4
"""Length of the rule under the issuer and under the subject, of the line of text (1/3 to 1/2)."""

RULE_WEIGHT: Final = 0.75
"""Thickness of rules, points."""

SIZES: Final = {
    "page_number": 14.0,
    "national_name": 12.0,
    "motto": 13.0,
    "issuer": 12.0,
    "number": 13.0,
    "place_date": 13.0,
    "type_name": 14.0,
    "subject": 14.0,
    "letter_subject": 12.0,
    "body": 14.0,
    "signature": 14.0,
    "recipients_label": 12.0,
    "recipients": 11.0,
    "annex": 14.0,
    "contact": 11.0,
    "draft": 13.0,
    "verification": 9.0,
}
"""Points, by element."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A4 with its margins, millimetres."""

    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15

    @property
    def text_width(self) -> float:
        """Width between the margins, mm."""
        return self.width - self.left - self.right

    @property
    def issuer_width(self) -> float:
        """Width of the issuer's column at the head, mm: what the column of Quốc hiệu leaves."""
        return self.text_width - NATIONAL_WIDTH


NATIONAL_WIDTH: Final = 93.0
"""Width of the column of Quốc hiệu, mm: wide enough to keep it on one line in size 12."""

PORTRAIT: Final = Sheet()
LANDSCAPE: Final = Sheet(width=297, height=210)


def sheet(*, landscape: bool) -> Sheet:
    """Return the sheet for the orientation."""
    return LANDSCAPE if landscape else PORTRAIT
