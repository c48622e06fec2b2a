"""Checking the whole, settling it, opening it again, and what happened until now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dvht.assessment.actions import finalise_assessment, reopen_assessment, sheet_digest
from dvht.assessment.exports import sheet_workbook
from dvht.assessment.forms import ReopenForm
from dvht.assessment.models import Assessment, Revision
from dvht.assessment.permissions import can_assess, can_finalise
from dvht.assessment.queries import check, forecast_of, latest_revision, result_label, running, sheet_of
from dvht.assessment.queries.behind import names_url
from dvht.assessment.queries.history import deed_of, events_about
from dvht.assessment.queries.names import Difference, difference, frozen_names, names_behind
from dvht.assessment.queries.reading import drift
from dvht.assessment.queries.sheet import Sheet
from dvht.assessment.queries.words import apart_words
from dvht.assessment.views.rows import heading
from dvht.assessment.views.year import asked_sheet, of_year
from dvht.members.permissions import can_read_roster
from dvht.ui.downloads import XLSX
from dvht.ui.requests import SignedInRequest

DEEDS_A_PAGE = 100


@require_safe
@of_year
def assessment_check(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    sheet = sheet_of(assessment)
    sees_names = can_read_roster(request.user, assessment.plan.unit)
    context = {
        "sheet": sheet,
        "plan": assessment.plan,
        "heading": heading(sheet),
        "groups": check.check_groups(sheet),
        "cautions": check.cautions(sheet, timezone.localdate(), sees_names=sees_names),
        "result_label": result_label(sheet.pack, sheet.result),
        "foot": running.foot(sheet, forecast_of(assessment)),
        "seen": "" if assessment.is_final else sheet_digest(sheet),
        "may_finalise": can_finalise(request.user, assessment),
        "may_save": can_assess(request.user, assessment.plan),
        "is_check": True,
        "apart_words": apart_words(sheet.basis),
        "drift": drift(sheet),
        "sees_names": sees_names,
        "names_url": names_url(sheet),
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
    standing = latest_revision(assessment)
    held = plan.collection.held if plan.collection else ""
    sees_names = can_read_roster(request.user, plan.unit)
    events = events_about(assessment) if assessment.pk else ()
    told_page = Paginator(events, DEEDS_A_PAGE).get_page(request.GET.get("page"))
    told = [deed_of(event) for event in told_page]
    context = {
        "plan": plan,
        "revisions": [(revision, check.revision_label(revision)) for revision in revisions],
        "standing": standing,
        "sees_names": sees_names,
        "drift": drift(sheet_of(assessment)) if standing else (),
        "difference": _difference(assessment, standing) if standing and sees_names else None,
        "deeds": told,
        "page": told_page,
        "form": form,
        "may_reopen": assessment.is_final and not held and can_finalise(request.user, assessment),
        "held": held,
    }
    return render(request, "assessment/assessment_history.html", context, status=status)


def _difference(assessment: Assessment, standing: Revision) -> Difference | None:
    """How the names of today differ from the frozen ones, on the counting day of the revision."""
    kept, sheet = frozen_names(standing), sheet_of(assessment)
    now = names_behind(sheet) if kept is not None else None
    return difference(kept, now) if kept is not None and now is not None else None


@require_safe
@of_year
def assessment_export(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    """The sheet as it stands, or a revision by its number in `lan`."""
    sheet, suffix = _exported(request, assessment)
    plan = assessment.plan
    answer = HttpResponse(sheet_workbook(sheet), content_type=XLSX)
    name = f"tu-danh-gia-{plan.year}{suffix}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _exported(request: SignedInRequest, assessment: Assessment) -> tuple[Sheet, str]:
    asked = request.GET.get("lan", "")
    if not asked:
        sheet = sheet_of(assessment)
        return sheet, f"-lan-{sheet.revision.number}" if sheet.revision else "-nhap"
    sheet = asked_sheet(assessment, asked)
    return sheet, f"-lan-{asked.lstrip('0')}"
