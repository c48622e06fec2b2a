"""Departments: names, order, heads."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from dvht.members import actions
from dvht.members.forms.lists import DepartmentChangeForm, DepartmentForm, MergeForm
from dvht.members.models import Department, Member
from dvht.members.queries.roster import departments_of, roster_of, standing_as_relation
from dvht.members.views.roster.doors import (
    LAST_ID,
    Place,
    into_form,
    keeps_roster,
    reads_whole_roster,
    small_deed,
)
from dvht.members.views.roster.people import FORM
from dvht.ui.requests import version_sent


@require_http_methods(FORM)
@reads_whole_roster
def department_list(place: Place) -> HttpResponse:
    """The departments with how many stand in each; keepers add one."""
    form = DepartmentForm(place.request.POST or None)
    status = 200
    if place.request.method == "POST":
        return _add(place, form) if place.keeps else place.to("department_list")
    return _list(place, form, status)


def _add(place: Place, form: DepartmentForm) -> HttpResponse:
    status = 422
    if form.is_valid():
        try:
            made = actions.add_department(place.unit, form.cleaned_data["name"], by=place.request.user)
        except ValidationError as error:
            status = into_form(form, error)
        else:
            messages.success(place.request, f"Đã thêm {made}.")
            return place.to("department_list")
    return _list(place, form, status)


def _list(place: Place, form: DepartmentForm, status: int) -> HttpResponse:
    there = Count("postings", filter=standing_as_relation(place.on))
    found = departments_of(place.unit).annotate(people=there, ever=Count("postings"))
    nowhere = roster_of(place.unit, place.on).filter(Q(there__department=None)).count()
    return place.page("department_list", status=status, form=form, departments=list(found), nowhere=nowhere)


@require_http_methods(FORM)
@keeps_roster
def department_change(place: Place, department_id: int) -> HttpResponse:
    found = _department(place, department_id)
    form = DepartmentChangeForm(
        place.request.POST or None,
        people=_possible_heads(place, found),
        initial={"name": found.name, "head": found.head_id},
    )
    status, version = 200, found.version
    if place.request.method == "POST":
        status, version = 422, version_sent(place.request)
        if form.is_valid():
            try:
                actions.change_department(
                    found,
                    name=form.cleaned_data["name"],
                    head=form.cleaned_data["head"],
                    version=version,
                    by=place.request.user,
                )
            except ValidationError as error:
                status = into_form(form, error)
                version = _department(place, department_id).version if status == 409 else version
            else:
                messages.success(place.request, f"Đã lưu {form.cleaned_data['name']}.")
                return place.to("department_list")
    others = departments_of(place.unit).exclude(pk=found.pk)
    return place.page(
        "department",
        status=status,
        form=form,
        department=found,
        version=version,
        merge=MergeForm(others=others),
        has_others=others.exists(),
        ever=found.postings.count(),
    )


@require_POST
@keeps_roster
def department_move(place: Place, department_id: int) -> HttpResponse:
    found = _department(place, department_id)
    actions.move_department(found, up=place.request.POST.get("len") == "1", by=place.request.user)
    return place.to("department_list")


@require_POST
@keeps_roster
def department_merge(place: Place, department_id: int) -> HttpResponse:
    found = _department(place, department_id)
    form = MergeForm(place.request.POST, others=departments_of(place.unit).exclude(pk=found.pk))
    if not form.is_valid():
        messages.error(place.request, "Hãy chọn tổ, phòng để nhập vào.")
        return place.to("department_change", found.pk)
    into = form.cleaned_data["into"]
    small_deed(
        place,
        lambda: actions.merge_department(found, into, by=place.request.user),
        f"Đã nhập {found} vào {into}.",
    )
    return place.to("department_list")


@require_POST
@keeps_roster
def department_remove(place: Place, department_id: int) -> HttpResponse:
    found = _department(place, department_id)
    done = small_deed(
        place, lambda: actions.remove_department(found, by=place.request.user), f"Đã xóa {found}."
    )
    return place.to("department_list") if done else place.to("department_change", found.pk)


def _department(place: Place, department_id: int) -> Department:
    found = departments_of(place.unit).select_related("unit")
    return get_object_or_404(found, pk=min(department_id, LAST_ID - 1))


def _possible_heads(place: Place, department: Department) -> QuerySet[Member]:
    """Who stands on the roster, and who heads it already though they have left."""
    here = roster_of(place.unit, place.on).values("pk")
    found = Member.objects.filter(unit=place.unit).filter(Q(pk__in=here) | Q(pk=department.head_id or 0))
    return found.order_by("name_order", "pk")
