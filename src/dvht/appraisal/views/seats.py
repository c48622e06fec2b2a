"""The people of a panel: found among accounts or written down by name, changed, ordered, taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dvht.accounts.models import User
from dvht.appraisal.actions import seats as actions
from dvht.appraisal.forms.panels import SeatForm, show_refusal, whole_numbers
from dvht.appraisal.models import Panel, Seat
from dvht.appraisal.queries.panels import home_of, homes_offered, may_be_seated, people_to_seat
from dvht.appraisal.views.panels_place import PanelPlace, either, run_by
from dvht.ui.answers import said
from dvht.ui.requests import version_sent


@either
@run_by
def seat_add(place: PanelPlace) -> HttpResponse:
    """Seat a person: an account found by name, or somebody from outside."""
    today = timezone.localdate()
    asked = place.request.GET.get("q", "").strip()[:200]
    person = _chosen(place, asked)
    homes = homes_offered(place.body, today)
    initial: dict[str, Any] = {"role": place.panel.roles[-1][0], "organisation_kind": "office"}
    if person is not None:
        home = home_of(person, place.body, today)
        initial |= {
            "full_name": person.full_name,
            "home": home,
            "organisation": home.name if home else place.body.name,
        }
    form = SeatForm(place.request.POST or None, panel=place.panel, homes=homes, initial=initial)
    status = 422 if place.request.method == "POST" else 200
    if place.request.method == "POST" and form.is_valid():
        words = actions.SeatWords(**form.cleaned_data)
        try:
            seat = actions.add_seat(place.panel, words, by=place.request.user, user=person)
        except ValidationError as error:
            status = show_refusal(form, error)
        else:
            messages.success(place.request, f"Đã thêm {seat.full_name}.")
            return place.back()
    found = people_to_seat(place.body, asked, today) if asked and person is None else ()
    context = place.context(form=form, asked=asked, found=found, person=person)
    return render(place.request, "appraisal/seat_add.html", context, status=status)


def _chosen(place: PanelPlace, asked: str) -> User | None:
    """The account that was picked from what the search found."""
    chosen = whole_numbers([place.request.GET.get("nguoi", "")])
    return may_be_seated(place.body, chosen[0], asked, timezone.localdate()) if chosen else None


@either
@run_by
def seat(place: PanelPlace, seat_id: int) -> HttpResponse:
    """What is said of one person."""
    here = get_object_or_404(Seat.objects.select_related("user", "home"), pk=seat_id, panel=place.panel)
    homes = homes_offered(place.body, timezone.localdate())
    own = Seat.objects.get(pk=here.pk)
    form = SeatForm(place.request.POST or None, panel=place.panel, homes=homes, instance=own)
    status, version = 200, here.version
    if place.request.method == "POST":
        status, version = 422, version_sent(place.request)
        if form.is_valid():
            words = actions.SeatWords(**form.cleaned_data)
            try:
                kept = actions.change_seat(here, words, version=version, by=place.request.user)
            except ValidationError as error:
                status, version = show_refusal(form, error), here.version
            else:
                messages.success(place.request, f"Đã lưu {kept.full_name}.")
                return place.back()
    context = place.context(seat=here, form=form, version=version)
    return render(place.request, "appraisal/seat.html", context, status=status)


@require_POST
@run_by
def seat_remove(place: PanelPlace, seat_id: int) -> HttpResponse:
    here = get_object_or_404(Seat, pk=seat_id, panel=place.panel)
    here.panel = place.panel
    name = here.full_name
    try:
        gone = actions.remove_seat(here, by=place.request.user)
    except ValidationError as error:
        messages.error(place.request, " ".join(error.messages))
        return place.back()
    if gone:
        messages.success(place.request, f"Đã bỏ {name}; quyền xem hồ sơ đã đóng.")
    else:
        messages.warning(
            place.request, f"{name} đã ghi ý kiến nên tên còn trong danh sách; quyền xem hồ sơ đã đóng ngay."
        )
    return place.back()


@require_POST
@run_by
def seat_move(place: PanelPlace, seat_id: int) -> HttpResponse:
    here = get_object_or_404(Seat, pk=seat_id, panel=place.panel)
    up = place.request.POST.get("len") == "1"
    said(place.request, lambda: actions.move_seat(here, up=up, by=place.request.user), "")
    return place.back()


@require_POST
@run_by
def seat_copy(place: PanelPlace) -> HttpResponse:
    """Take over the people of last year's panel."""
    chosen = whole_numbers([place.request.POST.get("tu", "")])
    source = Panel.objects.filter(pk__in=chosen, body=place.body, year=place.year - 1).first()
    if source is None:
        messages.error(place.request, "Chọn hội đồng hoặc đoàn của năm trước.")
        return place.back()
    try:
        came = actions.copy_seats(source, place.panel, by=place.request.user)
        messages.success(place.request, f"Đã lấy {came} người từ {source.name} năm {source.year}.")
    except ValidationError as error:
        messages.error(place.request, " ".join(error.messages))
    return place.back()
