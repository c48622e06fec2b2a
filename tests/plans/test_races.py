"""Two people at once: one deed is done, the other person is told."""

from datetime import date

import pytest
from tests import make
from tests.plans.build import a_cast_below_the_office, an_office_plan, issued_again
from tests.races import at_once

from dvht.evidence.models import Collection
from dvht.plans import actions
from dvht.plans.models import Plan, Task
from dvht.regulation.library import load_pack

pytestmark = pytest.mark.usefixtures("committed_db")


def test_starting_twice_at_once_gives_one_plan() -> None:
    unit = make.a_unit()
    head = make.a_head(unit)
    pack = load_pack("tt24-2023-huyen")

    def start() -> object:
        return actions.start_plan(unit=unit, year=2026, pack=pack, by=head)

    assert at_once(start, start) == ["done", "exists"]
    assert Plan.objects.count() == 1
    assert Collection.objects.count() == 1


def test_two_people_changing_the_plan_at_once_lose_nothing_silently() -> None:
    plan = make.a_plan(make.a_unit())
    head, clerk = make.a_head(plan.unit), make.a_clerk(plan.unit)

    outcomes = at_once(
        lambda: actions.change_plan(plan, {"budget": "Ngân sách"}, version=plan.version, by=head),
        lambda: actions.change_plan(plan, {"budget": "Nguồn khác"}, version=plan.version, by=clerk),
    )

    assert outcomes == ["conflict", "done"]
    assert Plan.objects.get().version == plan.version + 1


def test_tasks_added_at_once_are_all_kept_each_in_its_place() -> None:
    plan = make.a_plan(make.a_unit())
    head = make.a_head(plan.unit)

    def add() -> object:
        return actions.add_task(plan, actions.TaskWords("Phổ biến tiêu chí", "Hiệu trưởng"), by=head)

    assert at_once(add, add, add) == ["done", "done", "done"]
    assert list(Task.objects.values_list("order", flat=True)) == [1, 2, 3]


def test_following_twice_at_once_tightens_once() -> None:
    cast = a_cast_below_the_office()
    higher = an_office_plan(cast)
    own = make.a_plan_in_force(cast.unit, by=cast.head, higher=higher)
    higher = issued_again(higher, cast, r2_5=95)

    def follow() -> object:
        return actions.follow_higher(own, higher, number=2, by=cast.head)

    assert at_once(follow, follow) == ["done", "done"]
    assert Plan.objects.get(pk=own.pk).issued_version == 2
    assert own.versions.count() == 2


def test_putting_in_force_twice_at_once_makes_one_version() -> None:
    plan = make.a_full_plan(make.a_unit())
    head = make.a_head(plan.unit)

    def issue() -> object:
        return actions.put_in_force(plan, by=head)

    assert at_once(issue, issue) == ["done", "state"]
    assert plan.versions.count() == 1


def test_granting_more_time_twice_at_once_grants_it_once() -> None:
    cast = a_cast_below_the_office()
    day = an_office_plan(cast).milestones.get(code="unit_dossier")

    def grant() -> object:
        return actions.grant_extension(day, cast.unit, date(2027, 1, 20), "Bão", by=cast.officer)

    assert at_once(grant, grant) == ["done", "exists"]
