"""The national site's result as a workbook: sent, shown beside what stands there, written when confirmed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from dvht.citizens.forms.importing import ColumnsForm, ResultsForm
from dvht.citizens.imports import (
    PURPOSE,
    Reading,
    column_choices,
    confirm_results,
    opened,
    settle_columns,
    take_results,
)
from dvht.citizens.views.place import Place, into_form, keepers, with_round
from dvht.members.actions.uploads import discard_upload
from dvht.members.models import Upload
from dvht.ui.answers import refused
from dvht.workbook.errors import WorkbookError

GONE = "Tệp này đã được ghi, đã bỏ hoặc để quá một ngày. Hãy tải tệp lên lại nếu cần."


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
@with_round
def citizen_import(place: Place) -> HttpResponse:
    """Send a workbook that was printed or exported at the national site."""
    if not place.round.is_open:
        messages.warning(place.request, "Đợt này đã chốt xét duyệt nên không nhập thêm kết quả được.")
        return place.to("citizens")
    request = place.request
    form = ResultsForm(request.POST, request.FILES) if request.method == "POST" else ResultsForm()
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            upload = take_results(place.round, sent.read(), sent.name or "", by=request.user)
            return place.to("citizen_import_preview", upload.pk)
        except WorkbookError as error:
            form.add_error("file", str(error))
    context = place.context(form=form, columns=column_choices(place.round.pack))
    return render(request, "citizens/citizen_import.html", context, status=422 if form.is_bound else 200)


def _reading(place: Place, upload_id: int) -> Reading | None:
    uploads = Upload.objects.filter(unit=place.unit, year=place.year, purpose=PURPOSE).select_related("unit")
    return opened(get_object_or_404(uploads, pk=upload_id), place.round)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
@with_round
def citizen_import_preview(place: Place, upload_id: int) -> HttpResponse:
    """What the file would change; and what a person must say of its columns."""
    reading = _reading(place, upload_id)
    if reading is None:
        messages.info(place.request, GONE)
        return place.to("citizen_import")
    choices = column_choices(place.round.pack)
    form = ColumnsForm(reading.table, choices, place.request.POST if place.request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = _settled(place, reading, form) if form.is_valid() else 422
        if status == 302:
            return place.to("citizen_import_preview", upload_id)
    context = place.context(reading=reading, form=form, upload=reading.upload)
    if not reading.must_ask:
        context["preview"] = reading.preview
    return render(place.request, "citizens/citizen_import_preview.html", context, status=status)


def _settled(place: Place, reading: Reading, form: ColumnsForm) -> int:
    try:
        settle_columns(reading, form.keys(), by=place.request.user)
    except ValidationError as error:
        return into_form(form, error)
    return 302


@require_POST
@keepers
@with_round
def citizen_import_confirm(place: Place, upload_id: int) -> HttpResponse:
    """Write what was shown, all of it or nothing."""
    reading = _reading(place, upload_id)
    if reading is None:
        messages.info(place.request, GONE)
        return place.to("citizen_import")
    seen = place.request.POST.get("seen", "")
    try:
        changed = confirm_results(reading.upload, place.round, seen, by=place.request.user)
    except ValidationError as error:
        refused(place.request, error)
        return place.to("citizen_import_preview", upload_id)
    words = (
        f"Đã ghi kết quả của {len(changed)} người."
        if changed
        else "Kết quả trong tệp đã có sẵn, không có gì đổi."
    )
    messages.success(place.request, words)
    return place.to("citizens")


@require_POST
@keepers
@with_round
def citizen_import_discard(place: Place, upload_id: int) -> HttpResponse:
    reading = _reading(place, upload_id)
    if reading is not None:
        discard_upload(reading.upload, by=place.request.user)
        messages.success(place.request, "Đã bỏ tệp, chưa ghi gì.")
    return place.to("citizens")
