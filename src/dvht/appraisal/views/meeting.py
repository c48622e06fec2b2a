"""Meetings of a panel and its rounds of written opinions: who was there, how they voted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.appraisal.actions.voting import record_votes, save_meeting
from dvht.appraisal.forms.meeting import MeetingForm, VotesForm, meeting_initial
from dvht.appraisal.models import Appraisal, Meeting, Panel
from dvht.appraisal.queries.results import examined_all
from dvht.appraisal.queries.votes import Ballot, ballots_by_dossier, ballots_of, count, question_of
from dvht.appraisal.states import AppraisalState, PanelState
from dvht.appraisal.views.docket import into_form
from dvht.appraisal.views.office import Office, read_office
from dvht.ui.answers import require
from dvht.ui.requests import version_sent

ON_A_PAGE: Final = 20


@require_safe
@read_office
def meetings(office: Office) -> HttpResponse:
    """Every meeting of the body's panels in the year."""
    found = Meeting.objects.filter(panel__in=office.panels).select_related("panel", "minutes")
    found = found.annotate(
        people=Count("present", distinct=True), dossiers=Count("appraisals", distinct=True)
    )
    at_work = office.panels.filter(state=PanelState.AT_WORK.value)
    context = office.context(meetings=found, panels=at_work)
    return render(office.request, "appraisal/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@read_office
def meeting_add(office: Office, panel_id: int) -> HttpResponse:
    panel = get_object_or_404(office.panels.prefetch_related("seats"), pk=panel_id)
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
        Meeting.objects.filter(panel__in=office.panels)
        .select_related("panel__body", "minutes")
        .prefetch_related("present", "panel__seats"),
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
            page = _page_with(_agenda(office, found), appraisal)
            return redirect(f"{reverse('meeting', args=[office.body.pk, office.year, found.pk])}?page={page}")
    to_vote = list(_to_vote(office, found.panel, found))
    meeting_form = MeetingForm(found.panel, to_vote, initial=meeting_initial(found.panel, found, to_vote))
    return _page(office, found.panel, found, meeting_form, form, status)


def _votes_form(found: Meeting, appraisal: Appraisal, data: Any) -> VotesForm:
    return VotesForm(appraisal, _voting(ballots_of(appraisal), found), data)


def _voting(ballots: Iterable[Ballot], found: Meeting) -> list[Ballot]:
    """The ballots of those who are there and may vote."""
    present = set(found.present.all())
    return [one for one in ballots if one.seat in present and not one.conflict]


def _page(
    office: Office,
    panel: Panel,
    found: Meeting | None,
    form: MeetingForm,
    votes: VotesForm | None,
    status: int,
) -> HttpResponse:
    page = _agenda_page(office, found, votes) if found else None
    context = office.context(
        panel=panel,
        meeting=found,
        form=form,
        votes=votes,
        page=page,
        cases=_cases(found, list(page), votes) if found and page else (),
        may_keep=office.may_keep(panel) and (found is None or found.minutes is None),
        version=found.version if found else 0,
    )
    return render(office.request, "appraisal/meeting.html", context, status=status)


def _agenda(office: Office, found: Meeting) -> QuerySet[Appraisal]:
    """The dossiers of the agenda that the reader may see, by the names of their units."""
    agenda = office.appraisals.filter(pk__in=found.appraisals.values("pk"))
    return agenda.select_related("submission__unit", "panel").order_by("submission__unit__name", "pk")


def _agenda_page(office: Office, found: Meeting, votes: VotesForm | None) -> Page[Appraisal]:
    """The page asked for; after a form with mistakes the one on which its dossier stands, if it still does."""
    agenda = _agenda(office, found)
    number = _page_with(agenda, votes.appraisal) if votes else office.request.GET.get("page")
    return Paginator(agenda, ON_A_PAGE).get_page(number)


def _page_with(agenda: QuerySet[Appraisal], appraisal: Appraisal) -> int:
    known = list(agenda.values_list("pk", flat=True))
    return known.index(appraisal.pk) // ON_A_PAGE + 1 if appraisal.pk in known else 1


def _cases(found: Meeting, agenda: Sequence[Appraisal], votes: VotesForm | None) -> list[dict[str, Any]]:
    """Each dossier with its votes; a constant number of queries."""
    ballots = ballots_by_dossier(found.panel, agenda)
    return [
        {
            "appraisal": one,
            "ballots": ballots[one.pk],
            "tally": count(ballots[one.pk]),
            "label": result.label,
            "question": question_of(result),
            "form": votes
            if votes is not None and votes.appraisal.pk == one.pk
            else VotesForm(one, _voting(ballots[one.pk], found)),
            "is_voting": one.state == AppraisalState.VOTING,
        }
        for one, result in zip(agenda, examined_all(agenda), strict=True)
    ]
