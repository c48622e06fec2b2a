"""Who examines which dossier: received dossiers, chosen many at once, given to seats whole or by groups of rows."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dvht.appraisal.actions import assignments as actions
from dvht.appraisal.forms.panels import whole_numbers
from dvht.appraisal.models import Assignment
from dvht.appraisal.queries.assigning import assigned_lines, groups_of
from dvht.appraisal.queries.panels import balanced_seats, dossiers_to_examine, has_examiner
from dvht.appraisal.views.panels_place import PanelPlace, either, of_panel, run_by
from dvht.dossiers.models import Submission
from dvht.regulation.kinds import SECTORS, kinds_of
from dvht.ui.answers import require, said
from dvht.ui.vietnamese import without_marks

PER_PAGE = 50


@either
@of_panel
def assignments(place: PanelPlace) -> HttpResponse:
    """Received dossiers with who examines each; a post gives those chosen to the seats chosen."""
    status, problems = 200, []
    if place.request.method == "POST":
        require(place.may_run)
        try:
            return _given(place)
        except ValidationError as error:
            status, problems = 422, error.messages
    return _page(place, status, problems)


def _given(place: PanelPlace) -> HttpResponse:
    sent = place.request.POST
    chosen = set(whole_numbers(sent.getlist("ho_so")))
    dossiers = list(_all(place).filter(pk__in=chosen))
    if len(dossiers) < len(chosen):
        raise ValidationError("Có hồ sơ vừa không còn trong danh sách. Hãy chọn lại.", code="gone")
    seats = list(place.panel.seats.filter(pk__in=whole_numbers(sent.getlist("nguoi"))))
    groups = sent.getlist("nhom")
    if "phan" in sent and sent["phan"] == "nhom" and not groups:
        raise ValidationError("Chọn ít nhất một nhóm tiêu chí, hoặc giao cả hồ sơ.", code="groups")
    whole = sent.get("phan") != "nhom"
    given = actions.assign(place.panel, seats, dossiers, () if whole else groups, by=place.request.user)
    names = ", ".join(seat.full_name for seat in seats)
    if given.lines:
        messages.success(place.request, f"Đã giao {given.dossiers} hồ sơ cho {names}.")
    else:
        messages.info(place.request, f"{names} đã được giao các hồ sơ này từ trước.")
    return place.back("assignments")


def _all(place: PanelPlace) -> QuerySet[Submission]:
    return dossiers_to_examine(place.panel, place.request.user, timezone.localdate())


def _page(place: PanelPlace, status: int, problems: list[str]) -> HttpResponse:
    asked = {name: place.request.GET.get(name, "").strip()[:100] for name in ("loc", "khoi", "nguoi", "q")}
    everything = _all(place)
    found = _filtered(everything, asked, place)
    counts = everything.order_by().aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=~has_examiner(place.panel)),
        matching=Count("pk", filter=Q(pk__in=found.order_by().values("pk"))),
    )
    paginator = Paginator(found, PER_PAGE)
    paginator.count = counts["matching"]  # counted with the others in one question
    page = paginator.get_page(place.request.GET.get("page"))
    lines = assigned_lines(place.panel, page.object_list)
    sent = place.request.POST
    context = place.context(
        page=page,
        lines=lines,
        total=counts["total"],
        waiting=counts["waiting"],
        seats=balanced_seats(place.panel),
        groups=groups_of((line.submission.pack_id, line.submission.pack_version) for line in lines),
        sectors=SECTORS,
        asked=asked,
        problems=problems,
        picked=set(whole_numbers(sent.getlist("ho_so"))),
        picked_seats=set(whole_numbers(sent.getlist("nguoi"))),
        picked_groups=set(sent.getlist("nhom")),
        by_group=sent.get("phan") == "nhom",
        may_assign=place.may_run and place.panel.is_at_work,
    )
    return render(place.request, "appraisal/assignments.html", context, status=status)


def _filtered(
    found: QuerySet[Submission], asked: Mapping[str, str], place: PanelPlace
) -> QuerySet[Submission]:
    if asked["loc"] == "chua":
        found = found.exclude(has_examiner(place.panel))
    if asked["khoi"] in SECTORS:
        found = found.filter(unit__kind__in=kinds_of([asked["khoi"]]))
    chosen = whole_numbers([asked["nguoi"]])
    if chosen:
        mine = Assignment.objects.filter(seat__panel=place.panel, seat__in=chosen)
        found = found.filter(pk__in=mine.values("submission"))
    return found.filter(pk__in=_named(found, asked["q"])) if asked["q"] else found


def _named(found: QuerySet[Submission], words: str) -> list[int]:
    """Those whose unit bears all these words, with marks or without."""
    asked = without_marks(words).split()
    names = found.values_list("pk", "unit__name")
    return [pk for pk, name in names if all(word in without_marks(name) for word in asked)]


@require_POST
@run_by
def assignment_remove(place: PanelPlace, assignment_id: int) -> HttpResponse:
    given = get_object_or_404(
        Assignment.objects.select_related("seat__panel", "submission__unit"),
        pk=assignment_id,
        seat__panel=place.panel,
    )
    told = f"{given.seat.full_name} không thẩm định hồ sơ của {given.submission.unit} nữa."
    said(place.request, lambda: actions.take_back_assignment(given, by=place.request.user), told)
    return place.back("assignments")
