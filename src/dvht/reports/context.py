"""The frame around every page: whose page it is, which year, where else to go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import OUTSIDE_THE_UNIT, predecessors_of_own, roles_of, visible_units
from dvht.appraisal.models import Appraisal
from dvht.inbox.queries import unread_count
from dvht.members.models import Department, Member
from dvht.members.permissions import can_read_roster
from dvht.members.queries.own import landing_year, own_members, years_of_member
from dvht.reports.queries import years_known
from dvht.reports.queries.bodies import bodies_worked_for, season_year, years_of_body
from dvht.units.models import Unit
from dvht.units.queries import predecessors_of


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    icon: str = ""
    current: bool = False
    year: int | None = None
    name: str = ""
    aside: str = ""


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
BODY_ROUTE: Final = "co-quan/"
BOARD: Final = ("Bảng theo dõi", "layout-dashboard", "authority_board")
OF_RECEIVERS: Final = (
    ("Hồ sơ", "file-stack", "submission_list"),
    ("Thẩm định", "zoom-check", "appraisal_results"),
    ("Hội đồng, Đoàn", "users-group", "panel_list"),
)
OF_DECIDERS: Final = (("Quyết định", "rubber-stamp", "decisions"), ("Danh hiệu", "award", "titles"))
REPORT: Final = ("Báo cáo", "report", "consolidated_report")
PUBLISHED: Final = ("Công khai", "world", "published_results")
OF_VISITORS: Final = (
    ("Kết quả", "certificate", "published_results"),
    ("Tra cứu", "qrcode", "paper_lookup"),
    ("Quy định", "scale", "regulations"),
)
DEPARTMENT: Final = ("Tổ của tôi", "users", "roster")
OWN_DATA: Final = ("Dữ liệu của tôi", "shield-lock", "own_data")


def frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"frame": _of_visitor(request.path)}
    roles = roles_of(user)
    members = tuple(own_members(user))
    bodies = bodies_worked_for(user)
    place = _place(request, user, members)
    return {
        "frame": Frame(
            demo=settings.DEMO,
            unit_name=place.unit.name if place.unit else "",
            unit_place=(place.unit.area or place.unit.place) if place.unit else "",
            year=place.year,
            years=_years(user, place),
            nav=_nav(user, place, place.section or request.path),
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
    nav = _links_to(((one, ()) for one in OF_VISITORS), path)
    foot = (
        Link("Kết quả công nhận", reverse("published_results")),
        Link("Tra cứu văn bản", reverse("paper_lookup")),
        Link("Văn bản pháp luật", reverse("regulations")),
    )
    return Frame(demo=settings.DEMO, nav=nav, foot_links=foot)


def _place(request: HttpRequest, user: User, members: Sequence[Member]) -> Place:
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
            section = reverse(OF_RECEIVERS[1][2], args=[body.pk, year])
            return Place(body, year, is_body=True, may_work=True, section=section)
    return Place()


def _heir_of(user: User, gone: set[int | None]) -> Unit | None:
    """The body of the user's that took over from one of these; asked only where any unit of theirs took over at all."""
    if not gone & predecessors_of_own(user):
        return None
    return next((body for body in bodies_worked_for(user) if gone & predecessors_of({body.pk})), None)


def _history(place: Place) -> tuple[Link, ...]:
    """For people of the unit: its old names, and the decisions by which it changed."""
    if place.unit is None or place.member is not None or place.is_body:
        return ()
    return (Link("Lịch sử đơn vị", reverse("unit_history", args=[place.unit.pk])),)


def _years(user: User, place: Place) -> tuple[Link, ...]:
    if place.member is not None:
        return _own_years(place)
    if place.unit is None or place.year is None:
        return ()
    if place.is_body:
        years = years_of_body(
            place.unit, place.year, predecessors_of_own(user), association=not place.may_work
        )
        return _body_years(place.unit, place.year, years)
    return tuple(
        Link(
            label=known.label,
            url=reverse("year_home", args=[place.unit.pk, known.year]),
            year=known.year,
            current=known.year == place.year,
        )
        for known in years_known(place.unit, place.year)
    )


def _body_years(body: Unit, current: int, years: Iterable[int]) -> tuple[Link, ...]:
    season = season_year(timezone.localdate())
    return tuple(
        Link(
            label="Đang nhận, thẩm định hồ sơ" if year == season else "",
            url=reverse("authority_board", args=[body.pk, year]),
            year=year,
            current=year == current,
        )
        for year in years
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


def _nav(user: User, place: Place, path: str) -> tuple[Link, ...]:
    if place.member is not None:
        return _own_sections(place, path)
    if place.unit is None or place.year is None:
        return ()
    return _body_sections(place, path) if place.is_body else _sections(user, place, path)


def _body_sections(place: Place, path: str) -> tuple[Link, ...]:
    """What the body's people work with; a study association only reads the board and the report.

    Decisions and titles stand at the body that decides, also for the office that submits to it.
    """
    assert place.unit is not None  # noqa: S101 - asked by the caller
    powers, here = vars(place.unit), (place.unit.pk, place.year)
    decider = place.unit.pk if powers.get("decides") else powers.get("decider_id")
    sections: list[tuple[Section, tuple[object, ...]]] = [(BOARD, here)]
    if place.may_work and powers["receives"]:
        sections += [(one, here) for one in OF_RECEIVERS]
    if place.may_work and decider is not None:
        sections += [(one, (decider, place.year)) for one in OF_DECIDERS]
        pages = [one[2] for one in OF_DECIDERS if path.startswith(reverse(one[2], args=here))]
        path = reverse(pages[0], args=[decider, place.year]) if pages else path
    return _links_to((*sections, (REPORT, here), (PUBLISHED, ())), path)


def _sections(user: User, place: Place, path: str) -> tuple[Link, ...]:
    assert place.unit is not None  # noqa: S101 - asked by the caller
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
