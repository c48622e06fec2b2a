"""Where people land after signing in, what stands around a page of a body, and how far a unit's dossier has come."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.reports.build import (
    YEAR,
    a_paper,
    a_province_over,
    a_title,
    as_person,
    many_units,
    page_of,
)

from dvht.accounts.models import Role, RoleKind, User
from dvht.audit.actions import SYSTEM
from dvht.dossiers.models import Submission
from dvht.recognition.models import Refusal
from dvht.reports.queries.bodies import season_year
from dvht.units.actions import Decision, merge_units
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db


def lands(user: User) -> str:
    landed: str = as_person(user).get("/").headers["Location"]
    return landed


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 1, 1), 2025), (date(2026, 6, 30), 2025), (date(2026, 7, 1), 2026)]
)
def test_the_year_that_an_authority_works_on_turns_in_the_middle_of_the_calendar(
    day: date, year: int
) -> None:
    assert season_year(day) == year


def test_people_of_a_body_land_on_its_board(commune: Unit, office: Unit) -> None:
    many_units(commune, 1)
    season = season_year(timezone.localdate())

    for body, user in (
        (office, make.an_officer(office)),
        (office, make.a_head(office)),
        (commune, make.a_head(commune)),
        (commune, make.a_study_association(commune)),
    ):
        assert lands(user) == reverse("authority_board", args=[body.pk, season])


def test_the_board_of_a_past_year_opens_when_nothing_came_since(commune: Unit, office: Unit) -> None:
    officer = make.an_officer(office)
    unit = make.a_unit(under=commune, receiving_name="")
    make.a_submission(unit, office, commune, year=2022, pack="tt22-2020", by=officer)

    assert lands(officer) == reverse("authority_board", args=[office.pk, 2022])


def test_an_examiner_lands_on_what_is_to_be_examined(office: Unit) -> None:
    assert lands(make.an_examiner(office)) == reverse("examinations")


def test_a_school_lands_on_its_own_year(commune: Unit) -> None:
    school = make.a_unit(under=commune)

    assert lands(make.a_head(school)) == reverse("unit_home", args=[school.pk])


def test_an_office_sees_its_sections_and_those_of_the_body_that_decides(commune: Unit, office: Unit) -> None:
    shown = page_of(make.an_officer(office), reverse("authority_board", args=[office.pk, YEAR]))

    for name in ("submission_list", "panel_list", "appraisal_results", "consolidated_report"):
        assert f'href="{reverse(name, args=[office.pk, YEAR])}"' in shown, name
    for name in ("decisions", "titles"):
        assert f'href="{reverse(name, args=[commune.pk, YEAR])}"' in shown, name
    assert f'href="{reverse("published_results")}"' in shown


def test_every_section_that_is_offered_opens(commune: Unit, office: Unit) -> None:
    for user, body in (
        (make.an_officer(office), office),
        (make.a_head(office), office),
        (make.a_head(commune), commune),
        (make.a_study_association(commune), commune),
    ):
        client = as_person(user)
        frame = client.get(reverse("authority_board", args=[body.pk, YEAR])).context["frame"]
        assert {link.label: client.get(link.url).status_code for link in frame.nav} == {
            link.label: 200 for link in frame.nav
        }


def test_the_offices_frame_stays_on_pages_of_the_body_that_decides(commune: Unit, office: Unit) -> None:
    client = as_person(make.an_officer(office))

    frame = client.get(reverse("decisions", args=[commune.pk, YEAR])).context["frame"]

    assert (frame.unit_name, [link.label for link in frame.nav if link.current]) == (
        office.name,
        ["Quyết định"],
    )


def test_years_lead_to_the_boards_of_the_body(office: Unit) -> None:
    client = as_person(make.an_officer(office))

    frame = client.get(reverse("authority_board", args=[office.pk, 2023])).context["frame"]

    assert reverse("authority_board", args=[office.pk, 2023]) in [link.url for link in frame.years]
    assert all("/co-quan/" in link.url for link in frame.years)


def test_a_body_is_switched_between_the_dossiers_of_others_and_its_own_year(office: Unit) -> None:
    client = as_person(make.a_head(office))

    board = client.get(reverse("authority_board", args=[office.pk, YEAR])).context["frame"].units
    own = client.get(reverse("year_home", args=[office.pk, YEAR])).context["frame"].units

    assert [(link.label.partition(": ")[2], link.current) for link in board] == [
        ("hồ sơ các đơn vị", True),
        ("việc của chính đơn vị", False),
    ]
    assert [link.current for link in own] == [False, True]


def test_a_closed_account_has_no_board(office: Unit) -> None:
    officer = make.an_officer(office)
    client = as_person(officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)

    answer = client.get(reverse("authority_board", args=[office.pk, YEAR]))
    assert answer.status_code == 302


def test_a_role_that_was_taken_away_opens_nothing(office: Unit) -> None:
    officer = make.an_officer(office)
    client = as_person(officer)
    Role.objects.filter(user=officer, kind=RoleKind.OFFICER).delete()

    assert client.get(reverse("authority_board", args=[office.pk, YEAR])).status_code == 404


def test_people_of_a_province_keep_to_their_own_offices(commune: Unit, office: Unit) -> None:
    _, head = a_province_over(commune)

    assert as_person(head).get(reverse("consolidated_report", args=[office.pk, YEAR])).status_code == 404


def steps_of(client: Client, unit: Unit) -> dict[str, str]:
    home = client.get(reverse("year_home", args=[unit.pk, YEAR])).context["home"]
    return {step.name: step.word for step in home.steps[-3:]}


def test_a_unit_follows_its_dossier_without_learning_what_is_found(commune: Unit, office: Unit) -> None:
    unit = make.a_unit(under=commune, receiving_name="")
    head = make.a_head(unit)
    officer = make.an_officer(office)
    make.a_finalised_year(unit, by=head)
    client = as_person(head)
    seen = [steps_of(client, unit)]
    submission = make.a_submission(unit, office, commune, by=head)
    seen.append(steps_of(client, unit))
    Submission.objects.filter(pk=submission.pk).update(state="received", received_at=timezone.now())
    seen.append(steps_of(client, unit))
    appraisal = make.a_passed_appraisal(submission, make.a_panel(office, [officer]), by=officer)
    seen.append(steps_of(client, unit))
    a_title(unit, commune)
    seen.append(steps_of(client, unit))

    assert appraisal.state == "passed"
    assert [tuple(one.values()) for one in seen] == [
        ("Chưa nộp", "Chưa đến", "Chờ cấp trên"),
        ("Chờ kiểm tra", "Chưa đến", "Chờ cấp trên"),
        ("Đã tiếp nhận", "Chờ thẩm định", "Chờ cấp trên"),
        ("Đã tiếp nhận", "Đang thẩm định", "Chờ cấp trên"),
        ("Đã tiếp nhận", "Xong", "Mức độ 1"),
    ]


def test_a_dossier_that_lies_at_the_office_asks_nothing_more_of_the_unit(commune: Unit, office: Unit) -> None:
    unit = make.a_unit(under=commune, receiving_name="")
    head = make.a_head(unit)
    make.a_finalised_year(unit, by=head)
    make.a_submission(unit, office, commune, by=head)

    home = as_person(head).get(reverse("year_home", args=[unit.pk, YEAR])).context["home"]

    assert not home.is_late
    assert [todo.name for todo in home.todos if "/ho-so/" in todo.url] == []


def test_a_refusal_is_told_when_it_is_sent(commune: Unit, office: Unit) -> None:
    unit = make.a_unit(under=commune, receiving_name="")
    head, officer = make.a_head(unit), make.an_officer(office)
    make.a_plan_in_force(unit, YEAR, by=head)
    submission = make.a_submission(unit, office, commune, by=head, state="received")
    failed = make.an_appraisal(
        submission, make.a_panel(office, [officer]), state="failed", result={},
        concluded_at=timezone.now(), concluded_by=officer,
    )  # fmt: skip
    client = as_person(head)
    before = steps_of(client, unit)["Công nhận"]
    Refusal.objects.create(appraisal=failed, paper=a_paper(office))

    assert (before, steps_of(client, unit)["Công nhận"]) == ("Chờ cấp trên", "Không công nhận")


def test_a_returned_dossier_is_the_next_act(commune: Unit, office: Unit) -> None:
    unit = make.a_unit(under=commune, receiving_name="")
    head = make.a_head(unit)
    make.a_finalised_year(unit, by=head)
    make.a_submission(unit, office, commune, by=head, state="returned")

    shown = page_of(head, reverse("year_home", args=[unit.pk, YEAR]))

    assert "Nộp lại hồ sơ đã bổ sung" in shown
    assert reverse("dossier_submit", args=[unit.pk, YEAR]) in shown


def test_pages_of_one_appraisal_keep_the_frame_of_the_body_for_its_own_people(
    commune: Unit, office: Unit
) -> None:
    unit = make.a_unit(under=commune, receiving_name="")
    officer, examiner = make.an_officer(office), make.an_examiner(office)
    submission = make.a_submission(unit, office, commune, by=make.a_head(unit), state="received")
    appraisal = make.an_appraisal(submission, make.a_panel(office, [examiner], year=YEAR))
    page = reverse("appraisal_result", args=[appraisal.pk])
    results = reverse("appraisal_results", args=[office.pk, YEAR])

    own = page_of(officer, page)

    assert f'href="{results}" aria-current' in own
    assert office.name in own
    assert results not in as_person(examiner).get(page).content.decode()


def test_the_heir_of_a_receiver_keeps_its_frame_on_the_appraisals_that_it_took_over(
    commune: Unit, office: Unit
) -> None:
    heir = make.a_unit("Phòng Văn hóa - Xã hội mới", kind="state_agency", symbol="PM", under=commune)
    unit = make.a_unit(under=commune, receiving_name="")
    submission = make.a_submission(unit, office, commune, by=make.a_head(unit), state="received")
    appraisal = make.an_appraisal(submission, make.a_panel(office, [make.an_examiner(office)], year=YEAR))
    decision = Decision("1/QĐ-UBND", date(2026, 1, 5), "UBND xã", date(2026, 1, 5))
    merge_units([Unit.objects.get(pk=office.pk), heir], heir, decision=decision, by=SYSTEM)

    page = page_of(make.an_officer(heir), reverse("appraisal_result", args=[appraisal.pk]))

    assert f'href="{reverse("appraisal_results", args=[heir.pk, YEAR])}" aria-current' in page
    assert heir.name in page


def test_a_body_stands_twice_in_the_switch_and_each_says_what_it_opens(commune: Unit, office: Unit) -> None:
    make.a_head(commune)
    shown = page_of(make.a_head(office), reverse("authority_board", args=[office.pk, YEAR]))

    assert "<span>Hồ sơ các đơn vị</span>" in shown
    assert "<span>Việc của chính đơn vị</span>" in shown
