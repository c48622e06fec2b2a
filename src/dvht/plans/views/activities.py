"""What the unit did in the year: the list, one activity, what people write about it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dvht.evidence.forms import RowForm
from dvht.evidence.forms.sending import UploadForm
from dvht.evidence.forms.uploading import MAX_BYTES
from dvht.members.permissions import can_read_roster
from dvht.plans import actions
from dvht.plans.exports import activities_workbook
from dvht.plans.forms import ActivityForm
from dvht.plans.models import Activity, Plan
from dvht.plans.queries import (
    activities_of,
    activity_counts,
    linkable_evidence,
    participants_of,
    rows_proved,
    rows_to_show,
)
from dvht.plans.views.activity_doors import activity_context, records_activity, the_activity
from dvht.plans.views.doors import version_of, visible_plan
from dvht.plans.views.lines import copy_of, edit_page, either
from dvht.ui.downloads import XLSX
from dvht.ui.requests import SignedInRequest


@require_safe
def activity_list(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The activities by kind and day, and how many show each row that activities can show."""
    plan = visible_plan(request, unit_id, year)
    lines = activities_of(plan)
    counts = activity_counts(plan)
    context = activity_context(
        request,
        plan,
        lines=lines,
        shown=[(row, counts[row.code]) for row in rows_to_show(plan)],
    )
    return render(request, "plans/activity_list.html", context)


@require_safe
def activity_export(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The list as a workbook; the names only for those who may read the roster."""
    plan = visible_plan(request, unit_id, year)
    name = f"Hoạt động {year} - {plan.unit.name}.xlsx"
    return HttpResponse(
        activities_workbook(plan, with_names=can_read_roster(request.user, plan.unit)),
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""},
    )


@require_safe
def activity(request: SignedInRequest, unit_id: int, year: int, activity_id: int) -> HttpResponse:
    """One activity: what it was, who took part, what proves it."""
    plan = visible_plan(request, unit_id, year)
    line = the_activity(plan, activity_id)
    context = activity_context(request, plan, line=line, activity=line.activity)
    if context["may_read_names"]:
        context["participants"] = participants_of(line.activity)
    if context["can_record"] and plan.collection is not None:
        rows = rows_proved(plan, line.activity.kind)
        asked = RowForm(plan.collection, request.GET or None)
        chosen = asked.cleaned_data["row"] if not rows and asked.is_bound and asked.is_valid() else ""
        context |= {
            "prove_rows": rows or ((chosen,) if chosen else ()),
            "upload_url": _upload_url(line.activity, chosen),
            "row_form": None if rows else RowForm(plan.collection, initial={"row": chosen}),
            "upload_form": UploadForm(),
            "max_bytes": MAX_BYTES,
            "linkable": linkable_evidence(line.activity, plan.collection),
        }
    return render(request, "plans/activity.html", context)


@either
@records_activity
def activity_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    form = ActivityForm(plan, request.POST or None, initial={"kind": request.GET.get("loai", "")})

    def deed() -> object:
        words = actions.ActivityWords(**form.cleaned_data)
        return actions.add_activity(plan, words, by=request.user)

    return edit_page(request, plan, form, "activity_form", deed, onward=_to_activity)


@either
@records_activity
def activity_edit(request: SignedInRequest, plan: Plan, activity_id: int) -> HttpResponse:
    line = the_activity(plan, activity_id).activity
    form = ActivityForm(plan, request.POST or None, instance=copy_of(line))

    def deed() -> object:
        words = actions.ActivityWords(**form.cleaned_data)
        return actions.change_activity(line, words, version=version_of(request), by=request.user)

    return edit_page(request, plan, form, "activity_form", deed, line, onward=_to_activity)


@either
@records_activity
def activity_remove(request: SignedInRequest, plan: Plan, activity_id: int) -> HttpResponse:
    """Ask, saying what goes and what stays, then strike the activity off."""
    line = the_activity(plan, activity_id)
    if request.method == "POST":
        try:
            actions.remove_activity(line.activity, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Đã xóa hoạt động “{line.activity}”.")
        return redirect("activity_list", plan.unit_id, plan.year)
    context = activity_context(request, plan, line=line, activity=line.activity)
    return render(request, "plans/activity_remove.html", context)


def _upload_url(activity: Activity, row: str) -> str:
    where = (activity.plan.unit_id, activity.plan.year, activity.pk)
    return reverse("activity_evidence_add", args=where) + (f"?{urlencode({'row': row})}" if row else "")


def _to_activity(done: Activity) -> HttpResponse:
    return redirect("activity", done.plan.unit_id, done.plan.year, done.pk)
