"""What the system holds of a person, what they may mend, and the register of their requests with its clocks."""

import json
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.cast import Cast, a_cast
from tests.races import DONE, at_once

from dvht.evidence.models import CheckedFile, StoredFile
from dvht.members.actions.certificates import decide_certificates, hand_in_certificate
from dvht.members.actions.requests import (
    RequestWords,
    answer_request,
    close_request,
    erase_member_data,
    extend_request,
    receive_request,
)
from dvht.members.models import Certificate, DataRequest, Fact, Member, NameWord, StudyPlan
from dvht.members.models.words import CertificateWords
from dvht.members.queries.requests import CLOCKS, request_line, working_days_after

YEAR = timezone.localdate().year
SECRET = "079200001234"


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


def in_unit(name: str, unit: Any, *more: Any) -> str:
    return reverse(name, args=(unit.pk, YEAR, *more))


def a_request(cast: Cast, kind: str = "access", received: date | None = None) -> DataRequest:
    member = cast.as_member("member")
    said = RequestWords(kind, "Cho tôi xem", member.full_name, received or timezone.localdate(), member)
    return receive_request(cast.unit, said, by=cast.clerk)


def a_certificate(member: Member, content: bytes = b"%PDF-1.4 a") -> Certificate:
    file = CheckedFile("a.pdf", "application/pdf", BytesIO(content))
    return hand_in_certificate(
        member, YEAR, CertificateWords("Tin học", "digital", "met"), file, by=make.a_user()
    )


def archive_of(answer: Any) -> ZipFile:
    return ZipFile(BytesIO(b"".join(answer.streaming_content)))


@pytest.mark.parametrize(
    ("received", "answer_by"),
    [
        (date(2026, 11, 16), date(2026, 11, 18)),
        (date(2026, 11, 19), date(2026, 11, 23)),
        (date(2026, 11, 20), date(2026, 11, 24)),
        (date(2026, 11, 21), date(2026, 11, 24)),
    ],
    ids=["Monday", "Thursday", "Friday", "Saturday"],
)
def test_the_answer_is_due_within_two_working_days_and_the_deed_within_fifteen(
    received: date, answer_by: date
) -> None:
    line = request_line(DataRequest(kind="erasure", received_on=received, state="received"), received)

    assert (line.answer_by, line.done_by) == (answer_by, received + timedelta(days=15))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 30))
