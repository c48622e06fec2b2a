"""The frame around every page: whose page it is, which year, where else to go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import roles_of, visible_units
from dvht.members.models import Department, Member
from dvht.members.permissions import can_read_roster
from dvht.members.queries.own import landing_year, own_members, years_of_member
from dvht.reports.queries import years_known
from dvht.units.models import Unit


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    icon: str = ""
    current: bool = False
    year: int | None = None
    name: str = ""


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
    user_links: tuple[Link, ...] = ()
    foot_links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Place:
    """The unit and year that a page is about; on one's own pages `member` is oneself, and `unit` one's unit."""

    unit: Unit | None = None
    year: int | None = None
    member: Member | None = None


Section = tuple[str, str, str]
"""Label, icon, URL name."""
NAMES_ONLY: Final = frozenset({"roster", "citizens"})
"""Sections with names: not for an authority, which sees counts."""
SECTIONS: Final = (
    ("Trang chủ", "home", "year_home"),
    ("Kế hoạch", "clipboard-text", "plan"),
    ("Thành viên", "users", "roster"),
    ("Công dân học tập", "certificate", "citizens"),
    ("Minh chứng", "folders", "evidence_list"),
    ("Tự đánh giá", "list-check", "assessment"),
    ("Hồ sơ", "file-stack", "dossier"),
    ("Sổ văn bản", "books", "paper_register"),
)
OWN_SECTIONS: Final = (
    ("Năm của tôi", "home", "own_year"),
    ("Cam kết", "rubber-stamp", "own_commitment"),
    ("Kế hoạch tự học", "clipboard-text", "own_study_plan"),
    ("Chứng nhận", "file-upload", "own_certificates"),
    ("Công dân học tập", "certificate", "own_citizen"),
)
DEPARTMENT: Final = ("Tổ của tôi", "users", "roster")
OWN_DATA: Final = ("Dữ liệu của tôi", "shield-lock", "own_data")


def frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"frame": Frame(demo=settings.DEMO)}
    roles = roles_of(user)
    members = tuple(own_members(user))
    place = _place(request, user, members)
    return {
        "frame": Frame(
            demo=settings.DEMO,
            unit_name=place.unit.name if place.unit else "",
            unit_place=(place.unit.area or place.unit.place) if place.unit else "",
            year=place.year,
            years=_own_years(place) if place.member else _years(place.unit, place.year),
            nav=_own_sections(place, request.path) if place.member else _sections(user, place, request.path),
            units=_units(roles),
            user_name=user.full_name,
            user_role=_role_words(roles, place.unit),
            user_initial=user.full_name.split()[-1][:1].upper() if user.full_name.split() else "?",
            user_links=_links(roles, members),
            foot_links=(
                Link("Văn bản pháp luật", reverse("regulations")),
                Link("Dữ liệu cá nhân", reverse("personal_data")),
            ),
        )
    }


def _place(request: HttpRequest, user: User, members: Sequence[Member]) -> Place:
    match = request.resolver_match
    named = match.kwargs if match else {}
    if "unit_id" in named:
        unit = visible_units(user).filter(pk=named["unit_id"]).first()
        if unit is not None:
            return Place(unit, named.get("year"))
        member = next((one for one in members if one.unit_id == named["unit_id"]), None)
    else:
        member = next((one for one in members if one.pk == named.get("member_id")), None)
    if member is None:
        return Place()
    year = named.get("year") or landing_year(member, timezone.localdate())
    return Place(member.unit, year, member)


def _years(unit: Unit | None, year: int | None) -> tuple[Link, ...]:
    if unit is None or year is None:
        return ()
    return tuple(
        Link(
            label=known.label,
            url=reverse("year_home", args=[unit.pk, known.year]),
            year=known.year,
            current=known.year == year,
        )
        for known in years_known(unit, year)
    )


def _own_years(place: Place) -> tuple[Link, ...]:
    if place.member is None:
        return ()
    return tuple(
        Link(
            label="Năm của tôi",
            url=reverse("own_year", args=[place.member.pk, year]),
            year=year,
            current=year == place.year,
        )
        for year in years_of_member(place.member, timezone.localdate())
    )


def _sections(user: User, place: Place, path: str) -> tuple[Link, ...]:
    if place.unit is None or place.year is None:
        return ()
    with_names = can_read_roster(user, place.unit)
    shown = [one for one in SECTIONS if with_names or one[2] not in NAMES_ONLY]
    return _links_to(((one, (place.unit.pk, place.year)) for one in shown), path)


def _own_sections(place: Place, path: str) -> tuple[Link, ...]:
    assert place.member is not None  # noqa: S101 - asked by the caller
    here = (place.member.pk, place.year)
    sections: list[tuple[Section, tuple[object, ...]]] = [(one, here) for one in OWN_SECTIONS]
    if Department.objects.filter(head=place.member).exists():
        sections.append((DEPARTMENT, (place.member.unit_id, place.year)))
    return _links_to((*sections, (OWN_DATA, (place.member.pk,))), path)


def _links_to(sections: Iterable[tuple[Section, tuple[object, ...]]], path: str) -> tuple[Link, ...]:
    """Links to the sections, the one whose address the path begins with as the current one."""
    found = [(label, icon, reverse(name, args=args)) for (label, icon, name), args in sections]
    here = max((url for _, _, url in found if path.startswith(url)), key=len, default=found[0][2])
    return tuple(Link(label=label, url=url, icon=icon, current=url == here) for label, icon, url in found)


def _units(roles: tuple[Role, ...]) -> tuple[Link, ...]:
    """The units that the person works for, when there are several."""
    units = {role.unit_id: role.unit for role in roles if role.kind != RoleKind.MEMBER}
    if len(units) < 2:
        return ()
    return tuple(
        Link(label=unit.name, name=unit.name, url=reverse("unit_home", args=[unit.pk]))
        for unit in units.values()
    )


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
