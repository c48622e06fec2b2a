"""What the unit handed in, as it was: its receipt, its rows, its files."""

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from dvht.dossiers import exports
from dvht.dossiers.models import DeliveredFile, Delivery
from dvht.dossiers.queries import Sent, changes_between
from dvht.dossiers.views.place import download, visible_unit
from dvht.evidence.models import PREVIEWED
from dvht.ui.downloads import PDF, private, stored_file
from dvht.ui.requests import SignedInRequest


@require_safe
def delivery(request: SignedInRequest, unit_id: int, year: int, number: int) -> HttpResponse:
    """The receipt, and everything that was sent that time."""
    found = _delivery(request, unit_id, year, number)
    submission = found.submission
    older = submission.deliveries.filter(number__lt=number).first()
    context = {
        "unit": submission.unit,
        "unit_id": unit_id,
        "year": year,
        "delivery": found,
        "submission": submission,
        "sent": Sent(found),
        "given": getattr(found, "returned", None),
        "deliveries": submission.deliveries.select_related("submitted_by"),
        "differences": changes_between(older, found) if older else None,
        "older": older,
        "file_url": "delivery_file",
        "file_key": number,
    }
    return render(request, "dossiers/delivery.html", context)


@require_safe
def delivery_receipt(request: SignedInRequest, unit_id: int, year: int, number: int) -> HttpResponse:
    return receipt_answer(_delivery(request, unit_id, year, number))


@xframe_options_sameorigin
@require_safe
def delivery_file(
    request: SignedInRequest, unit_id: int, year: int, number: int, file_id: int
) -> HttpResponse | FileResponse:
    found = _delivery(request, unit_id, year, number)
    return file_answer(request, get_object_or_404(files_of(found), pk=file_id))


def _delivery(request: SignedInRequest, unit_id: int, year: int, number: int) -> Delivery:
    unit = visible_unit(request, unit_id)
    deliveries = Delivery.objects.select_related(
        "submission__unit", "submission__receiving", "submission__officer", "body", "submitted_by", "returned"
    )
    return get_object_or_404(deliveries, submission__unit=unit, submission__year=year, number=number)


def files_of(delivery: Delivery) -> QuerySet[DeliveredFile]:
    return delivery.files.select_related("paper", "stored", "volume")


def receipt_answer(delivery: Delivery) -> HttpResponse:
    name = f"bien-nhan-{delivery.receipt.replace('/', '-')}.pdf"
    return download(exports.receipt_pdf(delivery), PDF, name, inline=True)


def file_answer(request: SignedInRequest, file: DeliveredFile) -> HttpResponse | FileResponse:
    """The bytes after a check of their digest; `xem` shows what a browser can show, everything else is a download."""
    inline = "xem" in request.GET
    if inline and file.media_type not in PREVIEWED:
        raise Http404
    try:
        content = exports.open_delivered_file(file)
    except exports.LostFileError as lost:
        return private(HttpResponse(str(lost), status=410, content_type="text/plain; charset=utf-8"))
    return private(stored_file(content, _name(file), file.media_type, as_attachment=not inline))


def _name(file: DeliveredFile) -> str:
    """The name that people gave the file; of a paper or a volume its title."""
    if file.stored_id is not None and file.place and not file.place.startswith("http"):
        return file.place
    return f"{file.title}.pdf"
