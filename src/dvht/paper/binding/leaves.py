"""The leaves a volume adds of its own: cover, contents, dividers, lists, page numbers."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from dvht.paper.binding.volume import Component, Divider, Volume
from dvht.paper.characters import clean, one_line, printable
from dvht.paper.metrics import balanced_lines
from dvht.paper.payload import FIGURES, printed, sheet_data
from dvht.paper.sheet import MM, PORTRAIT
from dvht.paper.typesetting import typeset_pdf, typeset_with_places

_TEMPLATE = "volume.typ"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents; a divider's is strong."""

    title: str
    reference: str
    page: int
    strong: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of the contents stands: page from 0, top and bottom in points from the page's top."""

    page: int
    top: float
    bottom: float


def front(volume: Volume, lines: tuple[Line, ...]) -> tuple[PdfReader, tuple[Place, ...]]:
    """Return cover and contents, and where each line of the contents stands."""
    data = _data(
        "front",
        parent=one_line(volume.issuer.parent).upper(),
        issuer=balanced_lines(
            clean(volume.issuer.name).upper(), 14, PORTRAIT.text_width * MM - 60, bold=True
        ),
        heading=balanced_lines(
            clean(volume.title).upper() or "HỒ SƠ", 22, PORTRAIT.text_width * MM - 60, bold=True
        ),
        label=one_line(volume.label),
        year=f"Năm {volume.year}",
        foot=f"{one_line(volume.place)}, năm {volume.year}" if volume.place else "",
        lines=[
            {
                "title": one_line(line.title),
                "reference": one_line(line.reference),
                "page": str(line.page),
                "strong": line.strong,
                "number": str(sum(not other.strong for other in lines[: index + 1])),
            }
            for index, line in enumerate(lines)
        ],
    )
    pdf, places = typeset_with_places(_TEMPLATE, data, volume.created)
    tops = places[::2]
    bottoms = places[1::2]
    found = (
        Place(top["page"] - 1, top["y"], bottom["y"] if bottom["page"] == top["page"] else top["y"] + 16)
        for top, bottom in zip(tops, bottoms, strict=True)
    )
    return PdfReader(BytesIO(pdf)), tuple(found)


def divider_page(divider: Divider, volume: Volume) -> PdfReader:
    """Return the page of a divider."""
    data = _data(
        "divider", heading=one_line(divider.title) or "…", lines=[one_line(line) for line in divider.lines]
    )
    return PdfReader(BytesIO(typeset_pdf(_TEMPLATE, data, volume.created)))


def list_pages(
    entries: tuple[tuple[Component, str], ...], volume: Volume
) -> tuple[PdfReader, tuple[int, ...]]:
    """Return pages listing components that aren't bound, and the page (from 0) of each.

    Each entry is a component with the reason it is only listed, or "".
    """
    rows = [
        {
            "title": one_line(component.title),
            "reference": one_line(component.reference),
            "detail": [one_line(text) for text in (*component.detail, reason) if text],
        }
        for component, reason in entries
    ]
    pdf, places = typeset_with_places(_TEMPLATE, _data("list", rows=rows), volume.created)
    return PdfReader(BytesIO(pdf)), tuple(place["page"] - 1 for place in places)


def number_stamps(first: int, last: int) -> PdfReader:
    """Return one small page for each number, to lay over the volume's pages."""
    pdf = typeset_pdf(_TEMPLATE, _data("stamps", first=first, last=last), plain=True)
    return PdfReader(BytesIO(pdf))


def _data(leaf: str, **parts: Any) -> dict[str, Any]:
    title = printable(one_line(parts.get("heading", "")) if leaf == "divider" else "Quyển hồ sơ")
    return {"title": title or "Quyển hồ sơ", "figures": FIGURES, **printed({"leaf": leaf, **parts})} | {
        "sheet": sheet_data(PORTRAIT)
    }
