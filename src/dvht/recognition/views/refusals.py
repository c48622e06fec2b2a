"""Replies to units that aren't recognised: which wait, the words beside the sheet, issuing."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.accounts.queries import head_name_of
from dvht.appraisal.models import Appraisal
from dvht.documents.actions import save_draft
from dvht.documents.exports import page_numbers, pictured, rendered
from dvht.documents.forms import IssueForm, PaperForm
from dvht.documents.letters import field_values
from dvht.documents.models import PaperFormat
from dvht.dossiers.permissions import can_handle_submission, can_lead_submission
from dvht.dossiers.queries import acting_body
from dvht.recognition import actions, exports
from dvht.recognition.letters.refusal import clause_of
from dvht.recognition.models import Refusal
from dvht.recognition.queries.decisions import Sheet
from dvht.recognition.queries.refusals import (
    Reply,
    about,
    failed_lines,
    failed_of,
    reply_digest,
    reply_of,
    waiting_first,
)
from dvht.recognition.views.place import Place, draft_answer, paper_answer, readers
from dvht.ui.answers import refused, require
from dvht.ui.downloads import picture

ON_A_PAGE: Final = 50


@require_safe
@readers
def refusals(place: Place) -> HttpResponse:
    """Failed dossiers of the body, those without a reply first."""
    _require_own(place)
    failed = waiting_first(failed_of(place.request.user, place.body, place.today), place.year)
    counts = failed.order_by().aggregate(
        total=Count("pk"), waiting=Count("pk", filter=Q(refusal_id__isnull=True))
    )
    pages = Paginator(failed, ON_A_PAGE)
    pages.count = counts["total"]  # counted with those that wait in one question
    page = pages.get_page(place.request.GET.get("page"))
    context = place.context(page=page, lines=failed_lines(list(page.object_list)), waiting=counts["waiting"])
    return render(place.request, "recognition/refusals.html", context)


def _require_own(place: Place) -> None:
    """Replies are the receiving body's own; who stands there only through another office has nothing to see."""
    if place.standing.offices is not None:
        raise Http404


def _appraisal(place: Place, appraisal_id: int) -> Appraisal:
    _require_own(place)
    failed = failed_of(place.request.user, place.body, place.today).filter(submission__year=place.year)
    return get_object_or_404(failed, pk=appraisal_id)


def _acts(place: Place, appraisal: Appraisal) -> bool:
    body = acting_body(appraisal.submission, place.today)
    return body is not None and body.pk == place.body.pk


def _may_write(place: Place, appraisal: Appraisal) -> bool:
    return _acts(place, appraisal) and can_handle_submission(place.request.user, appraisal.submission)


def _may_issue(place: Place, appraisal: Appraisal) -> bool:
    return _acts(place, appraisal) and can_lead_submission(place.request.user, appraisal.submission)


def _reply(place: Place, appraisal: Appraisal) -> Reply:
    return reply_of(appraisal, place.body, head_name_of(place.body))


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def refusal(place: Place, appraisal_id: int) -> HttpResponse:
    """The reply: its words beside the sheet; once issued, the paper."""
    appraisal = _appraisal(place, appraisal_id)
    sent = place.request.POST if place.request.method == "POST" else None
    if sent is not None:
        require(_may_write(place, appraisal))
    issued = Refusal.objects.filter(appraisal=appraisal).select_related("paper").first()
    if issued is not None:
        if sent is not None:
            messages.warning(place.request, "Văn bản trả lời đã ban hành nên không sửa được nữa.")
            return place.to("refusal", appraisal.pk)
        context = place.context(appraisal=appraisal, refusal=issued, submission=appraisal.submission)
        return render(place.request, "recognition/refusal_issued.html", context)
    reply = _reply(place, appraisal)
    form = _words_form(reply, sent)
    if form.is_bound and form.is_valid() and _saved(place, appraisal, reply.sheet, form):
        messages.success(place.request, "Đã lưu lời văn của văn bản trả lời.")
        return place.to("refusal", appraisal.pk)
    return _page(place, appraisal, reply, form, IssueForm())


