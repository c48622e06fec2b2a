"""The Word document, set by LibreOffice, beside the PDF: the same paper."""

import shutil
import subprocess

import pytest
from tests.paper.measure import pages_of
from tests.paper.specimens import ALL

from dvht.paper.docx import render_docx
from dvht.paper.pdf import render_pdf

NEAR = 1.0
"""Millimetres by which the two may differ in what they both place by measure."""


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Return, for every specimen, its pages by Typst and by LibreOffice."""
    folder = tmp_path_factory.mktemp("word")
    for name, paper in ALL.items():
        (folder / f"{name}.docx").write_bytes(render_docx(paper))
    subprocess.run(
        [
            shutil.which("soffice"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.docx") for name in ALL),
        ],
        check=True,
        capture_output=True,
    )
    return {
        name: (pages_of(render_pdf(paper)), pages_of((folder / f"{name}.pdf").read_bytes()))
        for name, paper in ALL.items()
    }


def words_of(pages):
    """Return the words in reading order of lines, page numbers aside."""
    return sorted(
        "".join(line.text for page in pages for line in page.lines if not line.text.isdigit()).replace(
            " ", ""
        )
    )


@pytest.mark.parametrize("name", ALL)
def test_both_say_the_same_and_break_into_as_many_pages(both, name):
    ours, theirs = both[name]
    assert len(ours) == len(theirs)
    assert words_of(ours) == words_of(theirs)


@pytest.mark.parametrize("name", ALL)
def test_both_set_the_head_alike(both, name):
    ours, theirs = both[name]
    for mine in ours[0].lines[:4]:
        other = theirs[0].line(mine.text)
        assert (other.size, other.bold) == (mine.size, mine.bold)
        assert other.left == pytest.approx(mine.left, abs=NEAR)
        assert other.bottom == pytest.approx(mine.bottom, abs=2 * NEAR)


@pytest.mark.parametrize("name", ["plan", "decision", "report", "submission", "minutes"])
def test_both_draw_rules_of_the_decrees_lengths(both, name):
    for pages in both[name]:
        page = pages[0]
        motto, issuer = page.line("Độc lập"), page.line("TRƯỜNG TIỂU HỌC")
        subject = page.lines[page.lines.index(page.line(ALL[name].type_name)) + 1]
        subject = page.lines[page.lines.index(subject) + 1] if name == "decision" else subject
        assert page.rule_under(motto).width == pytest.approx(motto.width, abs=NEAR)
        for line in (issuer, subject):
            assert 1 / 3 <= page.rule_under(line).width / line.width <= 1 / 2
            assert page.rule_under(line).middle == pytest.approx(line.middle, abs=NEAR)


@pytest.mark.parametrize("name", ["plan", "report", "minutes", "index"])
def test_both_number_pages_in_the_top_margin_from_page_two(both, name):
    for pages in both[name]:
        assert not pages[0].lines[0].text.isdigit()
        number = pages[1].lines[0]
        assert (number.text, number.size) == ("2", 14)
        assert number.middle == pytest.approx((pages[1].width + 30 - 15) / 2, abs=NEAR)
        assert 5 < number.top < number.bottom < 20


def test_both_number_annexes_apart(both):
    for pages in both["plan"]:
        first = next(index for index, page in enumerate(pages) if page.lines[0].text == "Phụ lục I")
        assert pages[first + 1].lines[0].text == "2"
        assert pages[-1].lines[0].text == "Phụ lục II"


def test_both_repeat_the_header_of_a_table(both):
    for pages in both["index"]:
        assert all(page.text.count("Tên minh chứng") == 1 for page in pages)


@pytest.mark.parametrize("name", ["plan", "report", "minutes", "score_sheet"])
def test_both_keep_the_signature_with_the_last_words(both, name):
    for pages in both[name]:
        signed = next(page for page in pages if "Trần Thu Sen" in page.text and "Nơi nhận:" in page.text)
        first = next(line for line in signed.lines if not line.text.isdigit())
        assert "HIỆU TRƯỞNG" not in first.text
        assert "Nơi nhận" not in first.text


@pytest.mark.parametrize("name", ALL)
def test_both_keep_to_the_margins(both, name):
    for pages in both[name]:
        for page in pages:
            body = [line for line in page.lines if 19 < line.top < page.height - 20]
            assert min(line.left for line in body) >= 30 - NEAR
            assert max(line.right for line in body) <= page.width - 15 + NEAR
