"""The index as an official paper, the workbook, and what the second volume binds."""

import datetime as dt
import re
import zipfile
from io import BytesIO
from xml.sax.saxutils import unescape

import pytest
from django.test import Client
from tests.evidence import specimens
from tests.evidence.specimens import sent

from dvht.accounts.models import User
from dvht.documents.letters import FixedPart
from dvht.evidence import actions
from dvht.evidence.forms import examine
from dvht.evidence.letters import evidence_index_letter
from dvht.evidence.models import Collection
from dvht.evidence.queries import binding_items
from dvht.paper.blocks import GroupRow, Table


@pytest.fixture
def filled(collection: Collection, clerk: User) -> Collection:
    """A file under two rows, a link and a paper, added against the order of the pack."""
    description = actions.Description(
        "Quyết định khen", "12/QĐ-UBND", dt.date(2026, 6, 15), "UBND xã Đồng Sen"
    )
    actions.add_paper_record(collection, ["3b"], description, "Tủ 2", by=clerk)
    actions.add_link(collection, ["1b"], actions.Description("=1+1"), "https://hoasen.example", by=clerk)
    upload = examine(sent("Kế hoạch.pdf", specimens.pdf(4)))
    actions.add_files(collection, ["3c", "1a"], [upload], by=clerk)
    return collection


def lines(collection: Collection) -> list[tuple[object, ...]]:
    (table,) = (part for part in evidence_index_letter(collection).parts if isinstance(part, FixedPart))
    (block,) = table.blocks
    assert isinstance(block, Table)
    return [row.cells if isinstance(row, GroupRow) else row for row in block.rows]


def test_the_index_lists_everything_by_criterion(filled: Collection) -> None:
    rows = [row for row in lines(filled) if len(row) == 7]

    assert rows == [
        ("1", "1a-01", "Kế hoạch", "", "", "Tệp: Kế hoạch.pdf", "4"),
        ("2", "1b-01", "=1+1", "", "", "Liên kết: https://hoasen.example", ""),
        (
            "3",
            "3b-01",
            "Quyết định khen",
            "12/QĐ-UBND, ngày 15/06/2026",
            "UBND xã Đồng Sen",
            "Bản giấy: Tủ 2",
            "",
        ),
        ("4", "3c-01", "Kế hoạch", "", "", "Dùng chung với 1a-01", "4"),
    ]
    assert lines(filled)[0] == ("Nhóm tiêu chí 1. Điều kiện xây dựng",)


def test_the_index_is_unnumbered_and_goes_stale_with_its_evidence(filled: Collection, clerk: User) -> None:
    before = evidence_index_letter(filled, title="Danh mục minh chứng kèm theo")

    actions.add_link(filled, ["1c"], actions.Description("Trang"), "https://hoasen.example/2", by=clerk)

    assert (before.kind, before.abbreviation, before.type_name) == (
        "evidence_index",
        None,
        "DANH MỤC MINH CHỨNG KÈM THEO",
    )
    assert evidence_index_letter(filled).source_digest != before.source_digest


def test_an_empty_index_says_so(collection: Collection) -> None:
    (table,) = (part for part in evidence_index_letter(collection).parts if isinstance(part, FixedPart))

    assert [block.text for block in table.blocks] == ["Chưa có minh chứng nào."]


def test_the_binding_gets_bytes_in_the_order_of_the_criteria(filled: Collection) -> None:
    items = binding_items(filled)

    assert [(item.group, item.row.code, item.code, item.first_code) for item in items] == [
        ("1", "1a", "1a-01", "1a-01"),
        ("1", "1b", "1b-01", "1b-01"),
        ("3", "3b", "3b-01", "3b-01"),
        ("3", "3c", "3c-01", "1a-01"),
    ]
    assert items[0].open is not None
    with items[0].open() as file:
        assert file.read() == specimens.pdf(4)
    assert (items[0].media_type, items[0].pages, items[0].size) == (
        "application/pdf",
        4,
        len(specimens.pdf(4)),
    )
    assert items[1].open is None
    assert (items[1].url, items[2].location) == ("https://hoasen.example", "Tủ 2")


def test_the_workbook_holds_words_and_no_formula(
    signed_in: Client, place: str, filled: Collection, clerk: User
) -> None:
    odd = ["+84 912", "-2+3", "@SUM(A1)", "\tthụt", "=cmd|'/c calc'!A1"]
    for number, title in enumerate(odd):
        actions.add_link(
            filled, ["2a"], actions.Description(title), f"https://hoasen.example/{number}", by=clerk
        )

    response = signed_in.get(f"{place}excel/")

    assert response["Content-Disposition"].startswith("attachment;")
    with zipfile.ZipFile(BytesIO(response.content)) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    texts = [unescape(text) for text in re.findall(r"<si><t[^>]*>(.*?)</t></si>", words, re.DOTALL)]
    titles = [texts[int(value)] for value in re.findall(r'<c r="E\d+"[^>]* t="s"><v>(\d+)</v>', page)]
    assert titles == ["Tên minh chứng", "Kế hoạch", "=1+1", *odd, "Quyết định khen", "Kế hoạch"]
    assert "<f>" not in page
    assert "<hyperlink" not in page
