"""Which unit and year a page is about, and how its reader stands to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from dvht.accounts.models import RoleKind, User
from dvht.accounts.queries import predecessors_of_own, roles_of, visible_units
from dvht.appraisal.models import Appraisal
from dvht.members.models import Member
from dvht.members.queries.own import landing_year
from dvht.reports.queries.bodies import bodies_worked_for
from dvht.units.models import Unit
from dvht.units.queries import predecessors_of

BODY_ROUTE: Final = "co-quan/"


@dataclass(frozen=True)
class Place:
    """The unit and year that a page is about; on one's own pages `member` is oneself, and `unit` one's unit.

    `is_body`: the page is about the dossiers of others that come to the unit; `may_work`: not only read for an area.
    `section`: the page of the navigation to which this one belongs, where its own address doesn't say so.
    """

    unit: Unit | None = None
    year: int | None = None
    member: Member | None = None
    is_body: bool = False
    may_work: bool = False
    section: str = ""


def place_of(request: HttpRequest, user: User, members: Sequence[Member]) -> Place:
    match = request.resolver_match
    named = match.kwargs if match else {}
    if match and match.route.startswith(BODY_ROUTE):
        return _place_of_body(user, named)
    if "appraisal_id" in named:
        return _place_of_appraisal(user, named["appraisal_id"])
    if "unit_id" in named:
        unit = visible_units(user).filter(pk=named["unit_id"]).first()
        if unit is not None:
            return Place(unit, named.get("year"))
        if any(vars(body)["decider_id"] == named["unit_id"] for body in bodies_worked_for(user)):
            return _place_of_body(user, named)
        member = next((one for one in members if one.unit_id == named["unit_id"]), None)
    else:
        member = next((one for one in members if one.pk == named.get("member_id")), None)
    if member is None:
        return Place()
    year = named.get("year") or landing_year(member, timezone.localdate())
    return Place(member.unit, year, member)


def _place_of_body(user: User, named: dict[str, Any]) -> Place:
    """A body that one works for, also on pages of the body to which it submits, or the area of a study association."""
    asked, bodies = named["unit_id"], bodies_worked_for(user)
    submits = (one for one in bodies if vars(one)["decider_id"] == asked)
    body = next((one for one in bodies if one.pk == asked), None) or next(submits, None)
    areas = (role.unit for role in roles_of(user) if role.kind == RoleKind.STUDY_ASSOCIATION)
    unit = body or next((area for area in areas if area.pk == asked), None)
    if unit is None:
        return Place()
    return Place(unit, named.get("year"), is_body=True, may_work=body is not None)


def _place_of_appraisal(user: User, appraisal_id: int) -> Place:
    """For people of the body that received the dossier, decides on it or succeeded one of these, its own pages.

    An examiner has none.
    """
    bodies = {body.pk: body for body in bodies_worked_for(user)}
    if not bodies:
        return Place()
    found = Appraisal.objects.filter(pk=appraisal_id).order_by()
    for receiving, deciding, year in found.values_list(
        "submission__receiving", "submission__deciding", "submission__year"
    ):
        known = bodies.get(receiving) or bodies.get(deciding)
        if body := known or _heir_of(user, {receiving, deciding}):
            section = reverse("appraisal_results", args=[body.pk, year])
            return Place(body, year, is_body=True, may_work=True, section=section)
    return Place()


def _heir_of(user: User, gone: set[int | None]) -> Unit | None:
    """The body of the user's that took over from one of these; asked only where any unit of theirs took over at all."""
    if not gone & predecessors_of_own(user):
        return None
    return next((body for body in bodies_worked_for(user) if gone & predecessors_of({body.pk})), None)
