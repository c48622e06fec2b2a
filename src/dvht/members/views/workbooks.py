"""Rosters that leave as workbooks and come back: template, lists, upload, what columns mean, preview, confirmation."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.members.actions.uploads import discard_upload, forget_headers
from dvht.members.exports.lists import EXPORTS, ROSTER
from dvht.members.exports.roster import roster_template as template_bytes
from dvht.members.exports.roster import roster_workbook
from dvht.members.forms.workbooks import SheetForm, WorkbookForm
from dvht.members.imports.asking import mapping_form
from dvht.members.imports.confirming import confirm_upload
from dvht.members.imports.marking import marked_file
from dvht.members.imports.opening import Opened, choose_sheet, opened, settle, take_file
from dvht.members.imports.shown import changes_in_words, headline, shown_lines, shown_row, shown_wrongs
from dvht.members.models import Upload
from dvht.members.queries.uploads import PURPOSE, remembered_by, uploads_of, waiting_uploads
from dvht.members.views.roster.doors import LAST_ID, Place, keeps_roster, reads_whole_roster
from dvht.ui.downloads import XLSX
from dvht.ui.vietnamese import written_number
from dvht.workbook.errors import WorkbookError
from dvht.workbook.sheets import MOST_BYTES

LINES_A_PAGE: Final = 50
MOST_WAITING: Final = 5
MOST_WRONGS: Final = 30
MOST_ABSENT: Final = 60
GONE: Final = "Tệp này đã được ghi, đã bỏ, hoặc để quá một ngày nên đã xóa. Hãy tải tệp lên lại nếu cần."
either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@keeps_roster
def roster_template(place: Place) -> HttpResponse:
    """To be filled in; with `kem=danh-sach` the people of the year stand in it already."""
    if place.request.GET.get("kem") == ROSTER:
        return _workbook(place, roster_workbook(place.unit, place.year), "Danh sách thành viên")
    return _workbook(place, template_bytes(place.unit, place.year), "Mẫu danh sách thành viên")


@require_safe
@reads_whole_roster
def roster_export(place: Place) -> HttpResponse:
    """The list that `what` names; the roster itself unless it says otherwise."""
    export = EXPORTS.get(place.request.GET.get("what", ROSTER))
    if export is None:
        raise Http404
    return _workbook(place, export.make(place.unit, place.year, timezone.localdate()), export.file_name)


@either
@keeps_roster
def roster_import(place: Place) -> HttpResponse:
    """Step 1: take a file, or go on with one that waits."""
    request = place.request
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = take_file(place.unit, place.year, file.read(MOST_BYTES + 1), file.name, by=request.user)
        except WorkbookError as error:
            form.add_error("file", str(error))
        else:
            return place.to("roster_preview", upload.pk)
    return place.page(
        "roster_import",
        status=422 if form.errors else 200,
        form=form,
        waiting=waiting_uploads(place.unit, place.year, PURPOSE)[:MOST_WAITING],
        exports=EXPORTS,
        remembered=remembered_by(place.unit).count(),
    )


@either
@keeps_roster
def roster_mapping(place: Place, upload_id: int) -> HttpResponse:
    """What can't be guessed: the sheet, the columns, values and kinds that no list has."""
    reading = _reading(place, upload_id)
    if isinstance(reading, HttpResponse):
        return reading
    return _sheets_page(place, reading) if len(reading.tables) > 1 else _columns_page(place, reading)


@require_safe
@keeps_roster
def roster_preview(place: Place, upload_id: int) -> HttpResponse:
    """Step 2: what confirming would change, in the file's own rows and columns."""
    reading = _reading(place, upload_id)
    if isinstance(reading, HttpResponse):
        return reading
    return place.to("roster_mapping", upload_id) if reading.must_ask else _preview_page(place, reading)


@require_POST
@keeps_roster
def roster_confirm(place: Place, upload_id: int) -> HttpResponse:
    """Step 3: write what was shown; it is shown again when the roster has changed in between."""
    upload = _upload(place, upload_id)
    try:
        written = confirm_upload(upload, place.request.POST.get("digest", ""), by=place.request.user)
    except ValidationError as error:
        messages.error(place.request, " ".join(error.messages))
        if getattr(error, "code", "") == "gone":
            return place.to("roster_import")
        return place.to("roster_preview", upload_id)
    counts = ((written.new, "người mới"), (written.changed, "người đổi"), (written.marks, "kết quả"))
    told = ", ".join(f"{written_number(count)} {what}" for count, what in counts if count)
    messages.success(place.request, f"Đã ghi từ “{upload.file_name}”: {told or 'không có gì đổi'}.")
    return place.to("roster")


