"""The head of a paper, broken into lines once for both formats, with the lengths of its rules."""

from dataclasses import dataclass
from typing import Final

from dvht.paper.blocks import OfficialPaper
from dvht.paper.characters import clean
from dvht.paper.metrics import balanced_lines, longest, text_width
from dvht.paper.sheet import FIRST_LINE, MM, MOTTO, RULE_SHARE, SIZES, Sheet, sheet
from dvht.paper.wording import annex_reference, number_line, place_and_day

_COLUMN_GAP: Final = 4.0
"""Kept free between the issuer's column and that of Quốc hiệu, mm."""


@dataclass(frozen=True, slots=True)
class Head:
    """Lines in reading order; rules in points."""

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    issuer_rule: float
    motto_rule: float
    number: str
    place_and_day: str
    letter_subject: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """Tên loại (or an annex's label), trích yếu under it, and the rule's length in points."""

    label: str
    lines: tuple[str, ...]
    rule: float


def head_of(paper: OfficialPaper) -> Head:
    """Return the head: issuer on the left, Quốc hiệu on the right, number and day under them."""
    width = (sheet(landscape=paper.landscape).issuer_width - _COLUMN_GAP) * MM
    size = SIZES["issuer"]
    issuer = balanced_lines(clean(paper.issuer.name).upper(), size, width, bold=True)
    about = f"V/v {clean(paper.subject)}" if paper.type_name is None else ""
    return Head(
        parent=balanced_lines(clean(paper.issuer.parent).upper(), size, width),
        issuer=issuer,
        issuer_rule=min(width, RULE_SHARE * longest(issuer, size, bold=True)),
        motto_rule=text_width(MOTTO, SIZES["motto"], bold=True),
        number=number_line(paper.number),
        place_and_day=place_and_day(paper),
        letter_subject=balanced_lines(about, SIZES["letter_subject"], width),
    )


def title_of(paper: OfficialPaper) -> Title:
    """Return tên loại and trích yếu of a paper that has a tên loại."""
    page = sheet(landscape=paper.landscape)
    return _title(clean(paper.type_name or "").upper(), clean(paper.subject), page)


def annex_title(label: str, title: str, page: Sheet) -> Title:
    """Return an annex's label and its title in capitals."""
    return _title(label, clean(title).upper(), page)


def reference_lines(paper: OfficialPaper, page: Sheet) -> tuple[str, ...]:
    """Return the lines that tie an annex to its paper."""
    return balanced_lines(annex_reference(paper), SIZES["annex"], (page.text_width - 2 * FIRST_LINE) * MM)


def _title(label: str, text: str, page: Sheet) -> Title:
    width = (page.text_width - 2 * FIRST_LINE) * MM
    lines = balanced_lines(text, SIZES["subject"], width, bold=True)
    length = RULE_SHARE * longest(lines or (label,), SIZES["subject"], bold=True)
    return Title(label, lines, min(width, length))
