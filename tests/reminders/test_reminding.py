"""What is due goes into the inbox: to whom, when, and once."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.cast import Cast, a_cast
from tests.plans.build import a_cast_below_the_office, an_office_plan
from tests.races import DONE, at_once
from tests.reminders.build import a_calendar, a_date, an_extension, being_changed, revoked

from dvht.dossiers.models import Return
from dvht.inbox.models import Message
from dvht.plans.actions import (
    MilestoneWords,
    change_milestone,
    put_in_force,
    remove_milestone,
    reopen_plan,
)
from dvht.plans.models import Task
from dvht.reminders.actions import remind_of_due
from dvht.reminders.queries import due_for
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db
LAST = date(2027, 1, 14)
"""The last day for the dossier of 2026: “trước ngày 15/01” (TT 24/2023, Điều 10.1c)."""


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def told(unit: Unit) -> list[str]:
    return list(Message.objects.filter(unit=unit).order_by("pk").values_list("subject", flat=True))


def days_told(unit: Unit) -> list[str]:
    return [subject.split(":")[0] for subject in told(unit)]


def every_day(first: date, last: date) -> None:
    for number in range((last - first).days + 1):
        remind_of_due(first + timedelta(days=number))


def test_a_unit_is_reminded_at_30_14_7_1_days_and_once_when_late(cast: Cast) -> None:
    a_calendar(cast.unit, 2026, "unit_dossier")

    every_day(LAST - timedelta(days=40), LAST + timedelta(days=40))

    assert days_told(cast.unit) == [
        "Còn 30 ngày",
        "Còn 14 ngày",
        "Còn 7 ngày",
        "Còn 1 ngày",
        "Quá hạn 1 ngày",
    ]


def test_doing_it_again_the_same_day_tells_nothing(cast: Cast) -> None:
    a_calendar(cast.unit, 2026, "unit_dossier")

    assert [remind_of_due(LAST - timedelta(days=7)) for _ in range(3)] == [1, 0, 0]


@pytest.mark.parametrize(
    ("left", "words"),
    [(31, []), (30, ["Còn 30 ngày"]), (20, ["Còn 20 ngày"]), (14, ["Còn 14 ngày"]), (5, ["Còn 5 ngày"]),
     (0, ["Hôm nay là ngày cuối"]), (-3, ["Quá hạn 3 ngày"]), (-30, ["Quá hạn 30 ngày"]), (-31, [])],
)  # fmt: skip
def test_after_days_without_a_round_only_the_nearest_mark_is_told(
    cast: Cast, left: int, words: list[str]
) -> None:
    a_calendar(cast.unit, 2026, "unit_dossier")

    remind_of_due(LAST - timedelta(days=left))

    assert days_told(cast.unit) == words


def test_a_unit_that_handed_in_is_reminded_no_more_and_one_that_withdrew_again(cast: Cast) -> None:
    a_calendar(cast.unit, 2026, "unit_dossier")
    submission = make.a_submission(cast.unit, cast.office, cast.commune, year=2026, by=cast.head)

    remind_of_due(LAST - timedelta(days=7))
    assert told(cast.unit) == []

    submission.state = "withdrawn"
    submission.save()
    remind_of_due(LAST - timedelta(days=6))
    assert days_told(cast.unit) == ["Còn 6 ngày"]


def test_more_time_in_writing_moves_the_reminders_of_that_unit_alone(cast: Cast) -> None:
    of_office = a_calendar(cast.office, 2026, "unit_dossier").milestones.get()
    a_calendar(cast.unit, 2026, "unit_dossier")
    a_calendar(cast.other_unit, 2026, "unit_dossier")
    extension = an_extension(of_office, cast.unit, LAST + timedelta(days=20), by=cast.office_head)

    remind_of_due(LAST + timedelta(days=2))
    assert (days_told(cast.unit), days_told(cast.other_unit)) == (["Còn 18 ngày"], ["Quá hạn 2 ngày"])
    assert "gia hạn" in Message.objects.get(unit=cast.unit).text

    revoked(extension, by=cast.office_head)
    remind_of_due(LAST + timedelta(days=3))
    assert days_told(cast.unit) == ["Còn 18 ngày", "Quá hạn 3 ngày"]


def test_a_unit_without_a_plan_is_reminded_of_the_day_of_the_body_that_receives(cast: Cast) -> None:
    Unit.objects.update(receiving_name="")
    a_calendar(cast.office, 2026)

    remind_of_due(LAST - timedelta(days=7))

    assert days_told(cast.unit) == days_told(cast.other_unit) == ["Còn 7 ngày"]
    assert not Message.objects.filter(unit__in=(cast.other_office, cast.commune)).exists()


def test_a_unit_whose_office_works_by_the_plan_of_the_commune_is_reminded_of_its_day(cast: Cast) -> None:
    Unit.objects.update(receiving_name="")
    a_calendar(cast.commune, 2026)

    remind_of_due(LAST - timedelta(days=7))

    assert days_told(cast.unit) == days_told(cast.other_unit) == ["Còn 7 ngày"]
    assert due_for({cast.unit.pk}, LAST, LAST)[0].last_day == LAST
    assert not Message.objects.filter(unit=cast.other_office).exists()


def test_the_plan_of_the_office_itself_goes_before_that_of_the_commune(cast: Cast) -> None:
    Unit.objects.update(receiving_name="")
    a_calendar(cast.commune, 2026, "unit_dossier")
    own = a_calendar(cast.office, 2026, "unit_dossier").milestones.get()
    own.last_day = LAST - timedelta(days=30)
    own.save()

    remind_of_due(LAST - timedelta(days=37))
    remind_of_due(LAST - timedelta(days=7))

    assert days_told(cast.unit) == ["Còn 7 ngày", "Quá hạn 23 ngày"]


def test_an_office_without_a_plan_is_told_what_the_plan_of_the_commune_leaves_to_it(cast: Cast) -> None:
    a_calendar(cast.commune, 2026, "recognition", "unit_dossier")

    remind_of_due(date(2027, 2, 10))

    assert [subject.split(": ")[1] for subject in told(cast.office)] == ["Hoàn thành đánh giá, công nhận"]


def test_a_unit_with_a_plan_of_its_own_is_told_once(cast: Cast) -> None:
    a_calendar(cast.office, 2026)
    a_calendar(cast.unit, 2026, "unit_dossier")

    remind_of_due(LAST - timedelta(days=7))

    assert len(told(cast.unit)) == 1


def test_a_body_is_told_of_what_the_calendar_leaves_to_it_and_a_unit_is_not(cast: Cast) -> None:
    a_calendar(cast.office, 2026, "recognition", "unit_dossier")
    a_calendar(cast.unit, 2026, "recognition")

    remind_of_due(date(2027, 2, 10))

    assert [subject.split(": ")[1] for subject in told(cast.office)] == ["Hoàn thành đánh giá, công nhận"]
    assert "Hoàn thành đánh giá, công nhận" not in " ".join(told(cast.unit))


def test_a_date_that_people_added_is_theirs_and_nobody_claims_that_it_was_missed(cast: Cast) -> None:
    a_date(a_calendar(cast.unit, 2026, "unit_dossier"), date(2026, 10, 1))

    remind_of_due(date(2026, 10, 3))

    message = Message.objects.get(unit=cast.unit)
    assert message.subject == "Quá hạn 2 ngày: Họp Tổ đánh giá"
    assert "không biết việc này đã xong hay chưa" in message.text


def test_a_task_is_told_at_7_and_1_days_and_when_late_until_it_is_done(cast: Cast) -> None:
    plan = a_calendar(cast.unit, 2026, "unit_dossier")
    due = date(2026, 6, 20)
    task = Task.objects.create(plan=plan, content="Phổ biến tiêu chí", lead="Hiệu trưởng", due_on=due)

    every_day(due - timedelta(days=35), due - timedelta(days=1))
    task.state, task.done_on = "done", due
    task.save()
    every_day(due, due + timedelta(days=5))

    assert days_told(cast.unit) == ["Còn 7 ngày", "Còn 1 ngày"]


def test_a_dossier_that_was_given_back_is_reminded_by_the_day_set_last(cast: Cast) -> None:
    submission = make.a_submission(cast.unit, cast.office, cast.commune, by=cast.head, state="returned")
    for day in (date(2026, 1, 20), date(2026, 2, 20)):
        delivery = make.a_delivery(submission, make.a_snapshot(cast.unit), by=cast.head)
        Return.objects.create(
            submission=submission,
            delivery=delivery,
            whole=True,
            reason="Thiếu",
            due_on=day,
            returned_by=cast.officer,
        )

    remind_of_due(date(2026, 2, 14))

    assert told(cast.unit) == ["Còn 6 ngày: Bổ sung, nộp lại hồ sơ năm 2025"]


def test_a_draft_and_a_unit_that_is_no_more_are_left_in_peace(cast: Cast) -> None:
    a_calendar(cast.unit, 2026, "unit_dossier", state="draft")
    a_calendar(cast.other_unit, 2026, "unit_dossier")
    cast.other_unit.dissolved_on = date(2026, 1, 1)
    cast.other_unit.save()

    assert remind_of_due(LAST - timedelta(days=7)) == 0


def test_a_day_that_was_moved_is_told_again(cast: Cast) -> None:
    milestone = a_calendar(cast.unit, 2026, "unit_dossier").milestones.get()
    remind_of_due(LAST - timedelta(days=7))

    milestone.last_day = LAST - timedelta(days=1)
    milestone.save()
    remind_of_due(LAST - timedelta(days=7))

    assert days_told(cast.unit) == ["Còn 7 ngày", "Còn 6 ngày"]


def test_while_the_plan_of_an_office_is_changed_its_units_are_reminded_of_the_day_that_was_issued() -> None:
    cast = a_cast_below_the_office()
    plan = an_office_plan(cast, LAST)
    remind_of_due(LAST - timedelta(days=14))
    reopen_plan(plan, reason="Đổi hạn", by=cast.office_head)
    day = plan.milestones.get(code="unit_dossier")
    sooner = MilestoneWords(day.title, LAST - timedelta(days=4))
    change_milestone(day, sooner, version=day.version, by=cast.officer)

    remind_of_due(LAST - timedelta(days=14))
    remind_of_due(LAST - timedelta(days=7))
    assert due_told(cast.unit) == due_told(cast.other_unit) == ["Còn 14 ngày", "Còn 7 ngày"]

    put_in_force(plan, by=cast.office_head, reason="Tỉnh đổi kế hoạch")
    remind_of_due(LAST - timedelta(days=7))
    assert due_told(cast.unit) == ["Còn 14 ngày", "Còn 7 ngày", "Còn 3 ngày"]


def test_while_its_own_plan_is_changed_an_office_and_a_unit_go_by_what_was_issued() -> None:
    cast = a_cast_below_the_office()
    office, own = an_office_plan(cast, LAST), make.a_plan_in_force(cast.unit, by=cast.head)
    reopen_plan(office, reason="Đổi", by=cast.office_head)
    reopen_plan(own, reason="Đổi", by=cast.head)
    day = own.milestones.get(code="recognition")
    remove_milestone(own.milestones.get(code="unit_dossier"), by=cast.head)

    remind_of_due(LAST - timedelta(days=7))
    remind_of_due(day.last_day - timedelta(days=7))

    assert due_told(cast.unit).count("Còn 7 ngày") == 1
    assert f"Còn 7 ngày: {day.title}" in told(cast.office)


def due_told(unit: Unit) -> list[str]:
    """When the unit was reminded of its dossier."""
    found = Message.objects.filter(unit=unit, topic="deadline", subject__contains="hồ sơ").order_by("pk")
    return [subject.split(":")[0] for subject in found.values_list("subject", flat=True)]


@pytest.mark.parametrize(("kind", "is_said"), [("school_year_end", True), ("by", False)])
def test_a_date_for_which_no_text_names_a_day_says_so(cast: Cast, kind: str, is_said: bool) -> None:
    day = a_date(a_calendar(cast.unit, 2026, "unit_dossier"), date(2027, 5, 25))
    day.kind, day.wording = kind, "vào cuối năm học 2026 - 2027"
    day.save()

    remind_of_due(date(2027, 5, 20))

    text = Message.objects.get(unit=cast.unit).text
    assert "Vào cuối năm học 2026 - 2027" in text
    assert ("văn bản không ghi ngày" in text) is is_said


def test_a_round_asks_the_database_equally_often_for_three_and_for_sixty_units(cast: Cast) -> None:
    office = a_calendar(cast.office, 2026)

    def units(number: int) -> None:
        for place in range(number):
            unit = make.a_unit(
                f"Trường {place}", under=Unit.objects.get(pk=cast.commune.pk), receiving_name=""
            )
            if place % 2:
                plan = a_calendar(unit, 2026, "unit_dossier")
                an_extension(office.milestones.get(code="unit_dossier"), unit, LAST, by=cast.officer)
                Task.objects.create(plan=plan, content="Việc", lead="A", due_on=LAST)
                if place % 4 == 1:
                    being_changed(plan)

    def queries(day: date) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert remind_of_due(day) > 0
        return len([one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    units(3)
    few = queries(LAST - timedelta(days=7))
    units(60)

    assert queries(LAST - timedelta(days=1)) == few <= 15


@pytest.mark.usefixtures("committed_db")
def test_two_rounds_at_the_same_moment_tell_once() -> None:
    cast = a_cast()
    a_calendar(cast.unit, 2026, "unit_dossier")

    assert at_once(*[lambda: remind_of_due(LAST - timedelta(days=7))] * 2) == [DONE, DONE]
    assert len(told(cast.unit)) == 1
