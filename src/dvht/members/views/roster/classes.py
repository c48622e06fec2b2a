"""Learners of the year by class, in one table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from dvht.members.actions import ClassError, ClassWords, copy_classes, save_classes
from dvht.members.forms.lists import ClassForm
from dvht.members.models import LearnerClass
from dvht.members.queries.rollup import learner_total
from dvht.members.queries.yearly import counts_learners, pack_of_year
from dvht.members.views.roster.doors import Place, keeps_roster, reads_whole_roster
from dvht.members.views.roster.people import FORM
from dvht.ui.vietnamese import dictionary_key

NEW_LINES = 3
MOST_CLASSES = 150
ClassTable = formset_factory(ClassForm, extra=NEW_LINES, max_num=MOST_CLASSES, absolute_max=MOST_CLASSES)


@require_http_methods(FORM)
@reads_whole_roster
def class_list(place: Place) -> HttpResponse:
    rows = sorted(
        LearnerClass.objects.filter(unit=place.unit, year=place.year),
        key=lambda one: dictionary_key(one.name),
    )
    initial = [ClassForm.initial_of(one) for one in rows]
    if place.request.method == "POST" and place.keeps:
        table = ClassTable(place.request.POST, initial=initial, prefix="lop")
        status = _saved(place, table)
        if status == 302:
            return place.to("class_list")
        return _page(place, table, status)
    return _page(place, ClassTable(initial=initial, prefix="lop"), 200)


def _saved(place: Place, table: Any) -> int:
    if not table.is_valid():
        return 422
    forms = [form for form in table if not form.is_blank]
    lines = [
        _line(form) for form in forms if not (form.cleaned_data["DELETE"] and not form.cleaned_data["pk"])
    ]
    try:
        changed = save_classes(place.unit, place.year, lines, by=place.request.user)
    except ClassError as error:
        for at, name, message in error.problems:
            forms[at].add_error(name, message)
        return 409 if error.code == "conflict" else 422
    messages.success(place.request, f"Đã lưu {changed} lớp." if changed else "Không có gì thay đổi.")
    return 302


def _line(form: ClassForm) -> ClassWords:
    said = form.cleaned_data
    return ClassWords(
        pk=said["pk"],
        version=said["version"] or 0,
        name=said["name"],
        learners=None if said["DELETE"] else said["learners"],
        citizens=said["citizens"],
        basis=said["basis"],
    )


@require_POST
@keeps_roster
def class_copy(place: Place) -> HttpResponse:
    """Take over the names of last year's classes."""
    try:
        made = copy_classes(place.unit, place.year, by=place.request.user)
    except ValidationError as error:
        messages.error(place.request, " ".join(error.messages))
        return place.to("class_list")
    if made:
        messages.success(
            place.request, f"Đã thêm {made} lớp của năm trước. Hãy sửa số người học của từng lớp."
        )
    else:
        messages.info(place.request, "Không có lớp nào của năm trước chưa có ở năm nay.")
    return place.to("class_list")


def _page(place: Place, table: Any, status: int) -> HttpResponse:
    earlier = LearnerClass.objects.filter(unit=place.unit, year__lt=place.year)
    pack = pack_of_year(place.unit, place.year)
    return place.page(
        "class_list",
        status=status,
        without_learners=pack if pack and not counts_learners(pack, place.unit) else None,
        table=table,
        total=learner_total(place.unit, place.year),
        last_year=earlier.order_by("-year").values_list("year", flat=True).first(),
        problems=[
            (f"Dòng {number}", error)
            for number, form in enumerate(table, 1)
            for errors in form.errors.values()
            for error in errors
        ]
        if table.is_bound
        else [],
    )
