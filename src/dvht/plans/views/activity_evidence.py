"""What proves an activity: files dropped right there, evidence of the year taken over, and taken off again."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from dvht.evidence.actions import FileOutcome
from dvht.evidence.forms import received_files
from dvht.evidence.models import Evidence
from dvht.plans import actions
from dvht.plans.models import Activity, Plan
from dvht.plans.queries import rows_proved
from dvht.plans.views.activity_doors import activity_context, records_activity, the_activity
from dvht.ui.requests import SignedInRequest


@require_POST
@records_activity
def activity_evidence_add(request: SignedInRequest, plan: Plan, activity_id: int) -> HttpResponse:
    """Take the files of the post; the dropzone sends them one by one."""
    activity = the_activity(plan, activity_id).activity
    asked = request.GET.get("row", "")
    rows = rows_proved(plan, activity.kind) or ((asked,) if asked else ())
    try:
        outcomes = actions.add_activity_files(activity, rows, received_files(request), by=request.user)
    except ValidationError as error:
        if request.htmx:
            return _said(" ".join(error.messages), 409)
        messages.error(request, " ".join(error.messages))
        return _back(activity)
    if not request.htmx:
        _tell(request, outcomes)
        return _back(activity)
    if not any(outcome.evidence for outcome in outcomes):
        words = " ".join(outcome.message for outcome in outcomes)
        return _said(words or "Không nhận được tệp nào. Hãy chọn tệp rồi gửi lại.", 422)
    news = [outcome.message for outcome in outcomes if outcome.state != "added" or outcome.warned]
    line = the_activity(plan, activity_id)
    context = activity_context(request, plan, line=line, activity=line.activity, news=news)
    return render(request, "plans/_activity_proofs.html", context)


@require_POST
@records_activity
def activity_evidence_link(request: SignedInRequest, plan: Plan, activity_id: int) -> HttpResponse:
    """Let evidence that the year has already prove the activity too."""
    activity = the_activity(plan, activity_id).activity
    sent = request.POST.get("evidence", "")
    if not sent:
        messages.error(request, "Chưa chọn minh chứng nào.")
        return _back(activity)
    number = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else 0
    evidence = get_object_or_404(Evidence, pk=number, collection=plan.collection_id)
    try:
        actions.link_activity_evidence(activity, evidence, rows_proved(plan, activity.kind), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã gắn “{evidence.title}” vào hoạt động.")
    return _back(activity)


@require_POST
@records_activity
def activity_evidence_remove(
    request: SignedInRequest, plan: Plan, activity_id: int, evidence_id: int
) -> HttpResponse:
    activity = the_activity(plan, activity_id).activity
    evidence = get_object_or_404(Evidence, pk=evidence_id, collection=plan.collection_id)
    try:
        actions.unlink_activity_evidence(activity, evidence, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, f"Đã gỡ “{evidence.title}” khỏi hoạt động. Minh chứng vẫn ở kho minh chứng của năm."
        )
    return _back(activity)


def _tell(request: SignedInRequest, outcomes: Sequence[FileOutcome]) -> None:
    if not outcomes:
        messages.error(request, "Chưa chọn tệp nào. Hãy chọn tệp rồi gửi lại.")
    for outcome in outcomes:
        level = {"added": messages.SUCCESS, "existing": messages.WARNING, "refused": messages.ERROR}
        messages.add_message(request, level[outcome.state], outcome.message)


def _said(words: str, status: int) -> HttpResponse:
    return HttpResponse(format_html("<p data-error>{}</p>", words), status=status)


def _back(activity: Activity) -> HttpResponse:
    return redirect("activity", activity.plan.unit_id, activity.plan.year, activity.pk)
