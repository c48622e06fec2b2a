"""Where to go from a page: the sections of its unit, body or member, and their other years."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils import timezone

from dvht.accounts.models import User
from dvht.accounts.queries import predecessors_of_own
from dvht.members.models import Department
from dvht.members.permissions import can_read_roster
from dvht.members.queries.own import years_of_member
from dvht.reports.context.place import Place
from dvht.reports.queries import years_known
from dvht.reports.queries.bodies import season_year, years_of_body
from dvht.units.models import Unit

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


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    icon: str = ""
    current: bool = False
    year: int | None = None
    name: str = ""
    aside: str = ""


def years_of(user: User, place: Place) -> tuple[Link, ...]:
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


def sections_of(user: User, place: Place, path: str) -> tuple[Link, ...]:
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
    return links_to((*sections, (REPORT, here), (PUBLISHED, ())), path)


def _sections(user: User, place: Place, path: str) -> tuple[Link, ...]:
    assert place.unit is not None  # noqa: S101 - asked by the caller
    with_names = can_read_roster(user, place.unit)
    shown = [one for one in SECTIONS if with_names or one[2] not in NAMES_ONLY]
    return links_to(((one, (place.unit.pk, place.year)) for one in shown), path)


def _own_sections(place: Place, path: str) -> tuple[Link, ...]:
    assert place.member is not None  # noqa: S101 - asked by the caller
    here = (place.member.pk, place.year)
    sections: list[tuple[Section, tuple[object, ...]]] = [(one, here) for one in OWN_SECTIONS]
    if Department.objects.filter(head=place.member).exists():
        sections.append((DEPARTMENT, (place.member.unit_id, place.year)))
    return links_to((*sections, (OWN_DATA, (place.member.pk,))), path)


def links_to(sections: Iterable[tuple[Section, tuple[object, ...]]], path: str) -> tuple[Link, ...]:
    """Links to the sections, the one whose address the path begins with as the current one."""
    found = [(label, icon, reverse(name, args=args)) for (label, icon, name), args in sections]
    here = max((url for _, _, url in found if path.startswith(url)), key=len, default=found[0][2])
    return tuple(Link(label=label, url=url, icon=icon, current=url == here) for label, icon, url in found)
