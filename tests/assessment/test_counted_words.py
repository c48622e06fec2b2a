"""The day that a paper names beside the number of members is one that its readers can believe."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone
from tests import make

from dvht.accounts.models import User
from dvht.assessment.letters import self_assessment_report
from dvht.assessment.queries import assessment_of, sheet_of
from dvht.assessment.queries.sheet import Sheet
from dvht.assessment.queries.words import counted_words
from dvht.plans.models import Task
from dvht.plans.states import TaskState
from dvht.units.models import Unit


@pytest.fixture
def unit(db: None) -> Unit:
    return make.a_unit()


@pytest.fixture
def head(unit: Unit) -> User:
    return make.a_head(unit)


def settled(unit: Unit, head: User, year: int, pack: str) -> Sheet:
    return sheet_of(assessment_of(make.a_finalised_year(unit, year=year, pack=pack, by=head)))


def test_a_counting_day_that_has_come_is_named(unit: Unit, head: User) -> None:
    sheet = settled(unit, head, 2025, "tt24-2023-huyen")

    assert counted_words(replace(sheet, counted_on=dt.date(2025, 12, 31))) == " tính đến 31/12/2025"


def test_a_counting_day_still_to_come_is_not_claimed(unit: Unit, head: User) -> None:
    sheet = settled(unit, head, 2025, "tt24-2023-huyen")

    assert counted_words(replace(sheet, counted_on=timezone.localdate() + dt.timedelta(days=1))) == ""


def test_members_of_an_earlier_year_are_not_said_to_be_counted_today(unit: Unit, head: User) -> None:
    sheet = settled(unit, head, 2022, "tt22-2020")

    assert counted_words(replace(sheet, counted_on=dt.date(2022, 11, 30))) == " tính đến 30/11/2022"
    assert counted_words(replace(sheet, counted_on=timezone.localdate())) == ""


def test_the_report_counts_tasks_only_when_somebody_has_marked_one_done(unit: Unit, head: User) -> None:
    plan = make.a_finalised_year(unit, by=head)
    plan.tasks.all().delete()
    task = Task.objects.create(plan=plan, content="Phổ biến tiêu chí", lead="Văn thư")

    def work() -> str:
        letter = self_assessment_report(assessment_of(type(plan).objects.get(pk=plan.pk)))
        return next(part.text for part in letter.text_parts if part.key == "work")

    assert "nhiệm vụ của kế hoạch" not in work()
    Task.objects.filter(pk=task.pk).update(state=TaskState.DONE, done_on=timezone.localdate())
    assert "Đã hoàn thành 1/1 nhiệm vụ của kế hoạch." in work()
