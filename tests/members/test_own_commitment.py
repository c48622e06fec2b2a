"""A member signs the commitment of a year from their own page."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.cast import Cast, a_cast

from dvht.audit.models import Event
from dvht.members.actions.commitments import save_addition
from dvht.members.models import Commitment, Fact, Member

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, member: Member, *more: Any) -> str:
    return reverse(name, args=(member.pk, YEAR, *more))


def sign(client: Client, member: Member) -> Any:
    page = client.get(at("own_commitment", member))
    return client.post(at("own_commitment", member), {"words": page.context["words"]}, follow=True)


def test_signing_keeps_the_words_and_proves_the_fact(cast: Cast) -> None:
    member = cast.as_member("member")

    answer = sign(signed_in(cast.member), member)

    signed = Commitment.objects.get()
    fact = Fact.objects.get(member=member)
    assert "Đã ký cam kết" in answer.content.decode()
    assert signed.words.startswith("Tôi cam kết học tập suốt đời")
    assert (fact.code, fact.value, fact.source, fact.recorded_by) == (
        "commitment", "met", "member", cast.member,
    )  # fmt: skip
    assert Event.objects.filter(verb="ký cam kết học tập suốt đời").count() == 1


def test_a_year_is_signed_once(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    words = client.get(at("own_commitment", member)).context["words"]
    sign(client, member)

    answer = client.post(at("own_commitment", member), {"words": words}, follow=True)

    assert "đã ký cam kết của năm" in answer.content.decode()
    assert Commitment.objects.count() == 1


def test_words_that_the_unit_changed_meanwhile_are_not_signed(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    words = client.get(at("own_commitment", member)).context["words"]
    save_addition(cast.unit, YEAR, "- Mỗi tháng đọc một cuốn sách.", version=0, by=cast.head)

    answer = client.post(at("own_commitment", member), {"words": words}, follow=True)

    assert "vừa được đơn vị sửa" in answer.content.decode()
    assert not Commitment.objects.exists()


def test_what_the_unit_adds_is_signed_with_the_rest_and_stays_as_it_was_signed(cast: Cast) -> None:
    member = cast.as_member("member")
    save_addition(cast.unit, YEAR, "- Mỗi tháng đọc một cuốn sách.", version=0, by=cast.head)
    sign(signed_in(cast.member), member)
    save_addition(cast.unit, YEAR, "", version=1, by=cast.head)

    assert Commitment.objects.get().words.endswith("- Mỗi tháng đọc một cuốn sách.")


def test_a_signature_is_withdrawn_on_its_day_and_the_fact_goes_with_it(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    sign(client, member)

    client.post(at("own_commitment_withdraw", member))

    assert not Commitment.objects.exists()
    assert not Fact.objects.exists()


def test_a_signature_of_yesterday_stays(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    sign(client, member)
    Commitment.objects.update(signed_at=timezone.now() - timedelta(days=1))

    answer = client.post(at("own_commitment_withdraw", member), follow=True)

    assert "Chỉ rút được chữ ký trong ngày ký" in answer.content.decode()
    assert Commitment.objects.count() == 1


def test_a_commitment_recorded_on_paper_keeps_its_source(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    make.a_fact(member, "commitment", year=YEAR, basis="Bản giấy")
    sign(client, member)
    client.post(at("own_commitment_withdraw", member))

    assert Fact.objects.get().basis == "Bản giấy"


@pytest.mark.parametrize("name", ["own_year", "own_commitment", "own_study_plan", "own_certificates"])
def test_nobody_reads_another_members_year_by_a_guessed_number(cast: Cast, name: str) -> None:
    theirs = [cast.as_member("member"), cast.as_member("department_head"), cast.as_member("other_member")]

    answers = {
        signed_in(user).get(at(name, member)).status_code
        for user in (cast.head, cast.deputy, cast.clerk, cast.administrator, cast.stranger)
        for member in theirs
    }

    assert answers == {404}


def test_nobody_signs_for_another_member(cast: Cast) -> None:
    member = cast.as_member("member")

    for user in (cast.head, cast.clerk, cast.department_head, cast.other_member):
        signed_in(user).post(at("own_commitment", member), {"words": "x"})

    assert not Commitment.objects.exists()


def test_a_head_on_the_roster_has_a_year_of_their_own(cast: Cast) -> None:
    member = make.a_member(cast.unit, "Trần Thu Sen", user=cast.head)

    answer = signed_in(cast.head).get(reverse("own_home"), follow=True)

    assert answer.redirect_chain == [(at("own_year", member), 302)]


def test_whoever_is_on_two_rosters_chooses(cast: Cast) -> None:
    make.a_member(cast.other_unit, "Ngô Văn Bảo", user=cast.member)

    answer = signed_in(cast.member).get(reverse("own_home"))

    assert "Bạn có tên ở 2 đơn vị" in answer.content.decode()


def test_whoever_is_on_no_roster_is_told_what_to_do(cast: Cast) -> None:
    answer = signed_in(cast.clerk).get(reverse("own_home"))

    assert "Hãy báo văn thư của đơn vị" in answer.content.decode()


def test_the_year_of_somebody_who_left_is_only_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(YEAR, 6, 15))
    member = cast.as_member("member")
    member.postings.update(ended_on=date(YEAR, 6, 14))

    answer = signed_in(cast.member).post(at("own_commitment", member), {"words": "x"}, follow=True)

    assert "không còn trong danh sách của đơn vị" in answer.content.decode()
    assert not Commitment.objects.exists()


def test_a_year_that_is_finalised_is_only_read(cast: Cast) -> None:
    member = cast.as_member("member")
    make.a_finalised_year(cast.unit, YEAR, by=cast.head)

    answer = signed_in(cast.member).get(at("own_year", member))

    assert f"Đơn vị đã chốt tự đánh giá năm {YEAR}" in answer.content.decode()


def test_a_year_outside_ones_time_at_the_unit_is_unknown(cast: Cast) -> None:
    member = cast.as_member("member")
    member.postings.update(started_on=date(YEAR, 1, 1))

    statuses = [
        signed_in(cast.member).get(reverse("own_year", args=(member.pk, year))).status_code
        for year in (YEAR - 1, YEAR, 1999, 10**12)
    ]

    assert statuses == [404, 200, 404, 404]


def test_the_year_says_what_is_left_and_how_long_it_takes(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)

    before = client.get(at("own_year", member)).content.decode()
    sign(client, member)
    after = client.get(at("own_year", member)).content.decode()

    assert "Còn 2 việc, khoảng 12 phút" in before
    assert "Còn 1 việc, khoảng 10 phút" in after


def test_each_fact_shows_its_source_and_who_recorded_it(cast: Cast) -> None:
    member = cast.as_member("member")
    make.a_plan_in_force(cast.unit, YEAR, by=cast.head)
    make.a_fact(
        member,
        "language",
        "ability",
        YEAR,
        basis="Bằng đại học",
        recorded_by=cast.clerk,
        stated_on=date(YEAR, 3, 1),
    )

    page = signed_in(cast.member).get(at("own_year", member)).content.decode()

    assert "Bằng đại học" in page
    assert f"Đơn vị ghi, 01/03/{YEAR} · {cast.clerk.full_name} ghi" in page
    assert "Có trình độ" in page


def test_the_page_of_a_year_asks_as_much_of_the_database_with_one_record_as_with_thirty(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    make.a_plan_in_force(cast.unit, YEAR, by=cast.head)
    with django_assert_max_num_queries(200) as few:
        client.get(at("own_year", member))
    for code in ("commitment", "discipline", "digital", "language", "title", "citizen"):
        value = {"language": "ability", "title": "lao_dong_tien_tien"}.get(code, "met")
        make.a_fact(member, code, value, YEAR, recorded_by=cast.clerk)

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(at("own_year", member))


def test_the_words_belong_to_the_head_and_deputies(cast: Cast) -> None:
    address = reverse("commitments", args=(cast.unit.pk, YEAR))
    said = {"addition": "- Tự học tin học.", "version": "0"}

    assert signed_in(cast.clerk).post(address, said).status_code == 403
    assert signed_in(cast.deputy).post(address, said).status_code == 302
    assert (
        "- Tự học tin học."
        in signed_in(cast.member).get(at("own_commitment", cast.as_member("member"))).content.decode()
    )


def test_two_people_who_word_the_commitment_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    address = reverse("commitments", args=(cast.unit.pk, YEAR))
    signed_in(cast.head).post(address, {"addition": "- Một.", "version": "0"})

    answer = signed_in(cast.deputy).post(address, {"addition": "- Hai.", "version": "0"})

    assert answer.status_code == 409
    assert "- Hai." in answer.content.decode()


def test_the_state_of_the_self_score_is_asked_of_its_own_page(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)

    page = client.get(at("own_year", member)).content.decode()

    address = at("own_citizen_state", member)
    assert f'hx-get="{address}" hx-trigger="load"' in page
    assert client.get(address).status_code == 200


def test_a_day_that_has_passed_is_said_to_have_passed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    member = cast.as_member("member")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(YEAR + 1, 1, 5))

    page = signed_in(cast.member).get(at("own_year", member)).content.decode()

    assert f"31/12/{YEAR}</strong> đã qua" in page


def test_the_year_leads_to_what_is_to_be_done_first(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)

    before = client.get(at("own_year", member)).content.decode()
    sign(client, member)
    after = client.get(at("own_year", member)).content.decode()

    assert ("Đọc và ký cam kết" in before, "Viết kế hoạch tự học" in before) == (True, False)
    assert ("Đọc và ký cam kết" in after, "Viết kế hoạch tự học" in after) == (False, True)
