"""The list, one piece of evidence, its description."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import make

from dvht.accounts.models import User
from dvht.audit.models import Event
from dvht.evidence import actions
from dvht.evidence.models import Collection, Evidence
from dvht.evidence.queries import listed_uses
from dvht.units.models import Unit


def link(collection: Collection, by: User, title: str, *rows: str, **more: Any) -> Evidence:
    description = actions.Description(title, **more)
    return actions.add_link(
        collection, rows or ["2a"], description, f"https://hoasen.example/{quote(title)}", by=by
    )


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_year_without_a_plan_says_how_to_begin(signed_in: Client, unit: Unit) -> None:
    page = text(signed_in, f"/don-vi/{unit.pk}/2031/minh-chung/")

    assert "Năm 2031 chưa có kế hoạch" in page
    assert 'href="../ke-hoach/"' in page


def test_rows_without_evidence_stand_first(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    link(collection, clerk, "Kế hoạch năm", "1a", "2a")

    page = text(signed_in, place)

    assert "Còn 8/10 tiêu chí thiếu minh chứng" in page
    assert page.index('id="missing-rows"') < page.index('id="all-panel"')
    missing = page[page.index('id="missing-rows"') : page.index('id="all-panel"')]
    assert "1b. " in missing
    assert "1a. " not in missing


def test_a_complete_year_says_so(signed_in: Client, place: str, collection: Collection, clerk: User) -> None:
    link(collection, clerk, "Tất cả", *(row.code for row in collection.pack.rows))

    assert "Tiêu chí nào cũng đã có minh chứng" in text(signed_in, place)


def test_an_empty_year_says_what_to_do(signed_in: Client, place: str) -> None:
    page = text(signed_in, place)

    assert "Chưa có minh chứng nào cho năm 2026" in page
    assert "Chọn một mã ở danh sách bên để kéo tệp vào" in page


@pytest.mark.parametrize("words", ["bồi dưỡng", "boi duong", "BOI 41", "41/qđ-thhs", "2a-01"])
def test_evidence_is_found_without_diacritics(collection: Collection, clerk: User, words: str) -> None:
    link(collection, clerk, "Danh sách hoàn thành bồi dưỡng", number="41/QĐ-THHS")
    link(collection, clerk, "Thư viện số")

    assert [use.evidence.title for use in listed_uses(collection, words=words)] == [
        "Danh sách hoàn thành bồi dưỡng"
    ]


def test_a_search_that_finds_nothing_says_so(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    link(collection, clerk, "Thư viện số")

    assert "Không thấy minh chứng nào" in text(signed_in, f"{place}?q=%25_khong")


def test_a_row_is_shown_with_its_law_and_what_else_it_is_used_for(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    link(collection, clerk, "Kế hoạch năm", "2a", "3c")

    page = text(signed_in, f"{place}?row=2a")

    assert collection.pack.row("2a").reference in page
    assert "2a-01 · liên kết · dùng chung với 3c" in page


def test_an_unknown_row_is_not_found(signed_in: Client, place: str) -> None:
    assert signed_in.get(f"{place}?row=9z").status_code == 404


@pytest.mark.parametrize("address", ["", "?row=2a", "?q=minh", "dung-lai/?row=3c&from=2026", "excel/"])
def test_lists_ask_the_database_as_often_for_thirty_as_for_one(
    signed_in: Client,
    place: str,
    collection: Collection,
    clerk: User,
    address: str,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    link(collection, clerk, "Minh chứng 0", "2a", "2b")
    assert signed_in.get(place + address).status_code == 200
    with CaptureQueriesContext(connection) as one:
        signed_in.get(place + address)
    for number in range(1, 30):
        link(collection, clerk, f"Minh chứng {number}", "2a", "2b")

    with django_assert_num_queries(len(one)):
        signed_in.get(place + address)


def test_a_long_list_is_cut_into_pages(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    for number in range(31):
        link(collection, clerk, f"Minh chứng {number}")

    assert "Hiện 1–30 trong 31 mã minh chứng" in text(signed_in, place)
    assert "Hiện 31–31 trong 31 mã minh chứng" in text(signed_in, f"{place}?page=2")


def test_one_piece_shows_what_it_says_and_where_it_is_used(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    one = link(collection, clerk, "Kế hoạch", "2a", number="41/QĐ-THHS", issuer="UBND xã")

    page = text(signed_in, f"{place}{one.pk}/")

    for words in ("Kế hoạch", "41/QĐ-THHS", "UBND xã", "mã 2a-01", "https://hoasen.example/K%E1%BA%BF"):
        assert words in page


def test_a_description_is_changed(signed_in: Client, place: str, collection: Collection, clerk: User) -> None:
    one = link(collection, clerk, "KH 01")
    before = Event.objects.count()

    response = signed_in.post(
        f"{place}{one.pk}/sua/",
        {
            "version": "1",
            "title": "Kế hoạch tự học",
            "number": "41/KH",
            "issued_on": "20/11/2025",
            "issuer": "Trường",
            "url": one.url,
        },
    )

    assert response.status_code == 302
    one.refresh_from_db()
    assert (one.title, one.number, one.version, one.search_text[:15]) == (
        "Kế hoạch tự học",
        "41/KH",
        2,
        "ke hoach tu hoc",
    )
    (event,) = Event.objects.order_by("pk")[before:]
    assert event.before == {"title": "KH 01", "number": "", "issued_on": None, "issuer": ""}
    assert event.after == {
        "title": "Kế hoạch tự học",
        "number": "41/KH",
        "issued_on": "2025-11-20",
        "issuer": "Trường",
    }


def test_two_people_saving_at_once_lose_nothing(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    one = link(collection, clerk, "KH 01")
    first = {"version": "1", "title": "Bản của văn thư", "url": one.url}
    second = {"version": "1", "title": "Bản của tổ trưởng", "url": one.url}
    signed_in.post(f"{place}{one.pk}/sua/", first)

    response = signed_in.post(f"{place}{one.pk}/sua/", second)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Người khác vừa sửa minh chứng này." in page
    assert "<dd>Bản của văn thư</dd>" in page
    assert 'value="Bản của tổ trưởng"' in page
    one.refresh_from_db()
    assert one.title == "Bản của văn thư"

    signed_in.post(f"{place}{one.pk}/sua/", {**second, "version": "2"})
    one.refresh_from_db()
    assert one.title == "Bản của tổ trưởng"


def test_a_description_without_a_title_is_refused_and_what_was_typed_stays(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    one = link(collection, clerk, "KH 01")

    response = signed_in.post(
        f"{place}{one.pk}/sua/",
        {"version": "1", "title": "", "number": "41/KH", "issued_on": "31/02/2026", "url": one.url},
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="41/KH"' in page
    assert 'value="31/02/2026"' in page
    one.refresh_from_db()
    assert one.title == "KH 01"


def test_a_closed_year_shows_why_nothing_can_be_changed(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    one = link(collection, clerk, "KH 01")
    actions.close_collection(collection, by=clerk)

    assert "đã chốt nên minh chứng đang khóa" in text(signed_in, place)
    assert "Sửa thông tin" not in text(signed_in, f"{place}{one.pk}/")
    response = signed_in.post(f"{place}{one.pk}/sua/", {"version": "1", "title": "Khác", "url": one.url})
    assert response.status_code == 422
    assert "đã chốt nên minh chứng đang khóa" in response.content.decode()


def test_the_pages_of_another_unit_are_not_found(
    client: Client, collection: Collection, clerk: User, place: str
) -> None:
    one = link(collection, clerk, "KH 01")
    use = one.uses.get()
    stranger = make.a_head(make.a_unit("Trường Mầm non Sao Mai", kind="preschool"))
    client.force_login(stranger, "django.contrib.auth.backends.ModelBackend")

    reads = [
        "",
        "?row=2a",
        "excel/",
        f"{one.pk}/",
        f"{one.pk}/tep/",
        f"{one.pk}/xem/",
        "lien-ket/",
        "ban-giay/",
        "dung-lai/",
    ]
    writes = [
        "them/", "lien-ket/", "ban-giay/", "dung-lai/", f"{one.pk}/sua/", f"{one.pk}/dung-cho/",
        f"go/{use.pk}/", f"lay-lai/{use.pk}/",
    ]  # fmt: skip
    assert [client.get(place + path).status_code for path in reads] == [404] * len(reads)
    assert [client.post(place + path).status_code for path in writes] == [404] * len(writes)


def test_evidence_of_another_unit_is_not_found_through_ones_own_address(
    client: Client, collection: Collection, clerk: User
) -> None:
    one = link(collection, clerk, "KH 01")
    use = one.uses.get()
    other = make.a_unit("Trường Mầm non Sao Mai", kind="preschool")
    head = make.a_head(other)
    make.a_collection(other, by=head)
    client.force_login(head, "django.contrib.auth.backends.ModelBackend")
    own = f"/don-vi/{other.pk}/2026/minh-chung/"

    assert [client.get(f"{own}{one.pk}/{path}").status_code for path in ("", "sua/", "tep/", "xem/")] == [
        404
    ] * 4
    assert client.post(f"{own}{one.pk}/dung-cho/", {"row": "2a"}).status_code == 404
    assert client.post(f"{own}go/{use.pk}/").status_code == 404
    assert client.post(f"{own}lay-lai/{use.pk}/").status_code == 404
    use.refresh_from_db()
    assert use.removed_at is None


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_a_number_that_nothing_has_is_not_found(signed_in: Client, place: str, number: str) -> None:
    assert signed_in.get(f"{place}{number}/").status_code == 404
    assert signed_in.post(f"{place}go/{number}/").status_code == 404
    assert signed_in.get(f"/don-vi/{number}/2026/minh-chung/").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, place: str) -> None:
    assert client.get(place).status_code == 302
    assert client.post(f"{place}them/").status_code == 302


def test_a_committee_member_may_prove(client: Client, collection: Collection, place: str) -> None:
    client.force_login(make.a_committee_member(collection.unit), "django.contrib.auth.backends.ModelBackend")

    assert "data-dropzone" in text(client, f"{place}?row=2a")
