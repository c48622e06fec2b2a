import pytest
from django.core.exceptions import ValidationError
from tests import make

from dvht.evidence.models import Collection
from dvht.plans import actions
from dvht.plans.models import Plan
from dvht.plans.queries import plan_progress
from dvht.plans.states import MOVES, PlanState, TaskState

pytestmark = pytest.mark.django_db


def test_a_plan_with_gaps_is_not_put_in_force_and_each_gap_is_named() -> None:
    plan = make.a_plan(make.a_unit())

    with pytest.raises(ValidationError) as error:
        actions.put_in_force(plan, by=make.a_head(plan.unit))

    assert [(one.params or {})["field"] for one in error.value.error_list] == [
        "purpose",
        "goal",
        "team",
        "tasks",
    ]
    assert error.value.messages == [
        "Chưa có mục đích, yêu cầu.",
        "Chưa chọn mục tiêu của năm.",
        "Tổ đánh giá chưa có ai.",
        "Chưa có nhiệm vụ nào.",
    ]


def test_a_full_plan_is_put_in_force_and_opened_again() -> None:
    plan = make.a_full_plan(make.a_unit())
    head = make.a_head(plan.unit)
    assert plan_progress(plan) == (6, 6)

    assert actions.put_in_force(plan, by=head).state == PlanState.IN_FORCE
    assert actions.reopen_plan(plan, reason="Đổi lịch", by=head).state == PlanState.DRAFT


@pytest.mark.parametrize("state", list(PlanState))
def test_every_move_that_the_table_does_not_allow_is_refused(state: PlanState) -> None:
    plan = make.a_full_plan(make.a_unit())
    head = make.a_head(plan.unit)
    Plan.objects.filter(pk=plan.pk).update(state=state.value)
    deeds = {
        PlanState.IN_FORCE: lambda: actions.put_in_force(plan, by=head),
        PlanState.DRAFT: lambda: actions.reopen_plan(plan, reason="Đổi lịch", by=head),
    }

    for to in set(PlanState) - MOVES[state]:
        with pytest.raises(ValidationError) as error:
            deeds[to]()
        assert error.value.code == "state"


def test_a_plan_in_force_is_not_edited_but_its_tasks_progress() -> None:
    plan = make.a_plan_in_force(make.a_unit())
    head = make.a_head(plan.unit)
    task = plan.tasks.get()

    for deed in (
        lambda: actions.change_plan(plan, {"budget": "x"}, version=plan.version, by=head),
        lambda: actions.set_goal(plan, "2", by=head),
        lambda: actions.set_target(plan, "2.1", 95, by=head),
        lambda: actions.add_task(plan, actions.TaskWords("Họp", "Tổ"), by=head),
        lambda: actions.remove_task(task, by=head),
        lambda: actions.discard_plan(plan, by=head),
    ):
        with pytest.raises(ValidationError) as error:
            deed()
        assert error.value.code == "state"
    moved = actions.update_task_progress(task, state=TaskState.DOING, version=task.version, by=head)
    assert moved.state == TaskState.DOING


def test_opening_again_needs_a_reason() -> None:
    plan = make.a_plan_in_force(make.a_unit())

    with pytest.raises(ValidationError, match="vì sao mở lại"):
        actions.reopen_plan(plan, reason=" ", by=make.a_head(plan.unit))


def test_a_plan_that_somebody_changed_since_it_was_checked_is_not_put_in_force() -> None:
    plan = make.a_full_plan(make.a_unit())
    head = make.a_head(plan.unit)
    actions.change_plan(plan, {"budget": "Ngân sách"}, version=plan.version, by=head)

    with pytest.raises(ValidationError) as error:
        actions.put_in_force(plan, version=plan.version, by=head)

    assert error.value.code == "conflict"


def test_a_target_that_the_higher_plan_has_since_raised_keeps_the_plan_out_of_force() -> None:
    commune = make.a_unit("UBND xã Đồng Sen", kind="commune_peoples_committee")
    officer = make.a_head(commune)
    higher = make.a_plan_in_force(commune, by=officer)
    plan = make.a_full_plan(make.a_unit(under=commune), higher=higher)
    actions.set_target(plan, "2.5", 92, by=officer)
    actions.reopen_plan(higher, reason="Nâng chỉ tiêu", by=officer)
    actions.set_target(higher, "2.5", 95, by=officer)
    actions.put_in_force(higher, by=officer, reason="Nâng chỉ tiêu")

    with pytest.raises(ValidationError, match="92%, thấp hơn 95% của kế hoạch cấp trên"):
        actions.put_in_force(plan, by=officer)


def test_a_draft_on_which_nothing_rests_can_be_given_up_and_the_year_started_again() -> None:
    plan = make.a_plan(make.a_unit())

    actions.discard_plan(plan, by=make.a_head(plan.unit))

    assert not Collection.objects.exists()
    assert make.a_plan(plan.unit).year == 2026


def test_a_plan_on_which_a_lower_plan_rests_is_not_given_up() -> None:
    commune = make.a_unit("UBND xã Đồng Sen", kind="commune_peoples_committee")
    officer = make.a_head(commune)
    higher = make.a_plan_in_force(commune, by=officer)
    make.a_plan(make.a_unit(under=commune), higher=higher)
    actions.reopen_plan(higher, reason="Sửa", by=officer)

    with pytest.raises(ValidationError) as error:
        actions.discard_plan(higher, by=officer)

    assert error.value.code == "in_use"
