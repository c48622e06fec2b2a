"""The unit's side: the whole before it is handed in, handing in, taking back."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dvht.assessment.queries.check import CheckLine, check_groups
from dvht.assessment.queries.page import Cell
from dvht.dossiers import actions
from dvht.dossiers.forms import SubmitForm
from dvht.dossiers.permissions import can_submit
from dvht.dossiers.queries import Year
from dvht.dossiers.queries.differences import changes_since
from dvht.dossiers.queries.sending import Parcel
from dvht.dossiers.states import SUBMISSION_MOVES, SubmissionState
from dvht.dossiers.views.place import context_of, visible_year
from dvht.ui.answers import require
from dvht.ui.requests import SignedInRequest, version_sent


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_submit(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """“Kiểm tra trước khi nộp”: everything that will be sent; pressed, it is sent."""
    file = visible_year(request, unit_id, year)
    if request.method != "POST":
        return _page(request, file, None)
    require(can_submit(request.user, file.plan.unit))
    form = SubmitForm(request.POST)
    if form.is_valid():
        try:
            sent = actions.submit_dossier(file.plan, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            late = getattr(error, "code", "") == "late"
            form.add_error("late_reason" if late else None, ValidationError(error.messages))
        else:
            messages.success(request, f"Đã nộp hồ sơ năm {year}: số tiếp nhận {sent.receipt}.")
            return redirect("delivery", unit_id, year, sent.number)
    return _page(request, visible_year(request, unit_id, year), form, status=422)


def _page(request: SignedInRequest, file: Year, form: SubmitForm | None, status: int = 200) -> HttpResponse:
    parcel = Parcel(file, timezone.localdate())
    shown = SubmitForm(initial={"seen": parcel.digest}) if form is None else form
    if form is not None:
        # what is shown now is what the next press sends; what was typed stays
        shown.data = {**shown.data, "seen": parcel.digest, "late_reason": shown["late_reason"].value() or ""}
    context = {
        **context_of(request, file),
        "parcel": parcel,
        "form": shown,
        "differences": changes_since(parcel.previous, parcel) if parcel.previous else None,
        "may_submit": can_submit(request.user, file.plan.unit),
        "can_go": parcel.may_move and parcel.receiver is not None and not parcel.blocking,
        "result_label": file.ask.result_label,
        "rows": _rows(parcel),
    }
    return render(request, "dossiers/dossier_submit.html", context, status=status)


@dataclass(frozen=True)
class _Row:
    """One row of the page: the words of the check before finalising, with what people wrote."""

    line: CheckLine
    note: str
    reason: str

    @property
    def cell(self) -> Cell:
        return self.line.cell

    @property
    def figures(self) -> str:
        return self.line.figures

    @property
    def codes(self) -> tuple[str, ...]:
        return self.line.codes


def _rows(parcel: Parcel) -> list[_Row]:
    written = {row.code: row for row in parcel.sheet.rows}
    return [
        _Row(line, written[line.cell.code].note, written[line.cell.code].reason)
        for _, lines in check_groups(parcel.sheet)
        for line in lines
        if not line.cell.is_na
    ]


@require_POST
def dossier_withdraw(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    file = visible_year(request, unit_id, year)
    require(can_submit(request.user, file.plan.unit))
    found = Parcel(file, timezone.localdate()).submission
    if found is None or SubmissionState.WITHDRAWN not in SUBMISSION_MOVES[SubmissionState(found.state)]:
        if found is None:
            raise Http404
        messages.error(request, f"Hồ sơ {found.get_state_display().lower()} nên không rút được nữa.")
        return redirect("dossier", unit_id, year)
    try:
        actions.withdraw_submission(found, version=version_sent(request), by=request.user)
        messages.success(request, f"Đã rút hồ sơ năm {year}. Sửa xong thì nộp lại.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("dossier", unit_id, year)
