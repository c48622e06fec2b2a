from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from dvht.evidence.actions import Description, FileOutcome, add_files, add_link, add_paper_record
from dvht.evidence.forms import EvidenceForm, LinkForm, PaperForm, RowForm, received_files
from dvht.evidence.models import Evidence
from dvht.evidence.views.answers import refused, row_part
from dvht.evidence.views.place import Place, asked_row, kept_place, next_url, redirect_after
from dvht.ui.requests import SignedInRequest


@require_POST
def evidence_add(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Take the files of the post into the row that `row` names; the dropzone sends them one by one."""
    place = kept_place(request, unit_id, year)
    row = asked_row(request, place)
    try:
        outcomes = add_files(place.collection, [row] if row else [], received_files(request), by=request.user)
    except ValidationError as error:
        return _said(error.messages[0], 409) if request.htmx else refused(request, place, row, error)
    if request.htmx:
        return _answer(request, place, row, outcomes)
    _tell(request, row, outcomes)
    return redirect_after(request, place, row)


def evidence_link_add(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    def add(place: Place, row: str, said: Description, form: EvidenceForm) -> Evidence:
        return add_link(place.collection, [row], said, form.cleaned_data["url"], by=request.user)

    return _record_page(request, kept_place(request, unit_id, year), LinkForm, add, "Ghi liên kết")


def evidence_paper_add(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    def add(place: Place, row: str, said: Description, form: EvidenceForm) -> Evidence:
        return add_paper_record(place.collection, [row], said, form.cleaned_data["location"], by=request.user)

    return _record_page(request, kept_place(request, unit_id, year), PaperForm, add, "Ghi bản giấy đang lưu")


def _record_page(
    request: SignedInRequest,
    place: Place,
    form_class: type[EvidenceForm],
    add: Callable[[Place, str, Description, EvidenceForm], Evidence],
    heading: str,
) -> HttpResponse:
    row = asked_row(request, place)
    form = form_class(request.POST or None)
    row_form = RowForm(place.collection, request.POST or None, initial={"row": row})
    if request.method == "POST" and form.is_valid() and row_form.is_valid():
        chosen = row_form.cleaned_data["row"]
        try:
            evidence = add(place, chosen, description_of(form), form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Đã thêm “{evidence.title}” vào {chosen}.")
            return redirect_after(request, place, chosen)
    context = {
        "place": place,
        "form": form,
        "row_form": row_form,
        "heading": heading,
        "row": row,
        "next": next_url(request, place, row),
    }
    return render(
        request, "evidence/record.html", context, status=422 if form.errors or row_form.errors else 200
    )


def description_of(form: EvidenceForm) -> Description:
    return Description(
        **{name: form.cleaned_data[name] for name in ("title", "number", "issued_on", "issuer")}
    )


def _answer(
    request: SignedInRequest, place: Place, row: str, outcomes: tuple[FileOutcome, ...]
) -> HttpResponse:
    """To the dropzone: the reason beside the file when nothing was taken, else the list of the row."""
    if not outcomes:
        return _said("Không nhận được tệp nào. Hãy chọn tệp rồi gửi lại.", 422)
    if all(outcome.state == "refused" for outcome in outcomes):
        return _said(" ".join(outcome.message for outcome in outcomes), 422)
    for outcome in outcomes:
        if outcome.state == "refused":
            messages.error(request, outcome.message)
        elif outcome.state == "existing" or outcome.warned:
            messages.warning(request, outcome.message)
    return row_part(request, place, row)


def _tell(request: SignedInRequest, row: str, outcomes: tuple[FileOutcome, ...]) -> None:
    if not outcomes:
        messages.error(request, "Chưa chọn tệp nào. Hãy chọn tệp rồi gửi lại.")
    added = [outcome for outcome in outcomes if outcome.state == "added"]
    if added:
        codes = ", ".join(use.code for outcome in added for use in outcome.uses)
        messages.success(request, f"Đã thêm {len(added)} tệp vào {row}: {codes}.")
    for outcome in outcomes:
        if outcome.state == "refused":
            messages.error(request, outcome.message)
        elif outcome.state == "existing" or outcome.warned:
            messages.warning(request, outcome.message)


def _said(words: str, status: int) -> HttpResponse:
    return HttpResponse(format_html("<p data-error>{}</p>", words), status=status)
