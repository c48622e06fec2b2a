"""The register of requests about personal data, for whoever keeps the roster."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.members.actions.requests import (
    STAYS,
    RequestWords,
    answer_request,
    close_request,
    erase_member_data,
    extend_request,
    hand_over_data,
    receive_request,
)
from dvht.members.exports.own import own_data_archive
from dvht.members.forms.requests import AnswerForm, CloseForm, ExtendForm, PaperRequestForm, kinds_explained
from dvht.members.models import DataRequest, Member, RequestKind
from dvht.members.permissions import can_answer_requests, can_erase
from dvht.members.queries.requests import CLOCKS, request_line, requests_at, requests_of_unit
from dvht.members.views.unit_door import UnitPlace, unit_place
from dvht.ui.downloads import private
from dvht.ui.requests import SignedInRequest, version_sent

Deed = Callable[[DataRequest, forms.Form, int], DataRequest]


@require_safe
def data_requests(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Every request, those that run first by their day."""
    place = unit_place(request, unit_id, year, can_answer_requests)
    lines = requests_of_unit(place.unit, place.today)
    context = {
        "place": place,
        "lines": lines,
        "open": sum(line.is_open for line in lines),
        "late": sum(line.late_days > 0 for line in lines),
        "clocks": CLOCKS,
    }
    return render(request, "members/data_requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def data_request_add(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Register a request that came on paper or by word."""
    place = unit_place(request, unit_id, year, can_answer_requests)
    form, status = PaperRequestForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = _received(request, place, form)
        if status == 302:
            return place.to("data_requests")
    return render(request, "members/data_request_add.html", {"place": place, "form": form}, status=status)


def _received(request: SignedInRequest, place: UnitPlace, form: PaperRequestForm) -> int:
    if not form.is_valid():
        return 422
    said = form.cleaned_data
    member = (
        Member.objects.filter(unit=place.unit, code__iexact=said["code"]).first() if said["code"] else None
    )
    if said["code"] and member is None:
        form.add_error("code", "Không có ai mang mã này trong danh sách của đơn vị. Để trống nếu không chắc.")
        return 422
    words = RequestWords(
        kind=said["kind"],
        words=said["words"],
        asked_by=said["asked_by"],
        received_on=said["received_on"],
        member=member,
        on_paper=True,
    )
    try:
        receive_request(place.unit, words, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return 422
    messages.success(request, f"Đã ghi yêu cầu của {said['asked_by']}.")
    return 302


@require_http_methods(["GET", "HEAD", "POST"])
def data_request(request: SignedInRequest, unit_id: int, year: int, request_id: int) -> HttpResponse:
    """One request: answer it, extend it once, close it."""
    place = unit_place(request, unit_id, year, can_answer_requests)
    found = get_object_or_404(requests_at(place.unit), pk=request_id)
    given, status = _blank(), 200
    if request.method == "POST":
        do = request.POST.get("do", "")
        status = _done(request, found, do, given)
        if status == 302:
            return place.to("data_request", found.pk)
        found = get_object_or_404(requests_at(place.unit), pk=request_id)
    context = {
        "place": place,
        "line": request_line(found, timezone.localdate()),
        "forms": given,
        "explained": kinds_explained(found),
        "clocks": CLOCKS,
        "may_erase": can_erase(request.user, place.unit) and found.kind == RequestKind.ERASURE.value,
        "may_hand_over": found.kind == RequestKind.ACCESS.value,
        "stays": STAYS,
    }
    return render(request, "members/data_request.html", context, status=status)


def _blank() -> dict[str, forms.Form]:
    return {"answer": AnswerForm(), "extend": ExtendForm(), "close": CloseForm()}


def _done(request: SignedInRequest, found: DataRequest, do: str, given: dict[str, forms.Form]) -> int:
    """Do what was asked; the form with its errors stays in `given`."""
    deeds: dict[str, tuple[str, Deed]] = {
        "answer": ("answer", lambda one, form, version: answer_request(
            one, form.cleaned_data["answer"], version=version, by=request.user
        )),
        "extend": ("extend", lambda one, form, version: extend_request(
            one, form.cleaned_data["days"], form.cleaned_data["reason"], version=version, by=request.user
        )),
        "done": ("close", lambda one, form, version: close_request(
            one, form.cleaned_data["outcome"], is_done=True, version=version, by=request.user
        )),
        "refuse": ("close", lambda one, form, version: close_request(
            one, form.cleaned_data["outcome"], is_done=False, version=version, by=request.user
        )),
    }  # fmt: skip
    if do not in deeds:
        return 422
    name, deed = deeds[do]
    form = given[name] = type(given[name])(request.POST)
    if not form.is_valid():
        return 422
    try:
        deed(found, form, version_sent(request))
    except ValidationError as error:
        for field, errors in (
            error.error_dict.items() if hasattr(error, "error_dict") else [("", error.error_list)]
        ):
            form.add_error(field if field in form.fields else None, [str(one.message) for one in errors])
        return 409 if getattr(error, "code", "") == "conflict" else 422
    messages.success(request, "Đã ghi vào sổ yêu cầu.")
    return 302


@require_POST
def data_request_erase(request: SignedInRequest, unit_id: int, year: int, request_id: int) -> HttpResponse:
    """Erase what may go of the person who asked: the head's decision, confirmed by their name."""
    place, found = _head_request(request, unit_id, year, request_id)
    if request.POST.get("name", "").strip().casefold() != found.asked_by.strip().casefold():
        messages.error(request, f"Chưa xóa: hãy gõ đúng tên “{found.asked_by}” để xác nhận.")
        return place.to("data_request", found.pk)
    try:
        erase_member_data(found, version=version_sent(request), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, f"Đã xóa dữ liệu xóa được của {found.asked_by}. Phần còn giữ ghi ở kết quả."
        )
    return place.to("data_request", found.pk)


def _head_request(
    request: SignedInRequest, unit_id: int, year: int, request_id: int
) -> tuple[UnitPlace, DataRequest]:
    place = unit_place(request, unit_id, year, can_answer_requests)
    if not can_erase(request.user, place.unit):
        raise PermissionDenied
    return place, get_object_or_404(requests_at(place.unit), pk=request_id)


@require_POST
def data_request_hand_over(
    request: SignedInRequest, unit_id: int, year: int, request_id: int
) -> HttpResponse | FileResponse:
    """The copy that somebody asked for, made by whoever answers them; the trail keeps that it was made."""
    place = unit_place(request, unit_id, year, can_answer_requests)
    found = get_object_or_404(requests_at(place.unit), pk=request_id)
    try:
        member = hand_over_data(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return place.to("data_request", found.pk)
    copy = own_data_archive(member, is_masked=True)
    answer = FileResponse(copy, as_attachment=True, filename=f"du-lieu-{member.code}.zip")
    answer["Content-Type"] = "application/zip"
    return private(answer)
