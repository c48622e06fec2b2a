"""A paper as PDF, and as pictures of its pages."""

from typing import Final

from dvht.paper.blocks import OfficialPaper
from dvht.paper.payload import payload
from dvht.paper.typesetting import typeset_pdf, typeset_png

_TEMPLATE: Final = "paper.typ"


def render_pdf(paper: OfficialPaper) -> bytes:
    """Return the paper as PDF/A-2a and PDF/UA-1: tagged, fonts embedded, title and language set.

    The same paper gives the same bytes; the date inside is `issued_on`. Raises PaperError.
    """
    return typeset_pdf(_TEMPLATE, payload(paper), paper.issued_on)


def render_pages(paper: OfficialPaper, ppi: float = 100) -> tuple[bytes, ...]:
    """Return each page as PNG at `ppi` points an inch, for a preview on screen. Raises PaperError."""
    return typeset_png(_TEMPLATE, payload(paper), ppi)
