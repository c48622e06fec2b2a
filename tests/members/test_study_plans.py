"""A study plan from the member's phone to the head's approval."""

import datetime as dt
from typing import Any

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

from dvht.audit.models import Event
from dvht.members.actions.study_plans import (
    decide_study_plans,
    save_study_plan,
    submit_study_plan,
    take_back_study_plan,
)
from dvht.members.forms.study_plans import arranged
from dvht.members.models import Audience, Fact, Member, Programme, StudyItem, StudyPlan
from dvht.members.models.words import ItemWords

YEAR = timezone.localdate().year


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, member: Member, *more: Any) -> str:
    return reverse(name, args=(member.pk, YEAR, *more))


def in_unit(name: str, unit: Any, *more: Any) -> str:
    return reverse(name, args=(unit.pk, YEAR, *more))


def sent(version: int, *lines: dict[str, Any], do: str = "save", aim: str = "") -> dict[str, Any]:
    data: dict[str, Any] = {
        "version": version, "aim": aim, "do": do, "items-TOTAL_FORMS": len(lines), "items-INITIAL_FORMS": 0,
    }  # fmt: skip
    for place, line in enumerate(lines):
        data |= {f"items-{place}-{name}": value for name, value in line.items()}
    return data


def a_study_plan(member: Member, *contents: str, state: str = "draft", year: int = YEAR) -> StudyPlan:
    by = member.user or make.a_user()
    items = [ItemWords(content) for content in contents or ("Đọc sách",)]
    plan = save_study_plan(member, year, aim="Dạy tốt hơn", items=items, version=0, by=by)
    return submit_study_plan(plan, version=plan.version, by=by) if state == "submitted" else plan


def contents(plan: StudyPlan) -> list[str]:
    return list(plan.items.order_by("position").values_list("content", flat=True))


def test_the_first_page_proposes_programmes_that_apply_and_last_years_own_lines(cast: Cast) -> None:
    member = cast.as_member("member")
    everybody = Programme.objects.create(
        unit=cast.unit,
        year=YEAR,
        title="Mô-đun 9",
        title_key="mo-dun 9",
        hours=40,
        due_on=dt.date(YEAR, 11, 30),
    )
    others = Programme.objects.create(
        unit=cast.unit, year=YEAR, title="Lớp kế toán", title_key="lop ke toan", for_everybody=False
    )
    Audience.objects.create(programme=others, title="Kế toán", title_key="ke toan")
    last = ItemWords("Học tiếng Tày", due_on=dt.date(YEAR - 1, 12, 31))
    save_study_plan(member, YEAR - 1, aim="", items=[last], version=0, by=cast.member)

    page = signed_in(cast.member).get(at("own_study_plan", member))

    shown = [form.initial for form in page.context["formset"].forms]
    assert [one["content"] for one in shown] == ["Mô-đun 9", "Học tiếng Tày"]
    assert [one["due_on"] for one in shown] == [dt.date(YEAR, 11, 30), dt.date(YEAR, 12, 31)]
    assert [one["programme"] for one in shown] == [everybody.pk, None]
    assert not StudyPlan.objects.filter(year=YEAR).exists()


