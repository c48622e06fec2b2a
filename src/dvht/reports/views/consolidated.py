"""The consolidated report of a body: on a page, as a workbook, and as the paper that its head issues."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from dvht.accounts.queries import head_name_of
from dvht.documents.actions import save_draft
from dvht.documents.exports import page_numbers, pictured, rendered
from dvht.documents.forms import IssueForm, PaperForm
from dvht.documents.letters import Letter, field_values
from dvht.documents.models import Draft, PaperFormat
from dvht.documents.queries import drafts_of, papers_in_force
from dvht.reports import exports
from dvht.reports.actions import issue_consolidated_report
from dvht.reports.letters import KIND, consolidated_letter
from dvht.reports.queries.consolidated import Consolidated
from dvht.reports.views.place import Place, place_of
from dvht.ui.answers import require
from dvht.ui.downloads import picture, titled_download
from dvht.ui.requests import EVERYTHING, SignedInRequest
from dvht.units.queries import AUTHORITY_UNSETTLED
from dvht.units.queries.two_tiers import is_two_tier_year

MOST_MISSING: Final = 200


@require_GET
def consolidated_report(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    place = place_of(request, unit_id, year)
    report = report_of(place)
    issued = papers_in_force(place.body, year).get(KIND) if not place.association else None
    return render(
        request,
        "reports/consolidated_report.html",
        place.context(
            report=report,
            outcomes=list(zip(report.outcome_names, report.total.outcomes, strict=True)),
            everything=f"&pham-vi={EVERYTHING}",
            issued=issued,
            stale=issued is not None and issued.source_digest != consolidated_letter(report).source_digest,
            list_url=reverse("authority_units", args=[unit_id, year]),
            missing=report.missing[:MOST_MISSING],
            sector_bars=[
                (line.label, line.label, (line.total, line.recognised)) for line in report.tables[0].lines
            ],
            sector_columns=("Số đơn vị", "Được công nhận"),
            unsettled=AUTHORITY_UNSETTLED if is_two_tier_year(year) else "",
        ),
    )


@require_GET
def consolidated_workbook(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    place = place_of(request, unit_id, year)
    content = exports.consolidated_workbook(report_of(place))
    return titled_download(content, f"Báo cáo tổng hợp {year}", "xlsx")


def report_of(place: Place) -> Consolidated:
    return Consolidated(place.whole, place.today, provincial=place.provincial)


@require_http_methods(["GET", "HEAD", "POST"])
def consolidated_paper(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The paper: its words beside the sheet as it will print."""
    place = paper_place(request, unit_id, year)
    letter, draft = _sheet(place)
    form = _words_form(place, letter, draft, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(place.may_handle)
        if form.is_valid() and _saved(place, form, draft):
            messages.success(request, "Đã lưu lời văn của báo cáo tổng hợp.")
            return redirect("consolidated_paper", unit_id, year)
    return _paper_page(place, form, draft, IssueForm())


@require_safe
def consolidated_paper_page(request: SignedInRequest, unit_id: int, year: int, page: int) -> HttpResponse:
    """One page of the paper as it would print now, as a picture."""
    place = paper_place(request, unit_id, year)
    letter, draft = _sheet(place)
    return picture(pictured(exports.drafted(place.body, letter, draft)), page)


@require_safe
def consolidated_paper_draft(
    request: SignedInRequest, unit_id: int, year: int, paper_format: str
) -> HttpResponse:
    place = paper_place(request, unit_id, year)
    if paper_format not in PaperFormat.values:
        raise Http404
    letter, draft = _sheet(place)
    content = rendered(exports.drafted(place.body, letter, draft), paper_format)
    title = f"Nháp báo cáo tổng hợp {year}"
    return titled_download(content, title, paper_format)


@require_POST
def consolidated_paper_issue(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Keep the words that stand on the page, then issue: nobody issues an older wording than the one they see."""
    place = paper_place(request, unit_id, year)
    require(place.may_lead)
    letter, draft = _sheet(place)
    words = _words_form(place, letter, draft, request.POST)
    form = IssueForm(request.POST)
    if not words.is_valid() or not _saved(place, words, draft) or not form.is_valid():
        return _paper_page(place, words, draft, form)
    try:
        issued = issue_consolidated_report(
            place.body,
            year,
            letter,
            seen=request.POST.get("seen", ""),
            issued_on=form.day,
            head_name=head_name_of(place.body),
            by=request.user,
        )
    except ValidationError as error:
        form.add_error("issued_on", error)
        return _paper_page(place, words, drafts_of(place.body, year).get(KIND), form)
    said = f"số {issued.full_number}, ngày {issued.issued_on:%d/%m/%Y}"
    messages.success(request, f"Đã ban hành báo cáo tổng hợp {said}.")
    return redirect("consolidated_report", unit_id, year)


def paper_place(request: SignedInRequest, unit_id: int, year: int) -> Place:
    """The paper is the body's own work: an association reads the report, not the draft of a paper."""
    place = place_of(request, unit_id, year)
    require(not place.association)
    return place


def _sheet(place: Place) -> tuple[Letter, Draft | None]:
    return consolidated_letter(report_of(place)), drafts_of(place.body, place.year).get(KIND)


def _words_form(
    place: Place, letter: Letter, draft: Draft | None, data: Mapping[str, Any] | None
) -> PaperForm:
    return PaperForm.of(letter, place.body, draft, head_name_of(place.body), data)


def _saved(place: Place, form: PaperForm, draft: Draft | None) -> bool:
    proposed = field_values(form.letter, place.body, {}, head_name_of(place.body))
    return form.keep(proposed, draft, partial(_keep, place))


def _keep(place: Place, changes: Mapping[str, str], version: int) -> None:
    save_draft(
        unit=place.body,
        year=place.year,
        kind=KIND,
        changes=changes,
        version=version,
        by=place.request.user,
    )


def _paper_page(place: Place, form: PaperForm, draft: Draft | None, issue_form: IssueForm) -> HttpResponse:
    letter = form.letter
    return render(
        place.request,
        "reports/consolidated_paper.html",
        place.context(
            letter=letter,
            form=form,
            draft=draft,
            issue_form=issue_form,
            issued=papers_in_force(place.body, place.year).get(KIND),
            digest=letter.source_digest,
            pages=page_numbers(exports.drafted(place.body, letter, draft)),
        ),
        status=422 if form.is_bound else 200,
    )