def _words_form(reply: Reply, data: Mapping[str, Any] | None) -> PaperForm:
    return PaperForm(reply.sheet.letter, {**reply.sheet.values, "version": reply.sheet.version}, data)


def _page(
    place: Place, appraisal: Appraisal, reply: Reply, form: PaperForm, issue_form: IssueForm
) -> HttpResponse:
    submission = appraisal.submission
    context = place.context(
        appraisal=appraisal,
        submission=submission,
        reply=reply,
        sheet=reply.sheet,
        form=form,
        issue_form=issue_form,
        digest=reply_digest(appraisal, reply.sheet),
        may_write=_may_write(place, appraisal),
        may_issue=_may_issue(place, appraisal),
        clause=clause_of(submission.pack, submission.unit.tier),
        pages=page_numbers(exports.drafted(place.body, reply.sheet, place.today)),
    )
    return render(place.request, "recognition/refusal.html", context, status=422 if form.is_bound else 200)


def _saved(place: Place, appraisal: Appraisal, sheet: Sheet, form: PaperForm) -> bool:
    proposed = field_values(sheet.letter, place.body, {}, head_name_of(place.body))
    return form.keep(proposed, sheet.draft, partial(_keep, place, appraisal, sheet))


def _keep(place: Place, appraisal: Appraisal, sheet: Sheet, changes: Mapping[str, str], version: int) -> None:
    save_draft(
        unit=place.body,
        year=place.year,
        kind=sheet.letter.kind,
        changes=changes,
        version=version,
        by=place.request.user,
        about=about(appraisal),
    )


@require_POST
@readers
def refusal_issue(place: Place, appraisal_id: int) -> HttpResponse:
    """Issue the reply as it stands on the page; the unit is told."""
    appraisal = _appraisal(place, appraisal_id)
    require(_may_issue(place, appraisal))
    form = IssueForm(place.request.POST)
    if not form.is_valid():
        messages.error(place.request, form.complaint)
        return place.to("refusal", appraisal.pk)
    try:
        made = actions.refuse_recognition(
            appraisal, place.body, issued_on=form.day, head_name=head_name_of(place.body),
            seen=place.request.POST.get("seen", ""), by=place.request.user,
        )  # fmt: skip
    except ValidationError as error:
        refused(place.request, error)
        return place.to("refusal", appraisal.pk)
    messages.success(
        place.request,
        f"Đã gửi Văn bản trả lời số {made.paper.full_number} cho {appraisal.submission.unit.name}.",
    )
    return place.to("refusals")


@require_POST
@readers
def refusal_reset(place: Place, appraisal_id: int) -> HttpResponse:
    """Take back every change of wording: the paper follows the data again."""
    appraisal = _appraisal(place, appraisal_id)
    require(_may_write(place, appraisal))
    sheet = _reply(place, appraisal).sheet
    try:
        _keep(place, appraisal, sheet, {}, sheet.version)
        messages.success(place.request, "Lời văn đã trở về theo kết quả thẩm định.")
    except ValidationError as error:
        refused(place.request, error)
    return place.to("refusal", appraisal.pk)


@require_safe
@readers
def refusal_page(place: Place, appraisal_id: int, page: int) -> HttpResponse:
    """One page of the draft as it would print now, as a picture."""
    sheet = _reply(place, _appraisal(place, appraisal_id)).sheet
    return picture(pictured(exports.drafted(place.body, sheet, place.today)), page)


@require_safe
@readers
def refusal_file(place: Place, appraisal_id: int, paper_format: str) -> HttpResponse:
    """The stored bytes of an issued reply; before that, how it would print now."""
    appraisal = _appraisal(place, appraisal_id)
    issued = Refusal.objects.filter(appraisal=appraisal).select_related("paper").first()
    if issued is not None:
        return paper_answer(issued.paper, paper_format)
    if paper_format not in PaperFormat.values:
        raise Http404
    sheet = _reply(place, appraisal).sheet
    content = rendered(exports.drafted(place.body, sheet, timezone.localdate()), paper_format)
    return draft_answer(content, f"{sheet.letter.title} {appraisal.submission.unit.name}", paper_format)
