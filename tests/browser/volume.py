"""A bound volume as somebody who opens the file finds it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pypdf import PdfReader
from pypdf.generic import IndirectObject

FOOT, HEAD = 780, 60
"""Points from the top of an A4 page: below the first stands the volume's number, above the second a paper's own."""


@dataclass(frozen=True)
class Leaf:
    """A page: its text, and the numbers in its margins."""

    text: str
    foot: str
    head: str


@dataclass(frozen=True)
class Volume:
    bookmarks: tuple[tuple[str, int], ...]
    leaves: tuple[Leaf, ...]
    contents: tuple[int, ...]
    loose_fonts: tuple[str, ...]

    def part(self, title: str) -> tuple[Leaf, ...]:
        """The pages under a bookmark, to the next one."""
        starts = [page for _, page in self.bookmarks] + [len(self.leaves) + 1]
        at = next(place for place, (name, _) in enumerate(self.bookmarks) if name == title)
        return self.leaves[starts[at] - 1 : starts[at + 1] - 1]

    def says(self, title: str, *words: str) -> None:
        """The paper under the bookmark holds these words, wherever its lines break."""
        text = plain(" ".join(leaf.text for leaf in self.part(title)))
        missing = [word for word in words if plain(word) not in text]
        assert missing == [], f"{title}: {text}"


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def opened(path: Path) -> Volume:
    reader = PdfReader(path)
    bookmarks = tuple(_bookmarks(reader, reader.outline))
    with pdfplumber.open(path) as document:
        leaves = tuple(_leaf(page) for page in document.pages)
        contents = tuple(
            number
            for place in range(1, bookmarks[2][1] - 1)
            for number in _right_column(document.pages[place])
        )
    return Volume(bookmarks, leaves, contents, tuple(sorted(set(_loose_fonts(reader)))))


def check(volume: Volume, titles: Sequence[str]) -> None:
    """Order, bookmarks, contents, both numberings and fonts are right."""
    assert [title for title, _ in volume.bookmarks[1:]] == ["Mục lục", *titles]
    assert volume.contents == tuple(page for _, page in volume.bookmarks[2:])
    assert [leaf.foot for leaf in volume.leaves[1:]] == [str(n) for n in range(2, len(volume.leaves) + 1)]
    assert volume.loose_fonts == ()


def check_own_numbers(volume: Volume, titles: Sequence[str]) -> None:
    """Each paper keeps its own numbers in the top margin, from its second page (NĐ 30/2020)."""
    for title in titles:
        part = volume.part(title)
        assert [leaf.head for leaf in part] == ["", *(str(n) for n in range(2, len(part) + 1))], title


def _bookmarks(reader: PdfReader, outline: Sequence[Any]) -> Iterator[tuple[str, int]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _bookmarks(reader, entry)
        else:
            yield str(entry.title), (reader.get_destination_page_number(entry) or 0) + 1


def _leaf(page: Any) -> Leaf:
    words = page.extract_words()
    bottom = page.height - (842 - FOOT)
    foot = [word["text"] for word in words if word["top"] > bottom and word["text"].isdigit()]
    head = [word["text"] for word in words if word["bottom"] < HEAD and word["text"].isdigit()]
    return Leaf(page.extract_text(), foot[-1] if foot else "", head[0] if head else "")


def _right_column(page: Any) -> Iterator[int]:
    """Whole numbers that stand alone at the right of the table of contents."""
    for word in page.extract_words():
        if word["x0"] > page.width - 110 and word["text"].isdigit() and word["top"] < page.height - 70:
            yield int(word["text"])


def _loose_fonts(reader: PdfReader) -> Iterator[str]:
    """Names of the fonts that the file doesn't carry."""
    for page in reader.pages:
        yield from _loose_in(page.get("/Resources"), set())


def _loose_in(resources: Any, seen: set[int]) -> Iterator[str]:
    resources = _direct(resources) or {}
    for font in (_direct(resources.get("/Font")) or {}).values():
        described = _direct(font)
        for one in [_direct(part) for part in _direct(described.get("/DescendantFonts")) or [described]]:
            carried = _direct(one.get("/FontDescriptor")) or {}
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(carried):
                yield str(one.get("/BaseFont"))
    for form in (_direct(resources.get("/XObject")) or {}).values():
        drawn = _direct(form)
        if drawn.get("/Subtype") == "/Form" and id(drawn) not in seen:
            yield from _loose_in(drawn.get("/Resources"), seen | {id(drawn)})


def _direct(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value
