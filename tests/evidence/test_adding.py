"""Files, links and papers added through the pages."""

import hashlib
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests import make
from tests.evidence import specimens
from tests.evidence.specimens import sent

from dvht.accounts.models import User
from dvht.audit.models import Event
from dvht.evidence import actions
from dvht.evidence.forms import examine
from dvht.evidence.forms.kinds import ALLOWED_WORDS
from dvht.evidence.models import Collection, Evidence, StoredFile, Use

HTMX = {"HX-Request": "true"}


def send(
    client: Client, place: str, *files: SimpleUploadedFile, row: str = "2a", htmx: bool = False
) -> HttpResponse:
    return client.post(f"{place}them/?row={row}", {"uploads": list(files)}, headers=HTMX if htmx else {})


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def codes() -> list[str]:
    return [use.code for use in Use.objects.filter(removed_at=None).order_by("row", "position")]


def stored(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


def test_several_files_at_once_each_get_a_code(signed_in: Client, place: str) -> None:
    response = send(
        signed_in,
        place,
        sent("KH_01_tu_hoc.pdf", specimens.pdf(2)),
        sent("Ảnh hội nghị.jpg", specimens.picture()),
        sent("Danh sách.xlsx", specimens.xlsx()),
    )

    assert response.status_code == 302
    assert response.url == f"{place}?row=2a"
    assert said(response) == ["Đã thêm 3 tệp vào 2a: 2a-01, 2a-02, 2a-03."]
    assert list(Evidence.objects.order_by("pk").values_list("title", "file_name", "file__pages")) == [
        ("KH 01 tu hoc", "KH_01_tu_hoc.pdf", 2),
        ("Ảnh hội nghị", "Ảnh hội nghị.jpg", None),
        ("Danh sách", "Danh sách.xlsx", None),
    ]


def test_the_bytes_stored_are_those_sent_under_a_name_made_of_their_digest(
    signed_in: Client, place: str, files: Path
) -> None:
    content = specimens.pdf()
    digest = hashlib.sha256(content).hexdigest()

    send(signed_in, place, sent("../../kế hoạch.pdf", content))

    (path,) = stored(files)
    assert path.name == digest
    assert path.read_bytes() == content
    kept = StoredFile.objects.get()
    assert (kept.sha256, kept.size, kept.media_type) == (digest, len(content), "application/pdf")


def test_one_bad_file_spoils_no_other(signed_in: Client, place: str, files: Path) -> None:
    response = send(
        signed_in,
        place,
        sent("tốt.pdf", specimens.pdf()),
        sent("đứt.pdf", specimens.pdf(3)[:700]),
        sent("rỗng.pdf", b""),
        sent("trang.html", b"<html></html>"),
        sent("ghi.txt", b"tot"),
    )

    assert codes() == ["2a-01", "2a-02"]
    assert len(stored(files)) == 2
    assert said(response) == [
        "Đã thêm 2 tệp vào 2a: 2a-01, 2a-02.",
        "“đứt.pdf”: tệp PDF bị hỏng hoặc tải lên chưa hết. Hãy mở thử trên máy rồi xuất lại PDF.",
        "“rỗng.pdf”: tệp rỗng, không có nội dung.",
        f"“trang.html”: đây là tệp HTML, không nhận làm minh chứng. Các loại nhận: {ALLOWED_WORDS}.",
    ]


def test_the_dropzone_gets_the_list_of_the_row(signed_in: Client, place: str) -> None:
    response = send(signed_in, place, sent("kh.pdf", specimens.pdf()), htmx=True)

    assert response.status_code == 200
    page = response.content.decode()
    assert 'id="row-files"' in page
    assert '<span class="dv-muted" id="row-count" hx-swap-oob="true">(1)</span>' in page
    assert "2a-01" in page


def test_the_tree_follows_on_our_own_list_only(signed_in: Client, place: str) -> None:
    here = send(signed_in, place, sent("a.txt", b"mot"), htmx=True).content.decode()
    elsewhere = signed_in.post(
        f"{place}them/?row=2a&next=/don-vi/1/2026/tu-danh-gia/2a/",
        {"uploads": [sent("b.txt", b"hai")]},
        headers=HTMX,
    ).content.decode()

    assert "Còn 9/10 tiêu chí thiếu minh chứng" in here
    assert 'id="evidence-tree"' in here
    assert 'id="row-files"' in elsewhere
    assert 'id="evidence-tree"' not in elsewhere


def test_the_dropzone_is_told_why_a_file_is_refused(signed_in: Client, place: str) -> None:
    response = send(signed_in, place, sent("kh<b>.pdf", b"%PDF-1.4 x"), htmx=True)

    assert response.status_code == 422
    assert response.content.decode() == (
        "<p data-error>“kh&lt;b&gt;.pdf”: tệp PDF bị hỏng hoặc tải lên chưa hết. "
        "Hãy mở thử trên máy rồi xuất lại PDF.</p>"
    )


def test_news_of_the_dropzone_stays_for_the_next_page(signed_in: Client, place: str) -> None:
    first = send(signed_in, place, sent("anh.pdf", specimens.picture()), htmx=True)
    second = send(signed_in, place, sent("kh.pdf", specimens.pdf()), htmx=True)
    page = signed_in.get(f"{place}?row=2a")

    for answer in (first, second, page):
        assert "nội dung là ảnh JPEG" in answer.content.decode()
    assert "nội dung là ảnh JPEG" not in signed_in.get(f"{place}?row=2a").content.decode()


def test_nothing_chosen_is_said(signed_in: Client, place: str) -> None:
    assert said(send(signed_in, place)) == ["Chưa chọn tệp nào. Hãy chọn tệp rồi gửi lại."]


def test_no_row_named_is_said_and_nothing_is_stored(signed_in: Client, place: str, files: Path) -> None:
    response = send(signed_in, place, sent("kh.pdf", specimens.pdf()), row="")

    assert said(response) == ["Hãy chọn tiêu chí mà minh chứng này chứng minh."]
    assert stored(files) == []


def test_a_row_that_the_pack_does_not_have_is_not_found(signed_in: Client, place: str) -> None:
    assert send(signed_in, place, sent("kh.pdf", specimens.pdf()), row="9z").status_code == 404


def test_the_same_file_twice_in_one_post_is_taken_once(signed_in: Client, place: str, files: Path) -> None:
    content = specimens.pdf()

    response = send(signed_in, place, sent("một.pdf", content), sent("hai.pdf", content))

    assert codes() == ["2a-01"]
    assert len(stored(files)) == 1
    assert said(response) == [
        "Đã thêm 1 tệp vào 2a: 2a-01.",
        "“hai.pdf” đã có ở đây: “một” (2a-01). Không thêm lần nữa.",
    ]


def test_bytes_that_the_year_has_become_one_more_use(signed_in: Client, place: str) -> None:
    content = specimens.pdf()
    send(signed_in, place, sent("kế hoạch.pdf", content))

    response = send(signed_in, place, sent("bản sao.pdf", content), row="3c")

    assert codes() == ["2a-01", "3c-01"]
    assert Evidence.objects.count() == 1
    assert said(response)[-1] == "“bản sao.pdf” trùng nội dung với “kế hoạch” (2a-01): dùng chung, mã 3c-01."


def test_bytes_of_evidence_that_was_removed_bring_it_back_with_its_code(
    signed_in: Client, place: str
) -> None:
    content = specimens.pdf()
    send(signed_in, place, sent("kế hoạch.pdf", content))
    signed_in.post(f"{place}go/{Use.objects.get().pk}/")

    send(signed_in, place, sent("kế hoạch.pdf", content))

    assert codes() == ["2a-01"]
    assert Evidence.objects.count() == 1


def test_each_added_file_leaves_one_event(signed_in: Client, place: str, clerk: User) -> None:
    before = Event.objects.count()

    send(signed_in, place, sent("a.txt", b"mot"), sent("b.txt", b"hai"), sent("c.txt", b""))

    events = list(Event.objects.order_by("pk")[before:])
    assert [(event.verb, event.label, event.actor_id) for event in events] == [
        ("thêm minh chứng", "2a-01 a", clerk.pk),
        ("thêm minh chứng", "2a-02 b", clerk.pk),
    ]


def test_bytes_are_swept_when_the_entry_can_not_be_written(
    collection: Collection, clerk: User, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("cơ sở dữ liệu ngừng")

    monkeypatch.setattr("dvht.evidence.actions.adding._insert", broken)

    with pytest.raises(RuntimeError):
        actions.add_files(collection, ["2a"], [examine(sent("kh.pdf", specimens.pdf()))], by=clerk)

    assert stored(files) == []
    assert not StoredFile.objects.exists()


def test_a_store_that_can_not_be_written_to_is_said_of_the_file(
    collection: Collection, clerk: User, files: Path
) -> None:
    files.write_text("một tệp đứng ở chỗ thư mục")

    (outcome,) = actions.add_files(collection, ["2a"], [examine(sent("kh.pdf", specimens.pdf()))], by=clerk)

    assert outcome.message == "“kh.pdf”: máy chủ không ghi được tệp. Hãy thử lại sau ít phút."
    assert codes() == []


def test_two_units_may_hold_the_same_bytes(collection: Collection, clerk: User) -> None:
    other = make.a_unit("Trường Mầm non Sao Mai", kind="preschool")
    theirs = make.a_collection(other, by=clerk)

    for one in (collection, theirs):
        actions.add_files(one, ["2a"], [examine(sent("kh.pdf", specimens.pdf()))], by=clerk)

    assert StoredFile.objects.count() == 2
    assert Evidence.objects.count() == 2


def test_a_link_is_added(signed_in: Client, place: str) -> None:
    response = signed_in.post(
        f"{place}lien-ket/", {"row": "3c", "url": "https://hoasen.example/thu-vien", "title": "Thư viện số"}
    )

    assert said(response) == ["Đã thêm “Thư viện số” vào 3c."]
    added = Evidence.objects.get()
    assert (added.kind, added.url, added.title) == ("link", "https://hoasen.example/thu-vien", "Thư viện số")
    assert codes() == ["3c-01"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://hoasen.example/a", "không phải"])
def test_a_link_that_is_no_web_address_is_refused_and_what_was_typed_stays(
    signed_in: Client, place: str, url: str
) -> None:
    response = signed_in.post(f"{place}lien-ket/", {"row": "3c", "url": url, "title": "Thư viện số"})

    assert response.status_code == 422
    assert 'value="Thư viện số"' in response.content.decode()
    assert codes() == []


def test_a_paper_record_is_added_with_where_it_is_kept(signed_in: Client, place: str) -> None:
    signed_in.post(
        f"{place}ban-giay/",
        {
            "row": "1a",
            "title": "Quyết định khen thưởng",
            "location": "Văn phòng, tủ số 2",
            "number": "12/QĐ-UBND",
            "issued_on": "15/06/2026",
            "issuer": "UBND xã Đồng Sen",
        },
    )

    added = Evidence.objects.get()
    assert (added.kind, added.location, added.number) == ("paper", "Văn phòng, tủ số 2", "12/QĐ-UBND")
    assert f"{added.issued_on:%d/%m/%Y}" == "15/06/2026"


def test_a_paper_without_a_place_is_refused(signed_in: Client, place: str) -> None:
    response = signed_in.post(f"{place}ban-giay/", {"row": "1a", "title": "Quyết định"})

    assert response.status_code == 422
    assert "Nơi lưu bản giấy" in response.content.decode()
    assert codes() == []


def test_a_paper_dated_in_the_future_is_refused(signed_in: Client, place: str) -> None:
    response = signed_in.post(
        f"{place}ban-giay/",
        {"row": "1a", "title": "Quyết định", "location": "Tủ 2", "issued_on": "01/01/2099"},
    )

    assert response.status_code == 422
    assert "Ngày 01/01/2099 chưa đến. Hãy ghi ngày trên văn bản." in response.content.decode()


def test_nothing_is_added_while_the_year_is_closed(
    signed_in: Client, place: str, collection: Collection, clerk: User, files: Path
) -> None:
    actions.close_collection(collection, by=clerk)

    plain = send(signed_in, place, sent("kh.pdf", specimens.pdf()))
    dropped = send(signed_in, place, sent("kh.pdf", specimens.pdf()), htmx=True)

    words = (
        "Tự đánh giá năm 2026 đã chốt nên minh chứng đang khóa. "
        "Hiệu trưởng mở lại tự đánh giá thì mới thêm, sửa hoặc gỡ minh chứng được."
    )
    assert said(plain) == [words]
    assert dropped.status_code == 409
    assert dropped.content.decode() == f"<p data-error>{words}</p>"
    assert stored(files) == []


def test_a_reopened_year_takes_evidence_again(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    actions.close_collection(collection, by=clerk)
    actions.reopen_collection(collection, by=clerk)

    send(signed_in, place, sent("kh.pdf", specimens.pdf()))

    assert codes() == ["2a-01"]


def test_going_back_leads_only_to_our_own_pages(signed_in: Client, place: str) -> None:
    def after(target: str) -> str:
        response = signed_in.post(f"{place}them/?row=2a", {"uploads": [sent("a.txt", b"a")], "next": target})
        return str(response.url)

    assert after("/don-vi/1/2026/tu-danh-gia/2a/") == "/don-vi/1/2026/tu-danh-gia/2a/"
    assert after("https://la.example/") == f"{place}?row=2a"
    assert after("//la.example/") == f"{place}?row=2a"


def test_a_year_that_holds_evidence_keeps_its_pack(collection: Collection, clerk: User) -> None:
    actions.add_link(collection, ["1a"], actions.Description("Trang"), "https://hoasen.example", by=clerk)

    with pytest.raises(ValidationError, match="Năm 2026 đã có minh chứng"):
        make.a_collection(collection.unit, pack="tt22-2020-ha-noi", by=clerk)


def test_a_year_without_evidence_may_change_its_pack(collection: Collection, clerk: User) -> None:
    again = make.a_collection(collection.unit, pack="tt22-2020-ha-noi", by=clerk)

    assert again.pk == collection.pk
    assert again.pack.id == "tt22-2020-ha-noi"