@require_POST
@keeps_roster
def roster_upload_discard(place: Place, upload_id: int) -> HttpResponse:
    upload = _upload(place, upload_id)
    try:
        discard_upload(upload, by=place.request.user)
    except ValidationError as error:
        messages.error(place.request, " ".join(error.messages))
    else:
        messages.success(place.request, f"Đã bỏ tệp “{upload.file_name}”. Danh sách giữ nguyên.")
    return place.to("roster_import")


@require_POST
@keeps_roster
def roster_forget(place: Place) -> HttpResponse:
    """Let everything that was said of columns and values be asked again."""
    count = forget_headers(place.unit, by=place.request.user)
    messages.success(place.request, f"Đã quên {count} cột và giá trị. Lần nhập sau sẽ hỏi lại.")
    return place.to("roster_import")


@require_safe
@keeps_roster
def roster_marked_file(place: Place, upload_id: int) -> HttpResponse:
    """The table that came, with its wrong cells coloured and explained."""
    reading = _reading(place, upload_id)
    if isinstance(reading, HttpResponse):
        return reading
    if reading.must_ask:
        return place.to("roster_mapping", upload_id)
    return _workbook(place, marked_file(reading), "Danh sách có đánh dấu lỗi")


def _upload(place: Place, upload_id: int) -> Upload:
    return get_object_or_404(uploads_of(place.unit, place.year, PURPOSE), pk=min(upload_id, LAST_ID - 1))


def _reading(place: Place, upload_id: int) -> Opened | HttpResponse:
    """The upload with its tables, or the way back to where a file is sent when they are gone."""
    upload = _upload(place, upload_id)
    waits = waiting_uploads(place.unit, place.year, PURPOSE).filter(pk=upload.pk).exists()
    reading = opened(upload, by=place.request.user) if waits else None
    if reading is None:
        messages.info(place.request, GONE)
        return place.to("roster_import")
    return reading


def _sheets_page(place: Place, reading: Opened) -> HttpResponse:
    sheets = [f"{table.sheet} ({len(table.rows)} dòng)" for table in reading.tables]
    form = SheetForm(sheets, place.request.POST if place.request.method == "POST" else None)
    if form.is_valid():
        chosen = form.cleaned_data["sheet"]
        return _settled(place, reading, lambda: choose_sheet(reading, chosen, by=place.request.user))
    status = 422 if form.errors else 200
    return place.page("roster_mapping", status=status, reading=reading, sheet_form=form)


def _columns_page(place: Place, reading: Opened) -> HttpResponse:
    form = mapping_form(reading, place.request.POST if place.request.method == "POST" else None)
    if form.is_valid():
        keys, meanings = form.keys(), form.meanings_with_kind()
        return _settled(place, reading, lambda: settle(reading, keys, meanings, by=place.request.user))
    return place.page("roster_mapping", status=422 if form.errors else 200, reading=reading, form=form)


def _settled(place: Place, reading: Opened, deed: Callable[[], Upload]) -> HttpResponse:
    try:
        deed()
    except ValidationError as error:
        messages.error(place.request, " ".join(error.messages))
        return place.to("roster_import")
    return place.to("roster_preview", reading.upload.pk)


def _preview_page(place: Place, reading: Opened) -> HttpResponse:
    preview = reading.preview
    whole = place.request.GET.get("hien") == "ca-tep"
    lines = shown_lines(preview, whole=whole)
    page = Paginator(lines, LINES_A_PAGE).get_page(place.request.GET.get("page"))
    wrongs = shown_wrongs(preview, lines)
    return place.page(
        "roster_preview",
        reading=reading,
        upload=reading.upload,
        preview=preview,
        headline=headline(preview),
        changes=changes_in_words(preview),
        lines=page,
        rows=[shown_row(preview, line) for line in page.object_list],
        whole=whole,
        wrongs=[(one, _link_to(one.place, one.anchor, whole=whole)) for one in wrongs[:MOST_WRONGS]],
        more_wrongs=max(0, len(wrongs) - MOST_WRONGS),
        wrong_rows=preview.counts["wrong"],
        absent=preview.absent[:MOST_ABSENT],
        more_absent=max(0, len(preview.absent) - MOST_ABSENT),
    )


def _link_to(place: int, anchor: str, *, whole: bool) -> str:
    """Where on the pages of the preview a cell stands."""
    query = {"page": place // LINES_A_PAGE + 1, **({"hien": "ca-tep"} if whole else {})}
    return f"?{urlencode(query)}#{anchor}"


def _workbook(place: Place, content: bytes, title: str) -> HttpResponse:
    name = f"{title} {place.year} - {place.unit.name}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
