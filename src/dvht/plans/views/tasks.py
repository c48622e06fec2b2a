"""The tasks of the year and how far they are."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from dvht.plans import actions
from dvht.plans.forms import ProgressForm, TaskForm
from dvht.plans.models import Plan, Task
from dvht.plans.states import TaskState
from dvht.plans.views.doors import version_of, writes_draft, writes_plan
from dvht.plans.views.lines import copy_of, edit_page, either, is_up, list_page, small_deed
from dvht.ui.requests import SignedInRequest


@require_safe
def plan_tasks(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    return list_page(request, unit_id, year, "plan_tasks")


@either
@writes_draft
def plan_task_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    form = TaskForm(request.POST or None)

    def deed() -> object:
        words = actions.TaskWords(**form.cleaned_data)
        return actions.add_task(plan, words, by=request.user)

    return edit_page(request, plan, form, "plan_task", deed)


@either
@writes_draft
def plan_task(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Task, plan=plan, pk=line_id)
    form = TaskForm(request.POST or None, instance=copy_of(line))

    def deed() -> object:
        words = actions.TaskWords(**form.cleaned_data)
        return actions.change_task(line, words, version=version_of(request), by=request.user)

    return edit_page(request, plan, form, "plan_task", deed, line)


@either
@writes_plan
def plan_task_progress(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    """How far a task is: also while the plan is in force."""
    line = get_object_or_404(Task, plan=plan, pk=line_id)
    form = ProgressForm(request.POST or None, instance=copy_of(line))

    def deed() -> object:
        values = form.cleaned_data
        if values["state"] != TaskState.DONE:
            values = {**values, "done_on": None, "late_reason": ""}
        return actions.update_task_progress(line, **values, version=version_of(request), by=request.user)

    return edit_page(request, plan, form, "plan_task_progress", deed, line)


@require_POST
@writes_draft
def plan_task_move(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Task, plan=plan, pk=line_id)
    up = is_up(request)
    return small_deed(request, plan, "plan_tasks", lambda: actions.move_task(line, up=up, by=request.user))


@require_POST
@writes_draft
def plan_task_remove(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Task, plan=plan, pk=line_id)
    told = f"Đã xóa nhiệm vụ “{line}”."
    return small_deed(request, plan, "plan_tasks", lambda: actions.remove_task(line, by=request.user), told)
