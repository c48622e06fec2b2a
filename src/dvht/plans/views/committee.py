"""The people of the steering committee and of the assessment team."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from dvht.plans import actions
from dvht.plans.forms import MemberForm
from dvht.plans.models import CommitteeKind, CommitteeMember, Plan
from dvht.plans.views.doors import version_of, writes_draft
from dvht.plans.views.lines import copy_of, edit_page, either, is_up, list_page, small_deed
from dvht.ui.requests import SignedInRequest


@require_safe
def plan_committee(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    return list_page(request, unit_id, year, "plan_committee")


@either
@writes_draft
def plan_member_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    body = request.GET.get("to_chuc", CommitteeKind.TEAM)
    form = MemberForm(request.POST or None, initial={"body": body})

    def deed() -> object:
        words = actions.MemberWords(**form.cleaned_data)
        return actions.add_member(plan, words, by=request.user)

    return edit_page(request, plan, form, "plan_member", deed)


@either
@writes_draft
def plan_member(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(CommitteeMember, plan=plan, pk=line_id)
    form = MemberForm(request.POST or None, instance=copy_of(line))

    def deed() -> object:
        words = actions.MemberWords(**form.cleaned_data)
        return actions.change_member(line, words, version=version_of(request), by=request.user)

    return edit_page(request, plan, form, "plan_member", deed, line)


@require_POST
@writes_draft
def plan_member_move(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(CommitteeMember, plan=plan, pk=line_id)
    up = is_up(request)
    return small_deed(
        request, plan, "plan_committee", lambda: actions.move_member(line, up=up, by=request.user)
    )


@require_POST
@writes_draft
def plan_member_remove(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(CommitteeMember, plan=plan, pk=line_id)
    told = f"Đã bỏ {line.name} khỏi {line.get_body_display()}."
    return small_deed(
        request, plan, "plan_committee", lambda: actions.remove_member(line, by=request.user), told
    )
