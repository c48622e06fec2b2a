"""Giving dossiers to examine: received ones of the body, never to somebody of the unit; and going there."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.appraisal.build import OUTSIDER, a_full_council, a_full_team, a_received
from tests.cast import Cast, a_cast
from tests.units.build import a_decision

from dvht.accounts.models import User
from dvht.appraisal.actions import assignments as actions
from dvht.appraisal.actions import begin_appraisal
from dvht.appraisal.actions import visits as visiting
from dvht.appraisal.actions.findings import agree_with_unit
from dvht.appraisal.models import Appraisal, Assignment, Panel
from dvht.appraisal.queries.assigning import visit_lines
from dvht.audit.actions import SYSTEM
from dvht.inbox.models import Message
from dvht.units.actions import merge_units
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page(cast: Cast, panel: Panel) -> str:
    return reverse("assignments", args=[cast.office.pk, 2025, panel.pk])


def test_a_dossier_given_is_laid_before_the_panel_and_its_examiner_is_told(cast: Cast) -> None:
    submission, panel = a_received(cast), a_full_council(cast, state="at_work")
    seat = panel.seats.get(user=cast.examiner)

    signed_in(cast.officer).post(
        page(cast, panel), {"ho_so": [submission.pk], "nguoi": [seat.pk], "phan": "ca"}
    )

    assert Assignment.objects.get().group == ""
    assert Appraisal.objects.get().panel == panel
    assert Message.objects.filter(person=cast.examiner, topic="appraisal").count() == 1


def test_many_dossiers_go_to_several_people_by_group(cast: Cast) -> None:
    panel = a_full_council(cast, state="at_work")
    other = make.a_submission(cast.other_unit, cast.office, cast.commune, by=cast.stranger, state="received")
    dossiers = [a_received(cast), other]
    group = dossiers[0].pack.groups[0].code

    given = actions.assign(panel, list(panel.seats.all()[:2]), dossiers, [group], by=cast.officer)

    assert given == actions.Given(2, 4)
    assert set(Assignment.objects.values_list("group", flat=True)) == {group}


def test_the_whole_takes_the_place_of_groups_and_a_group_adds_nothing_to_it(cast: Cast) -> None:
    submission, panel = a_received(cast), a_full_council(cast, state="at_work")
    seat, group = panel.seats.get(user=cast.examiner), submission.pack.groups[0].code
    actions.assign(panel, [seat], [submission], [group], by=cast.officer)
    actions.assign(panel, [seat], [submission], by=cast.officer)

    given = actions.assign(panel, [seat], [submission], [group], by=cast.officer)

    assert given.lines == 0
    assert [one.group for one in Assignment.objects.all()] == [""]


def test_a_group_of_another_regulation_is_refused(cast: Cast) -> None:
    submission, panel = a_received(cast), a_full_council(cast, state="at_work")

    with pytest.raises(ValidationError) as refused:
        actions.assign(panel, list(panel.seats.all()[:1]), [submission], ["99"], by=cast.officer)

    assert refused.value.code == "groups"
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("how", ["role", "home", "roster"])
def test_nobody_is_given_the_dossier_of_their_own_unit(cast: Cast, how: str) -> None:
    submission, panel = a_received(cast), a_full_council(cast, state="at_work")
    seat = panel.seats.get(user=cast.examiner)
    if how == "role":
        cast.examiner.roles.create(unit=cast.unit, kind="member")
    elif how == "home":
        seat = panel.seats.get(full_name=OUTSIDER)
        seat.home = cast.unit
        seat.save()
    else:
        make.a_member(cast.unit, user=cast.examiner)

    answer = signed_in(cast.officer).post(
        page(cast, panel), {"ho_so": [submission.pk], "nguoi": [seat.pk, panel.seats.get(role="chair").pk]}
    )

    assert answer.status_code == 422
    assert f"{seat.full_name} không thẩm định {cast.unit.name}" in answer.content.decode()
    assert not Assignment.objects.exists()
    assert not Appraisal.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "withdrawn", "returned", "closed"])
def test_only_a_received_dossier_is_examined(cast: Cast, state: str) -> None:
    more = {"closed_reason": "x"} if state == "closed" else {}
    submission = make.a_submission(cast.unit, cast.office, cast.commune, by=cast.head, state=state, **more)
    panel = a_full_council(cast, state="at_work")

    with pytest.raises(ValidationError) as refused:
        begin_appraisal(submission, panel, by=cast.officer)

    assert refused.value.code == "state"


@pytest.mark.parametrize("state", ["draft", "dissolved"])
def test_only_a_panel_at_work_is_given_dossiers(cast: Cast, state: str) -> None:
    submission, panel = a_received(cast), a_full_council(cast, state=state)

    for deed in (
        lambda: begin_appraisal(submission, panel, by=cast.officer),
        lambda: actions.assign(panel, list(panel.seats.all()[:1]), [submission], by=cast.officer),
    ):
        with pytest.raises(ValidationError) as refused:
            deed()
        assert refused.value.code == "state"


@pytest.mark.parametrize("other", ["body", "year"])
def test_a_panel_examines_only_what_came_to_its_body_in_its_year(cast: Cast, other: str) -> None:
    body = cast.other_office if other == "body" else cast.office
    panel = a_full_council(cast, state="at_work", body=body, year=2024 if other == "year" else 2025)

    with pytest.raises(ValidationError) as refused:
        begin_appraisal(a_received(cast), panel, by=cast.officer)

    assert refused.value.code == "body"


def test_what_an_ended_panel_left_open_goes_to_the_next_with_its_findings(cast: Cast) -> None:
    submission, old = a_received(cast), a_full_council(cast, state="at_work")
    appraisal = begin_appraisal(submission, old, by=cast.officer)
    Panel.objects.filter(pk=old.pk).update(state="dissolved")
    new = a_full_council(cast, state="at_work", name="Hội đồng hai")

    begin_appraisal(submission, new, by=cast.officer)

    appraisal.refresh_from_db()
    assert (appraisal.panel, appraisal.state) == (new, "examining")


def test_what_a_panel_left_open_goes_on_at_the_office_that_took_over(cast: Cast) -> None:
    submission, old = a_received(cast), a_full_council(cast, state="at_work")
    appraisal = make.an_appraisal(submission, old, assigned=(cast.examiner,))
    Unit.objects.filter(pk=cast.unit.pk).update(receiving_name="")
    after = make.a_unit("Phòng mới", kind="state_agency", symbol="PM", under=cast.commune)
    merge_units(
        [cast.office, after], after, decision=a_decision(effective_on=timezone.localdate()), by=SYSTEM
    )
    officer = make.an_officer(after, "Lò Văn Kế")
    new = make.a_panel(after, [officer])

    with pytest.raises(ValidationError) as refused:
        agree_with_unit(
            appraisal, old.seats.get(user=cast.examiner), ["1.1"], delivery_id=0, by=cast.examiner
        )
    given = {"ho_so": submission.pk, "nguoi": new.seats.get().pk}
    signed_in(officer).post(reverse("assignments", args=[after.pk, 2025, new.pk]), given)

    assert refused.value.code == "state"
    appraisal.refresh_from_db()
    assert appraisal.panel == new


def test_a_concluded_dossier_stays_with_the_panel_that_concluded_it(cast: Cast) -> None:
    submission, old = a_received(cast), a_full_council(cast, state="at_work")
    make.a_passed_appraisal(submission, old, by=cast.office_head)
    Panel.objects.filter(pk=old.pk).update(state="dissolved")
    new = a_full_council(cast, state="at_work", name="Hội đồng hai")

    with pytest.raises(ValidationError) as refused:
        begin_appraisal(submission, new, by=cast.officer)

    assert refused.value.code == "exists"


def reopened(client: Client, appraisal: Appraisal) -> int:
    appraisal.refresh_from_db()
    address = reverse("appraisal_reopen", args=[appraisal.pk])
    return client.post(address, {"reason": "Xem lại 2.1", "version": appraisal.version}).status_code


def test_what_an_ended_panel_concluded_the_head_of_the_office_opens_again_for_the_next(cast: Cast) -> None:
    submission, old = a_received(cast), a_full_council(cast, state="at_work")
    appraisal = make.a_passed_appraisal(submission, old, by=cast.office_head)
    Panel.objects.filter(pk=old.pk).update(state="dissolved")
    head, page = signed_in(cast.office_head), reverse("appraisal_result", args=[appraisal.pk])

    assert reverse("appraisal_reopen", args=[appraisal.pk]) in head.get(page).content.decode()
    assert [reopened(signed_in(one), appraisal) for one in (cast.officer, cast.chair)] == [403, 403]
    assert reopened(head, appraisal) == 302
    assert "giao hồ sơ cho Hội đồng, Đoàn mới" in head.get(page).content.decode()
    new = a_full_council(cast, state="at_work", name="Hội đồng hai")
    begin_appraisal(submission, new, by=cast.officer)

    appraisal.refresh_from_db()
    assert (appraisal.panel, appraisal.state, appraisal.outcome) == (new, "examining", "")


def test_what_an_office_concluded_its_successor_opens_again(cast: Cast) -> None:
    submission, old = a_received(cast), a_full_council(cast, state="at_work")
    appraisal = make.a_passed_appraisal(submission, old, by=cast.office_head)
    Unit.objects.filter(pk=cast.unit.pk).update(receiving_name="")
    after = make.a_unit("Phòng mới", kind="state_agency", symbol="PM", under=cast.commune)
    merge_units(
        [cast.office, after], after, decision=a_decision(effective_on=timezone.localdate()), by=SYSTEM
    )

    assert reopened(signed_in(make.a_head(after, "Lò Văn Kế")), appraisal) == 302

    appraisal.refresh_from_db()
    assert appraisal.state == "consolidating"


def test_taking_back_closes_the_dossier_to_the_seat(cast: Cast) -> None:
    submission, panel = a_received(cast), a_full_council(cast, state="at_work")
    make.an_appraisal(submission, panel, assigned=(cast.examiner,))
    given = Assignment.objects.get()

    signed_in(cast.officer).post(
        reverse("assignment_remove", args=[cast.office.pk, 2025, panel.pk, given.pk])
    )

    assert not Appraisal.objects.visible_to(User.objects.get(pk=cast.examiner.pk)).exists()


def test_an_officer_gives_only_what_they_look_after(cast: Cast) -> None:
    officer = make.an_officer(cast.office, "Mầm Non", sectors=("preschool",))
    submission, panel = a_received(cast), a_full_council(cast, state="at_work")
    seat = panel.seats.get(user=cast.examiner)

    answer = signed_in(officer).post(page(cast, panel), {"ho_so": [submission.pk], "nguoi": [seat.pk]})

    assert answer.status_code == 422
    assert cast.unit.name not in signed_in(officer).get(page(cast, panel)).content.decode()
    assert not Assignment.objects.exists()


def test_a_seat_or_assignment_of_another_panel_is_not_reached_by_its_number(cast: Cast) -> None:
    submission, panel = a_received(cast), a_full_council(cast, state="at_work")
    theirs = a_full_council(cast, state="at_work", body=cast.other_office)
    make.an_appraisal(submission, panel, assigned=(cast.examiner,))
    given = Assignment.objects.get()
    client = signed_in(cast.other_officer)

    here = [cast.other_office.pk, 2025]
    assert client.post(reverse("assignment_remove", args=[*here, theirs.pk, given.pk])).status_code == 404
    assert client.post(reverse("seat_remove", args=[*here, theirs.pk, given.seat_id])).status_code == 404
    assert client.get(reverse("panel", args=[*here, panel.pk])).status_code == 404


def test_a_visit_is_told_to_the_unit_once_the_panel_works(cast: Cast) -> None:
    draft = a_full_team(cast)
    visiting.plan_visit(draft, cast.unit, visiting.VisitWords(date(2026, 1, 10)), by=cast.officer)
    assert not Message.objects.filter(unit=cast.unit).exists()
    Panel.objects.filter(pk=draft.pk).update(state="at_work")

    visit = visiting.plan_visit(
        draft, cast.other_unit, visiting.VisitWords(date(2026, 1, 11), time(8)), by=cast.officer
    )
    visiting.change_visit(visit, visiting.VisitWords(date(2026, 1, 12), time(8)), by=cast.officer)
    visiting.cancel_visit(visit, by=cast.officer)

    assert Message.objects.filter(unit=cast.other_unit, topic="appraisal").count() == 3


def test_a_person_at_two_places_is_warned_of(cast: Cast) -> None:
    team = a_full_team(cast, state="at_work")
    visiting.plan_visit(team, cast.unit, visiting.VisitWords(date(2026, 1, 10), time(8)), by=cast.officer)
    visiting.plan_visit(
        team, cast.other_unit, visiting.VisitWords(date(2026, 1, 10), time(9)), by=cast.officer
    )

    assert [len(line.warnings) for line in visit_lines(team)] == [1, 1]
    visiting.change_visit(
        team.visits.get(unit=cast.other_unit),
        visiting.VisitWords(date(2026, 1, 10), time(10)),
        by=cast.officer,
    )
    assert [line.warnings for line in visit_lines(team)] == [(), ()]


def test_two_teams_share_no_person_at_the_same_hour(cast: Cast) -> None:
    first = a_full_team(cast, state="at_work")
    second = make.a_panel(cast.office, [cast.officer], form="team", name="Đoàn kiểm tra số 2")
    visiting.plan_visit(first, cast.unit, visiting.VisitWords(date(2026, 1, 10)), by=cast.officer)
    visiting.plan_visit(second, cast.other_unit, visiting.VisitWords(date(2026, 1, 10)), by=cast.officer)

    (line,) = visit_lines(second)

    assert cast.officer.full_name in line.warnings[0]
    assert cast.office_head.full_name not in line.warnings[0]


def test_those_who_examine_a_unit_visit_it(cast: Cast) -> None:
    submission, team = a_received(cast), a_full_team(cast, state="at_work")
    make.an_appraisal(submission, team, assigned=(cast.officer,))
    visiting.plan_visit(team, cast.unit, visiting.VisitWords(date(2026, 1, 10)), by=cast.officer)

    assert [seat.user for line in visit_lines(team) for seat in line.people] == [cast.officer]


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2027, 1, 1)])
def test_a_visit_far_from_the_year_is_a_slip(cast: Cast, day: date) -> None:
    with pytest.raises(ValidationError):
        visiting.plan_visit(a_full_team(cast), cast.unit, visiting.VisitWords(day), by=cast.officer)
