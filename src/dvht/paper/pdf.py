"""A paper as PDF, and as pictures of its pages."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from PIL import Image

from dvht.paper.blocks import OfficialPaper
from dvht.paper.payload import payload
from dvht.paper.typesetting import typeset_pdf, typeset_png

_TEMPLATE: Final = "paper.typ"
_BITS: Final = 4
_STEPS: Final = 2**_BITS - 1
_NEAREST: Final = [round(grey * _STEPS / 255) for grey in range(256)]
_PALETTE: Final = [part for step in range(_STEPS + 1) for part in (step * 255 // _STEPS,) * 3]


def render_pdf(paper: OfficialPaper) -> bytes:
    """Return the paper as PDF/A-2a and PDF/UA-1: tagged, fonts embedded, title and language set.

    The same paper gives the same bytes; the date inside is `issued_on`. Raises PaperError.
    """
    return typeset_pdf(_TEMPLATE, payload(paper), paper.issued_on)


def render_together(papers: Sequence[OfficialPaper], title: str) -> bytes:
    """Return several papers as one PDF, each from a new page with page numbers of its own. Raises PaperError."""
    return typeset_pdf(_TEMPLATE, payload(*papers, title=title), papers[0].issued_on)


def render_pages(paper: OfficialPaper, ppi: float = 100) -> tuple[bytes, ...]:
    """Return each page as a light grey PNG, `ppi` pixels an inch, for the screen. Raises PaperError."""
    return tuple(_light(page) for page in typeset_png(_TEMPLATE, payload(paper), ppi))


def _light(png: bytes) -> bytes:
    """Return the picture in sixteen even greys, a third of its weight."""
    with Image.open(BytesIO(png)) as picture, BytesIO() as light:
        grey = picture.convert("L").point(_NEAREST)
        grey.putpalette(_PALETTE)
        grey.save(light, "PNG", bits=_BITS)
        return light.getvalue()
