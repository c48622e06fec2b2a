"""Bytes given back: the same bytes, to those who may see them, never as a page of ours."""

from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from tests.evidence import specimens
from tests.evidence.specimens import sent

from dvht.accounts.models import Role, User
from dvht.evidence.models import Evidence


def added(client: Client, place: str, name: str, content: bytes) -> Evidence:
    client.post(f"{place}them/?row=2a", {"uploads": [sent(name, content)]})
    return Evidence.objects.latest("pk")


def body(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Kế hoạch năm.pdf", specimens.pdf(), "application/pdf"),
        ("ảnh.png", specimens.picture("PNG"), "image/png"),
        ("ghi.txt", b"<b>chu", "text/plain"),
    ],
)
def test_a_download_gives_back_the_bytes_that_were_sent(
    signed_in: Client, place: str, name: str, content: bytes, media_type: str
) -> None:
    one = added(signed_in, place, name, content)

    response = signed_in.get(f"{place}{one.pk}/tep/")

    assert body(response) == content
    assert response["Content-Type"] == media_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"].startswith("attachment;")


def test_a_vietnamese_name_is_given_back_whole(signed_in: Client, place: str) -> None:
    one = added(signed_in, place, 'Kế hoạch "2026".pdf', specimens.pdf())

    response = signed_in.get(f"{place}{one.pk}/tep/")

    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20%222026%22.pdf"
    )
    response.close()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", specimens.pdf(), "application/pdf"),
        ("a.jpg", specimens.picture("JPEG"), "image/jpeg"),
        ("a.png", specimens.picture("PNG"), "image/png"),
    ],
)
def test_a_pdf_and_a_picture_are_shown_in_our_own_page(
    signed_in: Client, place: str, name: str, content: bytes, media_type: str
) -> None:
    one = added(signed_in, place, name, content)

    response = signed_in.get(f"{place}{one.pk}/xem/")

    assert body(response) == content
    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"].startswith("inline;")
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"chu"),
        ("a.docx", specimens.docx()),
        ("a.gif", specimens.picture("GIF")),
        ("a.mp4", specimens.mp4()),
    ],
)
def test_every_other_kind_leaves_only_as_a_download(
    signed_in: Client, place: str, name: str, content: bytes
) -> None:
    one = added(signed_in, place, name, content)

    assert signed_in.get(f"{place}{one.pk}/xem/").status_code == 404
    page = signed_in.get(f"{place}{one.pk}/").content.decode()
    assert "Loại tệp này chỉ tải về" in page
    assert "<iframe" not in page


def test_the_right_is_checked_afresh_at_each_download(signed_in: Client, place: str, clerk: User) -> None:
    one = added(signed_in, place, "a.pdf", specimens.pdf())
    assert body(signed_in.get(f"{place}{one.pk}/tep/")) == specimens.pdf()

    Role.objects.filter(user=clerk).delete()

    assert signed_in.get(f"{place}{one.pk}/tep/").status_code == 404
    assert signed_in.get(f"{place}{one.pk}/xem/").status_code == 404


def test_bytes_that_are_gone_from_storage_are_said_to_be_gone(
    signed_in: Client, place: str, files: Path
) -> None:
    one = added(signed_in, place, "a.pdf", specimens.pdf())
    for path in files.rglob("*"):
        if path.is_file():
            path.unlink()

    response = signed_in.get(f"{place}{one.pk}/tep/")

    assert [str(message) for message in get_messages(response.wsgi_request)][1:] == [
        "“a.pdf” không còn trong kho tệp của máy chủ. Hãy báo người quản trị phục hồi từ bản sao lưu."
    ]
    assert signed_in.get(f"{place}{one.pk}/xem/").status_code == 404


def test_a_link_has_no_file_to_give(signed_in: Client, place: str) -> None:
    signed_in.post(f"{place}lien-ket/", {"row": "2a", "url": "https://hoasen.example", "title": "Trang"})

    assert signed_in.get(f"{place}{Evidence.objects.get().pk}/tep/").status_code == 404
