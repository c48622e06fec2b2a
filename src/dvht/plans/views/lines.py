"""What the pages of every kind of line have in common: the list, the form, the small deeds."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dvht.plans.models import Activity, CommitteeMember, Milestone, Plan, PlanPaper, Session, Task
from dvht.plans.queries import calendar_days, sheet_of
from dvht.plans.views.doors import context_of, into_form, to_page, version_of, visible_plan
from dvht.plans.views.sections import theirs
from dvht.ui.requests import SignedInRequest

Line = TypeVar("Line", PlanPaper, Milestone, CommitteeMember, Task, Activity, Session)
either = require_http_methods(["GET", "HEAD", "POST"])

LISTS = {
    "plan_member": "plan_committee",
    "plan_task": "plan_tasks",
    "plan_task_progress": "plan_tasks",
    "plan_milestone": "plan_calendar",
    "plan_paper": "plan_papers",
    "plan_session": "plan_sessions",
    "plan_session_result": "plan_sessions",
    "activity_form": "activity_list",
}


def list_page(
    request: SignedInRequest,
    unit_id: int,
    year: int,
    name: str,
    known: Callable[[Plan], Sequence[Any]] = lambda _: (),
) -> HttpResponse:
    """The list; `known` are the ready-made lists that it may be replaced by."""
    plan = visible_plan(request, unit_id, year)
    sheet, today = sheet_of(plan), timezone.localdate()
    days = calendar_days(plan, sheet, today) if name == "plan_calendar" else ()
    context = context_of(request, plan, sheet=sheet, days=days, today=today, known=known(plan))
    return render(request, f"plans/{name}.html", context)


def is_up(request: SignedInRequest) -> bool:
    return request.POST.get("len") == "1"


def copy_of(line: Line) -> Line:
    """A line of its own for the form, so that what a person typed never passes for what is stored."""
    return type(line).objects.get(pk=line.pk)


def edit_page(
    request: SignedInRequest,
    plan: Plan,
    form: ModelForm[Any],
    name: str,
    deed: Callable[[], object],
    line: Any = None,
    onward: Callable[[Any], HttpResponse] | None = None,
) -> HttpResponse:
    """Show the form of a line, or do the deed and go `onward`, else to the list; a conflict shows both versions."""
    status, version, changed = 200, line.version if line else 0, []
    if request.method == "POST":
        version, status = version_of(request), 422
        if form.is_valid():
            try:
                done = deed()
            except ValidationError as error:
                status = into_form(form, error, _field_of)
                if status == 409 and line and error.code == "conflict":
                    line.refresh_from_db()
                    version, changed = line.version, theirs(form, line)
            else:
                messages.success(request, f"Đã lưu “{done}”.")
                return onward(done) if onward else to_page(LISTS[name], plan)
    context = context_of(
        request, plan, form=form, line=line, version=version, theirs=changed, list_name=LISTS[name]
    )
    return render(request, f"plans/{name}.html", context, status=status)


def _field_of(name: str) -> str:
    """The field of the form in which a field of the model is written."""
    return {"last_day": "day", "starts_on": "first"}.get(name, name)


def small_deed(
    request: SignedInRequest, plan: Plan, list_name: str, deed: Callable[[], object], told: str = ""
) -> HttpResponse:
    """Do it and return to the list, which says what was done or why it wasn't."""
    try:
        deed()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if told:
            messages.success(request, told)
    return to_page(list_name, plan)
