"""A plan above changes: those below are told, see what differs, and follow in one deliberate act."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests import make
from tests.cast import Cast
from tests.plans.build import a_cast_below_the_office, an_office_plan, issued_again

from dvht.inbox.models import Message
from dvht.plans import actions
from dvht.plans.models import Plan, PlanVersion
from dvht.plans.queries import differences, weaknesses_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast_below_the_office()


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def at(cast: Cast, rest: str) -> str:
    return f"/don-vi/{cast.unit.pk}/2026/ke-hoach/{rest}"


def test_putting_in_force_keeps_what_the_plan_says_and_tells_those_who_hand_in(cast: Cast) -> None:
    plan = an_office_plan(cast)

    version = plan.versions.get()
    assert (plan.issued_version, version.number, version.issued_by) == (1, 1, cast.office_head)
    assert {day["key"] for day in version.content["milestones"]} >= {"unit_dossier"}
    told = Message.objects.filter(topic="plan").values_list("unit", flat=True)
    assert set(told) == {cast.unit.pk, cast.other_unit.pk}


def test_a_changed_plan_is_issued_again_only_with_a_reason_and_never_silently(cast: Cast) -> None:
    plan = an_office_plan(cast)
    actions.reopen_plan(plan, reason="Đổi", by=cast.office_head)
    actions.set_target(plan, "2.5", 95, by=cast.officer)

    with pytest.raises(ValidationError) as error:
        actions.put_in_force(plan, by=cast.office_head)
    Message.objects.all().delete()
    plan = actions.put_in_force(plan, by=cast.office_head, reason="Tỉnh nâng chỉ tiêu")

    assert "reason" in error.value.message_dict
    assert plan.issued_version == 2
    message = Message.objects.get(unit=cast.unit)
    assert "lần 2" in message.subject
    assert "Tỉnh nâng chỉ tiêu" in message.text
    assert signed_in(cast.head).get(message.url).status_code == 200


def test_a_plan_opened_and_put_in_force_unchanged_is_no_new_version(cast: Cast) -> None:
    plan = an_office_plan(cast)
    actions.reopen_plan(plan, reason="Xem lại", by=cast.office_head)

    assert actions.put_in_force(plan, by=cast.office_head).issued_version == 1
    assert PlanVersion.objects.count() == 1


def test_the_difference_of_two_versions_names_what_was_added_removed_and_changed(cast: Cast) -> None:
    plan = an_office_plan(cast)
    actions.reopen_plan(plan, reason="Đổi", by=cast.office_head)
    actions.set_target(plan, "2.5", 95, by=cast.officer)
    actions.remove_task(plan.tasks.get(), by=cast.officer)
    day = plan.milestones.get(code="unit_dossier")
    words = actions.MilestoneWords(day.title, date(2027, 1, 5))
    actions.change_milestone(day, words, version=day.version, by=cast.officer)
    actions.add_task(plan, actions.TaskWords("Tập huấn", "Phòng", due_on=date(2026, 5, 1)), by=cast.officer)
    actions.put_in_force(plan, by=cast.office_head, reason="Đổi lịch")

    new, old = plan.versions.all()
    found = {one.title: one for one in differences(old.content, new.content, plan.pack)}

    assert found["Chỉ tiêu"].added[0].endswith(": 95%")
    assert found["Nhiệm vụ"].removed[0].startswith("Phổ biến tiêu chí: chủ trì: Hiệu trưởng")
    assert found["Nhiệm vụ"].added[0].startswith("Tập huấn: chủ trì: Phòng")
    changed = found["Lịch"].changed[0]
    assert "10/01/2027" in changed.was
    assert "05/01/2027" in changed.now
    page = (
        signed_in(cast.officer)
        .get(f"/don-vi/{cast.office.pk}/2026/ke-hoach/ban-hanh/?tu=1&den=2")
        .content.decode()
    )
    assert "Đổi lịch" in page
    assert "05/01/2027" in page


def test_a_lower_plan_that_is_now_too_weak_says_where_and_follows_in_one_act(cast: Cast) -> None:
    higher = an_office_plan(cast)
    own = make.a_plan(cast.unit, by=cast.head, higher=higher)
    actions.set_target(own, "2.5", 92, by=cast.head)
    actions.set_target(own, "2.1", 99, by=cast.head)
    higher = issued_again(higher, cast, r2_5=95, r2_1=91)

    weak = [one.words for one in weaknesses_of(Plan.objects.get(pk=own.pk))]
    page = signed_in(cast.clerk).get(at(cast, "")).content.decode()
    sent = {"ke-hoach": str(higher.pk), "version": "2"}
    followed = signed_in(cast.clerk).post(at(cast, "cap-tren/theo/"), sent)

    assert own.higher_version == 1
    assert weak == ["Chỉ tiêu 2.5: 92%, cấp trên: 95%"]
    assert "Kế hoạch cấp trên đã đổi từ lần 1" in page
    assert followed.status_code == 302
    own = Plan.objects.get(pk=own.pk)
    assert own.higher_version == 2
    assert dict(own.targets.values_list("row", "percent")) == {"2.5": 95, "2.1": 99}
    assert weaknesses_of(own) == ()


def test_a_plan_in_force_follows_by_its_head_and_is_issued_again(cast: Cast) -> None:
    higher = an_office_plan(cast)
    own = make.a_plan_in_force(cast.unit, by=cast.head, higher=higher)
    higher = issued_again(higher, cast, r2_5=95)
    sent = {"ke-hoach": str(higher.pk), "version": "2"}

    refused = signed_in(cast.clerk).post(at(cast, "cap-tren/theo/"), sent)
    done = signed_in(cast.head).post(at(cast, "cap-tren/theo/"), sent)

    assert (refused.status_code, done.status_code) == (403, 302)
    own = Plan.objects.get(pk=own.pk)
    assert (own.higher_version, own.issued_version, own.is_draft) == (2, 2, False)
    assert own.versions.first().reason.startswith("Theo lần ban hành 2")  # type: ignore[union-attr]


def test_following_a_version_that_was_overtaken_meanwhile_is_refused(cast: Cast) -> None:
    higher = an_office_plan(cast)
    own = make.a_plan(cast.unit, by=cast.head, higher=higher)
    higher = issued_again(issued_again(higher, cast, r2_5=95), cast, r2_5=96)

    with pytest.raises(ValidationError) as error:
        actions.follow_higher(own, higher, number=2, by=cast.head)

    assert error.value.code == "conflict"


def test_missing_papers_are_added_and_later_dates_brought_forward(cast: Cast) -> None:
    higher = an_office_plan(cast)
    own = make.a_plan(cast.unit, by=cast.head, higher=higher)
    actions.reopen_plan(higher, reason="Đổi", by=cast.office_head)
    day = higher.milestones.get(code="unit_dossier")
    words = actions.MilestoneWords(day.title, date(2027, 1, 5))
    actions.change_milestone(day, words, version=day.version, by=cast.officer)
    paper = actions.PaperWords("evidence_index", "Danh mục minh chứng")
    actions.add_paper(higher, paper, by=cast.officer)
    higher = actions.put_in_force(higher, by=cast.office_head, reason="Đổi lịch")

    actions.follow_higher(own, higher, number=2, by=cast.head)

    assert own.milestones.get(code="unit_dossier").last_day == date(2027, 1, 5)
    assert own.papers.get(kind="evidence_index").submitted


def test_a_plan_made_before_its_bodys_is_tied_to_it_by_the_same_act(cast: Cast) -> None:
    own = make.a_plan(cast.unit, by=cast.head)
    higher = an_office_plan(cast)

    own = actions.follow_higher(own, higher, number=1, by=cast.head)

    assert own.higher == higher
    assert own.milestones.get(code="unit_dossier").last_day == date(2027, 1, 10)


def test_the_draft_of_a_further_version_is_neither_shown_nor_binding_below(cast: Cast) -> None:
    higher = an_office_plan(cast)
    own = make.a_plan(cast.unit, by=cast.head, higher=higher)
    actions.reopen_plan(higher, reason="Đổi", by=cast.office_head)
    actions.set_target(higher, "2.5", 97, by=cast.officer)

    page = signed_in(cast.head).get(at(cast, "cap-tren/")).content.decode()

    assert "97%" not in page
    assert actions.set_target(own, "2.5", 92, by=cast.head).percent == 92


def test_a_unit_reads_its_bodys_plan_but_nobody_elses_and_none_of_its_other_pages(cast: Cast) -> None:
    higher = an_office_plan(cast)
    stranger = make.a_plan_in_force(cast.other_office)
    head = signed_in(cast.head)

    assert higher.title in head.get(at(cast, "cap-tren/")).content.decode()
    assert head.get(at(cast, f"cap-tren/?ke-hoach={stranger.pk}")).status_code == 404
    assert head.get(at(cast, f"cap-tren/khac/?ke-hoach={stranger.pk}")).status_code == 404
    assert head.get(f"/don-vi/{cast.office.pk}/2026/ke-hoach/").status_code == 404
    sent = {"ke-hoach": str(stranger.pk), "version": "1"}
    make.a_plan(cast.unit, by=cast.head)
    head.post(at(cast, "cap-tren/theo/"), sent)
    assert Plan.objects.get(unit=cast.unit).higher is None


def test_starting_a_year_offers_the_plan_of_the_receiving_body_first(cast: Cast) -> None:
    make.a_plan_in_force(cast.commune, by=cast.chair)
    higher = an_office_plan(cast)

    page = signed_in(cast.head).get(at(cast, "lap/")).content.decode()

    assert page.index(f'value="{higher.pk}"') < page.index("Xã Đồng Sen (")


def test_giving_up_an_issued_plan_keeps_its_versions_and_tells_those_below(cast: Cast) -> None:
    plan = an_office_plan(cast)
    actions.reopen_plan(plan, reason="Nhầm", by=cast.office_head)

    actions.discard_plan(plan, by=cast.office_head)

    assert PlanVersion.objects.count() == 1
    assert Message.objects.filter(unit=cast.unit, subject__contains="bỏ kế hoạch").exists()
