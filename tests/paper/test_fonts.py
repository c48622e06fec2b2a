import unicodedata
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from dvht.paper.blocks import Issuer, OfficialPaper, Paragraph, Run, Signature
from dvht.paper.metrics import FONTS, balanced_lines, text_width
from dvht.paper.pdf import render_pdf
from dvht.paper.sheet import MM, NATIONAL_NAME, NATIONAL_WIDTH

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = "bcdđghklmnpqrstvxfjwz" + "".join(
    unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES
)
ALPHABET = LETTERS + LETTERS.upper()
STYLES = ("regular", "bold", "italic", "bolditalic")


def mapped(style):
    with TTFont(FONTS / f"texgyretermes-{style}.otf") as font:
        return set(font.getBestCmap())


@pytest.mark.parametrize("style", STYLES)
def test_every_vietnamese_letter_is_in_the_font(style):
    assert [letter for letter in ALPHABET if ord(letter) not in mapped(style)] == []


def test_the_list_of_covered_characters_is_that_of_the_four_fonts():
    covered = set()
    for span in (FONTS / "coverage.txt").read_text("ascii").split():
        first, _, last = span.partition("-")
        covered.update(range(int(first, 16), int(last or first, 16) + 1))
    assert covered == {code for code in set.intersection(*map(mapped, STYLES)) if code >= 0x20}


def test_every_vietnamese_letter_comes_back_from_the_pdf_in_every_style():
    runs = [Run(f"{ALPHABET} ", bold=b, italic=i) for b in (False, True) for i in (False, True)]
    paper = OfficialPaper(
        issuer=Issuer("", "TRƯỜNG"),
        place="Đồng Sen",
        subject="Chữ",
        type_name="THÔNG BÁO",
        body=tuple(Paragraph((run,), align="left") for run in runs),
        signature=Signature("Hiệu trưởng", "A"),
    )
    text = PdfReader(BytesIO(render_pdf(paper))).pages[0].extract_text()
    assert "".join(text.split()).count(ALPHABET) == 4


def test_the_licence_of_the_fonts_travels_with_them():
    assert "GUST Font License" in (FONTS / "GUST-FONT-LICENSE.txt").read_text("utf-8")


def test_the_name_of_the_state_fits_its_column_on_one_line():
    assert text_width(NATIONAL_NAME, 12, bold=True) < NATIONAL_WIDTH * MM


def test_a_long_line_is_broken_into_lines_of_nearly_the_same_length():
    name = "TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP - GIÁO DỤC THƯỜNG XUYÊN SEN HỒNG"
    lines = balanced_lines(name, 12, 68 * MM, bold=True)
    widths = [text_width(line, 12, bold=True) for line in lines]
    assert " ".join(lines) == name
    assert len(lines) == 3
    assert min(widths) > 0.75 * max(widths)


def test_a_phrase_in_quotation_marks_is_not_broken():
    lines = balanced_lines(
        "Về việc thành lập Tổ đánh giá “Đơn vị học tập” năm 2026 của Trường", 14, 390, bold=True
    )
    assert any("“Đơn vị học tập”" in line for line in lines)


def test_what_a_body_is_stands_on_one_line_at_the_head():
    names = (
        "ỦY BAN NHÂN DÂN XÃ ĐỒNG SEN",
        "PHÒNG VĂN HÓA - XÃ HỘI XÃ ĐỒNG SEN",
        "HỘI LIÊN HIỆP PHỤ NỮ XÃ ĐỒNG SEN",
    )

    heads = [balanced_lines(name, 12, 68 * MM, bold=True) for name in names]

    assert heads == [
        ("ỦY BAN NHÂN DÂN", "XÃ ĐỒNG SEN"),
        ("PHÒNG VĂN HÓA - XÃ HỘI", "XÃ ĐỒNG SEN"),
        ("HỘI LIÊN HIỆP", "PHỤ NỮ XÃ ĐỒNG SEN"),
    ]


def test_a_single_word_longer_than_the_line_stands_alone():
    assert balanced_lines("A " + "B" * 90 + " C", 12, 100) == ("A", "B" * 90, "C")
