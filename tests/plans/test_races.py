"""Two people at once: one deed is done, the other person is told."""

import pytest
from tests import make
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