def test_a_plan_is_saved_arranged_and_handed_in_without_scripts(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    address = at("own_study_plan", member)
    lines = [{"content": "Một", "due_on": f"30/11/{YEAR}"}, {"content": "Hai"}, {"content": ""}]

    client.post(address, sent(0, *lines))
    plan = StudyPlan.objects.get()
    kept = list(plan.items.order_by("position"))
    client.post(address, sent(1, *({"item": one.pk, "content": one.content} for one in kept), do="down-0"))
    moved = contents(plan)
    client.post(address, sent(2, *({"item": one.pk, "content": one.content} for one in kept), do="remove-0"))
    answer = client.post(address, sent(3, {"item": kept[1].pk, "content": "Hai"}, do="submit"), follow=True)

    assert [(one.content, one.due_on) for one in kept] == [("Một", dt.date(YEAR, 11, 30)), ("Hai", None)]
    assert moved == ["Hai", "Một"]
    assert list(plan.items.values_list("pk", "content")) == [(kept[1].pk, "Hai")]
    assert "Đã nộp kế hoạch tự học" in answer.content.decode()
    assert StudyPlan.objects.get().state == "submitted"


def test_what_a_phone_saves_by_itself_is_changed_the_next_time_and_not_doubled(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    headers = {"X-Autosave": "1", "HX-Request": "true"}
    first = client.post(at("own_study_plan", member), sent(0, {"content": "Đọc"}), headers=headers)
    item = StudyItem.objects.get()

    client.post(
        at("own_study_plan", member), sent(1, {"item": item.pk, "content": "Đọc sách"}), headers=headers
    )

    assert 'id="id_version" name="version" value="1"' in first.content.decode()
    assert f'id="id_items-0-item" name="items-0-item" value="{item.pk}"' in first.content.decode()
    assert list(StudyItem.objects.values_list("pk", "content")) == [(item.pk, "Đọc sách")]


def test_a_save_over_a_newer_plan_shows_both_and_writes_nothing(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    a_study_plan(member, "Bản máy tính")

    page = client.post(at("own_study_plan", member), sent(0, {"content": "Bản điện thoại"}))
    part = client.post(
        at("own_study_plan", member), sent(0, {"content": "Bản điện thoại"}), headers={"X-Autosave": "1"}
    )

    assert (page.status_code, part.status_code) == (409, 409)
    assert "Bản điện thoại" in page.content.decode()
    assert "Bản máy tính" in page.content.decode()
    assert 'id="_conflict"' in part.content.decode()
    assert contents(StudyPlan.objects.get()) == ["Bản máy tính"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"content": "x" * 301}, "300"),
        ({"content": "", "result": "Sáu bài"}, "Hãy ghi nội dung học"),
        ({"content": "Đọc", "due_on": "31/02/2026"}, "ngày"),
        ({"content": "Đọc", "due_on": "01/01/1900"}, f"Ngày này không thuộc kế hoạch năm {YEAR}"),
        ({"content": "Đọc\x00"}, "ký tự lạ"),
        ({"content": "Đọc", "item": "9" * 400}, ""),
    ],
    ids=["long", "blank", "no such day", "another year", "nul", "huge number"],
)
def test_bad_lines_are_refused_in_words_and_nothing_is_lost(
    cast: Cast, line: dict[str, str], said: str
) -> None:
    member = cast.as_member("member")

    answer = signed_in(cast.member).post(at("own_study_plan", member), sent(0, line, {"content": "Giữ tôi"}))

    assert answer.status_code in ({422} if said else {302, 422})
    if said:
        assert said.lower() in answer.content.decode().lower()
        assert "Giữ tôi" in answer.content.decode()
        assert not StudyPlan.objects.exists()


def test_somebody_elses_line_is_never_taken_into_ones_plan(cast: Cast) -> None:
    theirs = a_study_plan(cast.as_member("department_head"), "Của cô Hà").items.get()

    signed_in(cast.member).post(
        at("own_study_plan", cast.as_member("member")), sent(0, {"item": theirs.pk, "content": "Của tôi"})
    )

    theirs.refresh_from_db()
    assert theirs.content == "Của cô Hà"
    assert StudyItem.objects.count() == 2


def test_an_empty_plan_is_not_handed_in(cast: Cast) -> None:
    member = cast.as_member("member")

    answer = signed_in(cast.member).post(at("own_study_plan", member), sent(0, do="submit"), follow=True)

    assert "chưa có nội dung nào" in answer.content.decode()
    assert StudyPlan.objects.get().state == "draft"


