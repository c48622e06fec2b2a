"""The PDF, measured against Phụ lục I of Nghị định 30/2020/NĐ-CP."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader
from tests.paper.measure import MM, composed, pages_of
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
    SENTENCE,
    SUMMARY,
)

from dvht.paper.blocks import (
    Annex,
    Bullets,
    Cell,
    Column,
    GroupRow,
    Heading,
    Issuer,
    Number,
    Paragraph,
    Signature,
    Table,
    Verification,
    bold,
)
from dvht.paper.errors import BadBlockError
from dvht.paper.pdf import render_pages, render_pdf

NEAR = 0.6
"""Millimetres by which a measured place may differ (side bearings of letters)."""


@pytest.fixture(scope="module")
def submission():
    return pages_of(render_pdf(LETTER_OF_SUBMISSION))[0]


@pytest.fixture(scope="module")
def report():
    return pages_of(render_pdf(REPORT))


def test_the_sheet_is_a4(submission):
    assert (round(submission.width), round(submission.height)) == (210, 297)


def test_text_keeps_to_the_margins(report):
    for page in report:
        body = [line for line in page.lines if line.text.strip() not in {"2", "3"}]
        assert min(line.left for line in body) >= 30 - NEAR
        assert max(line.right for line in body) <= 195 + NEAR
        assert min(line.top for line in body) >= 20 - NEAR
        assert max(line.bottom for line in body) <= 277 + NEAR


@pytest.mark.parametrize(
    ("start", "size", "is_bold", "is_italic"),
    [
        ("UBND XÃ", 12, False, False),
        ("TRƯỜNG TIỂU HỌC", 12, True, False),
        ("CỘNG HÒA", 12, True, False),
        ("Độc lập", 13, True, False),
        ("Số: 58", 13, False, False),
        ("Đồng Sen, ngày", 13, False, True),
        ("TỜ TRÌNH", 14, True, False),
        ("Đề nghị đánh giá", 14, True, False),
        ("Kính gửi", 14, False, False),
        ("Căn cứ Thông tư", 14, False, True),
        ("Căn cứ kết quả", 14, False, False),
        ("HIỆU TRƯỞNG", 14, True, False),
        ("Trần Thu Sen", 14, True, False),
        ("Nơi nhận:", 12, True, True),
        ("- Như trên;", 11, False, False),
        ("- Lưu: VT, TĐG.", 11, False, False),
    ],
)
def test_each_element_has_its_size_and_style(submission, start, size, is_bold, is_italic):
    line = submission.line(start)
    assert (line.size, line.bold, line.italic) == (size, is_bold, is_italic)


def test_the_rule_under_the_motto_is_as_long_as_the_motto(submission):
    motto = submission.line("Độc lập")
    rule = submission.rule_under(motto)
    assert rule.width == pytest.approx(motto.width, abs=NEAR)
    assert rule.middle == pytest.approx(motto.middle, abs=NEAR)


@pytest.mark.parametrize("start", ["TRƯỜNG TIỂU HỌC", "Đề nghị đánh giá"])
def test_the_rule_under_issuer_and_subject_is_a_third_to_a_half_of_the_line(submission, start):
    line = submission.line(start)
    rule = submission.rule_under(line)
    assert 1 / 3 <= rule.width / line.width <= 1 / 2
    assert rule.middle == pytest.approx(line.middle, abs=NEAR)


def test_the_head_stands_in_two_centred_columns_on_level_lines(submission):
    number, day = submission.line("Số: 58"), submission.line("Đồng Sen, ngày")
    assert number.bottom == pytest.approx(day.bottom, abs=NEAR)
    assert number.middle == pytest.approx(submission.line("TRƯỜNG TIỂU HỌC").middle, abs=NEAR)
    assert day.middle == pytest.approx(submission.line("CỘNG HÒA").middle, abs=NEAR)
    assert submission.line("UBND XÃ").top == pytest.approx(submission.line("CỘNG HÒA").top, abs=NEAR)


def test_title_and_subject_stand_in_the_middle(submission):
    assert submission.line("TỜ TRÌNH").middle == pytest.approx(112.5, abs=NEAR)
    assert submission.line("Đề nghị đánh giá").middle == pytest.approx(112.5, abs=NEAR)


def test_paragraphs_are_justified_and_their_first_line_indented(report):
    page = report[0]
    first = page.line("Nhà trường tổ chức")
    second = page.line("năm, được lãnh đạo")
    assert first.left == pytest.approx(42.7, abs=NEAR)
    assert second.left == pytest.approx(30, abs=NEAR)
    assert first.right == pytest.approx(195, abs=NEAR)
    assert second.right == pytest.approx(195, abs=NEAR)


def test_lines_stand_between_single_and_one_and_a_half(report):
    first, second = report[0].line("Nhà trường tổ chức"), report[0].line("năm, được lãnh đạo")
    pitch = (second.bottom - first.bottom) * MM
    assert 1.149 * 14 - 0.1 <= pitch <= 1.5 * 1.149 * 14


def test_at_least_six_points_part_one_paragraph_from_the_next(report):
    lines = report[0].lines
    heading = report[0].line("I. ĐẶC ĐIỂM")
    after = lines[lines.index(heading) + 1]
    pitch = (lines[lines.index(after) + 1].bottom - after.bottom) * MM
    assert (after.bottom - heading.bottom) * MM >= pitch + 6 - 0.1


def test_the_page_number_stands_in_the_top_margin_from_page_two(report):
    assert len(report) == 3
    assert report[0].lines[0].text == "UBND XÃ ĐỒNG SEN"
    for number, page in enumerate(report[1:], start=2):
        shown = page.lines[0]
        assert (shown.text, shown.size, shown.bold) == (str(number), 14, False)
        assert shown.middle == pytest.approx(112.5, abs=NEAR)
        assert 5 < shown.top < shown.bottom < 20


def test_annexes_start_on_new_pages_with_their_own_numbers():
    pages = pages_of(render_pdf(PLAN))
    starts = [index for index, page in enumerate(pages) if page.lines[0].text.startswith("Phụ lục")]
    assert [pages[index].lines[0].text for index in starts] == ["Phụ lục I", "Phụ lục II"]
    assert [pages[index].lines[1].text for index in starts] == ["PHÂN CÔNG THỰC HIỆN", "DANH MỤC HỒ SƠ"]
    assert pages[starts[0] + 1].lines[0].text == "2"
    last = pages[starts[1]]
    assert (round(last.width), round(last.height)) == (297, 210)
    label, title, reference = last.lines[0], last.lines[1], last.line("(Kèm theo Kế hoạch số 04/KH-THHS")
    assert (label.size, label.bold, title.size, title.bold) == (14, True, 14, True)
    assert (reference.size, reference.italic) == (14, True)


def test_a_table_repeats_its_header_and_keeps_rows_whole():
    pages = pages_of(render_pdf(EVIDENCE_INDEX))
    assert len(pages) > 2
    for page in pages:
        assert page.text.count("Tên minh chứng") == 1
    assert "".join(page.text for page in pages).replace("\n", "").count("Dùng chung") == 24


def test_a_group_row_is_never_the_last_of_a_page():
    for page in pages_of(render_pdf(EVIDENCE_INDEX)):
        assert not page.lines[-1].text.startswith("Tiêu chí")


def test_a_header_of_two_rows_is_repeated_whole():
    rows = tuple(("a", "b", "c") for _ in range(60))
    table = Table(
        (Column("A"), Column("B"), Column("C")),
        rows,
        header=((Cell("Một", rowspan=2), Cell("Hai", colspan=2)), ("Ba", "Bốn")),
    )
    pages = pages_of(render_pdf(replace(LETTER_OF_SUBMISSION, body=(table,))))
    assert len(pages) > 1
    for page in pages[:2]:
        assert all(word in page.text for word in ("Một", "Hai", "Ba", "Bốn"))


def test_a_table_wider_than_the_page_is_narrowed():
    table = Table(tuple(Column(f"Cột {n}", 60) for n in range(5)), (("x",) * 5,))
    page = pages_of(render_pdf(replace(LETTER_OF_SUBMISSION, body=(table,))))[0]
    assert max(rule.right for rule in page.rules) <= 195.2


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("a",), "Bảng có 2 cột nhưng dòng 1 thiếu ô."),
        (("a", "b", "c"), "Bảng có 2 cột nhưng dòng 1 thừa ô."),
        ((Cell("a", colspan=3),), "Bảng có 2 cột nhưng dòng 1 thừa ô."),
    ],
)
def test_a_row_that_does_not_fit_its_columns_is_refused(row, says):
    table = Table((Column("A"), Column("B")), (row,))
    with pytest.raises(BadBlockError) as refused:
        render_pdf(replace(LETTER_OF_SUBMISSION, body=(table,)))
    assert str(refused.value) == says


def test_a_table_without_columns_is_refused():
    with pytest.raises(BadBlockError, match="ít nhất một cột"):
        render_pdf(replace(LETTER_OF_SUBMISSION, body=(Table((), ()),)))


def test_a_cell_taller_than_a_page_still_shows_all_its_text():
    table = Table((Column("A"), Column("B", 40)), ((SENTENCE * 60, "x"), GroupRow(("Nhóm",)), ("a", "b")))
    pages = pages_of(render_pdf(replace(LETTER_OF_SUBMISSION, body=(table,))))
    text = " ".join(" ".join(page.text for page in pages).split())
    assert text.count("được ghi nhận") >= 55


def test_the_signature_never_stands_alone_on_a_page():
    for count in range(8, 16):
        body = (*(Paragraph(SENTENCE) for _ in range(count)), Paragraph("Trân trọng kính trình./."))
        pages = pages_of(render_pdf(replace(LETTER_OF_SUBMISSION, body=body)))
        signed = next(page for page in pages if "HIỆU TRƯỞNG" in page.text)
        assert "Trân trọng kính trình./." in signed.text
        assert "Trần Thu Sen" in signed.text


def test_recipients_stand_level_with_the_signature_at_the_left_margin(submission):
    label, authority = submission.line("Nơi nhận:"), submission.line("HIỆU TRƯỞNG")
    assert label.left == pytest.approx(30, abs=NEAR)
    assert label.top == pytest.approx(authority.top, abs=2)
    assert submission.line("- Như trên;").left == pytest.approx(30, abs=NEAR)


def test_name_stands_centred_under_authority_with_room_to_sign(submission):
    authority, name = submission.line("HIỆU TRƯỞNG"), submission.line("Trần Thu Sen")
    assert name.middle == pytest.approx(authority.middle, abs=NEAR)
    assert name.top - authority.bottom > 20


def test_two_signatures_stand_side_by_side_with_names_level():
    page = pages_of(render_pdf(MINUTES))[-1]
    assert page.line("THƯ KÝ").top == pytest.approx(page.line("TM. TỔ ĐÁNH GIÁ").top, abs=NEAR)
    assert page.line("Phạm Thị Ngọc Ánh").bottom == pytest.approx(page.line("Trần Thu Sen").bottom, abs=NEAR)
    assert page.line("THƯ KÝ").right < page.line("TM. TỔ ĐÁNH GIÁ").left
    assert page.line("Nơi nhận:").top > page.line("Trần Thu Sen").bottom


def test_an_official_letter_has_its_subject_under_the_number():
    page = pages_of(render_pdf(OFFICIAL_LETTER))[0]
    number, about = page.line("Số: 05/THHS-VP"), page.line("V/v đề nghị")
    assert (about.size, about.bold, about.italic) == (12, False, False)
    assert about.middle == pytest.approx(number.middle, abs=NEAR)
    gap = (about.bottom - number.bottom) * MM
    assert gap == pytest.approx(1.15 * 12 + 6, abs=1.5)
    assert page.line("Đồng Sen, ngày 03 tháng 02 năm 2026")


def test_several_addressees_stand_one_to_a_line_under_the_colon():
    page = pages_of(render_pdf(OFFICIAL_LETTER))[0]
    label = page.line("Kính gửi:")
    names = [line for line in page.lines if label.bottom < line.bottom < label.bottom + 25][:3]
    assert [line.text for line in names] == [
        "- Ủy ban nhân dân xã Đồng Sen;",
        "- Phòng Văn hóa - Xã hội;",
        "- Hội Khuyến học xã.",
    ]
    for line in names:
        assert line.left == pytest.approx(label.right, abs=1.5)


def test_a_single_addressee_stands_on_the_line_of_the_label(submission):
    assert submission.line("Kính gửi: Phòng Văn hóa - Xã hội xã Đồng Sen")


def test_a_long_issuer_and_a_long_subject_wrap_and_keep_their_rules():
    issuer = Issuer(
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH MINH HÀ",
        "TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP - GIÁO DỤC THƯỜNG XUYÊN SEN HỒNG",
    )
    subject = "Về việc tổ chức tự đánh giá và đề nghị công nhận “Đơn vị học tập” năm 2026 của trung tâm"
    page = pages_of(render_pdf(replace(DECISION, issuer=issuer, subject=subject)))[0]
    assert page.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    name, title = (
        next(line for line in page.lines if line.text.endswith("SEN HỒNG")),
        page.lines[page.lines.index(page.line("QUYẾT ĐỊNH")) + 2],
    )
    for line in (name, title):
        rule = page.rule_under(line)
        assert 1 / 3 <= rule.width / line.width <= 1 / 2
        assert rule.middle == pytest.approx(line.middle, abs=NEAR)


def test_a_paper_not_yet_numbered_leaves_room_and_a_draft_says_so():
    pages = pages_of(render_pdf(SCORE_SHEET))
    assert "/BĐ-THHS" in pages[0].text
    assert pages[0].line("DỰ THẢO").size == 13
    assert all("DỰ THẢO - chưa ban hành" in page.text for page in pages)
    issued = replace(SCORE_SHEET, draft=False)
    assert "DỰ THẢO" not in "".join(page.text for page in pages_of(render_pdf(issued)))


def test_a_decision_names_its_maker_and_decides_after_its_bases():
    page = pages_of(render_pdf(DECISION))[0]
    order = ("HIỆU TRƯỞNG TRƯỜNG", "Căn cứ Thông tư", "Theo đề nghị", "QUYẾT ĐỊNH:", "Điều 1. Thành lập")
    tops = [page.line(start).top for start in order]
    assert tops == sorted(tops)
    assert page.line("Theo đề nghị").text == "Theo đề nghị của Văn phòng nhà trường."


def test_the_address_stands_at_the_foot_of_the_first_page_under_a_rule():
    contact = ("Địa chỉ: thôn Sen, xã Đồng Sen", "Điện thoại: 0123 456 789")
    pages = pages_of(render_pdf(replace(REPORT, contact=contact)))
    line = pages[0].line("Địa chỉ:")
    assert (line.size, line.top > 277) == (11, True)
    rule = max(pages[0].rules, key=lambda rule: rule.top)
    assert rule.width == pytest.approx(165, abs=NEAR)
    assert "Địa chỉ:" not in pages[1].text


def test_the_verification_is_small_and_stands_after_the_signature():
    page = pages_of(render_pdf(SUMMARY))[-1]
    assert page.line("Tra cứu văn bản:").size == 9
    assert page.line("Mã: 7KQ4-M2XD").top > page.line("Trần Thu Sen").bottom


def test_headings_have_the_look_the_decree_gives_them():
    body = (
        Heading("Quy định chung", "I", "part"),
        Heading("Quản lý", "II", "chapter"),
        Heading("Văn bản", "1", "section"),
        Heading("Văn bản đi", "2", "subsection"),
        Heading("Kết quả", "I"),
        Heading("Phạm vi", "1", "clause"),
        Heading("Bảng 1. Số liệu", kind="caption"),
        Paragraph((bold("Đậm"), " thường")),
        Bullets(("một",), mark="+"),
    )
    page = pages_of(render_pdf(replace(LETTER_OF_SUBMISSION, body=body)))[0]
    for start in (
        "Phần I",
        "QUY ĐỊNH CHUNG",
        "Chương II",
        "QUẢN LÝ",
        "Mục 1",
        "VĂN BẢN",
        "Tiểu mục 2",
        "Bảng 1.",
    ):
        line = page.line(start)
        assert (line.size, line.bold) == (14, True)
        assert line.middle == pytest.approx(112.5, abs=NEAR)
    for start in ("I. KẾT QUẢ", "1. Phạm vi"):
        line = page.line(start)
        assert (line.size, line.bold) == (14, True)
        assert line.left == pytest.approx(42.7, abs=NEAR)
    assert page.line("+ một").left == pytest.approx(42.7, abs=NEAR)


@pytest.mark.parametrize("name", ALL)
def test_every_specimen_is_tagged_archival_pdf_with_title_and_language(name):
    reader = PdfReader(BytesIO(render_pdf(ALL[name])))
    metadata = reader.xmp_metadata.stream.get_data().decode("utf-8")
    root = reader.trailer["/Root"]
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "vi"
    assert ALL[name].subject in reader.metadata.title


def test_only_the_bundled_faces_are_embedded_and_every_one_is():
    reader = PdfReader(BytesIO(render_pdf(PLAN)))
    faces = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile3" in descendant["/FontDescriptor"]
            faces.add(descendant["/BaseFont"].split("+")[1])
    assert {face.rsplit("-Identity", 1)[0] for face in faces} <= {
        "TeXGyreTermes-Regular",
        "TeXGyreTermes-Bold",
        "TeXGyreTermes-Italic",
        "TeXGyreTermes-BoldItalic",
    }


def test_the_same_paper_gives_the_same_bytes_dated_by_its_issue():
    pdf = render_pdf(DECISION)
    assert pdf == render_pdf(replace(DECISION))
    assert PdfReader(BytesIO(pdf)).metadata.creation_date.date() == date(2026, 9, 15)


def test_text_comes_back_composed():
    paper = replace(LETTER_OF_SUBMISSION, body=(Paragraph("Tie\u0302\u0301ng Vie\u0323\u0302t"),))
    assert composed("Tiếng Việt") in pages_of(render_pdf(paper))[0].text


def test_pages_for_the_screen_are_light_pictures():
    pictures = render_pages(REPORT)
    assert len(pictures) == 3
    for picture in pictures:
        with Image.open(BytesIO(picture)) as page:
            assert page.size == (827, 1169)
        assert len(picture) < 80_000


def test_a_paper_may_have_no_recipients_and_no_number():
    bare = replace(LETTER_OF_SUBMISSION, recipients=(), archive="", number=None, verification=None)
    page = pages_of(render_pdf(bare))[0]
    assert "Nơi nhận" not in page.text
    assert "Số:" not in page.text


def test_an_annex_of_a_paper_not_numbered_leaves_room():
    paper = replace(
        SCORE_SHEET, number=Number(None, "KH"), annexes=(Annex("Danh sách", (Paragraph("Nội dung"),)),)
    )
    page = pages_of(render_pdf(paper))[-1]
    assert "(Kèm theo Biểu điểm số" in page.text


def test_co_signers_sign_under_the_first():
    signature = replace(
        MINUTES.signature, co_signers=tuple(Signature("Thành viên", f"Người {n}") for n in range(1, 4))
    )
    page = pages_of(render_pdf(replace(MINUTES, signature=signature)))[-1]
    tops = [page.line(f"Người {n}").top for n in range(1, 4)]
    assert tops[0] == pytest.approx(tops[1], abs=NEAR)
    assert page.line("Trần Thu Sen").bottom < tops[0] < tops[2]


def test_a_cell_over_two_rows_stands_beside_both():
    table = Table(
        (Column("Nhóm", 40), Column("Tên", 50), Column("Số")),
        (
            (Cell("Chung", rowspan=2), "Một", "11"),
            ("Hai", "22"),
            GroupRow(("Nhóm sau",)),
            ("Riêng", "Ba", "33"),
        ),
    )
    page = pages_of(render_pdf(replace(LETTER_OF_SUBMISSION, body=(table,))))[0]
    one, two, shared = page.line("Một"), page.line("Hai"), page.line("Chung")
    assert one.left == pytest.approx(two.left, abs=0.1)
    assert one.bottom < shared.bottom < two.bottom < page.line("Nhóm sau").bottom < page.line("Riêng").bottom


def test_papers_may_be_rendered_at_the_same_time():
    papers = [replace(DECISION, subject=f"Bản {number}") for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render_pdf, papers)) == [render_pdf(paper) for paper in papers]


def test_a_code_without_an_address_stands_alone_and_no_qr_code_leads_nowhere():
    paper = replace(LETTER_OF_SUBMISSION, verification=Verification("7KQ4-M2XD"))

    text = PdfReader(BytesIO(render_pdf(paper))).pages[0].extract_text()

    assert "Mã tra cứu: 7KQ4-M2XD" in text
    assert "Tra cứu văn bản" not in text
