"""Whatever people type, a paper is made of it, and the words come back."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.paper.specimens import LETTER_OF_SUBMISSION

from dvht.paper.blocks import (
    Annex,
    Article,
    Bullets,
    Column,
    GroupRow,
    Heading,
    Issuer,
    Number,
    OfficialPaper,
    Paragraph,
    Points,
    Run,
    Signature,
    Table,
    Verification,
)
from dvht.paper.characters import breakable, clean, one_line, printable
from dvht.paper.docx import render_docx
from dvht.paper.pdf import render_pdf

ANYTHING = st.text(max_size=80)
TYPED = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyếệộợữỹẮ ẰẬ0123456789#*_$\\@<>[]{}`~^=+-/|\"'&%!?:;,.()“”‘’–…",
    min_size=1,
    max_size=120,
)
FEW = settings(max_examples=20, deadline=None, derandomize=True)


def paper_of(text):
    return OfficialPaper(
        issuer=Issuer(text, text, text),
        number=Number(7, text),
        place=text,
        subject=text,
        type_name=text,
        addressees=(text, text),
        bases=(text,),
        decided_by=text,
        body=(
            Heading(text, text),
            Heading(text, text, "part"),
            Paragraph((text, Run(text, bold=True, italic=True))),
            Bullets((text, text)),
            Points((text,)),
            Article(1, text, text),
            Table((Column(text), Column(text, 30)), (GroupRow((text,)), (text, text))),
            Paragraph(text, align="center"),
        ),
        signature=Signature(text, text, "KT.", text, text),
        second_signature=Signature(text, text),
        recipients=(text,),
        archive=text,
        annexes=(Annex(text, (Paragraph(text),)),),
        verification=Verification(text, text),
        contact=(text,),
    )


def letters(text):
    return "".join(text.split()).replace("\u00a0", "")


def pdf_text(pdf):
    return letters("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


@FEW
@given(ANYTHING)
def test_any_text_at_every_place_makes_a_pdf(text):
    assert render_pdf(paper_of(text)).startswith(b"%PDF")


@FEW
@given(ANYTHING)
def test_any_text_at_every_place_makes_a_word_document(text):
    with ZipFile(BytesIO(render_docx(paper_of(text)))) as parts:
        assert parts.testzip() is None


@FEW
@given(TYPED)
def test_typed_text_comes_back_from_the_pdf(text):
    paper = replace(LETTER_OF_SUBMISSION, body=(Paragraph(f"Đầu {text} cuối"),))
    assert letters(clean(text)) in pdf_text(render_pdf(paper))


@FEW
@given(TYPED)
def test_typed_text_comes_back_from_the_word_document(text):
    paper = replace(LETTER_OF_SUBMISSION, body=(Paragraph(f"Đầu {text} cuối"),))
    paragraphs = docx.Document(BytesIO(render_docx(paper))).paragraphs
    assert f"Đầu {clean(text)} cuối".replace("  ", " ") in [
        paragraph.text.replace("  ", " ").replace("  ", " ") for paragraph in paragraphs
    ]


@pytest.mark.parametrize(
    "text",
    [
        '#import "x"; #panic()',
        "*đậm* _nghiêng_ `mã` $x^2$",
        "@tham-khảo <nhãn> \\n \\u{41}",
        "= Không phải đề mục",
        "- không phải gạch đầu dòng -- --- ...",
        "// chú thích /* chú thích */",
        "https://example.vn/a?b=c&d=e#f",
        "a < b > c & d",
        "fi fl ffi ffl",
    ],
)
def test_what_means_something_to_typst_or_word_is_only_text(text):
    paper = replace(LETTER_OF_SUBMISSION, body=(Paragraph(text),))
    assert letters(text) in pdf_text(render_pdf(paper))
    assert text in [paragraph.text for paragraph in docx.Document(BytesIO(render_docx(paper))).paragraphs]


def test_a_face_no_font_has_becomes_a_box_in_the_pdf_and_stays_in_word():
    paper = replace(LETTER_OF_SUBMISSION, body=(Paragraph("Vui 😀 lắm"),))
    assert "Vui□lắm" in pdf_text(render_pdf(paper))
    assert "Vui 😀 lắm" in [
        paragraph.text for paragraph in docx.Document(BytesIO(render_docx(paper))).paragraphs
    ]


def test_a_very_long_subject_fits_the_properties_of_the_document():
    paper = replace(LETTER_OF_SUBMISSION, subject="dài " * 200)
    assert len(docx.Document(BytesIO(render_docx(paper))).core_properties.title) == 255
    assert render_pdf(paper).startswith(b"%PDF")


def test_ticks_and_boxes_of_forms_are_printed():
    paper = replace(LETTER_OF_SUBMISSION, body=(Paragraph("☐ ☑ ☒ ✓ ✔ ✗ ✘"),))
    assert "☐☑☒✓✔✗✘" in pdf_text(render_pdf(paper))


def test_cleaning_drops_control_characters_and_composes_letters():
    assert clean("a\x00b\u200bc\ud800d\te\r\nf  g") == "abcd e\nf g"
    assert clean("e\u0302\u0323") == "ệ"
    assert one_line(" a \n b ") == "a b"


def test_letters_that_have_a_plain_form_are_printed_plain():
    assert printable("ＡＢＣ") == "ABC"


def test_long_addresses_and_digests_may_break_and_short_words_may_not():
    assert breakable("04/KH-THHS ngày") == "04/KH-THHS ngày"
    assert "\u200b" in breakable("https://example.vn/tai-lieu/2026")
    assert max(map(len, breakable("ab" * 32).split("\u200b"))) <= 8


def test_a_digest_stays_inside_its_cell_and_is_copied_whole():
    digest = "0123456789abcdef" * 4
    table = Table((Column("Tên"), Column("SHA-256", 30)), (("a", digest),))
    pdf = render_pdf(replace(LETTER_OF_SUBMISSION, body=(table,)))
    assert digest in pdf_text(pdf)
