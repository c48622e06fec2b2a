"""Marking many members: the list before the deed, the deed, and taking it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from dvht.members.actions import Mark, SeenError, mark_members, undo_marking
from dvht.members.forms.markings import MarkingForm
from dvht.members.models import Marking, Member
from dvht.members.permissions import can_record
from dvht.members.queries.facts import OWN_APPROVAL
from dvht.members.queries.lines import columns_of
from dvht.members.queries.markings import (
    Choice,
    Group,
    choice_of,
    mark_groups,
    markings_of,
    preview_of,
    steps_of,
)
from dvht.members.views.roster.doors import LAST_ID, Place, keeps_roster
from dvht.members.views.roster.listing import PER_PAGE, found_members

SALT: Final = "dvht.members.marking"
NOBODY: Final = "Chưa chọn ai. Hãy đánh dấu vào ô trước tên rồi bấm “Xem lại trước khi ghi”."


@dataclass(frozen=True)
class Sealed:
    """What the person was shown, carried by the form so that the deed does exactly that."""

    members: tuple[int, ...]
    choice: str
    seen: tuple[tuple[int, str, str | None], ...]
    stated_on: str
    basis: str

    def sealed(self) -> str:
        return signing.dumps(
            [self.members, self.choice, self.seen, self.stated_on, self.basis], salt=SALT, compress=True
        )

    @classmethod
    def opened(cls, text: str) -> Sealed | None:
        try:
            members, choice, seen, stated_on, basis = signing.loads(text, salt=SALT)
        except (signing.BadSignature, ValueError, UnicodeError):
            return None
        return cls(
            tuple(members), choice, tuple((pk, code, value) for pk, code, value in seen), stated_on, basis
        )


@require_POST
@keeps_roster
def marking_check(place: Place) -> HttpResponse:
    """Who would be changed, from what to what; nothing is written."""
    members = found_members(place, place.request.POST)
    if not members:
        messages.warning(place.request, NOBODY)
        return _back(place)
    form = MarkingForm(place.request.POST, groups=_groups(place))
    if not form.is_valid() or form.chosen is None:
        return place.page("marking_again", form=form, members=members, status=422)
    return _shown(place, members, *form.chosen, form.cleaned_data["stated_on"], form.cleaned_data["basis"])


@require_POST
@keeps_roster
def marking_confirm(place: Place) -> HttpResponse:
    """Record what was shown; when somebody recorded something meanwhile, show the list again."""
    sealed = Sealed.opened(place.request.POST.get("shown", ""))
    found = choice_of(_groups(place), sealed.choice) if sealed else None
    if sealed is None or found is None:
        messages.warning(place.request, "Danh sách vừa xem không còn dùng được. Hãy chọn lại.")
        return place.to("roster")
    group, choice = found
    chosen = place.members.filter(pk__in=sealed.members).order_by("name_order", "pk")
    members = _recordable(place, chosen.select_related("unit"), choice)
    day = dt.date.fromisoformat(sealed.stated_on) if sealed.stated_on else None
    try:
        made = mark_members(
            place.unit,
            place.year,
            [Mark(one.pk, code, value) for one in members for code, value in choice.values.items()],
            seen={(pk, code): value for pk, code, value in sealed.seen},
            label=f"{group.label}: {choice.label}",
            by=place.request.user,
            basis=sealed.basis,
            stated_on=day,
        )
    except SeenError as error:
        return _shown(place, members, group, choice, day, sealed.basis, told=error.messages[0])
    except ValidationError as error:
        messages.error(place.request, " ".join(error.messages))
        return place.to("roster")
    return place.to("marking", made.pk)


@require_safe
@keeps_roster
def marking(place: Place, marking_id: int) -> HttpResponse:
    """What one marking did."""
    found = _marking(place, marking_id)
    steps = steps_of(found)
    return place.page("marking", marking=found, steps=steps, people=len({step.member.pk for step in steps}))


@require_safe
@keeps_roster
def marking_list(place: Place) -> HttpResponse:
    page = Paginator(markings_of(place.unit, place.year), PER_PAGE).get_page(place.request.GET.get("page"))
    return place.page("marking_list", page=page)


@require_POST
@keeps_roster
def marking_undo(place: Place, marking_id: int) -> HttpResponse:
    found = _marking(place, marking_id)
    try:
        undone = undo_marking(found, by=place.request.user)
    except ValidationError as error:
        messages.error(place.request, " ".join(error.messages))
    else:
        messages.success(place.request, f"Đã trả lại {undone.restored} mục như trước khi ghi.")
        if undone.left:
            names = ", ".join(undone.left)
            messages.warning(place.request, f"Để nguyên vì đã có người sửa sau đó: {names}.")
    return place.to("marking", found.pk)


def _groups(place: Place) -> tuple[Group, ...]:
    return mark_groups(place.unit, place.year, columns_of(place.unit, place.year))


def _recordable(place: Place, members: Iterable[Member], choice: Choice) -> list[Member]:
    """Those of whom the person may record all that the choice writes."""
    user = place.request.user
    return [one for one in members if all(can_record(user, one, code) for code in choice.values)]


def _shown(  # the list of one deed is all of these
    place: Place,
    chosen: list[Member],
    group: Group,
    choice: Choice,
    stated_on: dt.date | None,
    basis: str,
    told: str = "",
) -> HttpResponse:
    members = _recordable(place, chosen, choice)
    preview = preview_of(place.unit, place.year, members, choice)
    sealed = Sealed(
        tuple(one.pk for one in members),
        choice.key,
        tuple((pk, code, value) for (pk, code), value in preview.seen.items()),
        stated_on.isoformat() if stated_on else "",
        basis,
    )
    more: dict[str, Any] = {"status": 409} if told else {}
    return place.page(
        "marking_check",
        preview=preview,
        group=group,
        choice=choice,
        stated_on=stated_on,
        basis=basis,
        shown=sealed.sealed(),
        told=told,
        own_left_out=OWN_APPROVAL if len(members) < len(chosen) else "",
        members=members,
        **more,
    )


def _marking(place: Place, marking_id: int) -> Marking:
    return get_object_or_404(
        Marking.objects.select_related("unit", "made_by").filter(unit=place.unit, year=place.year),
        pk=min(marking_id, LAST_ID - 1),
    )


def _back(place: Place) -> HttpResponse:
    query = place.request.POST.get("query", "")[:2000].encode("ascii", "ignore").decode()
    return place.to("roster", query=query.replace("\r", "").replace("\n", ""))
