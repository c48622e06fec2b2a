"""An examiner's desk, and one row after the other: both sides, the evidence, what one finds."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.appraisal.actions.findings import (
    agree_with_unit,
    as_unit_words,
    can_be_agreed,
    open_names,
    save_finding,
)
from dvht.appraisal.exports import open_file, sheet_bytes
from dvht.appraisal.forms.findings import FindingForm, initial_of
from dvht.appraisal.models import Appraisal, Finding
from dvht.appraisal.models.findings import of_own_units
from dvht.appraisal.models.words import Words
from dvht.appraisal.permissions import can_examine
from dvht.appraisal.queries import examination as seen
from dvht.appraisal.queries.consolidation import said_of
from dvht.appraisal.queries.laid import our_side
from dvht.appraisal.queries.progress import lines_for, listed
from dvht.appraisal.views.docket import Docket, into_form, read_appraisal
from dvht.assessment.queries.law import clauses_of
from dvht.documents.models import PaperFormat
from dvht.dossiers.models import DeliveredFile
from dvht.dossiers.queries.delivered import coded_in_row
from dvht.regulation.errors import FactsError
from dvht.ui.answers import refused, require
from dvht.ui.downloads import private, titled_download
from dvht.ui.requests import SignedInRequest, version_sent

ON_A_PAGE: Final = 50


@require_safe
def examinations(request: SignedInRequest) -> HttpResponse:
    """What a seat of the person examines, leads or votes on; nothing of the body besides."""
    own = of_own_units(request.user)
    mine = listed(Appraisal.objects.given_to(request.user, own=own))
    page = Paginator(mine, ON_A_PAGE).get_page(request.GET.get("page"))
    to_vote = Appraisal.objects.voted_on_by(request.user, own=own).select_related("submission__unit", "panel")
    context = {
        "page": page,
        "lines": lines_for(list(page.object_list), request.user),
        "to_vote": to_vote.order_by("submission__unit__name")[:ON_A_PAGE],
    }
    return render(request, "appraisal/examinations.html", context)


@require_safe
@read_appraisal
def examination(docket: Docket) -> HttpResponse:
    """The whole dossier: every row with both values, and what changed since the last delivery."""
    rows = [row for row in docket.mine if docket.opens(row.theirs.row.group)]
    opened = next((row.code for row in rows if row.is_open), "")
    context = docket.context(
        strip=docket.strip(),
        rows=rows,
        first=opened or (rows[0].code if rows else ""),
        is_finished=not opened,
        agreeable=sum(_agreeable(row) for row in rows),
        changes=seen.changes_of(docket.laid, tuple(rows)),
        files=[
            file for file in docket.laid.delivery.files.all() if _may_open(docket, file) and not file.codes
        ],
    )
    return render(docket.request, "appraisal/examination.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@read_appraisal
def examination_row(docket: Docket, code: str) -> HttpResponse:
    mine = docket.row(code)
    if docket.request.method != "POST":
        return _row_page(docket, mine)
    require(can_examine(docket.request.user, docket.appraisal, mine.theirs.row.group))
    if not mine.theirs.applies or docket.seat is None:
        raise Http404
    form = FindingForm(mine.theirs.row, docket.laid.pack, docket.request.POST)
    status = 422
    if form.is_valid():
        try:
            save_finding(
                docket.appraisal, docket.seat, code, form.value(), version=version_sent(docket.request),
                propose_return=form.cleaned_data["propose_return"], by=docket.request.user,
            )  # fmt: skip
        except ValidationError as error:
            status = into_form(form, error)
        else:
            return _saved(docket, code)
    if docket.request.htmx:
        context = _row_context(docket, mine, form)
        return render(docket.request, "appraisal/_examination_refused.html", context, status=status)
    return _row_page(docket, mine, form, status)


def _saved(docket: Docket, code: str) -> HttpResponse:
    fresh = Docket(docket.request, docket.appraisal)
    if docket.request.htmx:
        context = _row_context(fresh, fresh.row(code), None)
        return render(docket.request, "appraisal/_examination_saved.html", context)
    messages.success(docket.request, f"Đã lưu ý kiến về {fresh.laid.pack.row_noun} {code}.")
    wanted = docket.request.POST.get("go", "")
    if wanted == "all":
        return docket.to("examination")
    known = wanted if any(row.code == wanted for row in fresh.mine) else code
    return docket.to("examination_row", known)


def _row_page(
    docket: Docket, mine: seen.Mine, form: FindingForm | None = None, status: int = 200
) -> HttpResponse:
    context = _row_context(docket, mine, form)
    return render(docket.request, "appraisal/examination_row.html", context, status=status)


def _row_context(docket: Docket, mine: seen.Mine, form: FindingForm | None) -> dict[str, Any]:
    laid, row = docket.laid, mine.theirs.row
    ours = mine.ours if form is None else _typed_side(docket, mine, form)
    files = [file for file in seen.files_of(laid, mine.code) if _may_open(docket, file)]
    coded, _ = coded_in_row(laid.snapshot, mine.code, files)
    asked = docket.request.GET.get("tep", "")
    shown = next((one for one in coded if str(one[1].pk) == asked), coded[0] if coded else ("", None))
    group = next(group for group in laid.pack.groups if group.code == row.group)
    previous, following = seen.neighbours(docket.mine, mine.code)
    return docket.context(
        strip=docket.strip(mine.code),
        mine=mine,
        row=row,
        group=group,
        clauses=clauses_of(row, laid.pack),
        form=form or FindingForm(row, laid.pack, initial=_initial(mine)),
        version=mine.finding.version if mine.finding else 0,
        saved_at=mine.finding.found_at if mine.finding else None,
        may_save=docket.is_examining
        and mine.theirs.applies
        and can_examine(docket.request.user, docket.appraisal, row.group),
        ours=ours,
        verdicts=seen.verdicts(laid, ours) if ours else (),
        their_verdicts=seen.verdicts(laid, mine.theirs),
        difference=seen.difference_words(mine.theirs, ours) if ours else "",
        before=seen.before_of(laid, mine.code),
        files=coded,
        shown_code=shown[0],
        shown=shown[1],
        previous=previous,
        next=following,
        names=seen.has_names(laid, mine),
        others=_others(docket, mine),
    )


def _typed_side(docket: Docket, mine: seen.Mine, form: FindingForm) -> Any:
    """What the pack makes of what was typed, even before it can be saved; None while a value is mistyped."""
    if form.errors.keys() - {"reason", NON_FIELD_ERRORS}:
        return None
    words = form.value()
    judged = Finding(row=mine.code)
    for name in Words.__dataclass_fields__:
        setattr(judged, name, getattr(words, name))
    try:
        return our_side(docket.laid, judged)
    except FactsError:
        return None


def _initial(mine: seen.Mine) -> dict[str, Any]:
    if mine.finding is None:
        return initial_of(as_unit_words(mine.theirs), propose_return=False)
    return initial_of(mine.finding, propose_return=mine.finding.propose_return)


def _others(docket: Docket, mine: seen.Mine) -> tuple[Any, ...]:
    """What the others found, for those who read it."""
    if not docket.sees_all or not mine.theirs.applies:
        return ()
    own = docket.seat.pk if docket.seat else None
    found = docket.appraisal.findings.filter(row=mine.code).exclude(seat=own).select_related("seat")
    return tuple(said_of(docket.laid, mine.theirs, one) for one in found)


@require_http_methods(["GET", "HEAD", "POST"])
@read_appraisal
def examination_agree(docket: Docket) -> HttpResponse:
    """The rows that are untouched and may be taken over as the unit has them, listed before they are."""
    if docket.seat is None or docket.given is None:
        require(allowed=False)
    rows = [row for row in docket.mine if _agreeable(row)]
    if docket.request.method == "POST" and docket.seat is not None:
        chosen = docket.request.POST.getlist("rows")
        sent = docket.request.POST.get("delivery", "")
        delivery = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 18 else 0
        allowed = [row.code for row in rows if row.code in chosen]
        try:
            codes = agree_with_unit(
                docket.appraisal, docket.seat, allowed, delivery_id=delivery, by=docket.request.user
            )
        except ValidationError as error:
            refused(docket.request, error)
            return docket.to("examination_agree")
        words = ", ".join(codes) if codes else "không có mục nào"
        messages.success(docket.request, f"Đã ghi ý kiến đồng ý với đơn vị: {words}.")
        return docket.to("examination")
    context = docket.context(rows=rows, left=[r for r in docket.mine if r.is_open and not _agreeable(r)])
    return render(docket.request, "appraisal/examination_agree.html", context)


def _agreeable(row: seen.Mine) -> bool:
    return row.is_open and row.finding is None and can_be_agreed(row.theirs)


@require_POST
@read_appraisal
def examination_names(docket: Docket, code: str) -> HttpResponse:
    """The names behind a row in dispute, only those that the dispute needs; each look stays in the unit's trail."""
    mine = docket.row(code)
    require(can_examine(docket.request.user, docket.appraisal, mine.theirs.row.group) and docket.is_examining)
    lists = seen.name_lists(docket.laid, mine)
    if not lists:
        raise Http404
    open_names(docket.appraisal, code, by=docket.request.user)
    context = docket.context(mine=mine, row=mine.theirs.row, lists=lists)
    return private(render(docket.request, "appraisal/examination_names.html", context))


