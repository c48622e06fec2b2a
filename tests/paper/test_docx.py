"""The Word document, read from its XML."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from tests.paper.specimens import (
    ALL,
    DECISION,
    EVIDENCE_INDEX,
    LETTER_OF_SUBMISSION,
    MINUTES,
    OFFICIAL_LETTER,
    PLAN,
    REPORT,
    SCORE_SHEET,
    SUMMARY,
)

from dvht.paper.blocks import Annex, Cell, Column, PageBreak, Paragraph, Table, Verification
from dvht.paper.docx import render_docx


def opened(paper):
    return docx.Document(BytesIO(render_docx(paper)))


def everything(document):
    return [docx.text.paragraph.Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]


def styled(document, name):
    return [paragraph for paragraph in everything(document) if paragraph.style.name == name]


def test_margins_and_sheet_are_those_of_the_decree():
    section = opened(LETTER_OF_SUBMISSION).sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins] == [20, 20, 30, 15]


@pytest.mark.parametrize(
    ("style", "size", "is_bold", "is_italic"),
    [
        ("Quốc hiệu", 12, True, False),
        ("Tiêu ngữ", 13, True, False),
        ("Cơ quan chủ quản", 12, False, False),
        ("Cơ quan ban hành", 12, True, False),
        ("Số, ký hiệu", 13, False, False),
        ("Địa danh, thời gian", 13, False, True),
        ("Tên loại", 14, True, False),
        ("Trích yếu", 14, True, False),
        ("Trích yếu công văn", 12, False, False),
        ("Căn cứ", 14, False, True),
        ("Nội dung", 14, False, False),
        ("Quyền hạn, chức vụ", 14, True, False),
        ("Họ tên người ký", 14, True, False),
        ("Nơi nhận", 12, True, True),
        ("Danh sách nơi nhận", 11, False, False),
        ("Phụ lục", 14, True, False),
        ("Tên phụ lục", 14, True, False),
        ("Chỉ dẫn kèm theo", 14, False, True),
        ("Số trang", 14, False, False),
        ("Địa chỉ cơ quan", 11, False, False),
    ],
)
def test_each_style_has_the_size_and_cut_of_the_decree(style, size, is_bold, is_italic):
    found = opened(LETTER_OF_SUBMISSION).styles[style]
    assert found.base_style.name == "Normal"
    assert (found.font.size.pt, found.font.bold, found.font.italic) == (size, is_bold, is_italic)


def test_every_kind_of_letter_is_times_new_roman_and_the_language_vietnamese():
    styles = opened(LETTER_OF_SUBMISSION).styles.element
    normal = next(s for s in styles.iter(qn("w:style")) if s.get(qn("w:styleId")) == "Normal")
    for fonts in (
        normal.find(f".//{qn('w:rFonts')}"),
        styles.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}"),
    ):
        assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {
            "Times New Roman"
        }
    assert styles.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"


def test_body_is_justified_indented_and_spaced():
    form = opened(REPORT).styles["Nội dung"].paragraph_format
    assert form.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
    assert form.first_line_indent.cm == pytest.approx(1.27, abs=0.01)
    assert form.space_after.pt >= 6
    assert 1 <= form.line_spacing <= 1.5


def test_text_uses_the_styles_made_for_it():
    document = opened(DECISION)
    assert [p.text for p in styled(document, "Tên loại")] == ["QUYẾT ĐỊNH"]
    assert [p.text for p in styled(document, "Số, ký hiệu")] == ["Số: 09/QĐ-THHS"]
    assert len(styled(document, "Căn cứ")) == 3
    assert [p.text[:7] for p in styled(document, "Điều")] == ["Điều 1.", "Điều 2.", "Điều 3."]
    lead = styled(document, "Điều")[0].runs
    assert (lead[0].text, lead[0].bold, lead[1].bold) == ("Điều 1. ", True, None)


def test_page_numbers_are_a_field_at_the_top_of_all_but_the_first_page():
    section = opened(REPORT).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    number = section.header.paragraphs[0]
    assert number.style.name == "Số trang"
    assert number.style.paragraph_format.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in "".join(node.text for node in number._p.iter(qn("w:instrText")))
    assert section.header_distance < section.top_margin


def test_each_annex_is_a_section_numbered_from_one():
    sections = opened(PLAN).sections
    assert len(sections) == 3
    starts = [section._sectPr.findall(qn("w:pgNumType")) for section in sections]
    assert [[node.get(qn("w:start")) for node in found] for found in starts] == [["1"]] * 3
    assert [round(section.page_width.mm) for section in sections] == [210, 210, 297]
    assert all(section.different_first_page_header_footer for section in sections)


def test_tables_repeat_their_header_and_keep_rows_whole():
    table = opened(EVIDENCE_INDEX).tables[1]
    rows = [row._tr for row in table.rows]
    assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in rows[1:])
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_group_rows_stay_with_the_row_after_them():
    table = opened(SCORE_SHEET).tables[1]
    group = next(row for row in table.rows if row.cells[0].text.startswith("1. "))
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in group.cells)


def test_merged_cells_are_merged():
    table = opened(SUMMARY).tables[1]
    first, second = table.rows[0]._tr, table.rows[1]._tr
    assert [tc.grid_span for tc in first.tc_lst] == [1, 1, 1, 1, 2]
    assert [tc.vMerge for tc in first.tc_lst] == ["restart"] * 4 + [None]
    assert [tc.vMerge for tc in second.tc_lst] == ["continue"] * 4 + [None, None]


def test_rules_are_drawn_lines_of_the_right_length():
    document = opened(LETTER_OF_SUBMISSION)
    rules = styled(document, "Đường kẻ")
    issuer, motto, subject = rules[:3]
    for rule, width, expected in (
        (issuer, 72, (20, 31)),
        (motto, 93, (55.8, 56.5)),
        (subject, 165, (48, 73)),
    ):
        form = rule.paragraph_format
        length = width - form.left_indent.mm - form.right_indent.mm
        assert expected[0] <= length <= expected[1]
        assert rule._p.find(f".//{qn('w:pBdr')}/{qn('w:bottom')}").get(qn("w:val")) == "single"


def test_the_head_has_no_lines_around_it():
    head = opened(LETTER_OF_SUBMISSION).tables[0]
    assert head._tbl.find(f".//{qn('w:tblBorders')}") is None
    assert head.style.name == "Normal Table"


def test_the_last_words_are_kept_with_the_signature():
    last = next(
        p for p in styled(opened(LETTER_OF_SUBMISSION), "Nội dung") if p.text.startswith("Trân trọng")
    )
    assert last.paragraph_format.keep_with_next
    assert styled(opened(LETTER_OF_SUBMISSION), "Quyền hạn, chức vụ")[0].style.paragraph_format.keep_with_next


def test_an_official_letter_has_its_subject_under_the_number():
    document = opened(OFFICIAL_LETTER)
    about = styled(document, "Trích yếu công văn")[0]
    assert about.text.replace("\n", " ") == "V/v đề nghị công nhận “Đơn vị học tập” năm 2026"
    assert about.paragraph_format.space_before.pt == 6
    assert styled(document, "Tên loại") == []
    assert [p.text for p in styled(document, "Kính gửi")] == [
        "Kính gửi:",
        "- Ủy ban nhân dân xã Đồng Sen;",
        "- Phòng Văn hóa - Xã hội;",
        "- Hội Khuyến học xã.",
    ]


def test_two_signatures_stand_side_by_side():
    cells = opened(MINUTES).tables[1].rows[0].cells
    assert [cell.paragraphs[0].text.strip() for cell in cells] == ["THƯ KÝ", "TM. TỔ ĐÁNH GIÁ\nTỔ TRƯỞNG"]


def test_a_draft_says_so_on_every_page_and_an_issued_paper_does_not():
    section = opened(SCORE_SHEET).sections[0]
    assert [p.text for p in styled(opened(SCORE_SHEET), "Dự thảo")] == ["DỰ THẢO"]
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text == "DỰ THẢO - chưa ban hành"
    assert styled(opened(replace(SCORE_SHEET, draft=False)), "Dự thảo") == []


def test_the_address_stands_at_the_foot_of_the_first_page_only():
    section = opened(replace(REPORT, contact=("Địa chỉ: thôn Sen",))).sections[0]
    assert "Địa chỉ: thôn Sen" in [p.text for p in section.first_page_footer.paragraphs]
    assert "Địa chỉ: thôn Sen" not in [p.text for p in section.footer.paragraphs]


def test_the_code_for_checking_is_a_picture_with_words():
    document = opened(
        replace(LETTER_OF_SUBMISSION, verification=Verification("AB-12", "https://a.example/AB-12"))
    )
    picture = next(document.element.body.iter(qn("wp:docPr")))
    assert picture.get("descr") == "Mã QR tra cứu văn bản, mã AB-12"
    assert styled(document, "Tra cứu")[-1].text == "Tra cứu văn bản: https://a.example/AB-12\nMã: AB-12"


def test_properties_tell_title_language_and_day():
    properties = opened(DECISION).core_properties
    assert properties.title.startswith("Quyết định 09/QĐ-THHS")
    assert properties.language == "vi-VN"
    assert properties.created.replace(tzinfo=UTC) == datetime(2026, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize("name", ALL)
def test_the_same_paper_gives_the_same_bytes(name):
    data = render_docx(ALL[name])
    assert data == render_docx(ALL[name])
    with ZipFile(BytesIO(data)) as parts:
        assert parts.testzip() is None


def test_children_of_table_properties_stand_in_the_order_of_the_schema():
    order = ["tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook"]
    for table in opened(SCORE_SHEET).tables:
        names = [node.tag.split("}")[1] for node in table._tbl.tblPr]
        assert names == sorted(names, key=order.index)


def test_a_long_table_is_written_in_one_go():
    rows = tuple((str(n), "Minh chứng", Cell("x", bold=True)) for n in range(1500))
    table = Table((Column("TT"), Column("Tên"), Column("Ghi chú")), rows)
    document = opened(replace(LETTER_OF_SUBMISSION, body=(table,)))
    assert len(document.tables[1]._tbl.tr_lst) == 1501


def test_a_page_break_in_the_content_breaks_the_page():
    document = opened(replace(LETTER_OF_SUBMISSION, body=(Paragraph("a"), PageBreak(), Paragraph("b"))))
    breaks = [node for node in document.element.body.iter(qn("w:br")) if node.get(qn("w:type")) == "page"]
    assert len(breaks) == 1


def test_an_annex_carries_label_title_and_reference():
    document = opened(replace(DECISION, annexes=(Annex("Danh sách", (Paragraph("x"),)),)))
    assert [p.text for p in styled(document, "Phụ lục")] == ["Phụ lục"]
    assert [p.text for p in styled(document, "Tên phụ lục")] == ["DANH SÁCH"]
    assert styled(document, "Chỉ dẫn kèm theo")[0].text.startswith("(Kèm theo Quyết định số 09/QĐ-THHS")
