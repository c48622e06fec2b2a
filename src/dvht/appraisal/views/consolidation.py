"""Findings side by side: taken over where they agree, settled by the chair where they differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.appraisal.actions.consolidating import begin_consolidation, open_voting, settle_row, step_back
from dvht.appraisal.actions.findings import as_unit_words
from dvht.appraisal.forms.findings import ReasonForm, SettleForm, initial_of
from dvht.appraisal.models import Appraisal
from dvht.appraisal.queries.consolidation import Together, shares_of, side_by_side
from dvht.appraisal.queries.examination import difference_words, verdicts
from dvht.appraisal.queries.progress import groups_given
from dvht.appraisal.states import AppraisalState
from dvht.appraisal.views.docket import Docket, into_form, read_appraisal
from dvht.assessment.queries.law import clauses_of
from dvht.ui.answers import refused, require
from dvht.ui.requests import version_sent


@require_safe
@read_appraisal
def consolidation(docket: Docket) -> HttpResponse:
    """Every row with what each examiner found; who leads sees it before the examiners have finished."""
    return _page(docket, ReasonForm())


def _page(docket: Docket, back_form: ReasonForm, status: int = 200) -> HttpResponse:
    require(docket.sees_all or not docket.is_examining)
    rows = side_by_side(docket.examined)
    state = docket.appraisal.state
    context = docket.context(
        rows=rows,
        open_rows=[row for row in rows if row.is_open],
        found=docket.examined,
        shares=shares_of(docket.laid, groups_given(docket.appraisal)),
        unfound=[row.code for row in rows if not any(not one.outdated for one in row.said)],
        back_form=back_form,
        may_begin=docket.may_keep and docket.is_examining,
        may_settle=docket.may_settle and state == AppraisalState.CONSOLIDATING,
        may_open=docket.may_keep and state == AppraisalState.CONSOLIDATING,
        may_go_back=docket.may_settle and state == AppraisalState.CONSOLIDATING,
    )
    return render(docket.request, "appraisal/consolidation.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@read_appraisal
def consolidation_row(docket: Docket, code: str) -> HttpResponse:
    """The chair gives the panel's value for one row, seeing what each examiner found."""
    require(docket.sees_all or not docket.is_examining)
    row = next((one for one in side_by_side(docket.examined) if one.code == code), None)
    if row is None:
        raise Http404
    if docket.request.method != "POST":
        return _row_page(docket, row, None)
    require(docket.may_settle)
    if docket.seat is None:
        raise Http404
    form = SettleForm(row.theirs.row, docket.laid.pack, docket.request.POST)
    status = 422
    if form.is_valid():
        try:
            settle_row(
                docket.appraisal, docket.seat, code, form.value(), version=version_sent(docket.request),
                by=docket.request.user,
            )  # fmt: skip
        except ValidationError as error:
            status = into_form(form, error)
        else:
            messages.success(docket.request, f"Đã thống nhất {docket.laid.pack.row_noun} {code}.")
            return docket.to("consolidation")
    return _row_page(docket, row, form, status)


def _row_page(docket: Docket, row: Together, form: SettleForm | None, status: int = 200) -> HttpResponse:
    pack = docket.laid.pack
    context = docket.context(
        together=row,
        row=row.theirs.row,
        form=form or SettleForm(row.theirs.row, pack, initial=_initial(row)),
        version=row.conclusion.version if row.conclusion else 0,
        clauses=clauses_of(row.theirs.row, pack),
        verdicts=verdicts(docket.laid, row.ours) if row.ours and row.conclusion else (),
        their_verdicts=verdicts(docket.laid, row.theirs),
        difference=difference_words(row.theirs, row.ours) if row.ours and row.conclusion else "",
        may_save=docket.may_settle and docket.appraisal.state == AppraisalState.CONSOLIDATING,
    )
    return render(docket.request, "appraisal/consolidation_row.html", context, status=status)


def _initial(row: Together) -> dict[str, Any]:
    """What is concluded, else what the first examiner found, else the unit's own value; the reason is the chair's."""
    if row.conclusion is not None:
        return initial_of(row.conclusion)
    judged = row.said[0].finding if row.said else as_unit_words(row.theirs)
    return {**initial_of(judged), "reason": ""}


@require_POST
@read_appraisal
def consolidation_begin(docket: Docket) -> HttpResponse:
    require(docket.may_keep)
    return _step(docket, begin_consolidation, "Đã chuyển sang bước thống nhất.", "consolidation")


@require_POST
@read_appraisal
def voting_open(docket: Docket) -> HttpResponse:
    require(docket.may_keep)
    return _step(docket, open_voting, "Đã đưa kết quả ra biểu quyết.", "appraisal_result")


def _step(docket: Docket, deed: Callable[..., Appraisal], words: str, to: str) -> HttpResponse:
    try:
        deed(docket.appraisal, version=version_sent(docket.request), by=docket.request.user)
    except ValidationError as error:
        refused(docket.request, error)
        return docket.to("consolidation")
    messages.success(docket.request, f"{docket.appraisal.submission.unit.name}: {words}")
    return docket.to(to)


@require_POST
@read_appraisal
def appraisal_back(docket: Docket) -> HttpResponse:
    """The step before once more, with a reason: examiners examine again, or the panel consolidates again."""
    require(docket.may_settle)
    form = ReasonForm(docket.request.POST)
    if form.is_valid():
        try:
            step_back(
                docket.appraisal,
                reason=form.cleaned_data["reason"],
                version=version_sent(docket.request),
                by=docket.request.user,
            )
        except ValidationError as error:
            refused(docket.request, error)
        else:
            messages.success(docket.request, "Đã đưa về bước trước.")
        return docket.to("consolidation")
    return _page(docket, form, status=422)
