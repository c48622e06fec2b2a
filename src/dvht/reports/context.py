"""The frame around every page: whose page it is, which year, where else to go."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import roles_of, visible_units
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


SECTIONS = (
    ("Trang chủ", "home", "year_home"),
    ("Kế hoạch", "clipboard-text", "plan"),
    ("Minh chứng", "folders", "evidence_list"),
    ("Tự đánh giá", "list-check", "assessment"),
    ("Hồ sơ", "file-stack", "dossier"),
    ("Sổ văn bản", "books", "paper_register"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"frame": Frame(demo=settings.DEMO)}
    match = request.resolver_match
    named = match.kwargs if match else {}
    roles = roles_of(user)
    unit = _unit(user, named.get("unit_id"))
    year = named.get("year") if unit else None
    return {
        "frame": Frame(
            demo=settings.DEMO,
            unit_name=unit.name if unit else "",
            unit_place=(unit.area or unit.place) if unit else "",
            year=year,
            years=_years(unit, year),
            nav=_sections(unit, year, request.path),
            units=_units(roles),
            user_name=user.full_name,
            user_role=_role_words(roles, unit),
            user_initial=user.full_name.split()[-1][:1].upper() if user.full_name.split() else "?",
            user_links=_links(roles),
            foot_links=(Link("Văn bản pháp luật", reverse("regulations")),),
        )
    }


def _unit(user: User, unit_id: int | None) -> Unit | None:
    return visible_units(user).filter(pk=unit_id).first() if unit_id else None


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


def _sections(unit: Unit | None, year: int | None, path: str) -> tuple[Link, ...]:
    if unit is None or year is None:
        return ()
    urls = [reverse(name, args=[unit.pk, year]) for _, _, name in SECTIONS]
    here = max((url for url in urls if path.startswith(url)), key=len, default=urls[0])
    return tuple(
        Link(label=label, url=url, icon=icon, current=url == here)
        for (label, icon, _), url in zip(SECTIONS, urls, strict=True)
    )


def _units(roles: tuple[Role, ...]) -> tuple[Link, ...]:
    units = {role.unit_id: role.unit for role in roles}
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


def _links(roles: tuple[Role, ...]) -> tuple[Link, ...]:
    links = [
        Link("Đổi mật khẩu", reverse("account_change_password")),
        Link("Xác thực hai bước", reverse("mfa_index")),
    ]
    if any(role.kind == RoleKind.ADMINISTRATOR for role in roles):
        links.insert(0, Link("Quản trị đơn vị, người dùng", reverse("unit_list")))
    return tuple(links)
