"""What a body holds for its units in the year: training, surveys, inspections."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dvht.plans import actions
from dvht.plans.forms import SessionForm, SessionResultForm
from dvht.plans.models import Plan, Session
from dvht.plans.queries import is_open
from dvht.plans.views.bodies import of_a_body
from dvht.plans.views.doors import context_of, version_of, visible_plan, writes_draft, writes_plan
from dvht.plans.views.lines import copy_of, edit_page, either, small_deed
from dvht.ui.requests import SignedInRequest


@require_safe
def plan_sessions(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    plan = of_a_body(visible_plan(request, unit_id, year))
    today = timezone.localdate()
    sessions = [(one, is_open(one, today)) for one in plan.sessions.prefetch_related("questions")]
    context = context_of(request, plan, sessions=sessions, today=today)
    return render(request, "plans/plan_sessions.html", context)


@either
@writes_draft
def plan_session_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    form = SessionForm(request.POST or None, initial={"kind": "training"})

    def deed() -> object:
        words = actions.SessionWords(**form.cleaned_data)
        return actions.add_session(of_a_body(plan), words, by=request.user)

    return edit_page(request, of_a_body(plan), form, "plan_session", deed)


@either
@writes_draft
def plan_session(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Session, plan=plan, pk=line_id)
    form = SessionForm(request.POST or None, instance=copy_of(line))

    def deed() -> object:
        words = actions.SessionWords(**form.cleaned_data)
        return actions.change_session(line, words, version=version_of(request), by=request.user)

    return edit_page(request, plan, form, "plan_session", deed, line)


@require_POST
@writes_draft
def plan_session_remove(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(Session, plan=plan, pk=line_id)
    told = f"Đã bỏ “{line}”."
    return small_deed(
        request, plan, "plan_sessions", lambda: actions.remove_session(line, by=request.user), told
    )


@either
@writes_plan
def plan_session_result(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    """What came of it: also while the plan is in force."""
    line = get_object_or_404(Session, plan=plan, pk=line_id)
    form = SessionResultForm(request.POST if request.method == "POST" else None, instance=copy_of(line))

    def deed() -> object:
        return actions.record_session_result(
            line, form.cleaned_data["result"], version=version_of(request), by=request.user
        )

    return edit_page(request, plan, form, "plan_session_result", deed, line)
