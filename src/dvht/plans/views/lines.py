"""The lists of a plan and the page of each of their lines: committee, tasks, calendar, dossier list."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.plans import actions
from dvht.plans.forms import MemberForm, MilestoneForm, PaperForm, ProgressForm, TaskForm
from dvht.plans.models import CommitteeKind, CommitteeMember, Milestone, Plan, PlanPaper, Task
from dvht.plans.queries import sheet_of
from dvht.plans.states import TaskState
from dvht.plans.views.doors import (
    context_of,
    into_form,
    to_page,
    version_of,
    visible_plan,
    writes_draft,
    writes_plan,
)
from dvht.plans.views.sections import theirs
from dvht.ui.requests import SignedInRequest

Line = TypeVar("Line", PlanPaper, Milestone, CommitteeMember, Task)
either = require_http_methods(["GET", "HEAD", "POST"])


def _list(request: SignedInRequest, unit_id: int, year: int, name: str) -> HttpResponse:
    plan = visible_plan(request, unit_id, year)
    context = context_of(request, plan, sheet=sheet_of(plan), today=timezone.localdate())
    return render(request, f"plans/{name}.html", context)


@require_safe
def plan_committee(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    return _list(request, unit_id, year, "plan_committee")


@require_safe
def plan_tasks(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    return _list(request, unit_id, year, "plan_tasks")


@require_safe
def plan_calendar(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    return _list(request, unit_id, year, "plan_calendar")


@require_safe
def plan_papers(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    return _list(request, unit_id, year, "plan_papers")


@either
@writes_draft
def plan_member_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    body = request.GET.get("to_chuc", CommitteeKind.TEAM)
    form = MemberForm(request.POST or None, initial={"body": body})
    return _edit(
        request, plan, form, "member", lambda: actions.add_member(plan, form.words(), by=request.user)
    )


@either
@writes_draft
def plan_member(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(CommitteeMember, plan=plan, pk=line_id)
    form = MemberForm(request.POST or None, instance=_copy(line))

    def deed() -> object:
        return actions.change_member(line, form.words(), version=version_of(request), by=request.user)

    return _edit(request, plan, form, "member", deed, line)


@require_POST
@writes_draft
def plan_member_move(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(CommitteeMember, plan=plan, pk=line_id)
    return _do(
        request, plan, "plan_committee", lambda: actions.move_member(line, up=_up(request), by=request.user)
    )


@require_POST
@writes_draft
def plan_member_remove(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(CommitteeMember, plan=plan, pk=line_id)
    told = f"Đã bỏ {line.name} khỏi {line.get_body_display()}."
    return _do(request, plan, "plan_committee", lambda: actions.remove_member(line, by=request.user), told)


@either
@writes_draft
def plan_task_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    form = TaskForm(request.POST or None)
    return _edit(request, plan, form, "task", lambda: actions.add_task(plan, form.words(), by=request.user))


@either
@writes_draft
def plan_task(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Task, plan=plan, pk=line_id)
    form = TaskForm(request.POST or None, instance=_copy(line))

    def deed() -> object:
        return actions.change_task(line, form.words(), version=version_of(request), by=request.user)

    return _edit(request, plan, form, "task", deed, line)


@either
@writes_plan
def plan_task_progress(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    """How far a task is: also while the plan is in force."""
    line = get_object_or_404(Task, plan=plan, pk=line_id)
    form = ProgressForm(request.POST or None, instance=_copy(line))

    def deed() -> object:
        values = form.cleaned_data
        if values["state"] != TaskState.DONE:
            values = {**values, "done_on": None, "late_reason": ""}
        return actions.update_task_progress(line, **values, version=version_of(request), by=request.user)

    return _edit(request, plan, form, "task_progress", deed, line)


@require_POST
@writes_draft
def plan_task_move(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Task, plan=plan, pk=line_id)
    return _do(request, plan, "plan_tasks", lambda: actions.move_task(line, up=_up(request), by=request.user))


@require_POST
@writes_draft
def plan_task_remove(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Task, plan=plan, pk=line_id)
    told = f"Đã xóa nhiệm vụ “{line}”."
    return _do(request, plan, "plan_tasks", lambda: actions.remove_task(line, by=request.user), told)


@either
@writes_draft
def plan_milestone_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    form = MilestoneForm(request.POST or None)

    def deed() -> object:
        return actions.add_milestone(plan, form.words(), by=request.user)

    return _edit(request, plan, form, "milestone", deed)


@either
@writes_draft
def plan_milestone(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Milestone, plan=plan, pk=line_id)
    form = MilestoneForm(request.POST or None, instance=_copy(line))

    def deed() -> object:
        return actions.change_milestone(line, form.words(), version=version_of(request), by=request.user)

    return _edit(request, plan, form, "milestone", deed, line)


@require_POST
@writes_draft
def plan_milestone_remove(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Milestone, plan=plan, pk=line_id)
    told = f"Đã xóa mốc “{line}”."
    return _do(request, plan, "plan_calendar", lambda: actions.remove_milestone(line, by=request.user), told)


@either
@writes_draft
def plan_paper_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    listed = frozenset(plan.papers.values_list("kind", flat=True))
    form = PaperForm(request.POST or None, listed=listed)
    return _edit(request, plan, form, "paper", lambda: actions.add_paper(plan, form.words(), by=request.user))


@either
@writes_draft
def plan_paper(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(PlanPaper, plan=plan, pk=line_id)
    form = PaperForm(request.POST or None, instance=_copy(line))

    def deed() -> object:
        return actions.change_paper(line, form.words(), version=version_of(request), by=request.user)

    return _edit(request, plan, form, "paper", deed, line)


@require_POST
@writes_draft
def plan_paper_move(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(PlanPaper, plan=plan, pk=line_id)
    return _do(
        request, plan, "plan_papers", lambda: actions.move_paper(line, up=_up(request), by=request.user)
    )


@require_POST
@writes_draft
def plan_paper_remove(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(PlanPaper, plan=plan, pk=line_id)
    told = f"Đã bỏ “{line}” khỏi danh mục hồ sơ."
    return _do(request, plan, "plan_papers", lambda: actions.remove_paper(line, by=request.user), told)


LISTS = {
    "member": "plan_committee",
    "task": "plan_tasks",
    "task_progress": "plan_tasks",
    "milestone": "plan_calendar",
    "paper": "plan_papers",
}


def _up(request: SignedInRequest) -> bool:
    return request.POST.get("len") == "1"


def _copy(line: Line) -> Line:
    """A line of its own for the form, so that what a person typed never passes for what is stored."""
    return type(line).objects.get(pk=line.pk)


def _edit(
    request: SignedInRequest,
    plan: Plan,
    form: ModelForm[Any],
    name: str,
    deed: Callable[[], object],
    line: Any = None,
) -> HttpResponse:
    status, version, changed = 200, line.version if line else 0, []
    if request.method == "POST":
        version, status = version_of(request), 422
        if form.is_valid():
            try:
                done = deed()
            except ValidationError as error:
                status = into_form(form, error, _field_of)
                if status == 409 and line:
                    line.refresh_from_db()
                    version, changed = line.version, theirs(form, line)
            else:
                messages.success(request, f"Đã lưu “{done}”.")
                return to_page(LISTS[name], plan)
    context = context_of(
        request, plan, form=form, line=line, version=version, theirs=changed, list_name=LISTS[name]
    )
    return render(request, f"plans/plan_{name}.html", context, status=status)


def _field_of(name: str) -> str:
    """The field of the form in which a field of the model is written."""
    return {"last_day": "day", "starts_on": "first"}.get(name, name)


def _do(
    request: SignedInRequest, plan: Plan, list_name: str, deed: Callable[[], object], told: str = ""
) -> HttpResponse:
    try:
        deed()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if told:
            messages.success(request, told)
    return to_page(list_name, plan)
