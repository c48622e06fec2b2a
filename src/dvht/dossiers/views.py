import datetime as dt
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from dvht.accounts.models import Role, RoleKind
from dvht.accounts.queries import visible_units
from dvht.documents.actions import save_draft
from dvht.documents.letters import Letter, field_values
from dvht.documents.models import IssuedPaper, PaperFormat
from dvht.documents.queries import stored_bytes
from dvht.dossiers import actions, exports, tasks
from dvht.dossiers.forms import IssueForm, PaperForm, RequestForm
from dvht.dossiers.models import Volume, VolumeKind
from dvht.dossiers.permissions import can_issue_paper, can_write_paper
from dvht.dossiers.queries import (
    RESULT_PAPERS,
    PaperLine,
    Year,
    checks,
    dossier_of,
    is_composed,
    receiving_note,
    volume_line,
)
from dvht.dossiers.states import VolumeState
from dvht.plans.models import Plan
from dvht.plans.queries import submission_deadline
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit

Answer = TypeVar("Answer", HttpResponse, FileResponse)

MEDIA_TYPES = {
    PaperFormat.PDF: "application/pdf",
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
def dossier(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The year's papers in the order of binding, what blocks the dossier, and the bound volumes."""
    file = _year(request, unit_id, year)
    found = checks(file)
    return render(
        request,
        "dossiers/dossier.html",
        {
            **_context(request, file),
            "submitted": [line for line in file.lines if line.wanted.submitted],
            "others": [line for line in file.lines if not line.wanted.submitted],
            "checks": found,
            "blocking": [check for check in found if check.state == "fail"],
            "volumes": [volume_line(file, kind) for kind in VolumeKind],
            "request_form": RequestForm(file),
            "deadline": submission_deadline(file.plan),
            "receiving_note": receiving_note(file.plan.pack),
            "shown": _shown(file, request.GET.get("xem", "")),
        },
    )


def _shown(file: Year, asked: str) -> PaperLine | None:
    """The paper whose draft stands on the page: the one asked for, else the next to issue; none when all are."""
    composed = [line for line in file.lines if is_composed(file.plan, line.wanted.kind)]
    waiting = (line for line in composed if line.wanted.kind == asked)
    return next(waiting, None) or next((line for line in composed if line.state != "ready"), None)


@require_POST
def dossier_request(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    file = _year(request, unit_id, year)
    _require(can_write_paper(request.user, file.plan.unit))
    form = RequestForm(file, request.POST)
    if not form.is_valid():
        messages.error(request, "Chưa lưu được mức đề nghị: hãy chọn một mức trong danh sách.")
    else:
        try:
            actions.request_recognition(file.dossier, by=request.user, **form.cleaned_data)
            messages.success(request, "Đã lưu mức đề nghị.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect("dossier", unit_id, year)


def paper(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    """One paper: its words beside the sheet as it will print."""
    file = _year(request, unit_id, year)
    letter = _letter(file, kind)
    form = _words_form(file, letter, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        _require(can_write_paper(request.user, file.plan.unit))
        if form.is_valid() and _saved(request, file, form):
            messages.success(request, f"Đã lưu lời văn của {letter.title}.")
            return redirect("paper", unit_id, year, kind)
    return _paper_page(request, file, form, IssueForm())


def _words_form(file: Year, letter: Letter, data: QueryDict | None) -> PaperForm:
    unit, draft = file.plan.unit, file.drafts.get(letter.kind)
    values: dict[str, Any] = field_values(letter, unit, draft.fields if draft else {}, head_name_of(unit))
    values["version"] = draft.version if draft else 0
    return PaperForm(letter, values, data)


def _paper_page(request: SignedInRequest, file: Year, form: PaperForm, issue_form: IssueForm) -> HttpResponse:
    letter, kind = form.letter, form.letter.kind
    line = next((line for line in file.lines if line.wanted.kind == kind), None)
    return render(
        request,
        "dossiers/paper.html",
        {
            **_context(request, file),
            "kind": kind,
            "letter": letter,
            "form": form,
            "line": line,
            "draft": file.drafts.get(kind),
            "issue_form": issue_form,
            "may_issue": can_issue_paper(request.user, file.plan.unit),
            "waits_for_final": kind in RESULT_PAPERS and file.revision is None,
            "pages": range(1, len(_pages(file, letter)) + 1),
        },
        status=422 if form.is_bound else 200,
    )


@require_GET
def paper_page(request: SignedInRequest, unit_id: int, year: int, kind: str, page: int) -> HttpResponse:
    """One page of the paper as it would print now, as a picture."""
    file = _year(request, unit_id, year)
    pages = _pages(file, _letter(file, kind))
    if not 1 <= page <= len(pages):
        raise Http404
    return _private(HttpResponse(pages[page - 1], content_type="image/png"))


@require_GET
def paper_preview(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    file = _year(request, unit_id, year)
    content = exports.draft_pdf(file, _letter(file, kind), head_name_of(file.plan.unit))
    return _download(content, MEDIA_TYPES[PaperFormat.PDF], f"nhap-{kind}-{year}.pdf", inline=True)


@require_GET
def paper_draft_docx(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    file = _year(request, unit_id, year)
    content = exports.draft_docx(file, _letter(file, kind), head_name_of(file.plan.unit))
    return _download(content, MEDIA_TYPES[PaperFormat.DOCX], f"nhap-{kind}-{year}.docx")


@require_POST
def paper_reset(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    """Take back every change of wording: the paper follows the data again."""
    file = _year(request, unit_id, year)
    letter = _letter(file, kind)
    _require(can_write_paper(request.user, file.plan.unit))
    draft = file.drafts.get(kind)
    try:
        save_draft(
            unit=file.plan.unit,
            year=year,
            kind=kind,
            changes={},
            version=draft.version if draft else 0,
            by=request.user,
        )
        messages.success(request, f"{letter.title}: lời văn đã trở về theo số liệu hiện tại.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("paper", unit_id, year, kind)


@require_POST
def paper_issue(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    """Keep the words that stand on the page, then issue: nobody issues an older wording than the one they see."""
    file = _year(request, unit_id, year)
    letter = _letter(file, kind)
    unit = file.plan.unit
    _require(can_issue_paper(request.user, unit))
    form = IssueForm(request.POST)
    if "version" in request.POST:
        words = _words_form(file, letter, request.POST)
        if not words.is_valid() or not _saved(request, file, words):
            return _paper_page(request, file, words, form)
        file = _year(request, unit_id, year)
    if not form.is_valid():
        messages.error(
            request, " ".join(str(message) for errors in form.errors.values() for message in errors)
        )
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


@require_GET
def issued_paper(
    request: SignedInRequest, unit_id: int, year: int, paper_id: int, paper_format: str
) -> HttpResponse:
    """The stored bytes of an issued paper, exactly as they were issued."""
    if paper_format not in PaperFormat.values:
        raise Http404
    unit = _unit(request, unit_id)
    found = get_object_or_404(IssuedPaper, pk=paper_id, unit=unit, year=year)
    wanted = PaperFormat(paper_format)
    name = f"{found.kind}-{found.full_number.replace('/', '-') or found.pk}.{paper_format}"
    return _download(stored_bytes(found, wanted), MEDIA_TYPES[wanted], name)


@require_POST
def volume_bind(request: SignedInRequest, unit_id: int, year: int, kind: str) -> HttpResponse:
    if kind not in VolumeKind.values:
        raise Http404
    file = _year(request, unit_id, year)
    _require(can_write_paper(request.user, file.plan.unit))
    try:
        asked = actions.ask_for_volume(file.dossier, VolumeKind(kind), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("dossier", unit_id, year)
    tasks.bind_volume.enqueue(asked.pk)
    return redirect("volume", unit_id, year, asked.pk)


@require_GET
def volume(request: SignedInRequest, unit_id: int, year: int, volume_id: int) -> HttpResponse:
    """How far a binding has come; the part alone for the page that asks again and again."""
    found = _volume(request, unit_id, year, volume_id)
    template = "dossiers/_volume_state.html" if request.htmx else "dossiers/volume.html"
    return render(request, template, {"volume": found, "unit_id": unit_id, "year": year})


@require_GET
def volume_file(
    request: SignedInRequest, unit_id: int, year: int, volume_id: int
) -> HttpResponse | FileResponse:
    found = _volume(request, unit_id, year, volume_id)
    if found.state != VolumeState.BOUND:
        raise Http404
    name = f"{'ho-so' if found.kind == VolumeKind.DOSSIER else 'minh-chung'}-{year}-{found.pk}.pdf"
    try:
        content = exports.volume_content(found)
    except exports.LostVolumeError as lost:
        return _lost(request, unit_id, year, lost)
    return _private(FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf"))


@require_GET
def dossier_archive(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse | FileResponse:
    """Everything issued and bound, in one ZIP with a list of digests."""
    file = _year(request, unit_id, year)
    name = f"ho-so-{year}.zip"
    try:
        content = exports.archive(file)
    except exports.LostVolumeError as lost:
        return _lost(request, unit_id, year, lost)
    return _private(FileResponse(content, as_attachment=True, filename=name, content_type="application/zip"))


def _lost(request: SignedInRequest, unit_id: int, year: int, lost: exports.LostVolumeError) -> HttpResponse:
    messages.error(request, str(lost))
    return redirect("dossier", unit_id, year)


def head_name_of(unit: Unit) -> str:
    """The person who signs unless another is named: the unit's head; empty when there is none."""
    role = (
        Role.objects.filter(unit=unit, kind=RoleKind.HEAD, user__is_active=True)
        .select_related("user")
        .first()
    )
    return role.user.full_name if role else ""


def _unit(request: SignedInRequest, unit_id: int) -> Unit:
    return get_object_or_404(visible_units(request.user).select_related("receiving"), pk=unit_id)


def _year(request: SignedInRequest, unit_id: int, year: int) -> Year:
    unit = _unit(request, unit_id)
    plans = Plan.objects.select_related("higher__unit", "collection__unit").prefetch_related(
        "papers", "committee", "tasks", "milestones", "targets"
    )
    plan = get_object_or_404(plans, unit=unit, year=year)
    plan.unit = unit
    return Year(dossier_of(plan))


def _volume(request: SignedInRequest, unit_id: int, year: int, volume_id: int) -> Volume:
    unit = _unit(request, unit_id)
    volumes = Volume.objects.select_related("dossier__plan__unit")
    return get_object_or_404(volumes, pk=volume_id, dossier__plan__unit=unit, dossier__plan__year=year)


def _letter(file: Year, kind: str) -> Letter:
    if not is_composed(file.plan, kind):
        raise Http404
    return file.letter(kind)


def _pages(file: Year, letter: Letter) -> tuple[bytes, ...]:
    return exports.draft_pages(file, letter, head_name_of(file.plan.unit))


def _saved(request: SignedInRequest, file: Year, form: PaperForm) -> bool:
    """Keep the words where they differ; on a conflict the form keeps what was typed and takes the newer mark."""
    kind, unit, draft = form.letter.kind, file.plan.unit, file.drafts.get(form.letter.kind)
    changes = form.changes(field_values(form.letter, unit, {}, head_name_of(unit)))
    version = form.cleaned_data["version"]
    if changes == (draft.fields if draft else {}) and version == form.initial["version"]:
        return True
    try:
        save_draft(
            unit=unit, year=file.plan.year, kind=kind, changes=changes, version=version, by=request.user
        )
    except ValidationError as error:
        form.add_error(None, error)
        form.data = {**form.data.dict(), "version": str(form.initial["version"])}  # type: ignore[attr-defined]  # a QueryDict
        return False
    return True


def _context(request: SignedInRequest, file: Year) -> dict[str, Any]:
    return {
        "file": file,
        "plan": file.plan,
        "unit": file.plan.unit,
        "unit_id": file.plan.unit_id,
        "year": file.plan.year,
        "may_write": can_write_paper(request.user, file.plan.unit),
        "today": dt.date.today(),  # noqa: DTZ011 - the office's own day
    }


def _require(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence: require(can_write…)
    if not allowed:
        raise PermissionDenied


def _download(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=not inline, filename=name) or ""
    return _private(answer)


def _private(answer: Answer) -> Answer:
    answer["Cache-Control"] = "private, no-store"
    return answer
