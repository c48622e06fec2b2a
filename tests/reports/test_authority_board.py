"""The officer's board says where every unit stands, each count opens its list, and one act reminds many."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.reports.build import (
    YEAR,
    a_paper,
    a_province_over,
    a_title,
    an_office,
    as_person,
    many_submissions,
    many_units,
    page_of,
    url,
)

from dvht.accounts.models import User
from dvht.assessment.models import Assessment
from dvht.inbox.models import Message
from dvht.plans.actions import put_in_force, reopen_plan
from dvht.plans.models import Extension, Milestone, Plan
from dvht.recognition.models import Refusal
from dvht.reports.actions import remind_units
from dvht.reports.queries.board import Board
from dvht.reports.queries.bodies import reach_of
from dvht.reports.queries.listing import LATE, asked_of, found_units
from dvht.reports.queries.standing import days_of, law_day, with_standing
from dvht.reports.states import SHOWN, Standing
from dvht.units.models import Unit
from dvht.workbook.reading import read_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(office: Unit) -> User:
    return make.an_officer(office)


def standing_of(office: Unit, unit: Unit) -> Standing:
    reach = reach_of(office, YEAR, timezone.localdate())
    return Standing(with_standing(reach, days_of(reach)).values_list("standing", flat=True).get(pk=unit.pk))


def test_a_unit_that_did_nothing_has_not_begun(commune: Unit, office: Unit) -> None:
    (unit,) = many_units(commune, 1)

    assert standing_of(office, unit) == Standing.NONE


def test_what_a_unit_did_at_home_shows_as_its_step(commune: Unit, office: Unit) -> None:
    unit = make.a_unit(under=commune, receiving_name="")
    head = make.a_head(unit)
    plan = make.a_plan(unit, YEAR, by=head)
    steps = [standing_of(office, unit)]
    assessment = Assessment.objects.create(plan=plan)
    steps.append(standing_of(office, unit))
    Assessment.objects.filter(pk=assessment.pk).update(state="final")
    steps.append(standing_of(office, unit))

    assert steps == [Standing.PLANNED, Standing.ASSESSING, Standing.FINAL]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("submitted", Standing.SUBMITTED),
        ("withdrawn", Standing.NONE),
        ("returned", Standing.RETURNED),
        ("received", Standing.RECEIVED),
        ("closed", Standing.CLOSED),
    ],
)
def test_a_dossier_shows_where_it_lies(commune: Unit, office: Unit, state: str, expected: Standing) -> None:
    (unit,) = many_units(commune, 1)
    many_submissions([unit], office, state=state, closed_reason="Trùng hồ sơ" if state == "closed" else "")

    assert standing_of(office, unit) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [("examining", Standing.EXAMINING), ("voting", Standing.EXAMINING), ("passed", Standing.PASSED)],
)
def test_an_appraisal_shows_until_it_is_decided(
    commune: Unit, office: Unit, officer: User, state: str, expected: Standing
) -> None:
    unit = make.a_unit(under=commune, receiving_name="")
    submission = make.a_submission(unit, office, commune, by=officer, state="received")
    panel = make.a_panel(office, [officer])
    if state == "passed":
        make.a_passed_appraisal(submission, panel, by=officer)
    else:
        make.an_appraisal(submission, panel, state=state)

    assert standing_of(office, unit) == expected


def test_a_title_and_a_refusal_end_the_year(commune: Unit, office: Unit, officer: User) -> None:
    units = [make.a_unit(f"Đơn vị {n}", under=commune, receiving_name="", symbol=f"D{n}") for n in range(2)]
    panel = make.a_panel(office, [officer])
    first, second = (make.a_submission(unit, office, commune, by=officer, state="received") for unit in units)
    make.a_passed_appraisal(first, panel, by=officer)
    failed = make.an_appraisal(
        second, panel, state="failed", result={}, concluded_at=timezone.now(), concluded_by=officer
    )
    a_title(units[0], commune)
    Refusal.objects.create(appraisal=failed, paper=a_paper(office))

    assert [standing_of(office, unit) for unit in units] == [Standing.RECOGNISED, Standing.REFUSED]


def test_a_title_of_an_earlier_year_that_is_still_valid_asks_for_nothing(commune: Unit, office: Unit) -> None:
    (unit,) = many_units(commune, 1)
    a_title(unit, commune, year=YEAR - 1, valid_until=date(YEAR + 3, 12, 31))

    board = Board(reach_of(office, YEAR, date(YEAR + 1, 2, 1)), date(YEAR + 1, 2, 1))

    assert standing_of(office, unit) == Standing.HOLDING
    assert (board.late, board.missing, board.handed_in, board.total) == (0, 0, 0, 1)


def test_the_head_sentence_says_who_is_late_and_what_waits(
    commune: Unit, office: Unit, officer: User
) -> None:
    units = many_units(commune, 5)
    many_submissions(units[:2], office)

    shown = page_of(officer, url("authority_board", office))

    assert "3 đơn vị quá hạn nộp, 2 hồ sơ chờ kiểm tra" in shown


def test_the_day_of_the_law_counts_where_the_plan_names_none(office: Unit) -> None:
    assert days_of(reach_of(office, 2025, date(2026, 1, 10))).of(office.pk) == date(2026, 1, 14)
    assert law_day(2022) == date(2023, 3, 31)


def test_more_time_that_was_granted_moves_the_day_of_one_unit(
    commune: Unit, office: Unit, officer: User
) -> None:
    units = many_units(commune, 2)
    plan = a_body_plan(office)
    milestone = Milestone.objects.get(plan=plan, code="unit_dossier")
    Extension.objects.create(
        milestone=milestone, unit=units[0], until=date(2099, 1, 1), reason="Lũ lụt", granted_by=officer
    )
    reach = reach_of(office, YEAR, timezone.localdate())

    late = found_units(reach, days_of(reach), asked_of({"trang-thai": LATE}), timezone.localdate())

    assert [unit.pk for unit in late] == [units[1].pk]


def test_the_office_counts_by_the_day_of_the_plan_that_the_committee_above_it_issued(
    commune: Unit, office: Unit, officer: User
) -> None:
    plan = make.a_plan_in_force(commune, YEAR)
    plan.milestones.filter(code="unit_dossier").update(last_day=date(2099, 1, 10))
    reopen_plan(plan, reason="Lùi ngày", by=make.a_head(commune))
    put_in_force(plan, by=make.a_head(commune), reason="Lùi ngày")
    units = many_units(commune, 2)
    reach = reach_of(office, YEAR, timezone.localdate())

    days = days_of(reach)

    assert (days.issued.plan if days.issued else None) == plan
    assert {unit.due_on for unit in with_standing(reach, days).filter(pk__in=[u.pk for u in units])} == {
        date(2099, 1, 10)
    }
    wide = reach_of(commune, YEAR, timezone.localdate())
    assert days_of(wide).of(office.pk) == date(2099, 1, 10)
    shown = page_of(officer, url("authority_board", office))
    assert reverse("plan_extensions", args=[commune.pk, YEAR]) in shown


def test_an_extension_that_was_revoked_counts_no_more(commune: Unit, office: Unit, officer: User) -> None:
    units = many_units(commune, 1)
    milestone = Milestone.objects.get(plan=a_body_plan(office), code="unit_dossier")
    Extension.objects.create(
        milestone=milestone, unit=units[0], until=date(2099, 1, 1), reason="Lũ lụt", granted_by=officer,
        revoked_at=timezone.now(), revoked_by=officer, revoked_reason="Hết lý do",
    )  # fmt: skip
    board = Board(reach_of(office, YEAR, timezone.localdate()), timezone.localdate())

    assert board.late == 1


def test_each_count_opens_its_list(commune: Unit, office: Unit, officer: User) -> None:
    units = many_units(commune, 4)
    many_submissions(units[:1], office)
    many_submissions(units[1:2], office, state="returned")
    client = as_person(officer)
    board = Board(reach_of(office, YEAR, timezone.localdate()), timezone.localdate())

    for tile in (*board.tiles, *board.chips):
        answer = client.get(url("authority_units", office), {"trang-thai": tile.slug})
        assert answer.context["page"].paginator.count == tile.count, tile.slug


def test_the_list_is_searched_without_marks_and_sorted_as_a_dictionary(
    commune: Unit, office: Unit, officer: User
) -> None:
    for name in ("Trường Tiểu học Ấp Bắc", "Trường Tiểu học An Bình", "Trường Mầm non Hoa Đào"):
        make.a_unit(name, under=commune, receiving_name="")

    answer = as_person(officer).get(url("authority_units", office), {"q": "truong tieu hoc a"})

    assert [line.unit.name for line, _ in answer.context["lines"]] == [
        "Trường Tiểu học An Bình",
        "Trường Tiểu học Ấp Bắc",
    ]


def test_filters_that_nobody_offers_ask_for_nothing(commune: Unit, office: Unit, officer: User) -> None:
    many_units(commune, 2)
    query = {"trang-thai": "x", "khoi": "x", "loai": "x", "han": "x", "co-quan": "²", "page": "99"}

    assert as_person(officer).get(url("authority_units", office), query).context["page"].paginator.count == 2


def test_the_list_leaves_as_a_workbook(commune: Unit, office: Unit, officer: User) -> None:
    many_submissions(many_units(commune, 3)[:1], office)

    content = (
        as_person(officer).get(url("authority_units_export", office), {"trang-thai": "chua-nop"}).content
    )

    rows = read_workbook(content, "don-vi.xlsx").sheets[0].rows
    assert [row[1] for row in rows[2:4]] == ["Đơn vị số 1", "Đơn vị số 2"]


def test_an_officer_sees_the_sectors_looked_after_and_may_ask_for_all(commune: Unit, office: Unit) -> None:
    many_units(commune, 4)
    officer = make.an_officer(office, sectors=("preschool",))
    client = as_person(officer)

    own = client.get(url("authority_board", office)).context["board"].total
    everything = client.get(url("authority_board", office), {"pham-vi": "tat-ca"}).context["board"].total

    assert (own, everything) == (1, 4)


def test_a_chair_reads_the_units_that_wait_for_a_decision(commune: Unit, office: Unit, officer: User) -> None:
    many_submissions(many_units(commune, 3)[:1], office)
    chair = make.a_head(commune)

    assert "2 đơn vị quá hạn nộp" in page_of(chair, url("authority_board", commune))


def test_a_chair_is_told_who_waits_for_a_decision(commune: Unit, office: Unit, officer: User) -> None:
    unit = make.a_unit(under=commune, receiving_name="")
    submission = make.a_submission(unit, office, commune, by=officer, state="received")
    make.a_passed_appraisal(submission, make.a_panel(office, [officer]), by=officer)

    shown = page_of(make.a_head(commune), url("authority_board", commune))

    assert "1 đơn vị được thẩm định là đủ điều kiện, chưa có quyết định." in shown
    assert "Chờ tôi kiểm tra" not in shown


def test_a_chair_is_led_to_no_dossier_that_lies_at_the_office(commune: Unit, office: Unit) -> None:
    (submission,) = many_submissions(many_units(commune, 1), office)
    shown = page_of(make.a_head(commune), url("authority_units", commune))

    assert url("submission", office, submission.pk) not in shown
    assert url("submission", commune, submission.pk) not in shown


def test_an_association_reads_its_area_and_does_nothing_there(commune: Unit, office: Unit) -> None:
    many_submissions(many_units(commune, 2)[:1], office)
    client = as_person(make.a_study_association(commune))

    board = client.get(url("authority_board", commune)).content.decode()

    assert "1 đơn vị quá hạn nộp" in board
    assert url("authority_remind", commune) not in board
    assert "/ho-so/" not in board
    assert client.post(url("authority_remind", commune), {"text": "Nhắc"}).status_code == 403
    assert client.get(url("authority_board", office)).status_code == 404


def test_an_association_learns_a_result_only_when_it_is_given(
    commune: Unit, office: Unit, officer: User
) -> None:
    unit = make.a_unit(under=commune, receiving_name="")
    submission = make.a_submission(unit, office, commune, by=officer, state="received")
    make.a_passed_appraisal(submission, make.a_panel(office, [officer]), by=officer)

    reach = reach_of(commune, YEAR, timezone.localdate(), association=True)

    assert with_standing(reach, days_of(reach)).get(pk=unit.pk).standing == Standing.EXAMINING  # type: ignore[attr-defined]  # annotated


def test_a_school_is_no_body(commune: Unit) -> None:
    school = make.a_unit(under=commune)

    assert as_person(make.a_head(school)).get(url("authority_board", school)).status_code == 404


def test_a_body_of_another_area_is_not_found(officer: User) -> None:
    _, other = an_office()

    assert as_person(officer).get(url("authority_board", other)).status_code == 404


@pytest.mark.parametrize("year", [0, 1999, 2019, 99999])
def test_a_year_before_the_circulars_or_far_ahead_is_not_found(
    office: Unit, officer: User, year: int
) -> None:
    assert as_person(officer).get(reverse("authority_board", args=[office.pk, year])).status_code == 404


def test_a_province_drills_down_by_office(commune: Unit, office: Unit) -> None:
    many_submissions(many_units(commune, 3)[:1], office)
    department, head = a_province_over(commune)
    client = as_person(head)

    board = client.get(url("authority_board", department))
    found = client.get(url("authority_units", department), {"co-quan": office.pk})

    assert [(line.name, line.total, line.handed_in) for line in board.context["offices"]] == [
        (office.name, 3, 1)
    ]
    assert found.context["page"].paginator.count == 3
    assert client.get(url("authority_board", office)).status_code == 404


def test_reminding_leaves_one_message_a_day_however_often_it_is_pressed(
    commune: Unit, office: Unit, officer: User
) -> None:
    units = many_units(commune, 3)
    client = as_person(officer)
    said = {"text": "Đề nghị nộp hồ sơ.", "don-vi": [unit.pk for unit in units[:2]], "da-chon": "1"}

    for _ in range(2):
        assert client.post(url("authority_remind", office), said).status_code == 302

    assert sorted(Message.objects.values_list("unit_id", "text")) == [
        (unit.pk, "Đề nghị nộp hồ sơ.") for unit in units[:2]
    ]
    assert "1 lần" in page_of(officer, url("authority_board", office))


def test_a_reminder_the_next_day_is_another(commune: Unit, office: Unit, officer: User) -> None:
    units = many_units(commune, 2)
    today = timezone.localdate()

    told = [
        remind_units(office, YEAR, units, text="Nhắc", on=today + timedelta(days=days), by=officer)
        for days in (0, 0, 1)
    ]

    assert told == [2, 0, 2]


def test_only_units_that_have_not_handed_in_are_reminded(commune: Unit, office: Unit, officer: User) -> None:
    units = many_units(commune, 2)
    many_submissions(units[:1], office)
    other = make.a_unit("Trường ở nơi khác")
    said = {"text": "Nhắc", "don-vi": [units[0].pk, units[1].pk, other.pk], "da-chon": "1"}

    as_person(officer).post(url("authority_remind", office), said)

    assert list(Message.objects.values_list("unit_id", flat=True)) == [units[1].pk]


@pytest.mark.parametrize("said", [{"text": ""}, {"text": "Nhắc", "da-chon": "1"}])
def test_a_reminder_without_words_or_to_nobody_is_not_sent(
    commune: Unit, office: Unit, officer: User, said: dict[str, str]
) -> None:
    many_units(commune, 1)

    assert as_person(officer).post(url("authority_remind", office), said).status_code == 422
    assert not Message.objects.exists()


def test_an_officer_reminds_only_the_sectors_looked_after(commune: Unit, office: Unit) -> None:
    units = many_units(commune, 4)
    officer = make.an_officer(office, sectors=("preschool",))

    as_person(officer).post(
        url("authority_remind", office), {"text": "Nhắc", "don-vi": [u.pk for u in units]}
    )

    assert list(Message.objects.values_list("unit_id", flat=True)) == [units[0].pk]


def test_a_body_that_is_no_more_reminds_nobody(commune: Unit, office: Unit, officer: User) -> None:
    many_units(commune, 1)
    Unit.objects.filter(pk=office.pk).update(dissolved_on=date(2026, 1, 1))

    assert as_person(officer).get(url("authority_board", office)).status_code == 200
    assert as_person(officer).post(url("authority_remind", office), {"text": "Nhắc"}).status_code == 403


def test_every_standing_is_said_in_words_and_an_address() -> None:
    assert set(SHOWN) == set(Standing)
    assert len({shown.slug for shown in SHOWN.values()}) == len(Standing)


def a_body_plan(office: Unit) -> Plan:
    return make.a_plan_in_force(office, YEAR)
