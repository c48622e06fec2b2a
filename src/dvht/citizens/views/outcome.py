"""After the review: opening it again, a decision made on paper, the study association's branch."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from dvht.citizens.actions import mark_collected, record_outside_decision, reopen_review
from dvht.citizens.forms import CollectionForm, OutsideForm, ReasonForm
from dvht.citizens.queries import decision_in_force, lines_of
from dvht.citizens.views.place import Place, into_form, keepers, readers, with_round
from dvht.ui.answers import refused, require


@require_POST
@readers
@with_round
def citizen_reopen(place: Place) -> HttpResponse:
    """Open a closed review again, with a reason."""
    require(place.may_close)
    form = ReasonForm(place.request.POST)
    if not form.is_valid():
        messages.error(place.request, "Chưa mở lại: ghi lý do xét lại.")
        return place.to("citizens")
    try:
        reopen_review(place.round, reason=form.cleaned_data["reason"], by=place.request.user)
        messages.success(
            place.request, "Đã mở lại xét duyệt. Quyết định cũ còn hiệu lực đến khi có quyết định mới."
        )
    except ValidationError as error:
        refused(place.request, error)
    return place.to("citizens")


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
@with_round
def citizen_outside_decision(place: Place) -> HttpResponse:
    """Write down a decision that was issued on paper elsewhere."""
    require(place.may_decide)
    if place.round.is_decided:
        messages.warning(
            place.request, "Năm này đã có quyết định. Muốn ghi quyết định khác, hãy mở lại xét duyệt."
        )
        return place.to("citizens")
    lines = lines_of(place.round)
    form = OutsideForm(lines, place.request.POST if place.request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = _recorded(place, form) if form.is_valid() else 422
        if status == 302:
            return place.to("citizens")
    chosen = set(form["recognised"].value() or ())
    context = place.context(
        form=form,
        people=[(line, str(line.registrant.pk) in chosen) for line in lines],
        replaced=decision_in_force(place.round),
    )
    return render(place.request, "citizens/citizen_outside_decision.html", context, status=status)


def _recorded(place: Place, form: OutsideForm) -> int:
    try:
        decision = record_outside_decision(place.round, form.said(), by=place.request.user)
    except ValidationError as error:
        return into_form(form, error)
    messages.success(place.request, f"Đã ghi Quyết định số {decision.number}; kết quả đã ghi vào danh sách.")
    return 302


@require_http_methods(["GET", "HEAD", "POST"])
@readers
@with_round
def citizen_collection(place: Place) -> HttpResponse:
    """What the study association's branch collects in December, and who took it when."""
    decision = decision_in_force(place.round)
    form = CollectionForm(place.round, place.request.POST if place.request.method == "POST" else None)
    status = 200
    if form.is_bound:
        require(place.may_keep)
        status = _collected(place, form) if form.is_valid() else 422
        if status == 302:
            return place.to("citizen_collection")
    lines = list(decision.lines.all()) if decision else []
    context = place.context(
        decision=decision,
        lines=lines,
        recognised=sum(line.recognised for line in lines),
        form=form,
        stale=bool(
            decision
            and decision.replaces
            and place.round.collected_on
            and decision.decided_on > place.round.collected_on
        ),
    )
    return render(place.request, "citizens/citizen_collection.html", context, status=status)


def _collected(place: Place, form: CollectionForm) -> int:
    said = form.cleaned_data
    try:
        mark_collected(
            place.round, on=said["on"], receiver=said["receiver"], note=said["note"], by=place.request.user
        )
    except ValidationError as error:
        return into_form(form, error)
    messages.success(
        place.request, f"Đã ghi: gửi kết quả ngày {said['on']:%d/%m/%Y}, {said['receiver']} nhận."
    )
    return 302
