"""The QR code at the foot of a printed paper."""

import io

import pdfplumber
import segno
from pdfplumber.page import Page

BESIDE = "Tra cứu văn bản:"


def spells(pdf: bytes, address: str) -> bool:
    """Whether the dots of the code in this PDF, read from a picture of the page, are those of the address."""
    expected = segno.make(address, error="m", micro=False)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = next(page for page in opened.pages if page.search(BESIDE))
        printed = _dots_of(page, len(expected.matrix))
    return printed == [[bool(dot) for dot in row] for row in expected.matrix]


def _dots_of(page: Page, count: int) -> list[list[bool]]:
    beside = page.search(BESIDE)[0]
    around = (beside["x0"] - 52, beside["top"] - 40, beside["x0"] - 4, beside["bottom"] + 40)
    picture = (
        page.crop(around).to_image(resolution=600).original.convert("L").point(lambda grey: 255 * (grey < 64))
    )
    left, top, right, bottom = picture.getbbox()
    across, down = (right - left) / count, (bottom - top) / count
    return [
        [
            picture.getpixel((left + int((x + 0.5) * across), top + int((y + 0.5) * down))) > 0
            for x in range(count)
        ]
        for y in range(count)
    ]
