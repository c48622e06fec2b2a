"""Lengths of lines set in Times, so that both formats break heads alike and draw rules of the right length.

TeX Gyre Termes has the advance widths of Times New Roman.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

FONTS: Final = Path(__file__).parent / "fonts"
_SCALE: Final = 1000
_WHOLE: Final = (
    "ủy ban nhân dân|hội đồng nhân dân|văn hóa - xã hội|giáo dục và đào tạo|liên hiệp|phụ nữ|khuyến học|hợp tác xã|"
    "đánh giá|công nhận|thẩm định|xếp loại|chấm điểm|kiểm tra"
)
_PHRASE: Final = re.compile(
    rf"“[^”]{{1,24}}”|ngày \d+ tháng \d+ năm \d+|(?<!\w)(?:{_WHOLE})(?!\w)", re.IGNORECASE
)


@cache
def _face(*, bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    name = {
        (False, False): "regular",
        (True, False): "bold",
        (False, True): "italic",
        (True, True): "bolditalic",
    }
    path = FONTS / f"texgyretermes-{name[bold, italic]}.otf"
    return ImageFont.truetype(path, _SCALE, layout_engine=ImageFont.Layout.BASIC)


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the length of one line of text, in points."""
    return _face(bold=bold, italic=italic).getlength(text) * size / _SCALE


def balanced_lines(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break text into as few lines as fit `width` points, all of nearly the same length.

    Newlines in the text are kept; a date, a short phrase in quotation marks, and words that belong together stay
    whole. A single word longer than the width stands on a line of its own.
    """
    return tuple(
        line for part in text.split("\n") for line in _balance(_phrases(part), size, width, bold=bold)
    )


def _phrases(text: str) -> list[str]:
    whole = _PHRASE.sub(lambda phrase: phrase[0].replace(" ", "\0"), text)
    return [word.replace("\0", " ") for word in whole.split(" ") if word]


def _balance(words: list[str], size: float, width: float, *, bold: bool) -> tuple[str, ...]:
    best = _fill(words, size, width, bold=bold)
    if len(best) < 2:
        return best
    narrow, wide = width / len(best) / 2, width
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        lines = _fill(words, size, middle, bold=bold)
        fits = len(lines) == len(best) and max(text_width(x, size, bold=bold) for x in lines) <= width
        if fits:
            best, wide = lines, middle
        else:
            narrow = middle
    return best


def _fill(words: list[str], size: float, width: float, *, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def longest(lines: tuple[str, ...], size: float, *, bold: bool = False) -> float:
    """Return the length of the longest line, in points; 0 for none."""
    return max((text_width(line, size, bold=bold) for line in lines), default=0.0)
