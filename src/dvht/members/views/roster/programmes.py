"""The year's list of programmes, and who hasn't completed them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.members import actions
from dvht.members.actions import ProgrammeWords
from dvht.members.forms.lists import ProgrammeForm
from dvht.members.forms.markings import MarkingForm
from dvht.members.forms.people import ConfirmNameForm
from dvht.members.models import Completion, Programme
from dvht.members.queries.facts import programme_code
from dvht.members.queries.lines import columns_of
from dvht.members.queries.markings import mark_groups
from dvht.members.queries.programmes import programme_lines, programmes_of_year
from dvht.members.queries.roster import departments_of
from dvht.members.queries.titles import known_titles
from dvht.members.views.roster.doors import (
    LAST_ID,
    Place,
    into_form,
    keeps_roster,
    reads_whole_roster,
)
from dvht.members.views.roster.people import FORM
from dvht.regulation.personal import personal_fact
from dvht.ui.requests import version_sent


@require_safe
@reads_whole_roster
def programme_list(place: Place) -> HttpResponse:
    earlier = Programme.objects.filter(unit=place.unit, year__lt=place.year).order_by("-year").first()
    return place.page(
        "programme_list",
        lines=programme_lines(place.unit, place.year, place.on),
        last_year=earlier.year if earlier else None,
        law=personal_fact("programmes").note,
    )


@require_safe
@reads_whole_roster
def programme(place: Place, programme_id: int) -> HttpResponse:
    """A programme with everybody who hasn't completed it; keepers mark them from here."""
    found = _programme(place, programme_id)
    lines = programme_lines(place.unit, place.year, place.on)
    line = next(one for one in lines if one.programme == found)
    code = programme_code(found)
    done = Completion.objects.filter(programme=found, member__in=[one.pk for one in line.lacking])
    groups = mark_groups(place.unit, place.year, columns_of(place.unit, place.year))
    own = tuple(group for group in groups if group.key == code)
    return place.page(
        "programme",
        line=line,
        programme=found,
        looked_at=set(done.values_list("member_id", flat=True)),
        form=MarkingForm(groups=own) if place.keeps and own else None,
    )


@require_http_methods(FORM)
@keeps_roster
def programme_add(place: Place) -> HttpResponse:
    form = ProgrammeForm(place.request.POST or None, among=departments_of(place.unit))
    status = 200
    if place.request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.add_programme(place.unit, place.year, _words(form), by=place.request.user)
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(place.request, f"Đã thêm chương trình “{made}”.")
                return place.to("programme_list")
    return place.page("programme_form", status=status, form=form, titles=known_titles(place.unit))


@require_http_methods(FORM)
@keeps_roster
def programme_change(place: Place, programme_id: int) -> HttpResponse:
    found = _programme(place, programme_id)
    form = ProgrammeForm(place.request.POST or None, among=departments_of(place.unit), programme=found)
    status, version = 200, found.version
    if place.request.method == "POST":
        status, version = 422, version_sent(place.request)
        if form.is_valid():
            try:
                actions.change_programme(found, _words(form), version=version, by=place.request.user)
            except ValidationError as error:
                status = into_form(form, error)
                version = _programme(place, programme_id).version if status == 409 else version
            else:
                messages.success(place.request, f"Đã lưu chương trình “{form.cleaned_data['title']}”.")
                return place.to("programme", found.pk)
    return place.page(
        "programme_form",
        status=status,
        form=form,
        programme=found,
        version=version,
        titles=known_titles(place.unit),
    )


@require_http_methods(FORM)
@keeps_roster
def programme_remove(place: Place, programme_id: int) -> HttpResponse:
    found = _programme(place, programme_id)
    form = ConfirmNameForm(place.request.POST or None, expected=found.title)
    if place.request.method == "POST" and form.is_valid():
        try:
            actions.remove_programme(found, by=place.request.user)
        except ValidationError as error:
            into_form(form, error)
        else:
            messages.success(place.request, f"Đã xóa chương trình “{found}”.")
            return place.to("programme_list")
    results = Completion.objects.filter(programme=found).count()
    status = 422 if place.request.method == "POST" else 200
    return place.page("programme_remove", status=status, form=form, programme=found, results=results)


@require_POST
@keeps_roster
def programme_copy(place: Place) -> HttpResponse:
    """Take over last year's list."""
    made = actions.copy_programmes(place.unit, place.year, by=place.request.user)
    if made:
        messages.success(place.request, f"Đã thêm {made} chương trình của năm trước.")
    else:
        messages.info(place.request, "Không có chương trình nào của năm trước chưa có ở năm nay.")
    return place.to("programme_list")


def _programme(place: Place, programme_id: int) -> Programme:
    found = programmes_of_year(place.unit, place.year).select_related("unit")
    return get_object_or_404(found, pk=min(programme_id, LAST_ID - 1))


def _words(form: ProgrammeForm) -> ProgrammeWords:
    said = form.cleaned_data
    return ProgrammeWords(
        title=said["title"],
        basis=said["basis"],
        hours=said["hours"],
        due_on=said["due_on"],
        kinds=tuple(said["kinds"]),
        departments=tuple(said["departments"]),
        titles=said["titles"],
    )