@require_safe
@xframe_options_sameorigin
@read_appraisal
def examination_file(docket: Docket, file_id: int) -> FileResponse:
    """A file of the newest delivery, after looking again at who asks; its bytes must be those that were handed in."""
    found = docket.laid.delivery.files.filter(pk=file_id).first()
    if found is None or not _may_open(docket, found):
        raise Http404
    return open_file(found, as_attachment="tai" in docket.request.GET)


def _may_open(docket: Docket, file: DeliveredFile) -> bool:
    """Who examines one group of rows opens what proves these, and the papers; not the bound whole."""
    if docket.sees_all or not docket.given:
        return True
    groups = {row.row.group for row in docket.laid.rows if row.code in file.codes}
    return bool(groups & docket.given) or (not file.codes and file.paper_id is not None)


@require_safe
@read_appraisal
def examination_sheet(docket: Docket, paper_format: str) -> HttpResponse:
    """One's own phiếu thẩm định as it now reads, to be printed and signed."""
    if paper_format not in PaperFormat.values or docket.seat is None or docket.given is None:
        raise Http404
    content = sheet_bytes(docket.appraisal, docket.seat, paper_format)
    title = f"phieu tham dinh {docket.appraisal.submission.unit.name}"
    return titled_download(content, title, paper_format)
