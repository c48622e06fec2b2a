"""Reading a PDF as a ruler would: lines of text with sizes and places, drawn rules, margins."""

import unicodedata
from dataclasses import dataclass
from io import BytesIO

import pdfplumber

MM = 72 / 25.4


@dataclass(frozen=True)
class Words:
    """A line of text: millimetres from the left and top edges, size in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    fonts: frozenset[str]

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def bold(self) -> bool:
        return all("Bold" in font for font in self.fonts)

    @property
    def italic(self) -> bool:
        return all("Italic" in font or "Oblique" in font for font in self.fonts)


@dataclass(frozen=True)
class Rule:
    """A drawn horizontal line, millimetres."""

    left: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Page:
    """A page: its size in millimetres, its lines from top to bottom, its rules."""

    width: float
    height: float
    lines: tuple[Words, ...]
    rules: tuple[Rule, ...]

    def line(self, start: str) -> Words:
        """Return the first line that starts with the words."""
        return next(line for line in self.lines if line.text.startswith(start))

    def rule_under(self, line: Words) -> Rule:
        """Return the nearest rule under the line that crosses its middle."""
        under = (r for r in self.rules if r.top > line.bottom - 2 and r.left < line.middle < r.right)
        return min(under, key=lambda rule: rule.top)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def pages_of(pdf: bytes) -> tuple[Page, ...]:
    """Measure every page."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return tuple(_page(page) for page in opened.pages)


def _page(page: pdfplumber.page.Page) -> Page:
    segments = page.extract_text_lines(x_tolerance_ratio=0.18, y_tolerance=2, strip=True, return_chars=True)
    lines = [part for line in segments for part in _columns(line["chars"])]
    drawn = [*page.lines, *(rect for rect in page.rects if rect["height"] < 2)]
    rules = (
        Rule(shape["x0"] / MM, shape["x1"] / MM, shape["top"] / MM) for shape in drawn if shape["width"] > 5
    )
    lines.sort(key=lambda line: (round(line.top), line.left))
    return Page(float(page.width) / MM, float(page.height) / MM, tuple(lines), tuple(rules))


def _columns(chars: list[dict]) -> list[Words]:
    """Split a line where a gap is too wide for a space (two columns side by side)."""
    parts: list[list[dict]] = []
    for char in chars:
        if parts and char["x0"] - parts[-1][-1]["x1"] < 2 * char["size"]:
            parts[-1].append(char)
        else:
            parts.append([char])
    return [words for part in parts if (words := _words(part)).text]


def _words(chars: list[dict]) -> Words:
    while chars and not chars[0]["text"].strip():
        chars = chars[1:]
    while chars and not chars[-1]["text"].strip():
        chars = chars[:-1]
    if not chars:
        return Words("", 0, 0, 0, 0, 0, frozenset())
    text = ""
    for before, char in zip([None, *chars], chars, strict=False):
        gap = before is not None and char["x0"] - before["x1"] > 0.15 * char["size"]
        text += (" " if gap and not text.endswith(" ") and char["text"] != " " else "") + char["text"]
    return Words(
        composed(text).replace("\u00a0", " "),
        chars[0]["x0"] / MM,
        chars[-1]["x1"] / MM,
        min(char["top"] for char in chars) / MM,
        max(char["bottom"] for char in chars) / MM,
        round(max(char["size"] for char in chars), 1),
        frozenset(char["fontname"].split("+")[-1] for char in chars if char["text"].strip()),
    )
