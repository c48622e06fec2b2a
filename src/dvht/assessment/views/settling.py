"""Checking the whole, settling it, opening it again, and what happened until now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dvht.assessment.actions import finalise_assessment, reopen_assessment, sheet_digest
from dvht.assessment.exports import sheet_workbook
from dvht.assessment.forms import ReopenForm
from dvht.assessment.models import Assessment
from dvht.assessment.permissions import can_assess, can_finalise
from dvht.assessment.queries import check, forecast_of, latest_revision, result_label, running, sheet_of
from dvht.assessment.queries.history import deed_of, events_about
from dvht.assessment.queries.reading import sheet_of_revision
from dvht.assessment.queries.sheet import Sheet
from dvht.assessment.views.rows import heading
from dvht.assessment.views.year import of_year
from dvht.ui.requests import SignedInRequest

DEEDS_A_PAGE = 100
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@of_year
def assessment_check(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    sheet = sheet_of(assessment)
    context = {
        "sheet": sheet,
        "plan": assessment.plan,
        "heading": heading(sheet),
        "groups": check.check_groups(sheet),
        "cautions": check.cautions(sheet, timezone.localdate()),
        "result_label": result_label(sheet.pack, sheet.result),
        "foot": running.foot(sheet, forecast_of(assessment)),
        "seen": "" if assessment.is_final else sheet_digest(sheet),
        "may_finalise": can_finalise(request.user, assessment),
        "may_save": can_assess(request.user, assessment.plan),
        "is_check": True,
    }
    return render(request, "assessment/assessment_check.html", context)


@require_POST
@of_year
def assessment_finalise(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    plan = assessment.plan
    if not can_finalise(request.user, assessment):
        raise PermissionDenied
    if assessment.pk is None:
        raise Http404
    try:
        revision = finalise_assessment(assessment, seen=request.POST.get("seen", ""), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("assessment_check", plan.unit_id, plan.year)
    messages.success(request, f"Đã chốt tự đánh giá năm {plan.year}, lần {revision.number}.")
    return redirect("assessment_history", plan.unit_id, plan.year)


@require_POST
@of_year
def assessment_reopen(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    plan = assessment.plan
    if not can_finalise(request.user, assessment):
        raise PermissionDenied
    if assessment.pk is None:
        raise Http404
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            reopen_assessment(assessment, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Đã mở lại tự đánh giá năm {plan.year}.")
            return redirect("assessment", plan.unit_id, plan.year)
    return _history_page(request, assessment, form, status=422)


@require_safe
@of_year
def assessment_history(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    return _history_page(request, assessment, ReopenForm())


def _history_page(
    request: SignedInRequest, assessment: Assessment, form: ReopenForm, status: int = 200
) -> HttpResponse:
    plan = assessment.plan
    revisions = assessment.revisions.select_related("finalised_by") if assessment.pk else ()
    events = events_about(assessment) if assessment.pk else ()
    told_page = Paginator(events, DEEDS_A_PAGE).get_page(request.GET.get("page"))
    told = [deed_of(event) for event in told_page]
    context = {
        "plan": plan,
        "revisions": [(revision, check.revision_label(revision)) for revision in revisions],
        "standing": latest_revision(assessment),
        "deeds": told,
        "page": told_page,
        "form": form,
        "may_reopen": assessment.is_final and can_finalise(request.user, assessment),
    }
    return render(request, "assessment/assessment_history.html", context, status=status)


@require_safe
@of_year
def assessment_export(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    """The sheet as it stands, or a revision by its number in `lan`."""
    sheet, suffix = _exported(request, assessment)
    plan = assessment.plan
    answer = HttpResponse(sheet_workbook(sheet), content_type=WORKBOOK)
    name = f"tu-danh-gia-{plan.year}{suffix}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _exported(request: SignedInRequest, assessment: Assessment) -> tuple[Sheet, str]:
    asked = request.GET.get("lan", "")
    if not asked:
        sheet = sheet_of(assessment)
        return sheet, f"-lan-{sheet.revision.number}" if sheet.revision else "-nhap"
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6) or assessment.pk is None:
        raise Http404
    revision = get_object_or_404(assessment.revisions.select_related("finalised_by"), number=int(asked))
    revision.assessment = assessment
    return sheet_of_revision(revision), f"-lan-{revision.number}"