def test_working_days_are_counted_from_monday_to_friday(day: date, count: int) -> None:
    last = working_days_after(day, count)

    between = [day + timedelta(days=step) for step in range(1, (last - day).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == count
    assert last.weekday() < 5


def test_the_clock_that_runs_is_the_answers_and_then_the_deeds(cast: Cast) -> None:
    received = timezone.localdate() - timedelta(days=16)
    request = a_request(cast, received=received)
    late = request_line(request, timezone.localdate())

    answered = answer_request(request, "Sẽ giao bản sao.", version=1, by=cast.clerk)
    extended = extend_request(answered, 15, "Phải tìm sổ cũ", version=2, by=cast.clerk)

    assert late.status[1].startswith("Quá hạn")
    assert request_line(answered, timezone.localdate()).status == ("late", "Quá hạn 1 ngày")
    assert request_line(extended, timezone.localdate()).status == ("doing", "Đang thực hiện")
    assert request_line(extended, timezone.localdate()).done_by == received + timedelta(days=30)


def test_a_request_is_extended_once_with_a_reason_and_not_beyond_the_limit(cast: Cast) -> None:
    request = a_request(cast)

    for days, reason in ((0, "x"), (CLOCKS.extension_days + 1, "x"), (5, " ")):
        with pytest.raises(ValidationError):
            extend_request(request, days, reason, version=1, by=cast.clerk)
    extended = extend_request(request, 5, "Tìm sổ cũ", version=1, by=cast.clerk)
    with pytest.raises(ValidationError):
        extend_request(extended, 5, "Lại tìm", version=2, by=cast.clerk)

    assert DataRequest.objects.get().extension_days == 5


def test_a_closed_request_stays_closed(cast: Cast) -> None:
    done = close_request(a_request(cast), "Đã giao bản sao.", is_done=True, version=1, by=cast.clerk)

    for deed in (
        lambda: answer_request(done, "x", version=2, by=cast.clerk),
        lambda: close_request(done, "x", is_done=False, version=2, by=cast.clerk),
        lambda: extend_request(done, 3, "x", version=2, by=cast.clerk),
    ):
        with pytest.raises(ValidationError):
            deed()

    assert DataRequest.objects.get().outcome == "Đã giao bản sao."


def test_a_member_asks_and_the_clerk_answers_through_the_pages(cast: Cast) -> None:
    member, own = cast.as_member("member"), signed_in(cast.member)
    own.post(
        reverse("own_request_add", args=(member.pk,)), {"kind": "correction", "words": "Tên tôi có dấu hỏi."}
    )
    request = DataRequest.objects.get()
    client, address = signed_in(cast.clerk), in_unit("data_request", cast.unit, request.pk)

    listed = client.get(in_unit("data_requests", cast.unit)).content.decode()
    empty = client.post(address, {"do": "answer", "version": 1, "answer": ""})
    client.post(address, {"do": "answer", "version": 1, "answer": "Sẽ sửa hôm nay."})
    again = client.post(address, {"do": "answer", "version": 1, "answer": "Lần nữa."})
    client.post(address, {"do": "done", "version": 2, "outcome": "Đã sửa."})
    page = own.get(reverse("own_data", args=(member.pk,))).content.decode()

    assert "1 yêu cầu đang mở" in listed
    assert (empty.status_code, again.status_code) == (422, 409)
    assert "Sẽ sửa hôm nay." in page
    assert "Đã sửa." in page
    assert DataRequest.objects.get().state == "done"


def test_a_request_on_paper_is_registered_for_the_member_with_that_code(cast: Cast) -> None:
    member = cast.as_member("member")
    said = {
        "asked_by": "Ngô Văn Bảo", "kind": "access", "words": "Xin xem hồ sơ", "code": member.code.lower(),
        "received_on": timezone.localdate().strftime("%d/%m/%Y"),
    }  # fmt: skip
    client, address = signed_in(cast.clerk), in_unit("data_request_add", cast.unit)

    unknown = client.post(address, {**said, "code": cast.as_member("other_member").code})
    tomorrow = timezone.localdate() + timedelta(days=1)
    early = client.post(address, {**said, "received_on": tomorrow.strftime("%d/%m/%Y")})
    client.post(address, said)

    assert "Không có ai mang mã này" in unknown.content.decode()
    assert "Ngày nhận chưa đến" in early.content.decode()
    assert (DataRequest.objects.get().member, DataRequest.objects.get().on_paper) == (member, True)


def test_a_member_mends_the_spelling_of_their_name_but_takes_no_other_name(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    address = reverse("own_data", args=(member.pk,))

    other = client.post(address, {"full_name": "Trần Văn Khác", "version": 1})
    client.post(address, {"full_name": "ngo  van BAO", "version": 1})
    member.refresh_from_db()

    assert other.status_code == 422
    assert "Đổi sang tên khác thì gửi yêu cầu" in other.content.decode()
    assert member.full_name == "ngo van BAO"
    assert {"ngo", "van", "bao"} <= set(NameWord.objects.filter(member=member).values_list("word", flat=True))


def test_an_identity_is_kept_sealed_shown_masked_and_taken_away_on_demand(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    address = reverse("own_data", args=(member.pk,))

    client.post(address, {"full_name": member.full_name, "identity": "079 200 001 234", "version": 1})
    kept = Member.objects.get(pk=member.pk)
    page = client.get(address).content.decode()
    client.post(address, {"full_name": member.full_name, "forget": "on", "version": 2})

    assert kept.identity == SECRET
    assert SECRET not in kept.sealed_identity
    assert "•••••••••234" in page
    assert Member.objects.get(pk=member.pk).sealed_identity == ""


def test_the_identity_of_a_colleague_is_refused_without_saying_whose_it_is(cast: Cast) -> None:
    make.a_member(cast.unit, "Người Giấu Tên", identity=SECRET)
    member = cast.as_member("member")

    answer = signed_in(cast.member).post(
        reverse("own_data", args=(member.pk,)),
        {"full_name": member.full_name, "identity": SECRET, "version": 1},
    )

    assert "Số này đã ghi cho người khác" in answer.content.decode()
    assert "Người Giấu Tên" not in answer.content.decode()


def test_the_copy_holds_everything_about_the_person_and_nothing_about_others(cast: Cast) -> None:
    member, other = cast.as_member("member"), cast.as_member("department_head")
    member.identity = SECRET
    member.save()
    make.a_fact(member, "digital", year=YEAR, basis="Lớp của tôi")
    make.a_fact(other, "digital", year=YEAR, basis="Lớp của người khác")
    StudyPlan.objects.create(member=member, year=YEAR, aim="Mục tiêu của tôi").items.create(
        content="Việc của tôi"
    )
    a_certificate(member, b"%PDF-1.4 mine")

    archive = archive_of(signed_in(cast.member).get(reverse("own_data_export", args=(member.pk,))))

    page, data = archive.read("du-lieu.html").decode(), json.loads(archive.read("du-lieu.json"))
    told = json.dumps(data, ensure_ascii=False)
    for words in (SECRET, "Lớp của tôi", "Mục tiêu của tôi", "Việc của tôi", "Tin học", "gửi chứng nhận"):
        assert words in told
        assert words in page
    assert "Lớp của người khác" not in told
    assert other.full_name not in told
    files = [name for name in archive.namelist() if name.startswith("tep/")]
    assert [archive.read(name) for name in files] == [b"%PDF-1.4 mine"]


def test_a_copy_is_made_for_an_access_request_and_the_trail_says_so(cast: Cast) -> None:
    request, erasure = a_request(cast), a_request(cast, "erasure")
    client = signed_in(cast.clerk)

    answer = client.post(in_unit("data_request_hand_over", cast.unit, request.pk))
    refused = client.post(in_unit("data_request_hand_over", cast.unit, erasure.pk), follow=True)

    told = archive_of(answer).read("du-lieu.json").decode()
    assert "lập bản sao dữ liệu theo yêu cầu" in told
    assert "Chỉ lập bản sao cho yêu cầu xem dữ liệu" in refused.content.decode()


def test_the_copy_that_a_keeper_hands_over_masks_the_identity_that_the_own_copy_gives(cast: Cast) -> None:
    member = cast.as_member("member")
    member.identity = SECRET
    member.save()
    request = a_request(cast)

    handed = archive_of(signed_in(cast.clerk).post(in_unit("data_request_hand_over", cast.unit, request.pk)))
    own = archive_of(signed_in(cast.member).get(reverse("own_data_export", args=(member.pk,))))

    for name in ("du-lieu.html", "du-lieu.json"):
        assert SECRET not in handed.read(name).decode()
        assert "•••••••••234" in handed.read(name).decode()
        assert SECRET in own.read(name).decode()


def test_erasing_takes_what_may_go_and_says_what_stays(cast: Cast) -> None:
    member = cast.as_member("member")
    member.identity = SECRET
    member.save()
    make.a_fact(member, "commitment", year=YEAR)
    StudyPlan.objects.create(member=member, year=YEAR)
    confirmed, waiting = a_certificate(member), a_certificate(member, b"%PDF-1.4 b")
    decide_certificates({confirmed.pk: 1}, confirm=True, by=cast.clerk)
    request = a_request(cast, "erasure")
    address = in_unit("data_request_erase", cast.unit, request.pk)

    unnamed = signed_in(cast.head).post(address, {"version": 1, "name": "Sai tên"}, follow=True)
    signed_in(cast.head).post(address, {"version": 1, "name": "ngô văn bảo"})

    member.refresh_from_db()
    request.refresh_from_db()
    assert "hãy gõ đúng tên" in unnamed.content.decode()
    assert (member.full_name, member.identity, member.user) == ("Ngô Văn Bảo", "", None)
    assert list(Certificate.objects.values_list("pk", "file")) == [(confirmed.pk, None)]
    assert not StoredFile.objects.exists()
    assert not StudyPlan.objects.exists()
    assert Fact.objects.filter(code="commitment").exists()
    assert request.state == "done"
    assert "- số định danh hoặc mã cán bộ" in request.outcome
    assert "Còn giữ, vì kết quả của đơn vị dựa trên đó" in request.outcome
    assert waiting.pk not in Certificate.objects.values_list("pk", flat=True)


@pytest.mark.parametrize("role", ["clerk", "deputy", "committee", "member"])
def test_nobody_but_the_head_erases(cast: Cast, role: str) -> None:
    request = a_request(cast, "erasure")
    person = cast.person(role)

    answer = signed_in(person).post(
        in_unit("data_request_erase", cast.unit, request.pk), {"version": 1, "name": request.asked_by}
    )

    assert answer.status_code in {403, 404}
    assert DataRequest.objects.get().state == "received"


def test_a_request_that_asks_for_something_else_erases_nothing(cast: Cast) -> None:
    request = a_request(cast, "correction")

    with pytest.raises(ValidationError):
        erase_member_data(request, version=1, by=cast.head)

    assert cast.as_member("member").user == cast.member


def test_another_units_request_is_unknown_under_ones_own_address(cast: Cast) -> None:
    other = make.a_clerk(cast.other_unit, "Văn Thư Khác")
    request = a_request(cast)

    pages = ("data_request", "data_request_hand_over", "data_request_erase")
    answers = [
        signed_in(other).post(in_unit(name, cast.other_unit, request.pk)).status_code for name in pages
    ]

    assert answers == [404, 404, 403]


def test_nobody_opens_or_downloads_the_data_of_another(cast: Cast) -> None:
    member = cast.as_member("member")

    statuses = {
        signed_in(person).get(reverse(name, args=(member.pk,))).status_code
        for person in (cast.head, cast.clerk, cast.department_head, cast.other_member, cast.administrator)
        for name in ("own_data", "own_data_export")
    }

    assert statuses == {404}


@pytest.mark.usefixtures("committed_db")
def test_of_two_who_close_a_request_at_once_one_does() -> None:
    cast = a_cast()
    request = a_request(cast)

    outcome = at_once(
        lambda: close_request(request, "Xong", is_done=True, version=1, by=cast.clerk),
        lambda: close_request(request, "Không", is_done=False, version=1, by=cast.head),
    )

    assert outcome == ["conflict", DONE]
