"""One dossier at the authority: what was sent, what is missing, what changed; giving back, receiving, passing on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.audit.queries import changes_of, events_about
from dvht.dossiers import actions
from dvht.dossiers.forms import CloseForm, ReassignForm, ReturnForm
from dvht.dossiers.models import Channel, DeliveredFile, Delivery, Submission
from dvht.dossiers.permissions import can_handle_submission, can_lead_submission
from dvht.dossiers.queries import Sent, acting_body, changes_between
from dvht.dossiers.queries.listing import completeness, handlers_of
from dvht.dossiers.views.deliveries import file_answer, receipt_answer
from dvht.dossiers.views.office import Office, office_of, state_words
from dvht.regulation.kinds import SECTORS, sector_of
from dvht.ui.answers import require
from dvht.ui.requests import SignedInRequest, version_sent

EVENTS = 30


@require_safe
def submission(request: SignedInRequest, unit_id: int, year: int, submission_id: int) -> HttpResponse:
    office = office_of(request, unit_id, year)
    found = office.submission(submission_id)
    return _page(office, found)


def _page(office: Office, found: Submission, status: int = 200, **forms: Any) -> HttpResponse:
    delivery = _asked(found, office.request.GET.get("lan", ""))
    older = found.deliveries.filter(number__lt=delivery.number).first()
    sector = sector_of(found.unit.kind)
    rights = office.rights(found)
    context = office.context(
        submission=found,
        delivery=delivery,
        sent=Sent(delivery),
        completeness=completeness(found, delivery, office.body),
        deliveries=found.deliveries.select_related("submitted_by"),
        older=older,
        differences=changes_between(older, delivery) if older else None,
        returns=found.returns.select_related("returned_by", "delivery").prefetch_related("rows"),
        events=_events(found),
        state=state_words(found),
        sector=SECTORS[sector],
        reassign_form=_reassign_form(office, found) if rights["may_reassign"] else None,
        close_form=CloseForm(initial={"version": found.version}),
        file_url="submission_file",
        file_key=found.pk,
        **rights,
    )
    return render(office.request, "dossiers/submission.html", {**context, **forms}, status=status)


def _asked(found: Submission, number: str) -> Delivery:
    """The delivery of this number, else the last one."""
    deliveries = found.deliveries.select_related("submitted_by", "body", "submission__unit")
    if number.isascii() and number.isdigit() and len(number) < 6:
        return get_object_or_404(deliveries, number=int(number))
    return deliveries.order_by("-number")[:1].get()


def _events(found: Submission) -> list[tuple[Any, Any]]:
    events = events_about({"dossiers.Submission": [found.pk]})[:EVENTS]
    return [(event, changes_of(event)) for event in events]


def _reassign_form(office: Office, found: Submission, data: Any = None) -> ReassignForm:
    body = acting_body(found, timezone.localdate()) or office.body
    people = [
        one for one in handlers_of(body, sector_of(found.unit.kind)) if can_handle_submission(one, found)
    ]
    initial = {"officer": found.officer_id, "version": found.version}
    return ReassignForm(people, data, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def submission_return(request: SignedInRequest, unit_id: int, year: int, submission_id: int) -> HttpResponse:
    """Every row with room for a reason; what has one is given back."""
    office = office_of(request, unit_id, year)
    found = office.submission(submission_id)
    require(can_handle_submission(request.user, found))
    sent = Sent(_asked(found, ""))
    form = ReturnForm(
        sent.rows,
        request.POST if request.method == "POST" else None,
        initial={
            "version": found.version,
            "scope": ReturnForm.ROWS,
            **{name: reason for name, reason in request.GET.items() if name.startswith("row-")},
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            giving = actions.Giving(form.cleaned_data["due_on"], form.cleaned_data["reason"], form.given_rows)
            actions.return_submission(found, giving, version=form.cleaned_data["version"], by=request.user)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, f"Đã trả lại hồ sơ của {found.unit.name}; đơn vị đã được báo.")
            return redirect("submission", unit_id, year, submission_id)
    rights = office.rights(found)
    context = office.context(
        submission=found,
        sent=sent,
        on_paper=sent.delivery.channel != Channel.ONLINE,
        form=form,
        state=state_words(found),
        **rights,
    )
    status = 422 if form.is_bound else 200
    return render(request, "dossiers/submission_return.html", context, status=status)


@require_POST
def submission_receive(request: SignedInRequest, unit_id: int, year: int, submission_id: int) -> HttpResponse:
    office = office_of(request, unit_id, year)
    found = office.submission(submission_id)
    require(can_handle_submission(request.user, found))
    return _done(
        office,
        found,
        lambda: actions.receive_submission(found, version=version_sent(request), by=request.user),
        f"Đã tiếp nhận hồ sơ của {found.unit.name}; đơn vị đã được báo.",
    )


@require_POST
def submission_reassign(
    request: SignedInRequest, unit_id: int, year: int, submission_id: int
) -> HttpResponse:
    office = office_of(request, unit_id, year)
    found = office.submission(submission_id)
    require(can_handle_submission(request.user, found))
    form = _reassign_form(office, found, request.POST)
    if not form.is_valid():
        return _page(office, found, 422, reassign_form=form)
    people = {one.pk: one for one in handlers_of(acting_body(found, timezone.localdate()) or office.body)}
    officer = people[form.cleaned_data["officer"]]
    return _done(
        office,
        found,
        lambda: actions.reassign_submission(
            found, officer, version=form.cleaned_data["version"], by=request.user
        ),
        f"Nay {officer.full_name} phụ trách hồ sơ của {found.unit.name}.",
    )


@require_POST
def submission_close(request: SignedInRequest, unit_id: int, year: int, submission_id: int) -> HttpResponse:
    """Only the head of the body ends a dossier."""
    office = office_of(request, unit_id, year)
    found = office.submission(submission_id)
    require(can_lead_submission(request.user, found))
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(office, found, 422, close_form=form)
    return _done(
        office,
        found,
        lambda: actions.close_submission(found, by=request.user, **form.cleaned_data),
        f"Đã kết thúc hồ sơ của {found.unit.name}.",
    )


def _done(office: Office, found: Submission, deed: Callable[[], object], said: str) -> HttpResponse:
    try:
        deed()
        messages.success(office.request, said)
    except ValidationError as error:
        messages.error(office.request, " ".join(error.messages))
    return redirect("submission", office.body.pk, office.year, found.pk)


@require_safe
def submission_receipt(
    request: SignedInRequest, unit_id: int, year: int, submission_id: int, number: int
) -> HttpResponse:
    found = office_of(request, unit_id, year).submission(submission_id)
    deliveries = found.deliveries.select_related("submitted_by", "body", "submission__unit")
    return receipt_answer(get_object_or_404(deliveries, number=number))


@xframe_options_sameorigin
@require_safe
def submission_file(
    request: SignedInRequest, unit_id: int, year: int, submission_id: int, file_id: int
) -> HttpResponse | FileResponse:
    """A file that was handed in, to whoever may see the dossier at this moment."""
    found = office_of(request, unit_id, year).submission(submission_id)
    files = DeliveredFile.objects.select_related("paper", "stored", "volume")
    return file_answer(request, get_object_or_404(files, pk=file_id, delivery__submission=found))
