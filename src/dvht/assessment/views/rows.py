"""One row after the other: showing, saving, and two people at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dvht.assessment.actions import open_assessment, save_entry, set_member_total
from dvht.assessment.forms import EntryForm, MemberTotalForm, initial_of, shown_values
from dvht.assessment.models import Assessment, Entry
from dvht.assessment.permissions import can_assess, can_finalise
from dvht.assessment.queries import assessment_of, first_open_row, forecast_of, law, page, running, sheet_of
from dvht.assessment.queries.behind import behind
from dvht.assessment.queries.reading import drift
from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.assessment.queries.words import (
    PEOPLE,
    apart_words,
    figures,
    points_words,
    result_label,
    target_words,
)
from dvht.assessment.views.year import of_year
from dvht.evidence.forms import row_block
from dvht.evidence.permissions import can_prove
from dvht.members.permissions import can_keep_roster, can_read_roster
from dvht.plans.models import CommitteeKind, Plan
from dvht.ui.requests import SignedInRequest


@dataclass(frozen=True)
class Line:
    """One field in both versions."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Conflict:
    """What the person typed beside what stands there; `version` keeps theirs when sent back."""

    who: str
    at: datetime | None
    version: int
    final: bool
    lines: tuple[Line, ...]


@require_safe
@of_year
def assessment(_request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    plan = assessment.plan
    return redirect("assessment_row", plan.unit_id, plan.year, first_open_row(sheet_of(assessment)))


@require_http_methods(["GET", "HEAD", "POST"])
@of_year
def assessment_row(request: SignedInRequest, assessment: Assessment, code: str) -> HttpResponse:
    try:
        row = sheet_of(assessment).row(code)
    except KeyError:
        raise Http404 from None
    if request.method != "POST":
        return _row_page(request, assessment, code)
    if not can_assess(request.user, assessment.plan):
        raise PermissionDenied
    if not row.applies:
        raise Http404
    return _save(request, assessment, row)


def _save(request: SignedInRequest, assessment: Assessment, row: SheetRow) -> HttpResponse:
    plan = assessment.plan
    form = EntryForm(row.row, plan.pack, request.POST, counted=row.is_counted)
    if form.is_valid():
        try:
            opened = open_assessment(plan, by=request.user)
            save_entry(opened, row.row, form.cleaned_data, version=_version(request), by=request.user)
        except ValidationError as error:
            code = getattr(error, "code", None)
            if code in {"conflict", "final"}:
                return _conflicted(request, plan, form, row.code, final=code == "final")
            form.add_error(None, error)
        else:
            return _saved(request, plan, row.code)
    if request.htmx:
        return render(request, "assessment/_row_refused.html", {"form": form}, status=422)
    return _row_page(request, assessment_of(plan), row.code, form=form, status=422)


def _version(request: SignedInRequest) -> int:
    """The version that the person saw; unreadable counts as none that ever was."""
    sent = request.POST.get("keep") or request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def _saved(request: SignedInRequest, plan: Plan, code: str) -> HttpResponse:
    if request.htmx:
        context = _row_context(request, assessment_of(plan), code)
        return render(request, "assessment/_row_saved.html", context)
    messages.success(request, f"Đã lưu {plan.pack.row_noun} {code}.")
    wanted = request.POST.get("go", code)
    if wanted == "check":
        return redirect("assessment_check", plan.unit_id, plan.year)
    known = wanted if any(row.code == wanted for row in plan.pack.rows) else code
    return redirect("assessment_row", plan.unit_id, plan.year, known)


def _conflicted(
    request: SignedInRequest, plan: Plan, form: EntryForm, code: str, *, final: bool
) -> HttpResponse:
    assessment = assessment_of(plan)
    entry = assessment.entries.select_related("updated_by").filter(row=code).first() or Entry(
        row=code, version=0
    )
    row = plan.pack.row(code)
    theirs = shown_values(form, initial_of(entry, assessment.member_total, row))
    mine = shown_values(form, {name: form[name].value() for name in form.fields})
    conflict = Conflict(
        who=str(entry.updated_by or "người khác"),
        at=entry.updated_at,
        version=entry.version,
        final=final,
        lines=tuple(Line(label, value, theirs[label]) for label, value in mine.items()),
    )
    if request.htmx:
        context = _row_context(request, assessment, code, form=form)
        return render(request, "assessment/_conflict.html", {**context, "conflict": conflict}, status=409)
    return _row_page(request, assessment, code, form=form, conflict=conflict, status=409)


def _row_page(
    request: SignedInRequest,
    assessment: Assessment,
    code: str,
    *,
    form: EntryForm | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _row_context(request, assessment, code, form=form)
    sheet: Sheet = context["sheet"]
    plan = assessment.plan
    shown: SheetRow = context["shown"]
    names = can_read_roster(request.user, plan.unit)
    context |= {
        "conflict": conflict,
        "heading": heading(sheet),
        "team_size": plan.committee.filter(body=CommitteeKind.TEAM).count(),
        "group_line": _group_line(sheet, shown),
        "law": law.clauses_of(shown.row, sheet.pack),
        "law_notes": law.law_notes(sheet, shown),
        "differences": law.differences(sheet, shown),
        "year_note": law.year_note(sheet),
        "open_notes": law.open_notes(sheet),
        "figures": figures(shown),
        "points_suffix": f"/{points_words(shown.row.max_points)} điểm",
        "result_label": result_label(sheet.pack, sheet.result),
        "evidence": _evidence_block(request, plan, shown),
        "behind": behind(sheet, shown, context["entry"], names=names),
        "sees_names": names,
        "keeps_roster": can_keep_roster(request.user, plan.unit),
        "drift": drift(sheet),
        "apart_words": apart_words(sheet.basis),
        **_given_back(assessment, code),
        "may_reopen": assessment.is_final and can_finalise(request.user, assessment),
    }
    context["previous"], context["next"] = page.neighbours(sheet, code)
    return render(request, "assessment/assessment_row.html", context, status=status)


def _given_back(assessment: Assessment, code: str) -> dict[str, Any]:
    """What an authority returned, and why the row can or can't be changed."""
    collection = assessment.plan.collection
    return {
        "held": collection.held if collection else "",
        "given_back": assessment.given_back,
        "returned_rows": assessment.returned_rows,
        "returned_reason": assessment.returned_rows.get(code, ""),
        "mend_until": assessment.mend_until,
    }


def _evidence_block(request: SignedInRequest, plan: Plan, shown: SheetRow) -> object | None:
    """The block of the evidence room, where the plan has a collection."""
    if plan.collection is None or not shown.applies:
        return None
    return row_block(
        plan.collection,
        shown.code,
        may_prove=can_prove(request.user, plan.unit),
        next_url=reverse("assessment_row", args=(plan.unit_id, plan.year, shown.code)),
    )


def _row_context(
    request: SignedInRequest, assessment: Assessment, code: str, *, form: EntryForm | None = None
) -> dict[str, Any]:
    """Everything that an autosave answers with; the page adds what doesn't change while people type."""
    sheet, plan = sheet_of(assessment), assessment.plan
    shown = sheet.row(code)
    outlook = forecast_of(assessment)
    row_locked = bool(assessment.returned_rows) and code not in assessment.returned_rows
    entry = assessment.entries.filter(row=code).first() if assessment.pk else None
    entry = entry or Entry(row=code, version=0)
    if form is None:
        initial = initial_of(entry, sheet.member_total, shown.row)
        form = EntryForm(shown.row, sheet.pack, initial=initial, counted=shown.is_counted)
    return {
        "sheet": sheet,
        "plan": plan,
        "shown": shown,
        "form": form,
        "entry": entry,
        "activities": sheet.basis.activities.get(code, 0),
        "version": entry.version,
        "saved_at": entry.updated_at,
        "may_save": not assessment.is_final and not row_locked and can_assess(request.user, plan),
        "row_locked": row_locked,
        "tree": page.tree(sheet, code),
        "tree_total": page.tree_total(sheet),
        "verdicts": page.verdicts(sheet, shown),
        "own_target": target_words(sheet, shown),
        "tips": running.row_tips(sheet, shown, outlook),
        "foot": running.foot(sheet, outlook),
        "figure": page.counts_of(shown),
        "marks": page.gauge_marks(sheet, shown),
        "people": PEOPLE[shown.row.population],
        "row_url": page.row_url(sheet, code),
    }


def heading(sheet: Sheet) -> str:
    return f"{'Tự đánh giá' if sheet.by_levels else 'Tự chấm điểm'} năm {sheet.plan.year}"


def _group_line(sheet: Sheet, shown: SheetRow) -> str:
    group = next(group for group in sheet.pack.groups if group.code == shown.row.group)
    if not sheet.by_levels:
        return f"Nhóm {group.code} · {group.title}"
    part = "" if shown.row.indicator == shown.code else f" · một phần của chỉ tiêu {shown.row.indicator}"
    return f"Tiêu chí {group.code} · {group.title}{part}"


@require_http_methods(["GET", "HEAD", "POST"])
@of_year
def assessment_member_total(request: SignedInRequest, assessment: Assessment) -> HttpResponse:
    plan = assessment.plan
    if not can_assess(request.user, plan):
        raise PermissionDenied
    initial = {"member_total": assessment.member_total, "version": assessment.version}
    form = MemberTotalForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        total = form.cleaned_data["member_total"]
        try:
            opened = open_assessment(plan, by=request.user)
            set_member_total(opened, total, version=form.cleaned_data["version"], by=request.user)
        except ValidationError as error:
            form.add_error("member_total", ValidationError(error.messages))
        else:
            messages.success(request, f"Đã ghi tổng số thành viên: {total} người.")
            return _to_first_share(plan)
    sheet = sheet_of(assessment_of(plan))
    context = {"form": form, "plan": plan, "sheet": sheet, "apart_words": apart_words(sheet.basis)}
    status = 422 if form.is_bound else 200
    return render(request, "assessment/assessment_member_total.html", context, status=status)


def _to_first_share(plan: Plan) -> HttpResponseRedirect:
    code = next((row.code for row in plan.pack.rows if row.measure == "share"), plan.pack.rows[0].code)
    return redirect("assessment_row", plan.unit_id, plan.year, code)
