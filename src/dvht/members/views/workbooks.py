"""Rosters that leave as workbooks and come back: template, lists, upload, what columns mean, preview, confirmation."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.accounts.queries import visible_units
from dvht.members.actions.uploads import discard_upload
from dvht.members.exports.lists import EXPORTS
from dvht.members.exports.roster import roster_template as template_bytes
from dvht.members.exports.roster import roster_workbook
from dvht.members.forms.workbooks import SheetForm, WorkbookForm
from dvht.members.imports.asking import mapping_form
from dvht.members.imports.confirming import confirm_upload
from dvht.members.imports.headers import PURPOSE
from dvht.members.imports.marking import marked_file
from dvht.members.imports.opening import Opened, choose_sheet, opened, settle, take_file
from dvht.members.imports.shown import changes_in_words, headline, shown_lines, shown_row, shown_wrongs
from dvht.members.models import Upload
from dvht.members.permissions import can_keep_roster
from dvht.members.queries.uploads import uploads_of, waiting_uploads
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit
from dvht.workbook.errors import WorkbookError
from dvht.workbook.sheets import MOST_BYTES

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES_A_PAGE = 50
MOST_WRONGS = 30
MOST_ABSENT = 60
FIRST_YEAR, LAST_YEAR = 2000, 2100
GONE = "Tệp này đã được ghi, đã bỏ, hoặc để quá một ngày nên đã xóa. Hãy tải tệp lên lại nếu cần."
either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def roster_template(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """To be filled in; with `kem=danh-sach` the people of the year stand in it already."""
    unit = _kept_unit(request, unit_id, year)
    if request.GET.get("kem") == "danh-sach":
        return _workbook(roster_workbook(unit, year), f"Danh sách thành viên {year} - {unit.name}.xlsx")
    return _workbook(template_bytes(unit, year), f"Mẫu danh sách thành viên {year} - {unit.name}.xlsx")


@require_safe
def roster_export(request: SignedInRequest, unit_id: int, year: int, what: str) -> HttpResponse:
    unit = _kept_unit(request, unit_id, year)
    if what not in EXPORTS:
        raise Http404
    export = EXPORTS[what]
    content = export.make(unit, year, timezone.localdate())
    return _workbook(content, f"{export.file_name} {year} - {unit.name}.xlsx")


@either
def roster_import(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Step 1: take a file, or go on with one that waits."""
    unit = _kept_unit(request, unit_id, year)
    form = (
        WorkbookForm(request.POST or None, request.FILES or None)
        if request.method == "POST"
        else WorkbookForm()
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = take_file(unit, year, file.read(MOST_BYTES + 1), file.name, by=request.user)
        except WorkbookError as error:
            form.add_error("file", str(error))
        else:
            return redirect("roster_preview", unit.pk, year, upload.pk)
    context = {
        "unit": unit,
        "year": year,
        "form": form,
        "waiting": waiting_uploads(unit, year, PURPOSE)[:5],
        "exports": EXPORTS,
        "roster_url": _roster_url(unit, year),
    }
    return render(request, "members/roster_import.html", context, status=422 if form.errors else 200)


@either
def roster_mapping(request: SignedInRequest, unit_id: int, year: int, upload_id: int) -> HttpResponse:
    """What can't be guessed: the sheet, the columns, values and kinds that no list has."""
    reading = _reading(request, unit_id, year, upload_id)
    if isinstance(reading, HttpResponse):
        return reading
    posted = request.POST if request.method == "POST" else None
    if len(reading.tables) > 1:
        form = SheetForm([_described(table.sheet, len(table.rows)) for table in reading.tables], posted)
        if form.is_valid():
            return _settled(
                request, reading, lambda: choose_sheet(reading, form.cleaned_data["sheet"], by=request.user)
            )
        return _mapping_page(request, reading, {"sheet_form": form})
    columns = mapping_form(reading, posted)
    if columns.is_valid():
        said = columns.meanings_with_kind()
        return _settled(request, reading, lambda: settle(reading, columns.keys(), said, by=request.user))
    return _mapping_page(request, reading, {"form": columns})


@require_safe
def roster_preview(request: SignedInRequest, unit_id: int, year: int, upload_id: int) -> HttpResponse:
    """Step 2: what confirming would change, in the file's own rows and columns."""
    reading = _reading(request, unit_id, year, upload_id)
    if isinstance(reading, HttpResponse):
        return reading
    if reading.must_ask:
        return redirect("roster_mapping", unit_id, year, upload_id)
    return _preview_page(request, reading)


@require_POST
def roster_confirm(request: SignedInRequest, unit_id: int, year: int, upload_id: int) -> HttpResponse:
    """Step 3: write what was shown; shown again when the roster has changed in between."""
    upload = _upload(request, unit_id, year, upload_id)
    try:
        written = confirm_upload(upload, request.POST.get("digest", ""), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        if getattr(error, "code", "") == "gone":
            return redirect("roster_import", unit_id, year)
        return redirect("roster_preview", unit_id, year, upload_id)
    told = f"{written.new} người mới, {written.changed} người đổi, {written.marks} kết quả"
    messages.success(request, f"Đã ghi từ “{upload.file_name}”: {told}.")
    return HttpResponseRedirect(_roster_url(upload.unit, year))


@require_POST
def roster_upload_discard(request: SignedInRequest, unit_id: int, year: int, upload_id: int) -> HttpResponse:
    upload = _upload(request, unit_id, year, upload_id)
    try:
        discard_upload(upload, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã bỏ tệp “{upload.file_name}”. Danh sách giữ nguyên.")
    return redirect("roster_import", unit_id, year)


@require_safe
def roster_marked_file(request: SignedInRequest, unit_id: int, year: int, upload_id: int) -> HttpResponse:
    """The table that came, with its wrong cells coloured and explained."""
    reading = _reading(request, unit_id, year, upload_id)
    if isinstance(reading, HttpResponse):
        return reading
    if reading.must_ask:
        return redirect("roster_mapping", unit_id, year, upload_id)
    stem = reading.upload.file_name.rpartition(".")[0] or reading.upload.file_name
    return _workbook(marked_file(reading), f"{stem} - có đánh dấu lỗi.xlsx")


def _kept_unit(request: SignedInRequest, unit_id: int, year: int) -> Unit:
    """The unit, for those who keep its roster: 404 for whom it isn't visible, 403 for those who only read."""
    unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    if not can_keep_roster(request.user, unit):
        raise PermissionDenied
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return unit


def _upload(request: SignedInRequest, unit_id: int, year: int, upload_id: int) -> Upload:
    unit = _kept_unit(request, unit_id, year)
    return get_object_or_404(uploads_of(unit, year, PURPOSE), pk=upload_id)


def _reading(request: SignedInRequest, unit_id: int, year: int, upload_id: int) -> Opened | HttpResponse:
    """The upload with its tables, or the way back to where a file is sent when they are gone."""
    upload = _upload(request, unit_id, year, upload_id)
    waits = waiting_uploads(upload.unit, year, PURPOSE).filter(pk=upload.pk).exists()
    reading = opened(upload) if waits else None
    if reading is None:
        messages.info(request, GONE)
        return redirect("roster_import", unit_id, year)
    return reading


def _settled(request: SignedInRequest, reading: Opened, deed: Callable[[], Upload]) -> HttpResponse:
    try:
        deed()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("roster_import", reading.unit.pk, reading.upload.year)
    return redirect("roster_preview", reading.unit.pk, reading.upload.year, reading.upload.pk)


def _mapping_page(request: SignedInRequest, reading: Opened, forms: Mapping[str, Form]) -> HttpResponse:
    failed = any(form.errors for form in forms.values())
    context = {"unit": reading.unit, "year": reading.upload.year, "reading": reading, **forms}
    return render(request, "members/roster_mapping.html", context, status=422 if failed else 200)


def _preview_page(request: SignedInRequest, reading: Opened) -> HttpResponse:
    preview = reading.preview
    whole = request.GET.get("hien") == "ca-tep"
    lines = shown_lines(preview, whole=whole)
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    wrongs = shown_wrongs(preview, lines)
    context = {
        "unit": reading.unit,
        "year": reading.upload.year,
        "reading": reading,
        "upload": reading.upload,
        "preview": preview,
        "headline": headline(preview),
        "changes": changes_in_words(preview),
        "page": page,
        "rows": [shown_row(preview, line) for line in page.object_list],
        "whole": whole,
        "wrongs": [(one, _place_of(one.place, one.anchor, whole=whole)) for one in wrongs[:MOST_WRONGS]],
        "more_wrongs": max(0, len(wrongs) - MOST_WRONGS),
        "wrong_rows": preview.counts["wrong"],
        "absent": preview.absent[:MOST_ABSENT],
        "more_absent": max(0, len(preview.absent) - MOST_ABSENT),
        "roster_url": _roster_url(reading.unit, reading.upload.year),
    }
    return render(request, "members/roster_preview.html", context)


def _place_of(place: int, anchor: str, *, whole: bool) -> str:
    """Where on the pages of the preview a cell stands."""
    query = {"page": place // LINES_A_PAGE + 1, **({"hien": "ca-tep"} if whole else {})}
    return f"?{urlencode(query)}#{anchor}"


def _described(sheet: str, rows: int) -> str:
    return f"{sheet} ({rows} dòng)"


def _workbook(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name.replace("\n", " ")) or ""
    return HttpResponse(content, content_type=WORKBOOK_TYPE, headers={"Content-Disposition": disposition})


def _roster_url(unit: Unit, year: int) -> str:
    try:
        return reverse("roster", args=(unit.pk, year))
    except NoReverseMatch:
        return reverse("roster_import", args=(unit.pk, year))
