"""Sharing, removing and bringing back."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from tests import make

from dvht.accounts.models import User
from dvht.audit.models import Event
from dvht.evidence import actions
from dvht.evidence.models import Collection, Evidence, Use
from dvht.evidence.queries import evidence_by_row, evidence_counts

HTMX = {"HX-Request": "true", "HX-Target": "row-files"}


@pytest.fixture
def paper(collection: Collection, clerk: User) -> Evidence:
    return actions.add_paper_record(collection, ["2a"], actions.Description("Kế hoạch"), "Tủ 2", by=clerk)


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def codes() -> list[str]:
    return [use.code for use in Use.objects.filter(removed_at=None).order_by("row", "position")]


def test_evidence_is_used_for_one_more_row(signed_in: Client, place: str, paper: Evidence) -> None:
    response = signed_in.post(f"{place}{paper.pk}/dung-cho/", {"row": "3a"})

    assert said(response) == ["“Kế hoạch” nay là minh chứng của cả 3a, mã 3a-01."]
    assert codes() == ["2a-01", "3a-01"]


def test_using_it_twice_for_a_row_is_refused(signed_in: Client, place: str, paper: Evidence) -> None:
    response = signed_in.post(f"{place}{paper.pk}/dung-cho/", {"row": "2a"})

    assert said(response) == ["“Kế hoạch” đã là minh chứng của 2a."]
    assert codes() == ["2a-01"]


def test_a_row_must_be_chosen(signed_in: Client, place: str, paper: Evidence) -> None:
    response = signed_in.post(f"{place}{paper.pk}/dung-cho/", {"row": ""})

    assert said(response) == ["Hãy chọn tiêu chí mà minh chứng này chứng minh."]


def test_what_is_removed_can_be_brought_back_with_its_code(
    signed_in: Client, place: str, paper: Evidence
) -> None:
    use = Use.objects.get()

    removed = signed_in.post(f"{place}go/{use.pk}/")
    assert said(removed) == ["Đã gỡ 2a-01 “Kế hoạch”. Lấy lại được ở mục “Đã gỡ” của 2a."]
    assert codes() == []
    assert "Đã gỡ: 1" in signed_in.get(f"{place}?row=2a").content.decode()

    restored = signed_in.post(f"{place}lay-lai/{use.pk}/")
    assert said(restored)[-1] == "Đã lấy lại 2a-01 “Kế hoạch”."
    assert codes() == ["2a-01"]


def test_a_code_is_never_given_again(collection: Collection, clerk: User, paper: Evidence) -> None:
    actions.remove_use(Use.objects.get(), by=clerk)

    actions.add_link(collection, ["2a"], actions.Description("Trang"), "https://hoasen.example", by=clerk)

    assert codes() == ["2a-02"]


def test_removing_leaves_one_event_and_no_row_is_deleted(
    signed_in: Client, place: str, paper: Evidence
) -> None:
    use, before = Use.objects.get(), Event.objects.count()

    signed_in.post(f"{place}go/{use.pk}/")
    signed_in.post(f"{place}go/{use.pk}/")

    (event,) = Event.objects.order_by("pk")[before:]
    assert (event.verb, event.label, event.before) == (
        "gỡ minh chứng",
        "2a-01 Kế hoạch",
        {"row": "2a", "code": "2a-01"},
    )
    assert Evidence.objects.count() == Use.objects.count() == 1


def test_the_block_of_a_row_replaces_itself(signed_in: Client, place: str, paper: Evidence) -> None:
    use = Use.objects.get()

    removed = signed_in.post(f"{place}go/{use.pk}/", headers=HTMX).content.decode()
    restored = signed_in.post(f"{place}lay-lai/{use.pk}/", headers=HTMX).content.decode()

    assert removed.lstrip().startswith('<div id="row-files"')
    assert "Thiếu minh chứng" in removed
    assert "Lấy lại" in removed
    assert "Thiếu minh chứng" not in restored


def test_removing_while_closed_is_refused_where_one_stands(
    signed_in: Client, place: str, paper: Evidence, collection: Collection, clerk: User
) -> None:
    actions.close_collection(collection, by=clerk)

    response = signed_in.post(f"{place}go/{Use.objects.get().pk}/", headers=HTMX)

    assert response.status_code == 409
    assert "Hiệu trưởng mở lại tự đánh giá" in response.content.decode()
    assert codes() == ["2a-01"]


def test_a_row_of_another_pack_is_refused(paper: Evidence, clerk: User) -> None:
    with pytest.raises(ValidationError, match=r"Mã 1\.1 không có trong"):
        actions.file_under(paper, "1.1", by=clerk)


def test_counts_and_lists_know_only_what_stands(collection: Collection, clerk: User, paper: Evidence) -> None:
    actions.file_under(paper, "3a", by=clerk)
    actions.remove_use(Use.objects.get(row="2a"), by=clerk)
    actions.add_link(collection, ["3a"], actions.Description("Trang"), "https://hoasen.example", by=clerk)

    assert evidence_counts(collection) == {"3a": 2}
    assert {row: [use.code for use in uses] for row, uses in evidence_by_row(collection).items()} == {
        "3a": ["3a-01", "3a-02"]
    }


def test_reading_does_not_let_one_act(
    client: Client, collection: Collection, paper: Evidence, place: str
) -> None:
    reader = make.an_administrator(collection.unit)
    client.force_login(reader, "django.contrib.auth.backends.ModelBackend")

    page = client.get(f"{place}?row=2a").content.decode()

    assert "Kế hoạch" in page
    assert "Gỡ" not in page
    assert "data-dropzone" not in page
    assert client.post(f"{place}go/{Use.objects.get().pk}/").status_code == 403
