"""One PDF out of papers, scans, pictures and things that can only be named."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)
from tests.paper.measure import pages_of
from tests.paper.specimens import DECISION, LETTER_OF_SUBMISSION, REPORT, SCHOOL

from dvht.paper.binding import Component, Divider, Volume, bind
from dvht.paper.errors import EmptyVolumeError, UnreadableComponentError
from dvht.paper.pdf import render_pdf

SUBMISSION, FULL_REPORT = render_pdf(LETTER_OF_SUBMISSION), render_pdf(REPORT)


def volume(*parts, **changes):
    given = {
        "issuer": SCHOOL,
        "title": "Hồ sơ đề nghị công nhận “Đơn vị học tập”",
        "year": 2026,
        "place": "Đồng Sen",
        "created": date(2026, 12, 9),
    }
    return Volume(**(given | changes), parts=parts)


def blank_pdf(*sizes, rotate=0, password=None):
    writer = PdfWriter()
    for width, height in sizes:
        writer.add_blank_page(width, height).rotate(rotate)
    if password is not None:
        writer.encrypt(user_password=password, owner_password="chủ", algorithm="AES-256")
    held = BytesIO()
    writer.write(held)
    return held.getvalue()


def picture(mode="RGB", size=(400, 600), form="PNG", **options):
    held = BytesIO()
    Image.new(mode, size).save(held, form, **options)
    return held.getvalue()


def read(bound):
    return PdfReader(BytesIO(bound.pdf))


def text_of(bound, number):
    return read(bound).pages[number - 1].extract_text()


def test_cover_contents_and_components_stand_in_order():
    bound = bind(
        volume(Component.pdf("Tờ trình", SUBMISSION), Component.pdf("Báo cáo tự đánh giá", FULL_REPORT))
    )
    assert bound.pages == len(read(bound).pages) == 2 + 1 + 3
    assert bound.contents == (("Tờ trình", 3), ("Báo cáo tự đánh giá", 4))
    cover = " ".join(text_of(bound, 1).split())
    for words in (
        "UBND XÃ ĐỒNG SEN",
        "TRƯỜNG TIỂU HỌC HOA SEN",
        "HỒ SƠ ĐỀ NGHỊ CÔNG NHẬN",
        "Năm 2026",
        "Đồng Sen",
    ):
        assert words in cover
    assert "MỤC LỤC" in text_of(bound, 2)
    assert "TỜ TRÌNH" in text_of(bound, 3)
    assert "BÁO CÁO" in text_of(bound, 4)


def test_every_page_but_the_cover_bears_the_volumes_number_and_papers_keep_their_own():
    pages = pages_of(
        bind(volume(Component.pdf("Tờ trình", SUBMISSION), Component.pdf("Báo cáo", FULL_REPORT))).pdf
    )
    stamped = [next((line for line in page.lines if line.top > 280), None) for page in pages]
    assert stamped[0] is None
    assert [(line.text, line.size) for line in stamped[1:]] == [(str(n), 11) for n in range(2, 7)]
    assert all(line.right > 195 for line in stamped[1:])
    assert [page.lines[0].text for page in pages[4:]] == ["2", "3"]


def test_the_bytes_of_components_are_not_touched():
    before = bytes(SUBMISSION)
    bind(volume(Component.pdf("Tờ trình", SUBMISSION)))
    assert before == SUBMISSION


def test_contents_link_to_the_pages_and_bookmarks_nest_under_dividers():
    bound = bind(
        volume(
            Divider("Tiêu chí 1", ("Điều kiện học tập",)),
            Component.pdf("Tờ trình", SUBMISSION),
            Divider("Tiêu chí 2"),
            Component.pdf("Báo cáo", FULL_REPORT),
        )
    )
    reader = read(bound)
    links = [note.get_object() for note in reader.pages[1]["/Annots"]]
    targets = [link["/Dest"][0].get_object() for link in links]
    pages = [page.get_object() for page in reader.pages]
    assert [pages.index(target) + 1 for target in targets] == [entry.first_page for entry in bound.contents]
    cover, contents, first, under_first, second, under_second = reader.outline
    assert [item.title for item in (contents, first, second)] == ["Mục lục", "Tiêu chí 1", "Tiêu chí 2"]
    assert cover.title.startswith("Hồ sơ")
    assert ([item.title for item in under_first], [item.title for item in under_second]) == (
        ["Tờ trình"],
        ["Báo cáo"],
    )
    assert reader.get_destination_page_number(under_second[0]) == 5
    assert "Điều kiện học tập" in text_of(bound, 3)


def test_links_lie_over_their_lines():
    bound = bind(volume(*(Component.pdf(f"Văn bản {n}", SUBMISSION) for n in range(1, 4))))
    page = pages_of(bound.pdf)[1]
    rects = [note.get_object()["/Rect"] for note in read(bound).pages[1]["/Annots"]]
    for number, rect in enumerate(rects, start=1):
        line = next(line for line in page.lines if f"Văn bản {number}" in line.text)
        middle = 841.89 - (line.top + line.bottom) / 2 * 72 / 25.4
        assert rect[1] < middle < rect[3]


def test_contents_over_several_pages_still_name_the_right_pages():
    title = "Kế hoạch bồi dưỡng thường xuyên của cán bộ quản lý, giáo viên, nhân viên nhà trường, lần thứ"
    one = blank_pdf((595, 842))
    bound = bind(volume(*(Component.pdf(f"{title} {n}", one, f"Mã 1a-{n:02d}") for n in range(1, 81))))
    taken = bound.contents[0].first_page - 1
    assert taken > 3
    assert bound.pages == taken + 80
    assert [entry.first_page for entry in bound.contents] == list(range(taken + 1, taken + 81))
    contents = "\n".join(text_of(bound, number) for number in range(2, taken + 1)).split()
    assert [word for word in contents if word.isdigit()][-1] == str(taken)
    assert str(taken + 80) in contents


def test_pages_of_other_sizes_and_turned_pages_keep_their_look():
    wide = blank_pdf((1191, 842))
    turned = blank_pdf((595, 842), rotate=90)
    bound = bind(volume(Component.pdf("A3", wide), Component.pdf("Xoay", turned)))
    first, second = read(bound).pages[2:]
    assert (first.mediabox.width, first.mediabox.height) == (1191, 842)
    seen = (second.mediabox.width, second.mediabox.height) if not second.rotation else ()
    assert [round(float(side)) for side in seen] == [842, 595]
    for page, width in zip(pages_of(bound.pdf)[2:], (420, 297), strict=True):
        number = page.lines[-1]
        assert width - 25 < number.right < width - 5
        assert number.bottom > page.height - 15


def test_a_page_whose_corner_is_elsewhere_is_numbered_where_it_is_seen():
    writer = PdfWriter()
    page = writer.add_blank_page(700, 900)
    page.mediabox = RectangleObject((100, 50, 695, 892))
    page.cropbox = RectangleObject((100, 50, 695, 892))
    held = BytesIO()
    writer.write(held)
    bound = bind(volume(Component.pdf("Lệch", held.getvalue())))
    number = pages_of(bound.pdf)[2].lines[-1]
    assert number.text == "3"


def test_a_pdf_locked_with_an_empty_password_is_bound():
    bound = bind(volume(Component.pdf("Khóa", blank_pdf((595, 842), password=""))))
    assert (bound.pages, bound.listed) == (3, ())


def test_a_pdf_behind_a_password_is_listed_with_the_reason():
    bound = bind(
        volume(
            Component.pdf("Khóa", blank_pdf((595, 842), password="bí mật")), Component.pdf("B", SUBMISSION)
        )
    )
    assert [entry.title for entry in bound.listed] == ["Khóa"]
    assert "mật khẩu" in bound.listed[0].reason
    assert "mật khẩu" in text_of(bound, bound.contents[0].first_page)
    assert bound.contents[1] == ("B", 4)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a pdf",
        b"%PDF-1.7\n",
        b"%PDF-1.7\nrubbish\n%%EOF\n",
        FULL_REPORT[: len(FULL_REPORT) // 2],
        FULL_REPORT[:-3000],
        FULL_REPORT[:2000] + FULL_REPORT[-1500:],
    ],
    ids=["empty", "text", "header only", "rubbish", "half", "tail cut", "middle cut"],
)
def test_a_damaged_pdf_is_refused_by_the_name_of_its_component(data):
    with pytest.raises(UnreadableComponentError) as refused:
        bind(volume(Component.pdf("Tờ trình", SUBMISSION), Component.pdf("Báo cáo hỏng", data)))
    assert refused.value.component == "Báo cáo hỏng"
    assert str(refused.value).startswith("Không đóng được “Báo cáo hỏng” vào quyển: ")


def test_a_file_no_longer_in_store_is_named(tmp_path):
    with pytest.raises(UnreadableComponentError, match="không tìm thấy tệp"):
        bind(volume(Component.pdf("Mất", tmp_path / "mat.pdf")))


def test_what_would_act_by_itself_is_left_out_and_links_stay():
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    script = {"/S": "/JavaScript", "/JS": "app.alert(1)"}
    acts = (
        {"/S": "/URI", "/URI": "https://vidu.vn/", "/Next": script},
        {"/S": "/Launch", "/F": "cmd.exe"},
        script,
    )
    page[NameObject("/AA")] = as_pdf({"/O": script})
    page[NameObject("/Annots")] = ArrayObject(
        writer._add_object(
            as_pdf(
                {
                    "/Type": "/Annot",
                    "/Subtype": "/Link",
                    "/Rect": (0, 0, 9, 9),
                    "/A": act,
                    "/AA": {"/E": script},
                }
            )
        )
        for act in acts
    )
    file = BytesIO()
    writer.write(file)

    bound = bind(volume(Component.pdf("Kế hoạch", file.getvalue())))

    (found,) = (page for page in read(bound).pages if page.mediabox.width == 200)
    links = [annotation.get_object() for annotation in found["/Annots"]]
    assert [link.get("/A") for link in links] == [{"/S": "/URI", "/URI": "https://vidu.vn/"}, None, None]
    assert b"/JavaScript" not in bound.pdf
    assert "/AA" not in found
    assert not any("/AA" in link for link in links)


def as_pdf(value):
    """A plain value as pypdf writes it: names begin with a stroke."""
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): as_pdf(held) for key, held in value.items()})
    if isinstance(value, tuple):
        return ArrayObject(as_pdf(held) for held in value)
    if isinstance(value, int):
        return NumberObject(value)
    return NameObject(value) if value.startswith("/") else TextStringObject(value)


def test_content_may_be_bytes_a_path_or_a_way_to_fetch_it(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(SUBMISSION)
    bound = bind(volume(*(Component.pdf("A", content) for content in (SUBMISSION, path, lambda: SUBMISSION))))
    assert bound.pages == 5


@pytest.mark.parametrize(
    ("data", "lying"),
    [
        (picture(), False),
        (picture(size=(900, 300)), True),
        (picture("CMYK", (300, 500), "JPEG"), False),
        (picture("L", (300, 500), "JPEG"), False),
        (picture("RGBA", (300, 500)), False),
        (picture("LA", (300, 500)), False),
        (picture("P", (300, 500)), False),
        (picture("1", (300, 500)), False),
        (picture("I;16", (300, 500)), False),
        (picture("RGB", (6000, 4000), "JPEG"), True),
        (picture("RGB", (1, 1)), False),
    ],
    ids=[
        "plain",
        "wide",
        "cmyk",
        "grey",
        "transparent",
        "grey transparent",
        "palette",
        "1 bit",
        "16 bit",
        "huge",
        "dot",
    ],
)
def test_a_picture_is_fitted_on_a4_within_margins(data, lying):
    bound = bind(volume(Component.image("Ảnh", data)))
    page = read(bound).pages[2]
    size = [round(float(side)) for side in (page.mediabox.width, page.mediabox.height)]
    assert size == ([842, 595] if lying else [595, 842])
    assert pages_of(bound.pdf)[2].lines[-1].text == "3"


def test_a_picture_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    bound = bind(volume(Component.image("Ảnh", picture("RGB", (900, 300), "JPEG", exif=exif))))
    page = read(bound).pages[2]
    assert page.mediabox.height > page.mediabox.width


def test_a_transparent_picture_lies_on_white():
    held = BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(held, "PNG")
    bound = bind(volume(Component.image("Ảnh", held.getvalue())))
    shown = read(bound).pages[2].images[0].image.convert("RGB")
    assert min(shown.getpixel((25, 25))) > 250


def test_a_large_picture_is_made_no_finer_than_print_needs():
    noise = Image.effect_noise((5000, 3500), 80)
    held = BytesIO()
    noise.save(held, "JPEG", quality=95)
    bound = bind(volume(Component.image("Ảnh", held.getvalue())))
    assert max(read(bound).pages[2].images[0].image.size) <= 2339


@pytest.mark.parametrize("data", [b"", b"not a picture", picture(form="JPEG")[:200], picture()[:60]])
def test_a_damaged_picture_is_refused_by_name(data):
    with pytest.raises(UnreadableComponentError, match="Không đóng được “Ảnh hỏng” vào quyển: ảnh hỏng"):
        bind(volume(Component.image("Ảnh hỏng", data)))


def test_files_links_and_papers_are_listed_with_what_finds_them():
    digest = "0123456789abcdef" * 4
    bound = bind(
        volume(
            Component.file("Bảng tính", name="danh_sach.xlsx", size=1536, sha256=digest, reference="1a-03"),
            Component.link("Trang của trường", "https://truong.example/tin"),
            Component.paper("Sổ họp", "phòng văn thư"),
            Component.pdf("Tờ trình", SUBMISSION),
        )
    )
    assert bound.contents == (("Bảng tính", 3), ("Trang của trường", 3), ("Sổ họp", 3), ("Tờ trình", 4))
    text = "".join(text_of(bound, 3).split())
    for words in ("danh_sach.xlsx", "1,5KB", digest, "https://truong.example/tin", "phòngvănthư", "1a-03"):
        assert words in text


def test_progress_runs_from_the_first_part_to_the_whole():
    seen = []
    parts = [Component.pdf("A", SUBMISSION), Component.link("B", "x"), Component.link("C", "y")]
    bind(volume(*parts), lambda done, total: seen.append((done, total)))
    assert seen == [(1, 5), (3, 5), (4, 5), (5, 5)]


def test_the_volume_has_title_language_and_outline_open():
    reader = read(bind(volume(Component.pdf("A", SUBMISSION))))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Hồ sơ đề nghị công nhận “Đơn vị học tập” - Trường Tiểu học Hoa Sen"
    assert (root["/Lang"], root["/PageMode"]) == ("vi-VN", "/UseOutlines")
    assert reader.metadata.creation_date.date() == date(2026, 12, 9)


def test_the_same_parts_give_the_same_bytes():
    made = [
        bind(volume(Component.pdf("A", SUBMISSION), Component.image("B", picture()))).pdf for _ in range(2)
    ]
    assert made[0] == made[1]


def test_fonts_of_every_page_are_embedded():
    bound = bind(
        volume(Divider("Tiêu chí 1"), Component.pdf("A", render_pdf(DECISION)), Component.link("B", "x"))
    )
    for page in read(bound).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            kind = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile3" in kind or "/FontFile2" in kind


def test_an_empty_volume_is_refused():
    with pytest.raises(EmptyVolumeError, match="Chưa có tài liệu nào"):
        bind(volume())


def test_any_title_is_bound():
    titles = ("#panic() *x* $ <a> @b \\", "😀", "", "A" * 400, "Tiếng Việt\nhai dòng")
    bound = bind(volume(*(Component.pdf(title, SUBMISSION) for title in titles), title="# $", label="*"))
    assert bound.pages == 7


def test_a_notice_is_numbered_among_the_papers_and_opens_no_group():
    paper = render_pdf(LETTER_OF_SUBMISSION)
    bound = bind(
        volume(
            Component.pdf("Kế hoạch", paper),
            Component.notice("Minh chứng", ("Đóng thành quyển riêng.",)),
            Component.pdf("Tờ trình", paper),
        )
    )

    assert "1 Kế hoạch" in text_of(bound, 2)
    assert "2 Minh chứng" in text_of(bound, 2)
    assert "3 Tờ trình" in text_of(bound, 2)
    assert "Đóng thành quyển riêng." in text_of(bound, 4)
    assert not any(isinstance(entry, list) for entry in read(bound).outline)
