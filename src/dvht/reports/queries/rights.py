"""What an account can really see and do, asked of the very rules that the pages ask. No contents, no members' names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from dvht.accounts.models import RoleKind, User
from dvht.accounts.permissions import (
    can_administer_unit,
    can_assess_unit,
    can_handle_for_body,
    can_keep_unit,
    can_lead_body,
    can_lead_unit,
    can_work_for_body,
)
from dvht.accounts.queries import administered_units, bodies_of, role_words, roles_of, visible_units
from dvht.appraisal.models import Appraisal, Assignment, Seat
from dvht.citizens.permissions import can_keep_citizens, can_read_citizens
from dvht.dossiers.models import Submission
from dvht.evidence.permissions import can_prove
from dvht.members.permissions import can_keep_roster, can_read_roster
from dvht.members.queries.own import own_members
from dvht.plans.permissions import can_put_in_force, can_write_plan
from dvht.units.models import Unit
from dvht.units.queries import handing_in_to

NAMED: Final = 50
"""Units named in a list; of more the number is told."""

Rule = Callable[[User, Unit], bool]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a unit's pages: whether it opens, whether it can be written, and who settles it."""

    label: str
    reads: bool
    writes: bool
    settles: bool = False

    @property
    def words(self) -> str:
        if not self.reads:
            return "không"
        return "xem, ghi, chốt" if self.settles else "xem, ghi" if self.writes else "xem"


@dataclass(frozen=True, slots=True)
class AtUnit:
    """What the account is at one unit, and what that opens."""

    unit: Unit
    roles: tuple[str, ...]
    is_dissolved: bool
    sections: tuple[Section, ...]
    handing_in: int


@dataclass(frozen=True, slots=True)
class Names:
    """How many units, and the first of them by name."""

    count: int
    names: tuple[str, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.names)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat in a panel and the units whose dossiers it was given."""

    panel: str
    body: str
    role: str
    at_work: bool
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rights:
    """Everything that an account opens."""

    person: User
    at_units: tuple[AtUnit, ...]
    visible: Names
    administered: Names
    own_years: tuple[str, ...]
    submissions: int
    submitting: Names
    appraisals: int
    seats: tuple[SeatLine, ...]


def rights_of(person: User) -> Rights:
    """The rights of an account as they are at this moment; a closed account opens nothing."""
    person = User.objects.get(pk=person.pk)
    submissions = Submission.objects.visible_to(person)
    roles = roles_of(person)
    units = {role.unit_id: role.unit for role in roles}
    return Rights(
        person=person,
        at_units=tuple(
            _at_unit(person, unit, role_words(role for role in roles if role.unit_id == pk))
            for pk, unit in units.items()
        ),
        visible=_names(visible_units(person).order_by("path").values_list("name", flat=True)),
        administered=_names(administered_units(person).order_by("path").values_list("name", flat=True)),
        own_years=tuple(own_members(person).values_list("unit__name", flat=True)) if person.is_active else (),
        submissions=submissions.count(),
        submitting=_names(submissions.order_by("unit__name").values_list("unit__name", flat=True).distinct()),
        appraisals=Appraisal.objects.visible_to(person).count(),
        seats=_seats(person) if person.is_active else (),
    )


def _at_unit(person: User, unit: Unit, roles: tuple[str, ...]) -> AtUnit:
    today = timezone.localdate()
    works = unit.pk in bodies_of(person)
    handing_in = handing_in_to([unit.pk], today).count() if works else 0
    return AtUnit(unit, roles, unit.is_dissolved(today), _sections(person, unit, handing_in), handing_in)


def _sections(person: User, unit: Unit, handing_in: int) -> tuple[Section, ...]:
    sees = visible_units(person).filter(pk=unit.pk).exists()

    def of_unit(label: str, writes: Rule, settles: Rule | None = None) -> Section:
        return Section(label, sees, writes(person, unit), settles is not None and settles(person, unit))

    sections = [
        of_unit("Kế hoạch", can_write_plan, can_put_in_force),
        Section("Danh sách thành viên", can_read_roster(person, unit), can_keep_roster(person, unit)),
        Section("Công dân học tập", can_read_citizens(person, unit), can_keep_citizens(person, unit)),
        of_unit("Minh chứng", can_prove),
        of_unit("Tự đánh giá", can_assess_unit, can_lead_unit),
        of_unit("Hồ sơ, văn bản", can_keep_unit, can_lead_unit),
        Section("Đơn vị, người dùng, nhật ký", *[can_administer_unit(person, unit)] * 2),
    ]
    if handing_in:
        sections.append(
            Section(
                "Hồ sơ các đơn vị nộp về",
                can_work_for_body(person, unit),
                can_handle_for_body(person, unit),
                can_lead_body(person, unit),
            )
        )
    if any(role.unit_id == unit.pk and role.kind == RoleKind.STUDY_ASSOCIATION for role in roles_of(person)):
        sections.append(Section("Kết quả của các đơn vị trong địa bàn", reads=True, writes=False))
    return tuple(sections)


def _names(found: QuerySet[Any, str]) -> Names:
    return Names(found.count(), tuple(found[:NAMED]))


def _seats(person: User) -> tuple[SeatLine, ...]:
    """The person's seats, those at work first; two queries."""
    seats = list(
        Seat.objects.filter(user=person).select_related("panel__body").order_by("-panel__year", "pk")
    )
    given: dict[int, list[str]] = {}
    assigned = Assignment.objects.filter(seat__in=seats).order_by("submission__unit__name")
    for seat_id, name in assigned.values_list("seat_id", "submission__unit__name").distinct():
        given.setdefault(seat_id, []).append(name)
    return tuple(
        SeatLine(
            seat.panel.name,
            seat.panel.body.name,
            seat.get_role_display(),
            seat.panel.is_at_work,
            tuple(given.get(seat.pk, ())),
        )
        for seat in seats
    )