def test_a_plan_handed_in_is_read_only_until_it_is_taken_back(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    plan = a_study_plan(member, state="submitted")

    refused = client.post(at("own_study_plan", member), sent(plan.version, {"content": "Khác"}))
    client.post(at("own_study_plan_take_back", member), {"version": plan.version})

    assert refused.status_code == 409
    assert StudyPlan.objects.get().state == "draft"


def test_the_head_approves_and_the_fact_is_proved(cast: Cast) -> None:
    plan = a_study_plan(cast.as_member("member"), state="submitted")

    signed_in(cast.head).post(
        in_unit("study_plan", cast.unit, plan.pk), {"do": "approve", "seen": f"{plan.pk}:{plan.version}"}
    )

    fact = Fact.objects.get()
    assert StudyPlan.objects.get().state == "approved"
    assert (fact.member, fact.code, fact.value, fact.source) == (
        plan.member,
        "study_plan",
        "met",
        "study_plan",
    )


def test_a_returned_plan_says_why_and_is_handed_in_again(cast: Cast) -> None:
    member = cast.as_member("member")
    plan = a_study_plan(member, state="submitted")
    address = in_unit("study_plan", cast.unit, plan.pk)
    seen = f"{plan.pk}:{plan.version}"

    without = signed_in(cast.deputy).post(address, {"do": "return", "seen": seen})
    signed_in(cast.deputy).post(address, {"do": "return", "seen": seen, "remark": "Ghi rõ hạn từng việc."})
    page = signed_in(cast.member).get(at("own_study_plan", member)).content.decode()
    signed_in(cast.member).post(at("own_study_plan_submit", member), {"version": plan.version + 1})

    assert without.status_code == 422
    assert "Hãy ghi điều cần sửa" in without.content.decode()
    assert "Ghi rõ hạn từng việc." in page
    assert StudyPlan.objects.get().state == "submitted"


def test_returning_an_approved_plan_takes_the_fact_away(cast: Cast) -> None:
    plan = a_study_plan(cast.as_member("member"), state="submitted")
    decide_study_plans({plan.pk: plan.version}, approve=True, by=cast.head)

    decide_study_plans({plan.pk: plan.version + 1}, approve=False, remark="Sai năm", by=cast.head)

    assert not Fact.objects.exists()


def test_a_plan_approved_on_paper_stays_met_when_the_one_in_the_system_is_returned(cast: Cast) -> None:
    member = cast.as_member("member")
    make.a_fact(member, "study_plan", year=YEAR, basis="Bản giấy")
    plan = a_study_plan(member, state="submitted")

    decide_study_plans({plan.pk: plan.version}, approve=False, remark="Sửa", by=cast.head)

    assert Fact.objects.get().basis == "Bản giấy"


def test_many_are_approved_at_once_after_their_names_were_listed(cast: Cast) -> None:
    members = [make.a_member(cast.unit, f"Lê Thị {letter}") for letter in "ABC"]
    plans = [a_study_plan(member, state="submitted") for member in members]
    client = signed_in(cast.head)
    address = in_unit("study_plans_check", cast.unit)

    page = client.get(address, {"plan": [plan.pk for plan in plans]}).content.decode()
    take_back_study_plan(plans[2], version=plans[2].version, by=make.a_user())
    answer = client.post(address, {"seen": [f"{plan.pk}:{plan.version}" for plan in plans]}, follow=True)

    assert all(member.full_name in page for member in members)
    assert "Đã duyệt 2 kế hoạch" in answer.content.decode()
    assert "Chưa duyệt vì đã đổi sau khi bạn xem: Lê Thị C" in answer.content.decode()
    assert sorted(StudyPlan.objects.values_list("state", flat=True)) == ["approved", "approved", "draft"]
    assert Event.objects.filter(verb="duyệt kế hoạch tự học").count() == 1


def test_nobody_approves_their_own_by_any_way(cast: Cast) -> None:
    deputy = make.a_member(cast.unit, "Hoàng Thị Duyên", user=cast.deputy)
    head = make.a_member(cast.unit, "Trần Thu Sen", user=cast.head)
    plans = {
        user: a_study_plan(member, state="submitted")
        for user, member in ((cast.deputy, deputy), (cast.head, head))
    }

    for user, plan in plans.items():
        client, seen = signed_in(user), f"{plan.pk}:{plan.version}"
        assert (
            client.post(
                in_unit("study_plan", cast.unit, plan.pk), {"do": "approve", "seen": seen}
            ).status_code
            == 403
        )
        client.post(in_unit("study_plans_check", cast.unit), {"seen": seen})
        page = client.get(
            in_unit("study_plans_check", cast.unit), {"tat-ca": "1"}, follow=True
        ).content.decode()
        assert f'value="{seen}"' not in page

    assert set(StudyPlan.objects.values_list("state", flat=True)) == {"submitted"}


def test_the_heads_plan_is_for_a_deputy_or_for_the_authority_and_not_for_a_second_head(cast: Cast) -> None:
    head = make.a_member(cast.unit, "Trần Thu Sen", user=cast.head)
    plan = a_study_plan(head, state="submitted")
    second, chair = make.a_head(cast.unit, "Đồng Hiệu Trưởng"), make.a_head(cast.commune, "Chủ Tịch")
    seen = {"do": "approve", "seen": f"{plan.pk}:{plan.version}"}

    refused = signed_in(second).post(in_unit("study_plan", cast.unit, plan.pk), seen)
    listed = signed_in(chair).get(in_unit("study_plans_below", cast.commune)).content.decode()
    approved = signed_in(chair).post(in_unit("study_plan_below", cast.commune, plan.pk), seen)

    assert refused.status_code == 403
    assert "Trần Thu Sen" in listed
    assert approved.status_code == 302
    assert StudyPlan.objects.get().decided_by == chair


def test_the_authority_sees_no_plan_of_anybody_but_heads(cast: Cast) -> None:
    plan = a_study_plan(cast.as_member("member"), state="submitted")
    chair = make.a_head(cast.commune, "Chủ Tịch")

    listed = signed_in(chair).get(in_unit("study_plans_below", cast.commune)).content.decode()
    opened = signed_in(chair).get(in_unit("study_plan_below", cast.commune, plan.pk))

    assert "Ngô Văn Bảo" not in listed
    assert opened.status_code == 404


def test_another_units_plan_under_ones_own_address_is_unknown(cast: Cast) -> None:
    plan = a_study_plan(cast.as_member("other_member"), state="submitted")

    opened = signed_in(cast.head).get(in_unit("study_plan", cast.unit, plan.pk))
    signed_in(cast.head).post(in_unit("study_plans_check", cast.unit), {"seen": f"{plan.pk}:{plan.version}"})

    assert opened.status_code == 404
    assert StudyPlan.objects.get().state == "submitted"


def test_the_plans_of_a_unit_of_five_thousand_can_be_sent_from_one_page(cast: Cast) -> None:
    page = signed_in(cast.head).post(
        in_unit("study_plans_check", cast.unit),
        {"seen": [f"{number}:1" for number in range(10_000, 15_000)]},
        follow=True,
    )

    assert page.status_code == 200
    assert "5000 kế hoạch không thuộc quyền duyệt của bạn" in page.content.decode()


def test_what_was_learned_is_written_only_at_an_approved_plan(cast: Cast) -> None:
    member, client = cast.as_member("member"), signed_in(cast.member)
    plan = a_study_plan(member, state="submitted")
    item = plan.items.get()
    words = {"done_on": timezone.localdate().strftime("%d/%m/%Y"), "words": "Soạn được 6 bài"}

    early = client.post(at("own_study_item", member, item.pk), words)
    decide_study_plans({plan.pk: plan.version}, approve=True, by=cast.head)
    client.post(at("own_study_item", member, item.pk), words)

    item.refresh_from_db()
    assert early.status_code == 409
    assert (item.done_on, item.done_words) == (timezone.localdate(), "Soạn được 6 bài")


def test_the_list_asks_as_much_of_the_database_for_thirty_as_for_one(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.head)
    a_study_plan(cast.as_member("member"), state="submitted")
    with django_assert_max_num_queries(200) as few:
        client.get(in_unit("study_plans", cast.unit))
    for number in range(30):
        a_study_plan(make.a_member(cast.unit, f"Người {number}"), state="submitted")

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(in_unit("study_plans", cast.unit))


def test_approving_thirty_asks_as_much_of_the_database_as_approving_two(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    plans = [
        a_study_plan(make.a_member(cast.unit, f"Người {number}"), state="submitted") for number in range(32)
    ]
    with django_assert_max_num_queries(200) as few:
        decide_study_plans({plan.pk: plan.version for plan in plans[:2]}, approve=True, by=cast.head)

    with django_assert_max_num_queries(len(few.captured_queries)):
        decide_study_plans({plan.pk: plan.version for plan in plans[2:]}, approve=True, by=cast.head)


@pytest.mark.usefixtures("committed_db")
def test_a_plan_taken_back_while_it_is_approved_ends_as_one_of_the_two() -> None:
    cast = a_cast()
    plan = a_study_plan(cast.as_member("member"), state="submitted")

    def approve() -> None:
        if decide_study_plans({plan.pk: plan.version}, approve=True, by=cast.head).stale:
            raise ValidationError("stale", code="conflict")

    outcome = at_once(approve, lambda: take_back_study_plan(plan, version=plan.version, by=cast.member))

    state = StudyPlan.objects.get().state
    assert outcome == ["conflict", DONE]
    assert Fact.objects.exists() == (state == "approved")
    assert state in {"approved", "draft"}


@pytest.mark.usefixtures("committed_db")
def test_of_two_approvers_at_the_same_moment_one_decides() -> None:
    cast = a_cast()
    plan = a_study_plan(cast.as_member("member"), state="submitted")

    def approve(by: Any) -> None:
        if decide_study_plans({plan.pk: plan.version}, approve=True, by=by).stale:
            raise ValidationError("stale", code="conflict")

    outcome = at_once(lambda: approve(cast.head), lambda: approve(cast.deputy))

    assert outcome == ["conflict", DONE]
    assert Event.objects.filter(verb="duyệt kế hoạch tự học").count() == 1


@given(
    st.lists(st.text("abc", min_size=1), max_size=6),
    st.sampled_from(["up", "down", "save"]),
    st.integers(0, 9),
)
def test_moving_a_line_never_loses_one(words: list[str], verb: str, place: int) -> None:
    items = [ItemWords(word) for word in words]

    assert sorted(item.content for item in arranged(items, f"{verb}-{place}")) == sorted(words)


@given(st.lists(st.text("abc", min_size=1), max_size=6), st.integers(0, 9))
def test_removing_a_line_takes_that_one(words: list[str], place: int) -> None:
    kept = arranged([ItemWords(word) for word in words], f"remove-{place}")

    assert [item.content for item in kept] == words[:place] + words[place + 1 :]
