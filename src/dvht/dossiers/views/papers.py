"""One paper of the year: its words, its sheet, its issue, and its bytes as they were issued."""

from collections.abc import Mapping
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.accounts.queries import head_name_of
from dvht.documents.actions import save_draft
from dvht.documents.exports import page_numbers, pictured, rendered
from dvht.documents.forms import IssueForm, PaperForm
from dvht.documents.letters import Letter, field_values
from dvht.documents.models import IssuedPaper, PaperFormat
from dvht.documents.permissions import can_open_paper
from dvht.documents.queries import stored_bytes
from dvht.dossiers import actions, exports
from dvht.dossiers.permissions import can_issue_paper, can_write_paper
from dvht.dossiers.queries import RESULT_PAPERS, Year
from dvht.dossiers.views.place import context_of, download, letter_of, visible_unit, visible_year
from dvht.paper.blocks import OfficialPaper
from dvht.ui.answers import require
from dvht.ui.downloads import MEDIA_TYPES, picture, titled_download
from dvht.ui.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    """One paper: its words beside the sheet as it will print."""
    file = visible_year(request, unit_id, year)
    letter = letter_of(file, kind)
    form = _words_form(file, letter, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(can_write_paper(request.user, file.plan.unit))
        if form.is_valid() and _saved(request, file, form):
            messages.success(request, f"Đã lưu lời văn của {letter.title}.")
            return redirect("paper", unit_id, year, kind)
    return _paper_page(request, file, form, IssueForm())


def _words_form(file: Year, letter: Letter, data: QueryDict | None) -> PaperForm:
    unit = file.plan.unit
    return PaperForm.of(letter, unit, file.drafts.get(letter.kind), head_name_of(unit), data)


def _paper_page(request: SignedInRequest, file: Year, form: PaperForm, issue_form: IssueForm) -> HttpResponse:
    letter, kind = form.letter, form.letter.kind
    line = next((line for line in file.lines if line.wanted.kind == kind), None)
    return render(
        request,
        "dossiers/paper.html",
        {
            **context_of(request, file),
            "kind": kind,
            "letter": letter,
            "form": form,
            "line": line,
            "draft": file.drafts.get(kind),
            "issue_form": issue_form,
            "may_issue": can_issue_paper(request.user, file.plan.unit),
            "waits_for_final": kind in RESULT_PAPERS and file.revision is None,
            "pages": page_numbers(_drafted(file, letter)),
        },
        status=422 if form.is_bound else 200,
    )


def _drafted(file: Year, letter: Letter) -> OfficialPaper:
    return exports.draft_paper(file, letter, head_name_of(file.plan.unit))


def _saved(request: SignedInRequest, file: Year, form: PaperForm) -> bool:
    kind, unit = form.letter.kind, file.plan.unit
    proposed = field_values(form.letter, unit, {}, head_name_of(unit))
    return form.keep(proposed, file.drafts.get(kind), partial(_keep, request, file, kind))


def _keep(request: SignedInRequest, file: Year, kind: str, changes: Mapping[str, str], version: int) -> None:
    save_draft(
        unit=file.plan.unit,
        year=file.plan.year,
        kind=kind,
        changes=changes,
        version=version,
        by=request.user,
    )


@require_safe
def paper_page(request: SignedInRequest, unit_id: int, year: int, kind: str, page: int) -> HttpResponse:
    """One page of the paper as it would print now, as a picture."""
    file = visible_year(request, unit_id, year)
    return picture(pictured(_drafted(file, letter_of(file, kind))), page)


@require_safe
def paper_preview(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    return _draft(request, unit_id, year, kind, PaperFormat.PDF)


@require_safe
def paper_draft_docx(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    return _draft(request, unit_id, year, kind, PaperFormat.DOCX)


def _draft(request: SignedInRequest, unit_id: int, year: int, kind: str, wanted: PaperFormat) -> HttpResponse:
    file = visible_year(request, unit_id, year)
    letter = letter_of(file, kind)
    content = rendered(_drafted(file, letter), wanted)
    title = f"nháp {letter.title} {year}"
    return titled_download(content, title, wanted.value, inline=wanted == PaperFormat.PDF)


@require_POST
def paper_reset(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    """Take back every change of wording: the paper follows the data again."""
    file = visible_year(request, unit_id, year)
    letter = letter_of(file, kind)
    require(can_write_paper(request.user, file.plan.unit))
    draft = file.drafts.get(kind)
    try:
        _keep(request, file, kind, {}, draft.version if draft else 0)
        messages.success(request, f"{letter.title}: lời văn đã trở về theo số liệu hiện tại.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("paper", unit_id, year, kind)


@require_POST
def paper_issue(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    """Keep the words that stand on the page, then issue: nobody issues an older wording than the one they see."""
    file = visible_year(request, unit_id, year)
    letter = letter_of(file, kind)
    unit = file.plan.unit
    require(can_issue_paper(request.user, unit))
    form = IssueForm(request.POST)
    if "version" in request.POST:
        words = _words_form(file, letter, request.POST)
        if not words.is_valid() or not _saved(request, file, words):
            return _paper_page(request, file, words, form)
        file = visible_year(request, unit_id, year)
    if not form.is_valid():
        messages.error(request, form.complaint)
        return redirect("paper", unit_id, year, kind)
    try:
        issued = actions.issue_year_paper(
            file, kind, issued_on=form.day, head_name=head_name_of(unit), by=request.user
        )
    except ValidationError as error:
        messages.error(request, f"Chưa ban hành {letter.title}. {' '.join(error.messages)}")
        return redirect("paper", unit_id, year, kind)
    number = f" số {issued.full_number}" if issued.number else ""
    messages.success(request, f"Đã ban hành {issued.title}{number}, ngày {issued.issued_on:%d/%m/%Y}.")
    return redirect("dossier", unit_id, year)


@require_safe
def issued_paper(
    request: SignedInRequest, unit_id: int, year: int, paper_id: int, paper_format: str
) -> HttpResponse:
    """The stored bytes of an issued paper, exactly as they were issued."""
    if paper_format not in PaperFormat.values:
        raise Http404
    unit = visible_unit(request, unit_id)
    found = get_object_or_404(IssuedPaper, pk=paper_id, unit=unit, year=year)
    if not can_open_paper(request.user, unit, found):
        raise PermissionDenied
    wanted = PaperFormat(paper_format)
    name = f"{found.title} {found.full_number.replace('/', '-') or found.pk}.{paper_format}"
    return download(stored_bytes(found, wanted), MEDIA_TYPES[paper_format], name)
