"""A certificate from the phone's camera to the record that it proves."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from tests import make
from tests.cast import Cast, a_cast
from tests.limits import shallow_conditions
from tests.races import DONE, at_once

from dvht.evidence.models import CheckedFile, Evidence, StoredFile, Use
from dvht.members.actions.certificates import (
    decide_certificates,
    hand_in_certificate,
    reopen_certificate,
    withdraw_certificate,
)
from dvht.members.models import Certificate, Completion, Fact, Member, Programme
from dvht.members.models.words import CertificateWords

YEAR = timezone.localdate().year
SECRET = b"Can cuoc trong EXIF"


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, member: Member, *more: Any) -> str:
    return reverse(name, args=(member.pk, YEAR, *more))


def in_unit(name: str, unit: Any, *more: Any) -> str:
    return reverse(name, args=(unit.pk, YEAR, *more))


def a_photo(size: tuple[int, int] = (800, 600), kind: str = "JPEG", shade: int = 90) -> bytes:
    """A picture with a place, a device and a comment in it."""
    picture = Image.new("RGB", size, (shade, 120, 90))
    exif = Image.Exif()
    exif[0x010F] = "MayAnh"
    exif[0x9286] = SECRET
    exif.get_ifd(0x8825)[2] = (21.0, 2.0, 3.0)
    drawn = BytesIO()
    picture.save(drawn, kind, exif=exif)
    return drawn.getvalue()


def send(client: Client, member: Member, content: bytes, name: str = "IMG_1.jpg", **more: str) -> Any:
    said = {"purpose": "digital:met", "title": "Năng lực số", **more}
    return client.post(
        at("own_certificates", member), {**said, "photo": SimpleUploadedFile(name, content)}, follow=True
    )


def a_certificate(
    member: Member, value: str = "digital:met", *, shade: int = 90, programme: int | None = None
) -> Certificate:
    fact, _, step = value.partition(":")
    said = CertificateWords("Năng lực số", "" if programme else fact, "" if programme else step, programme)
    file = CheckedFile("a.jpg", "image/jpeg", BytesIO(a_photo(shade=shade)))
    return hand_in_certificate(member, YEAR, said, file, by=make.a_user())


def kept_bytes() -> bytes:
    """The one picture that was stored."""
    stored = Certificate.objects.get().file
    assert stored is not None
    with stored.content.open("rb") as content:
        kept: bytes = content.read()
    return kept


def test_a_photo_is_kept_without_the_place_where_it_was_taken(cast: Cast) -> None:
    member = cast.as_member("member")
    photo = a_photo()
    assert SECRET in photo

    answer = send(signed_in(cast.member), member, photo)

    kept = kept_bytes()
    assert "Đã gửi “Năng lực số”" in answer.content.decode()
    assert SECRET not in kept
    assert b"MayAnh" not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert picture.size == (800, 600)
        assert not picture.getexif()


def test_a_large_photo_becomes_small_enough_to_read_on_a_screen(cast: Cast) -> None:
    send(signed_in(cast.member), cast.as_member("member"), a_photo((4000, 3000)))

    with Image.open(BytesIO(kept_bytes())) as picture:
        assert max(picture.size) == 2400


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jpg", b"", "Tệp rỗng"),
        ("a.jpg", b"\xff\xd8\xff\xe0 torn", "ảnh bị hỏng"),
        ("a.jpg", b"<html><script>alert(1)</script>", "trang web hoặc mã lệnh"),
        ("a.pdf", b"MZ\x90\x00program", "chương trình"),
        ("a.pdf", b"%PDF-1.4 nothing", "PDF"),
        ("a.txt", "Tôi có chứng chỉ".encode(), "chỉ nhận ảnh JPEG, PNG, WebP hoặc tệp PDF"),
        ("a.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        ("a.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", ""),
    ],
    ids=["empty", "torn", "page", "program", "broken pdf", "text", "heic", "gif"],
)
def test_what_is_no_picture_is_refused_in_words_and_what_was_typed_stays(
    cast: Cast, name: str, content: bytes, said: str
) -> None:
    answer = send(signed_in(cast.member), cast.as_member("member"), content, name, number="B1-204")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said.lower() in page.lower()
    assert "B1-204" in page
    assert not Certificate.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_certificate_without_its_picture_is_asked_for_one(cast: Cast) -> None:
    answer = signed_in(cast.member).post(
        at("own_certificates", cast.as_member("member")), {"purpose": "digital:met", "title": "Năng lực số"}
    )

    assert answer.status_code == 422
    assert "Hãy chụp hoặc chọn ảnh của chứng nhận" in answer.content.decode()


@pytest.mark.parametrize("purpose", ["citizen:met", "study_plan:met", "programme:1", "digital:none", "'; --"])
def test_a_certificate_proves_only_what_certificates_prove(cast: Cast, purpose: str) -> None:
    answer = send(signed_in(cast.member), cast.as_member("member"), a_photo(), purpose=purpose)

    assert answer.status_code == 422
    assert not Certificate.objects.exists()


def test_confirming_proves_the_fact_and_taking_it_back_restores_what_stood_there(cast: Cast) -> None:
    member = cast.as_member("member")
    make.a_fact(member, "language", "ability", YEAR, basis="Bằng đại học")
    certificate = a_certificate(member, "language:certificate")
    client, address = signed_in(cast.clerk), in_unit("certificate", cast.unit, certificate.pk)

    client.post(address, {"do": "confirm", "seen": f"{certificate.pk}:1"})
    confirmed = Fact.objects.get()
    client.post(in_unit("certificate_reopen", cast.unit, certificate.pk), {"seen": f"{certificate.pk}:2"})
    restored = Fact.objects.get()

    assert (confirmed.value, confirmed.source, confirmed.basis) == (
        "certificate",
        "certificate",
        "Năng lực số",
    )
    assert (restored.value, restored.source, restored.basis) == ("ability", "unit", "Bằng đại học")
    assert Certificate.objects.get().state == "pending"


@pytest.mark.parametrize("still_there", [True, False])
def test_taking_a_confirmation_back_restores_the_evidence_of_the_record(
    cast: Cast, *, still_there: bool
) -> None:
    member = cast.as_member("member")
    collection = make.a_collection(cast.unit, YEAR, by=cast.head)
    proof = Evidence.objects.create(
        collection=collection, kind="paper", title="Bằng đại học", location="Tủ hồ sơ"
    )
    make.a_fact(member, "language", "ability", YEAR, evidence=proof)
    certificate = a_certificate(member, "language:certificate")

    decide_certificates({certificate.pk: 1}, confirm=True, by=cast.clerk)
    confirmed = Fact.objects.get().evidence
    if not still_there:
        proof.delete()
    reopen_certificate(certificate, version=2, by=cast.clerk)

    assert confirmed is None
    assert Fact.objects.get().evidence_id == (proof.pk if still_there else None)


def test_a_lower_certificate_never_lowers_what_is_recorded(cast: Cast) -> None:
    member = cast.as_member("member")
    make.a_fact(member, "language", "certificate", YEAR, basis="Bằng B2")
    certificate = a_certificate(member, "language:ability")

    decide_certificates({certificate.pk: 1}, confirm=True, by=cast.clerk)

    assert (Fact.objects.get().value, Fact.objects.get().basis) == ("certificate", "Bằng B2")


def test_a_certificate_of_a_programme_completes_it_and_reopening_takes_that_back(cast: Cast) -> None:
    member = cast.as_member("member")
    programme = Programme.objects.create(unit=cast.unit, year=YEAR, title="Mô-đun 9", title_key="mo-dun 9")
    certificate = a_certificate(member, programme=programme.pk)

    decide_certificates({certificate.pk: 1}, confirm=True, by=cast.clerk)
    done = Completion.objects.get()
    signed_in(cast.clerk).post(
        in_unit("certificate_reopen", cast.unit, certificate.pk), {"seen": f"{certificate.pk}:2"}
    )

    assert (done.is_done, done.source, done.member) == (True, "certificate", member)
    assert not Completion.objects.exists()


def test_a_refused_certificate_says_why_and_is_sent_again(cast: Cast) -> None:
    member = cast.as_member("member")
    certificate = a_certificate(member)
    address = in_unit("certificate", cast.unit, certificate.pk)

    silent = signed_in(cast.clerk).post(address, {"do": "refuse", "seen": f"{certificate.pk}:1"})
    signed_in(cast.clerk).post(
        address, {"do": "refuse", "seen": f"{certificate.pk}:1", "remark": "Ảnh mờ số."}
    )
    page = signed_in(cast.member).get(at("own_certificates", member)).content.decode()
    signed_in(cast.member).post(
        at("own_certificate", member, certificate.pk),
        {
            "purpose": "digital:met",
            "title": "Năng lực số",
            "version": "2",
            "photo": SimpleUploadedFile("b.jpg", a_photo(shade=10)),
        },
    )

    assert silent.status_code == 422
    assert "Ảnh mờ số." in page
    certificate.refresh_from_db()
    assert (certificate.state, certificate.remark) == ("pending", "")
    assert StoredFile.objects.count() == 1


def test_many_are_confirmed_at_once_and_what_changed_is_left(cast: Cast) -> None:
    members = [make.a_member(cast.unit, f"Lê Thị {letter}") for letter in "AB"]
    first, second = (a_certificate(member, shade=place) for place, member in enumerate(members))
    address = in_unit("certificates_check", cast.unit)

    page = signed_in(cast.deputy).get(address, {"chon": [first.pk, second.pk]}).content.decode()
    Certificate.objects.filter(pk=second.pk).update(version=2, title="Khác")
    answer = signed_in(cast.deputy).post(address, {"seen": [f"{first.pk}:1", f"{second.pk}:1"]}, follow=True)

    assert all(member.full_name in page for member in members)
    assert "Đã xác nhận 1 chứng nhận" in answer.content.decode()
    assert "Chưa xác nhận vì đã đổi sau khi bạn xem: Lê Thị B (Khác)" in answer.content.decode()
    assert Fact.objects.count() == 1


def test_nobody_confirms_their_own(cast: Cast) -> None:
    own = make.a_member(cast.unit, "Ngô Bích Thảo", user=cast.clerk)
    certificate = a_certificate(own)
    seen = f"{certificate.pk}:1"

    alone = signed_in(cast.clerk).post(
        in_unit("certificate", cast.unit, certificate.pk), {"do": "confirm", "seen": seen}
    )
    signed_in(cast.clerk).post(in_unit("certificates_check", cast.unit), {"seen": seen})

    assert alone.status_code == 403
    assert Certificate.objects.get().state == "pending"


def test_a_picture_is_shown_to_its_owner_and_to_the_keepers_and_to_nobody_else(cast: Cast) -> None:
    certificate = a_certificate(cast.as_member("member"))
    own = at("own_certificate_file", cast.as_member("member"), certificate.pk)
    kept = in_unit("certificate_file", cast.unit, certificate.pk)
    elsewhere = in_unit("certificate_file", cast.other_unit, certificate.pk)

    def status(role: str, address: str) -> int:
        person = cast.person(role)
        client = Client() if person is None else signed_in(person)
        answer = client.get(address)
        if answer.streaming:
            list(answer)
        return answer.status_code

    shown = signed_in(cast.member).get(own)
    list(shown)
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert [status(role, own) for role in ("anonymous", "head", "department_head", "other_member")] == [
        302,
        404,
        404,
        404,
    ]
    assert [status(role, kept) for role in ("head", "deputy", "clerk", "committee", "administrator", "member")] == [
        200, 200, 200, 403, 403, 404,
    ]  # fmt: skip
    assert status("stranger", elsewhere) == 404


def test_a_confirmed_picture_can_be_filed_as_evidence_of_the_rows_that_it_proves(cast: Cast) -> None:
    plan = make.a_plan_in_force(cast.unit, YEAR, by=cast.head)
    certificate = a_certificate(cast.as_member("member"))
    assert plan.collection is not None

    signed_in(cast.head).post(
        in_unit("certificate", cast.unit, certificate.pk),
        {"do": "confirm", "seen": f"{certificate.pk}:1", "file": "1"},
    )

    evidence = Evidence.objects.get()
    assert evidence.title == "Năng lực số - Ngô Văn Bảo"
    assert list(Use.objects.values_list("row", flat=True)) == ["2.3"]
    assert Fact.objects.get().evidence == evidence
    assert StoredFile.objects.count() == 1


def test_taking_back_a_certificate_removes_its_picture_but_not_one_that_is_evidence(cast: Cast) -> None:
    certificate = a_certificate(cast.as_member("member"))
    stored = StoredFile.objects.get()
    withdraw_certificate(certificate, version=1, by=cast.member)
    gone = not StoredFile.objects.exists()

    again = a_certificate(cast.as_member("member"))
    collection = make.a_collection(cast.unit, YEAR, by=cast.head)
    Evidence.objects.create(
        collection=collection, kind="file", title="Ảnh", file=again.file, file_name="a.jpg"
    )
    withdraw_certificate(again, version=1, by=cast.member)

    assert gone
    assert StoredFile.objects.get().sha256 == stored.sha256


def test_a_confirmed_certificate_is_neither_changed_nor_withdrawn(cast: Cast) -> None:
    certificate = a_certificate(cast.as_member("member"))
    decide_certificates({certificate.pk: 1}, confirm=True, by=cast.clerk)

    with pytest.raises(ValidationError):
        withdraw_certificate(certificate, version=2, by=cast.member)

    assert Certificate.objects.count() == 1


def test_the_list_asks_as_much_of_the_database_for_thirty_as_for_one(cast: Cast) -> None:
    client = signed_in(cast.head)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(in_unit("certificates", cast.unit)).status_code == 200
        return len(queries)

    def sent(*members: Member) -> None:
        Certificate.objects.bulk_create(
            Certificate(member=member, year=YEAR, fact="digital", value="met", title="Năng lực số")
            for member in members
        )

    sent(cast.as_member("member"))
    asked()
    one = asked()
    sent(*(make.a_member(cast.unit, f"Người {number}", department="Tổ 1") for number in range(30)))

    with shallow_conditions():
        assert asked() == one


@pytest.mark.usefixtures("committed_db")
def test_a_certificate_withdrawn_while_it_is_confirmed_ends_as_one_of_the_two() -> None:
    cast = a_cast()
    certificate = a_certificate(cast.as_member("member"))

    def confirm() -> None:
        if not decide_certificates({certificate.pk: 1}, confirm=True, by=cast.clerk).done:
            raise ValidationError("gone", code="conflict")

    outcome = at_once(confirm, lambda: withdraw_certificate(certificate, version=1, by=cast.member))

    assert outcome == ["conflict", DONE]
    assert Fact.objects.exists() == Certificate.objects.filter(state="confirmed").exists()


def test_a_result_waits_on_ones_own_page_while_its_certificate_is_being_checked(cast: Cast) -> None:
    member = cast.as_member("member")
    make.a_plan_in_force(cast.unit, YEAR, by=cast.head)
    make.a_fact(member, "language", "none", YEAR, recorded_by=cast.clerk)
    send(signed_in(cast.member), member, a_photo(), purpose="language:ability")

    own = signed_in(cast.member).get(at("own_year", member)).context["own"]

    assert {one.fact.code: one.value for one in own.standing}["language"] == "Chờ xác nhận"
