"""The result of one dossier: votes, the chair's conclusion; one's own vote in writing; all results of a body."""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.appraisal.actions.concluding import conclude, reopen_appraisal
from dvht.appraisal.actions.voting import cast_vote
from dvht.appraisal.forms.findings import ReasonForm
from dvht.appraisal.forms.meeting import ConcludeForm, OwnVoteForm
from dvht.appraisal.models import Appraisal, Meeting, WorkingMode
from dvht.appraisal.permissions import seat_of
from dvht.appraisal.queries.consolidation import shares_of, side_by_side, standing_findings
from dvht.appraisal.queries.progress import WORDS, groups_given, lines_for, listed
from dvht.appraisal.queries.results import CONCLUDED, examined, failing_of
from dvht.appraisal.queries.votes import ballots_of, count, question_of
from dvht.appraisal.states import AppraisalState
from dvht.appraisal.views.docket import READ, Docket, into_form, read_appraisal
from dvht.appraisal.views.office import Office, read_office
from dvht.ui.answers import refused, require
from dvht.ui.requests import SignedInRequest, version_sent

ON_A_PAGE: Final = 50


@require_safe
@read_appraisal
def appraisal_result(docket: Docket) -> HttpResponse:
    return _page(docket, None, ReasonForm())


def _page(
    docket: Docket, form: ConcludeForm | None, reason_form: ReasonForm, status: int = 200
) -> HttpResponse:
    state = docket.appraisal.state
    require(docket.sees_all or state in (*CONCLUDED, AppraisalState.VOTING))
    found = docket.examined
    if docket.is_examining or (state == AppraisalState.CONSOLIDATING and found.open_rows):
        return _unsettled_page(docket, reason_form, status)
    ballots = ballots_of(docket.appraisal)
    outcomes = found.outcomes
    passed, binding = found.counts(docket.appraisal.outcome or (outcomes[0][0] if outcomes else ""))
    initial = {"outcome": outcomes[0][0] if outcomes else "fail"}
    context = docket.context(
        found=found,
        ballots=ballots,
        tally=count(ballots),
        question=question_of(found),
        outcomes=outcomes,
        passed=passed,
        binding=binding,
        failing=failing_of(found),
        form=form or ConcludeForm(outcomes, initial=initial),
        reason_form=reason_form,
        is_voting=state == AppraisalState.VOTING,
        is_concluded=state in CONCLUDED,
        may_conclude=docket.may_settle and state == AppraisalState.VOTING,
        may_reopen=docket.may_reopen and state in CONCLUDED and not docket.appraisal.decided_in,
        meetings=Meeting.objects.filter(appraisals=docket.appraisal).select_related("minutes"),
        votes_in_writing=docket.appraisal.panel.mode == WorkingMode.WRITTEN,
    )
    return render(docket.request, "appraisal/result.html", context, status=status)


def _unsettled_page(docket: Docket, reason_form: ReasonForm, status: int) -> HttpResponse:
    """Before every row is settled there is no result: only how far the work is."""
    applying = docket.laid.applying
    looked_at = standing_findings(docket.laid)
    context = docket.context(
        reason_form=reason_form,
        rows=len(applying),
        examined_rows=sum(row.code in looked_at for row in applying),
        settled_rows=len(applying) - len(docket.examined.open_rows),
        shares=shares_of(docket.laid, groups_given(docket.appraisal)),
    )
    return render(docket.request, "appraisal/result_unsettled.html", context, status=status)


@require_POST
@read_appraisal
def appraisal_conclude(docket: Docket) -> HttpResponse:
    require(docket.may_settle)
    form = ConcludeForm(docket.examined.outcomes, docket.request.POST)
    status = 422
    if form.is_valid():
        try:
            conclude(
                docket.appraisal,
                outcome=form.outcome_chosen,
                reasons=form.cleaned_data["reasons"],
                version=version_sent(docket.request),
                by=docket.request.user,
            )
        except ValidationError as error:
            status = into_form(form, error)
        else:
            messages.success(
                docket.request, f"Đã kết luận hồ sơ của {docket.appraisal.submission.unit.name}."
            )
            return docket.to("appraisal_result")
    return _page(_fresh(docket), form, ReasonForm(), status)


