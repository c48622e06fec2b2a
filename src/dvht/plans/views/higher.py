"""What a unit sees of the plans above it: as they were issued, never their drafts, and how to follow a change."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dvht.documents.models import PaperFormat
from dvht.documents.queries import papers_in_force, stored_bytes
from dvht.plans.actions import follow_higher
from dvht.plans.models import Plan
from dvht.plans.permissions import can_put_in_force, can_write_plan
from dvht.plans.queries import (
    differences,
    is_behind,
    issued_content,
    parts_of,
    plan_of,
    plans_above,
    version_of_plan,
    weaknesses_of,
)
from dvht.plans.views.doors import version_of, visible_unit
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest
from dvht.units.models import Unit


@dataclass(frozen=True)
class Place:
    """The unit, its own plan of the year, the plans above, and the one that is looked at."""

    unit: Unit
    own: Plan | None
    plans: list[Plan]
    chosen: Plan | None

    def context(self, request: SignedInRequest, year: int, **more: Any) -> dict[str, Any]:
        may_follow = bool(
            self.own
            and self.chosen
            and self.own.pack_id == self.chosen.pack_id
            and can_follow(request, self.unit, self.own)
        )
        return {
            "unit": self.unit,
            "year": year,
            "own": self.own,
            "plans": self.plans,
            "chosen": self.chosen,
            "is_followed": bool(self.own and self.chosen and self.own.higher_id == self.chosen.pk),
            "is_behind": bool(self.own and is_behind(self.own)),
            "may_follow": may_follow,
            "can_write": can_write_plan(request.user, self.unit),
            **more,
        }


def can_follow(request: SignedInRequest, unit: Unit, own: Plan) -> bool:
    """A draft is for those who write it; a plan in force is issued again by following, so that is for the head."""
    if own.is_draft:
        return can_write_plan(request.user, unit)
    return can_put_in_force(request.user, unit)


def _place(request: SignedInRequest, unit_id: int, year: int, wanted: str | None) -> Place:
    unit = visible_unit(request, unit_id)
    own = plan_of(unit, year)
    plans = plans_above(unit, year, own)
    if wanted is None:
        return Place(unit, own, plans, next(iter(plans), None))
    return Place(unit, own, plans, next((plan for plan in plans if str(plan.pk) == wanted), None))


@require_safe
def plan_higher(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The plan of the body above, whole, in the version that is in force."""
    place = _place(request, unit_id, year, request.GET.get("ke-hoach"))
    chosen = place.chosen
    if chosen is None and "ke-hoach" in request.GET:
        raise Http404("Không có kế hoạch này")
    parts = parts_of(issued_content(chosen), chosen.pack) if chosen else ()
    paper = papers_in_force(chosen.unit, year).get("plan") if chosen else None
    issued = version_of_plan(chosen, chosen.issued_version) if chosen else None
    context = place.context(request, year, parts=parts, paper=paper, issued=issued)
    return render(request, "plans/plan_higher.html", context)


@require_safe
def plan_higher_changes(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """What the plan above says otherwise since the version that the unit follows, and what is now too weak."""
    place = _place(request, unit_id, year, request.GET.get("ke-hoach"))
    chosen, own = place.chosen, place.own
    if chosen is None:
        raise Http404("Không có kế hoạch này")
    now = version_of_plan(chosen, chosen.issued_version)
    followed = own.higher_version if own and own.higher_id == chosen.pk else None
    old = version_of_plan(chosen, min(followed or chosen.issued_version - 1, chosen.issued_version))
    if followed == chosen.issued_version:
        old = version_of_plan(chosen, chosen.issued_version - 1)
    shown = differences(old.content, now.content, chosen.pack) if old and now else ()
    weak = weaknesses_of(own, chosen) if own and own.pack_id == chosen.pack_id else ()
    context = place.context(request, year, old=old, now=now, shown=shown, weak=weak, followed=followed)
    return render(request, "plans/plan_higher_changes.html", context)


@require_POST
def plan_higher_follow(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Follow the version that was shown: tighten what is weaker, keep what is stricter."""
    place = _place(request, unit_id, year, request.POST.get("ke-hoach", ""))
    if place.own is None:
        raise Http404("Năm này chưa có kế hoạch")
    if not can_follow(request, place.unit, place.own):
        raise PermissionDenied
    chosen = place.chosen
    if chosen is None:
        messages.error(request, "Hãy chọn kế hoạch cấp trên trong danh sách.")
        return redirect("plan_higher", unit_id, year)
    try:
        follow_higher(place.own, chosen, number=version_of(request), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            f"Kế hoạch năm {year} nay theo lần ban hành {chosen.issued_version} của {chosen.unit.name}.",
        )
    return redirect(f"{reverse('plan_higher_changes', args=(unit_id, year))}?ke-hoach={chosen.pk}")


@require_safe
def plan_higher_paper(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The paper of the plan above, exactly as it was issued."""
    chosen = _place(request, unit_id, year, request.GET.get("ke-hoach")).chosen
    paper = papers_in_force(chosen.unit, year).get("plan") if chosen else None
    if paper is None:
        raise Http404("Kế hoạch này chưa có văn bản")
    title = f"{paper.title} {paper.full_number.replace('/', '-')}"
    return titled_download(stored_bytes(paper, PaperFormat.PDF), title, "pdf")
