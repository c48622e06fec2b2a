"""The frame around every page: whose page it is, which year, where else to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import OUTSIDE_THE_UNIT, roles_of
from dvht.inbox.queries import unread_count
from dvht.members.models import Member
from dvht.members.queries.own import own_members
from dvht.reports.context.navigation import OF_VISITORS, Link, links_to, sections_of, years_of
from dvht.reports.context.place import Place, place_of
from dvht.reports.queries.bodies import bodies_worked_for, season_year
from dvht.units.models import Unit


@dataclass(frozen=True)
class Frame:
    """What the bar and the navigation show; `unit` is None on pages that belong to no unit."""

    demo: bool
    unit_name: str = ""
    unit_place: str = ""
    year: int | None = None
    years: tuple[Link, ...] = ()
    nav: tuple[Link, ...] = ()
    units: tuple[Link, ...] = ()
    user_name: str = ""
    user_role: str = ""
    user_initial: str = ""
    unread: int = 0
    user_links: tuple[Link, ...] = ()
    foot_links: tuple[Link, ...] = ()


def frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"frame": _of_visitor(request.path)}
    roles = roles_of(user)
    members = tuple(own_members(user))
    bodies = bodies_worked_for(user)
    place = place_of(request, user, members)
    return {
        "frame": Frame(
            demo=settings.DEMO,
            unit_name=place.unit.name if place.unit else "",
            unit_place=(place.unit.area or place.unit.place) if place.unit else "",
            year=place.year,
            years=years_of(user, place),
            nav=sections_of(user, place, place.section or request.path),
            units=_units(roles, bodies, place),
            user_name=user.full_name,
            user_role=_role_words(roles, place.unit),
            user_initial=user.full_name.split()[-1][:1].upper() if user.full_name.split() else "?",
            unread=unread_count(user),
            user_links=_links(roles, members),
            foot_links=(
                *_history(place),
                Link("Văn bản pháp luật", reverse("regulations")),
                Link("Dữ liệu cá nhân", reverse("personal_data")),
            ),
        )
    }


def _of_visitor(path: str) -> Frame:
    """On pages that need no sign-in: the portal's own navigation."""
    nav = links_to(((one, ()) for one in OF_VISITORS), path)
    foot = (
        Link("Kết quả công nhận", reverse("published_results")),
        Link("Tra cứu văn bản", reverse("paper_lookup")),
        Link("Văn bản pháp luật", reverse("regulations")),
    )
    return Frame(demo=settings.DEMO, nav=nav, foot_links=foot)


def _history(place: Place) -> tuple[Link, ...]:
    """For people of the unit: its old names, and the decisions by which it changed."""
    if place.unit is None or place.member is not None or place.is_body:
        return ()
    return (Link("Lịch sử đơn vị", reverse("unit_history", args=[place.unit.pk])),)


def _units(roles: tuple[Role, ...], bodies: Sequence[Unit], place: Place) -> tuple[Link, ...]:
    """Where the person works, when there are several places; a body has two: the dossiers of others, its own year."""
    receiving = {body.pk for body in bodies}
    season = season_year(timezone.localdate())
    found: dict[tuple[int, bool], Link] = {}
    for role in roles:
        pk, name = role.unit_id, role.unit.name
        here = place.unit is not None and place.unit.pk == pk
        if pk in receiving or role.kind == RoleKind.STUDY_ASSOCIATION:
            url = reverse("authority_board", args=[pk, season])
            said = f"{name}: hồ sơ các đơn vị"
            found[pk, True] = Link(
                said, url, name=name, aside="Hồ sơ các đơn vị", current=here and place.is_body
            )
        if role.kind not in OUTSIDE_THE_UNIT:
            said = f"{name}: việc của chính đơn vị" if pk in receiving else name
            url = reverse("unit_home", args=[pk])
            aside = "Việc của chính đơn vị" if pk in receiving else ""
            found[pk, False] = Link(said, url, name=name, aside=aside, current=here and not place.is_body)
    return tuple(found.values()) if len(found) > 1 else ()


def _role_words(roles: tuple[Role, ...], unit: Unit | None) -> str:
    here = [role for role in roles if unit is not None and role.unit_id == unit.pk] or list(roles)
    words = [role.unit.head_title if role.kind == RoleKind.HEAD else role.get_kind_display() for role in here]
    return ", ".join(dict.fromkeys(words))


def _links(roles: tuple[Role, ...], members: Sequence[Member]) -> tuple[Link, ...]:
    links = []
    if any(role.kind == RoleKind.ADMINISTRATOR for role in roles):
        links.append(Link("Quản trị đơn vị, người dùng", reverse("unit_list")))
    if any(role.kind not in (RoleKind.ADMINISTRATOR, RoleKind.MEMBER) for role in roles):
        links.append(Link("Đơn vị của tôi", reverse("home")))
    if members:
        links.append(Link("Năm học tập của tôi", reverse("own_home")))
    return (
        *links,
        Link("Đổi mật khẩu", reverse("account_change_password")),
        Link("Xác thực hai bước", reverse("mfa_index")),
    )