def _fresh(docket: Docket) -> Docket:
    """The page as it now stands, after somebody else was quicker."""
    again = Appraisal.objects.select_related(*READ).get(pk=docket.appraisal.pk)
    return Docket(docket.request, again)


@require_POST
@read_appraisal
def appraisal_reopen(docket: Docket) -> HttpResponse:
    require(docket.may_reopen)
    form = ReasonForm(docket.request.POST)
    if not form.is_valid():
        return _page(docket, None, form, 422)
    try:
        reopen_appraisal(
            docket.appraisal,
            reason=form.cleaned_data["reason"],
            version=version_sent(docket.request),
            by=docket.request.user,
        )
    except ValidationError as error:
        refused(docket.request, error)
        return docket.to("appraisal_result")
    panel = docket.appraisal.panel
    if panel.works_on(timezone.localdate()):
        messages.success(docket.request, "Đã mở lại để thống nhất.")
        return docket.to("consolidation")
    messages.success(
        docket.request,
        f"Đã mở lại. {panel.name} không còn làm việc: giao hồ sơ cho Hội đồng, Đoàn mới, hoặc trả lại đơn vị.",
    )
    return docket.to("appraisal_result")


@require_http_methods(["GET", "HEAD", "POST"])
def examination_vote(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """A seat votes on the panel's result; it needs no assignment, and sees the result, not the evidence."""
    visible = Appraisal.objects.voted_on_by(request.user).select_related(*READ)
    appraisal = get_object_or_404(visible, pk=appraisal_id)
    seat = seat_of(request.user, appraisal)
    require(seat is not None)
    form = OwnVoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and seat is not None:
        try:
            cast_vote(
                appraisal, seat, agrees=form.agrees, opinion=form.cleaned_data["opinion"], by=request.user
            )
        except ValidationError as error:
            into_form(form, error)
        else:
            messages.success(request, f"Đã ghi ý kiến của bạn về {appraisal.submission.unit.name}.")
            return redirect("examination_vote", appraisal.pk)
    found = examined(appraisal)
    own = appraisal.votes.filter(seat=seat).first()
    if own and not form.is_bound:
        form = OwnVoteForm(initial={"vote": "yes" if own.agrees else "no", "opinion": own.opinion})
    until = appraisal.panel.written_until
    context = {
        "appraisal": appraisal,
        "laid": found.laid,
        "noun": found.laid.pack.row_noun,
        "found": found,
        "rows": side_by_side(found),
        "question": question_of(found),
        "form": form,
        "own": own,
        "in_writing": appraisal.panel.mode == WorkingMode.WRITTEN,
        "is_late": until is not None and timezone.localdate() > until,
    }
    return render(request, "appraisal/examination_vote.html", context, status=422 if form.errors else 200)


@require_safe
@read_office
def appraisal_results(office: Office) -> HttpResponse:
    """Every appraisal of the body's year: how far it is, what came out; and the papers of each panel."""
    everything = office.appraisals
    state = office.request.GET.get("trang-thai", "")
    state = state if state in {code.value for code in AppraisalState} else ""
    counted = everything.order_by().values_list("state", "panel_id", "panel__name").annotate(Count("pk"))
    counts: Counter[str] = Counter()
    panels: dict[int, str] = {}
    for found, panel, name, count_of in counted:
        counts[found] += count_of
        panels[panel] = name
    pages = Paginator(listed(everything.filter(state=state) if state else everything), ON_A_PAGE)
    pages.count = counts[state] if state else counts.total()
    page = pages.get_page(office.request.GET.get("page"))
    context = office.context(
        page=page,
        lines=lines_for(list(page.object_list), visits=False),
        chips=[(code.value, label, counts[code.value]) for code, label in WORDS.items()],
        state=state,
        total=counts.total(),
        panels=sorted(panels.items(), key=lambda one: one[1]),
    )
    return render(office.request, "appraisal/results.html", context)
