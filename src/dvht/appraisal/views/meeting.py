"""Meetings of a panel and its rounds of written opinions: who was there, how they voted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.appraisal.actions.voting import record_votes, save_meeting
from dvht.appraisal.forms.meeting import MeetingForm, VotesForm, meeting_initial
from dvht.appraisal.models import Appraisal, Meeting, Panel
from dvht.appraisal.queries.results import examined
from dvht.appraisal.queries.votes import ballots_of, count, question_of
from dvht.appraisal.states import AppraisalState, PanelState
from dvht.appraisal.views.docket import into_form
from dvht.appraisal.views.office import Office, read_office
from dvht.ui.answers import require
from dvht.ui.requests import version_sent


@require_safe
@read_office
def meetings(office: Office) -> HttpResponse:
    """Every meeting of the body's panels in the year."""
    found = Meeting.objects.filter(panel__in=office.panels).select_related("panel", "minutes")
    at_work = office.panels.filter(state=PanelState.AT_WORK.value)
    context = office.context(
        meetings=found.prefetch_related("present", "appraisals__submission__unit"), panels=at_work
    )
    return render(office.request, "appraisal/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@read_office
def meeting_add(office: Office, panel_id: int) -> HttpResponse:
    panel = get_object_or_404(office.panels, pk=panel_id)
    require(office.may_keep(panel))
    return _edit(office, panel, None)


@require_http_methods(["GET", "HEAD", "POST"])
@read_office
def meeting(office: Office, meeting_id: int) -> HttpResponse:
    """What is written of the meeting, and the votes on each dossier."""
    found = _meeting(office, meeting_id)
    if office.request.method == "POST":
        require(office.may_keep(found.panel))
    return _edit(office, found.panel, found)


def _meeting(office: Office, meeting_id: int) -> Meeting:
    found: Meeting = get_object_or_404(
        Meeting.objects.filter(panel__in=office.panels).select_related("panel__body", "minutes"),
        pk=meeting_id,
    )
    return found


def _to_vote(office: Office, panel: Panel, found: Meeting | None) -> QuerySet[Appraisal]:
    """What may stand on the agenda: dossiers at the vote, and those that stand on it already."""
    asked = Q(state=AppraisalState.VOTING.value)
    if found is not None:
        asked |= Q(pk__in=found.appraisals.values("pk"))
    listed = office.appraisals.filter(asked, panel=panel)
    return listed.select_related("submission__unit", "panel").order_by("submission__unit__name")


def _edit(office: Office, panel: Panel, found: Meeting | None) -> HttpResponse:
    to_vote = list(_to_vote(office, panel, found))
    posted = office.request.POST if office.request.method == "POST" else None
    form = MeetingForm(panel, to_vote, posted, initial=meeting_initial(panel, found, to_vote))
    status = 200 if posted is None else 422
    if posted is not None and form.is_valid():
        try:
            kept = save_meeting(
                panel, form.words(), meeting=found, version=version_sent(office.request) if found else 0,
                by=office.request.user,
            )  # fmt: skip
        except ValidationError as error:
            status = into_form(form, error)
        else:
            messages.success(office.request, f"Đã lưu phiên họp ngày {kept.held_on:%d/%m/%Y}.")
            return redirect("meeting", office.body.pk, office.year, kept.pk)
    return _page(office, panel, found, form, None, status)


@require_POST
@read_office
def meeting_votes(office: Office, meeting_id: int, appraisal_id: int) -> HttpResponse:
    """Write down how those present voted on one dossier."""
    found = _meeting(office, meeting_id)
    require(office.may_keep(found.panel))
    agenda = office.appraisals.filter(pk__in=found.appraisals.values("pk"))
    appraisal = get_object_or_404(agenda.select_related("submission__unit", "panel"), pk=appraisal_id)
    form = _votes_form(found, appraisal, office.request.POST)
    status = 422
    if form.is_valid():
        try:
            record_votes(
                found, appraisal, form.votes(), version=version_sent(office.request), by=office.request.user
            )
        except ValidationError as error:
            status = into_form(form, error)
        else:
            messages.success(office.request, f"Đã ghi phiếu về {appraisal.submission.unit.name}.")
            return redirect("meeting", office.body.pk, office.year, found.pk)
    to_vote = list(_to_vote(office, found.panel, found))
    meeting_form = MeetingForm(found.panel, to_vote, initial=meeting_initial(found.panel, found, to_vote))
    return _page(office, found.panel, found, meeting_form, form, status)


def _votes_form(found: Meeting, appraisal: Appraisal, data: Any = None) -> VotesForm:
    present = {seat.pk for seat in found.present.all()}
    ballots = [one for one in ballots_of(appraisal) if one.seat.pk in present and not one.conflict]
    return VotesForm(appraisal, ballots, data)


def _page(
    office: Office,
    panel: Panel,
    found: Meeting | None,
    form: MeetingForm,
    votes: VotesForm | None,
    status: int,
) -> HttpResponse:
    context = office.context(
        panel=panel,
        meeting=found,
        form=form,
        votes=votes,
        cases=_cases(office, found, votes) if found else (),
        may_keep=office.may_keep(panel) and (found is None or found.minutes is None),
        version=found.version if found else 0,
    )
    return render(office.request, "appraisal/meeting.html", context, status=status)


def _cases(office: Office, found: Meeting, votes: VotesForm | None) -> list[dict[str, Any]]:
    """Each dossier of the agenda that the reader may see, with its votes."""
    agenda = office.appraisals.filter(pk__in=found.appraisals.values("pk"))
    cases = []
    for one in agenda.select_related("submission__unit", "panel").order_by("submission__unit__name"):
        ballots = ballots_of(one)
        result = examined(one)
        bound = votes if votes is not None and votes.appraisal.pk == one.pk else None
        cases.append(
            {
                "appraisal": one,
                "ballots": ballots,
                "tally": count(ballots),
                "label": result.label,
                "question": question_of(result),
                "form": bound or _votes_form(found, one),
                "is_voting": one.state == AppraisalState.VOTING,
            }
        )
    return cases
