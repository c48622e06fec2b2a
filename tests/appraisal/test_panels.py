"""Setting up a council or a team: who makes it up, which moves are lawful, which papers come of it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests import make
from tests.appraisal.build import (
    OUTSIDER,
    TODAY,
    a_full_council,
    a_full_team,
    a_received,
    a_seat,
    decided,
    proposed,
)
from tests.cast import Cast, a_cast

from dvht.accounts.models import User
from dvht.appraisal.actions import panels as actions
from dvht.appraisal.actions import seats as seating
from dvht.appraisal.actions.panels import OutsideDecision, PanelWords
from dvht.appraisal.models import Appraisal, Finding, Panel, PanelForm, Seat
from dvht.appraisal.queries.panels import form_by_plan, people_to_seat, working_plan
from dvht.appraisal.queries.rules import composition_of
from dvht.audit.models import Event
from dvht.documents.models import IssuedPaper
from dvht.inbox.models import Message
from dvht.plans import actions as plans
from dvht.plans.models import Plan
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
OUTSIDE = OutsideDecision("15/QĐ-UBND", TODAY, "UBND xã Đồng Sen")


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def gaps_of(panel: Panel) -> tuple[str, ...]:
    return composition_of(panel, panel.seats.all()).gaps


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_a_council_of_five_fits_one_reading_of_the_circular_and_not_the_other(cast: Cast) -> None:
    panel = a_full_council(cast)
    assert gaps_of(panel) == ()

    panel.counts_leaders = False

    assert gaps_of(panel) == ("Có 03 ủy viên (không tính chủ tịch, thư ký); phải có ít nhất 05 người.",)


def test_a_council_of_seven_fits_both_readings(cast: Cast) -> None:
    panel = a_full_council(cast)
    a_seat(panel, "councillor", full_name="Sáu")
    assert gaps_of(panel) == ("Có 06 ủy viên (tính cả chủ tịch, thư ký); phải là số lẻ.",)
    a_seat(panel, "councillor", full_name="Bảy")

    assert gaps_of(panel) == ()
    panel.counts_leaders = False
    assert gaps_of(panel) == ()


@pytest.mark.parametrize(
    ("kind", "label"),
    [("study_association", "Hội Khuyến học"), ("socio_political", "Tổ chức chính trị - xã hội")],
)
def test_a_council_without_a_kind_that_the_circular_names_is_not_set_up(
    cast: Cast, kind: str, label: str
) -> None:
    panel = a_full_council(cast)
    panel.seats.filter(organisation_kind=kind).update(organisation_kind="other")

    with pytest.raises(ValidationError, match=f"Chưa có đại diện: {label}") as refused:
        actions.begin_work(panel, OUTSIDE, by=cast.office_head)

    assert refused.value.code == "composition"
    assert Panel.objects.get().is_draft


@pytest.mark.parametrize("role", ["chair", "secretary"])
def test_a_council_needs_its_chair_and_its_secretary(cast: Cast, role: str) -> None:
    panel = a_full_council(cast)
    panel.seats.filter(role=role).update(role="councillor")

    with pytest.raises(ValidationError, match="Chưa có"):
        actions.begin_work(panel, OUTSIDE, by=cast.office_head)


def test_a_team_needs_only_its_leader_since_tt22_has_no_rule_of_numbers(cast: Cast) -> None:
    panel = a_full_team(cast)
    panel.seats.exclude(role="leader").delete()
    assert gaps_of(panel) == ()
    panel.seats.all().delete()
    assert gaps_of(panel) == ("Chưa có Trưởng đoàn.",)


def test_a_council_set_up_by_a_decision_on_paper_works_and_its_people_are_told(cast: Cast) -> None:
    panel = actions.begin_work(a_full_council(cast), OUTSIDE, by=cast.office_head)

    assert (panel.state, panel.decision_number, panel.decided_on) == ("at_work", "15/QĐ-UBND", TODAY)
    told = Message.objects.filter(topic="appraisal").values_list("person__full_name", flat=True)
    assert sorted(told) == sorted(
        [cast.office_head.full_name, cast.officer.full_name, cast.examiner.full_name]
    )
    assert Event.objects.filter(verb="thành lập hội đồng, đoàn").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": " "}, "number"),
        ({"decided_by": ""}, "decided_by"),
        ({"decided_on": date(2099, 1, 1)}, "decided_on"),
    ],
)
def test_a_decision_on_paper_has_number_signer_and_a_day_that_has_come(
    cast: Cast, change: dict[str, Any], field: str
) -> None:
    facts = {"number": "1", "decided_on": TODAY, "decided_by": "UBND", **change}

    with pytest.raises(ValidationError) as refused:
        actions.begin_work(a_full_council(cast), OutsideDecision(**facts), by=cast.office_head)

    assert list(refused.value.message_dict) == [field]


def test_the_head_of_the_office_issues_the_decision_of_a_council(cast: Cast) -> None:
    panel = a_full_council(cast)

    paper = decided(panel, cast.office_head)

    panel.refresh_from_db()
    assert panel.is_at_work
    assert panel.decision == paper
    assert (paper.unit, paper.about, paper.symbol) == (cast.office, panel.about, "QĐ-PVHXH")
    assert paper.source["3. Phùng Thị Ngoại"] == "Hội Khuyến học; Ủy viên"


def test_a_new_decision_replaces_the_old_after_a_change_of_people(cast: Cast) -> None:
    panel = a_full_council(cast)
    first = decided(panel, cast.office_head)
    seat = panel.seats.get(full_name=OUTSIDER)
    words = seating.SeatWords("Phùng Thị Mới", "", "Hội Khuyến học", "study_association", "councillor")
    seating.change_seat(seat, words, version=seat.version, by=cast.officer)

    second = decided(panel, cast.office_head)

    panel.refresh_from_db()
    assert second.supersedes == first
    assert panel.decision == second
    assert panel.is_at_work


def test_nobody_signs_another_list_than_the_one_they_read(cast: Cast) -> None:
    panel = a_full_council(cast)

    with pytest.raises(ValidationError) as refused:
        decided(panel, cast.office_head, seen="0" * 64)

    assert refused.value.code == "changed"
    assert not IssuedPaper.objects.exists()


def test_the_chair_sets_up_a_team_after_the_office_has_proposed_it(cast: Cast) -> None:
    panel = a_full_team(cast)
    with pytest.raises(ValidationError) as refused:
        decided(panel, cast.chair)
    assert refused.value.code == "proposal"

    letter = proposed(panel, cast.office_head)
    decision = decided(panel, cast.chair)

    panel.refresh_from_db()
    assert (letter.unit, decision.unit) == (cast.office, cast.commune)
    assert panel.is_at_work
    assert Message.objects.filter(unit=cast.commune, topic="appraisal").count() == 1


WORDS = PanelWords("Tên mới")
SEAT = seating.SeatWords("Người mới", "", "Nơi khác", "other", "councillor")


def test_removing_a_person_closes_what_they_saw_at_once(cast: Cast) -> None:
    submission = a_received(cast)
    panel = a_full_council(cast, state="at_work")
    make.an_appraisal(submission, panel, assigned=(cast.examiner,))
    assert Appraisal.objects.visible_to(cast.examiner).exists()

    seating.remove_seat(panel.seats.get(user=cast.examiner), by=cast.officer)

    assert not Appraisal.objects.visible_to(User.objects.get(pk=cast.examiner.pk)).exists()
    assert not panel.seats.filter(full_name=cast.examiner.full_name).exists()


def test_who_has_written_findings_stays_in_the_list_without_seeing_more(cast: Cast) -> None:
    submission = a_received(cast)
    panel = a_full_council(cast, state="at_work")
    appraisal = make.an_appraisal(submission, panel, assigned=(cast.examiner,))
    seat = panel.seats.get(user=cast.examiner)
    Finding.objects.create(
        appraisal=appraisal, seat=seat, delivery=submission.deliveries.get(), row="1.1", met=True
    )

    gone = seating.remove_seat(seat, by=cast.officer)

    assert not gone
    assert Seat.objects.get(pk=seat.pk).user is None
    assert appraisal.findings.count() == 1
    assert not Appraisal.objects.visible_to(User.objects.get(pk=cast.examiner.pk)).exists()


def test_the_end_of_a_panel_closes_every_seat(cast: Cast) -> None:
    submission = a_received(cast)
    panel = a_full_council(cast, state="at_work")
    make.an_appraisal(submission, panel, assigned=(cast.examiner,))

    actions.dissolve_panel(panel, "hoàn thành", by=cast.office_head)

    assert not Appraisal.objects.visible_to(User.objects.get(pk=cast.examiner.pk)).exists()


def test_people_of_last_year_come_over_once(cast: Cast) -> None:
    before = a_full_council(cast, year=2024)
    panel = actions.draft_panel(cast.office, 2025, PanelForm.COUNCIL, WORDS, by=cast.officer)
    a_seat(panel, "chair", user=cast.office_head)

    assert seating.copy_seats(before, panel, by=cast.officer) == 4
    assert seating.copy_seats(before, panel, by=cast.officer) == 0
    assert panel.seats.filter(role="chair").count() == 1


def test_people_of_another_body_cannot_be_copied(cast: Cast) -> None:
    before = a_full_council(cast, year=2024, body=cast.other_office)
    panel = a_full_council(cast)

    with pytest.raises(ValidationError) as refused:
        seating.copy_seats(before, panel, by=cast.officer)

    assert refused.value.code == "source"


def test_a_chair_sits_once(cast: Cast) -> None:
    panel = a_full_council(cast)
    words = seating.SeatWords("Chủ tịch hai", "", "Nơi khác", "other", "chair")

    with pytest.raises(ValidationError, match="Đã có người làm chủ tịch"):
        seating.add_seat(panel, words, by=cast.officer)


def test_an_account_sits_once_in_a_panel(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="đã có trong danh sách"):
        seating.add_seat(a_full_council(cast), SEAT, by=cast.officer, user=cast.examiner)


def test_seats_change_places(cast: Cast) -> None:
    panel = a_full_council(cast)
    seating.move_seat(panel.seats.get(full_name=OUTSIDER), up=True, by=cast.officer)

    assert [seat.full_name for seat in panel.seats.order_by("order")][1:3] == [
        OUTSIDER,
        cast.officer.full_name,
    ]


def test_search_finds_people_near_by_name_and_others_only_by_exact_user_name(cast: Cast) -> None:
    assert people_to_seat(cast.office, "thu sen", TODAY) == ()
    a_received(cast)
    assert people_to_seat(cast.office, "thu sen", TODAY) == (cast.head,)
    assert people_to_seat(cast.office, "Tô Văn Ngoại", TODAY) == ()
    assert people_to_seat(cast.office, cast.other_officer.username, TODAY) == (cast.other_officer,)
    assert people_to_seat(cast.office, "", TODAY) == ()


def test_an_account_that_the_search_does_not_show_cannot_be_seated_by_its_number(cast: Cast) -> None:
    panel = a_full_council(cast)
    page = reverse("seat_add", args=[cast.office.pk, 2025, panel.pk])
    sent = {"full_name": "Tô", "organisation": "X", "organisation_kind": "other", "role": "councillor"}

    signed_in(cast.officer).post(f"{page}?q=to&nguoi={cast.other_officer.pk}", sent)

    assert panel.seats.get(full_name="Tô").user is None


def form_of(body: Unit, year: int) -> str:
    return form_by_plan(body, year, working_plan(body, year))


def test_the_form_follows_the_plan_and_else_the_circular(cast: Cast) -> None:
    assert form_of(cast.office, 2025) == "council"
    make.a_submission(cast.unit, cast.office, by=cast.head, pack="tt22-2020", year=2022)
    assert form_of(cast.office, 2022) == "team"
    plan = make.a_plan(cast.office, 2022, "tt22-2020", by=cast.office_head)
    Plan.objects.filter(pk=plan.pk).update(appraisal_form="council")

    assert form_of(cast.office, 2022) == "council"


def test_an_office_without_a_plan_of_its_own_examines_in_the_form_of_the_plan_above(cast: Cast) -> None:
    page = reverse("panel_list", args=[cast.office.pk, 2025])
    before = signed_in(cast.office_head).get(page).content.decode()
    draft = make.a_full_plan(cast.commune, 2025, by=cast.chair)
    Plan.objects.filter(pk=draft.pk).update(appraisal_form="team")
    drafted = form_of(cast.office, 2025)
    plans.put_in_force(Plan.objects.get(pk=draft.pk), by=cast.chair)

    assert "Chưa có kế hoạch năm 2025 chọn hình thức" in before
    assert drafted == "council"
    assert form_of(cast.office, 2025) == "team"
    assert "Hình thức theo kế hoạch năm 2025: <strong>Đoàn kiểm tra</strong>" in (
        signed_in(cast.office_head).get(page).content.decode()
    )


def test_written_opinions_have_a_last_day(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.draft_panel(
            cast.office, 2025, PanelForm.COUNCIL, PanelWords("A", mode="written"), by=cast.officer
        )

    assert list(refused.value.message_dict) == ["written_until"]


def test_two_panels_of_a_year_have_two_names(cast: Cast) -> None:
    actions.draft_panel(cast.office, 2025, PanelForm.TEAM, PanelWords("Đoàn số 1"), by=cast.officer)

    with pytest.raises(ValidationError) as refused:
        actions.draft_panel(cast.office, 2025, PanelForm.TEAM, PanelWords("Đoàn số 1"), by=cast.officer)

    assert list(refused.value.message_dict) == ["name"]


def test_a_change_from_an_old_page_is_refused(cast: Cast) -> None:
    panel = a_full_council(cast)
    actions.change_panel(panel, WORDS, version=1, by=cast.officer)

    with pytest.raises(ValidationError) as refused:
        actions.change_panel(panel, PanelWords("Tên khác"), version=1, by=cast.office_head)

    assert refused.value.code == "conflict"
    assert Panel.objects.get().name == "Tên mới"
