from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from dvht.accounts.queries import visible_units
from dvht.documents.actions import register_outside_numbers
from dvht.documents.forms import OutsideNumbersForm
from dvht.documents.permissions import can_open_paper, can_register_outside_numbers
from dvht.documents.queries import issued_papers, series_of
from dvht.ui.requests import SignedInRequest


def paper_register(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The papers issued for the assessment year, and where this calendar year's numbers stand."""
    unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    may_write = can_register_outside_numbers(request.user, unit)
    form = OutsideNumbersForm(request.POST or None)
    this_year = timezone.localdate().year
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        if form.is_valid():
            try:
                register_outside_numbers(unit=unit, year=this_year, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error("upto", error)
            else:
                following = form.cleaned_data["upto"] + 1
                messages.success(request, f"Đã ghi: số tiếp theo của năm {this_year} là {following}.")
                return redirect("paper_register", unit_id, year)
    return render(
        request,
        "documents/paper_register.html",
        {
            "unit": unit,
            "unit_id": unit_id,
            "year": year,
            "this_year": this_year,
            "papers": [
                (paper, can_open_paper(request.user, unit, paper)) for paper in issued_papers(unit, year)
            ],
            "series": series_of(unit, this_year),
            "form": form,
            "may_write": may_write,
        },
        status=422 if form.is_bound else 200,
    )
