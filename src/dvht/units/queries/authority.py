"""Who receives the dossiers of units and who decides on them: what law suggests, and what is in force."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from dvht.regulation.library import load_pack
from dvht.units.models import Jurisdiction, Unit

COMMUNE_OFFICE: Final = "Phòng Văn hóa - Xã hội cấp xã"
PROVINCE_OFFICE: Final = "Sở Giáo dục và Đào tạo"
RECEIVERS: Final = ("commune_peoples_committee", "state_agency")
"""Kinds of unit that may receive or decide on the dossiers of others, and under which units may come to stand."""
ONCE_RECEIVERS: Final = (*RECEIVERS, "other_public_body")
"""Kinds at which people may have the roles of such a body: what was set up at one of these goes on."""

RECEIVER_UNSETTLED: Final = (
    "Từ 01/7/2025 không còn cấp huyện. Chưa tìm thấy văn bản nào nêu cơ quan nhận hồ sơ thay Phòng Giáo dục "
    "và Đào tạo. Phần mềm chỉ gợi ý theo loại đơn vị; Sở Giáo dục và Đào tạo phải xác nhận, "
    "rồi ghi căn cứ vào đây."
)


AUTHORITY_UNSETTLED: Final = (
    "Chưa tìm thấy văn bản nào nêu ai nhận hồ sơ và ai công nhận thay cấp huyện từ 01/7/2025. Nơi nhận và nơi quyết "
    "định đang dùng là mặc định do người quản trị đặt; Sở Giáo dục và Đào tạo phải xác nhận căn cứ pháp lý."
)


def suggested_receivers(kind: str) -> tuple[str, ...]:
    """Bodies that may receive a dossier of this kind of unit: a suggestion that the Sở must confirm.

    Kinds of cấp huyện (TT 24/2023) point to the commune's office, those of cấp tỉnh to the Sở; some are both.
    """
    offices = (("tt24-2023-huyen", COMMUNE_OFFICE), ("tt24-2023-tinh", PROVINCE_OFFICE))
    return tuple(office for pack_id, office in offices if kind in (load_pack(pack_id).kinds or ()))


def possible_receivers(unit: Unit, visible: QuerySet[Unit], *, itself: bool = False) -> QuerySet[Unit]:
    """Units that may receive the dossier of a unit: those above it, and offices among the visible.

    A body of another kind is among them only where it receives or decides already.
    With `itself`, the unit too: the dossier is that of a unit that will stand under it.
    """
    above = path_parts(unit.path) if itself else path_parts(unit.path)[:-1]
    named = Jurisdiction.objects.filter(Q(receiving=OuterRef("pk")) | Q(deciding=OuterRef("pk")))
    offices = Q(pk__in=visible.filter(Q(kind__in=RECEIVERS) | Exists(named)).values("pk"))
    living = Unit.objects.filter(dissolved_on__isnull=True)
    found: QuerySet[Unit] = living.filter(Q(path__in=above) | offices).order_by("path")
    return found if itself else found.exclude(pk=unit.pk)


def possible_parents(visible: QuerySet[Unit]) -> QuerySet[Unit]:
    """Living units under which another may come to stand: agencies, and whatever has units below it already."""
    found: QuerySet[Unit] = visible.filter(
        Q(kind__in=RECEIVERS) | Q(numchild__gt=0), dissolved_on__isnull=True
    )
    return found.order_by("path")


def path_parts(path: str) -> list[str]:
    """The paths from the root of the tree down to this one."""
    step = Unit.steplen
    return [path[:end] for end in range(step, len(path) + 1, step)]


def jurisdictions_on(day: dt.date) -> QuerySet[Jurisdiction]:
    """The rows in force on a day."""
    return Jurisdiction.objects.in_force(day)


def with_jurisdiction(units: QuerySet[Unit], on: dt.date) -> QuerySet[Unit]:
    """Each unit with `jurisdiction_id` of the nearest area above it, and `receiving_now`, the body that receives.

    What stands at the unit itself (`receiving`, `receiving_name`) goes before the area's, unless that body is no more;
    a body only named receives nothing here. Nobody is their own receiver.
    """
    rows = (
        Jurisdiction.objects.in_force(on)
        .filter(tier=OuterRef("tier"))
        .over("path")
        .exclude(area=OuterRef("pk"))
        .filter(~Q(receiving=OuterRef("pk")) | Q(receiving__isnull=True))
        .order_by("-area__depth", "-since")
    )
    works = Q(receiving__dissolved_on__isnull=True) | Q(receiving__dissolved_on__gt=on)
    found: QuerySet[Unit] = units.annotate(
        jurisdiction_id=Subquery(rows.values("pk")[:1]),
        receiving_now=Case(
            When(Q(receiving__isnull=False) & works, then=F("receiving_id")),
            When(~Q(receiving_name=""), then=None),
            default=Subquery(rows.values("receiving_id")[:1]),
            output_field=BigIntegerField(),
        ),
    )
    return found


@dataclass(frozen=True, slots=True)
class Authority:
    """Who receives the dossier of a unit and who decides on it, on one day; a name is empty where nobody has said.

    A body outside the tree is only named. `confirmed`: a document confirms it; `note` says what isn't settled.
    """

    receiving: Unit | None
    receiving_name: str
    receiving_title: str
    deciding: Unit | None
    deciding_name: str
    deciding_title: str
    basis: str
    confirmed: bool
    note: str


def authority_of(unit: Unit, on: dt.date) -> Authority:
    """Who receives and decides for a unit on a day: what is said of the unit itself, then the nearest area above.

    A unit with a receiver of its own takes the decider from the area where that body receives, if there is one.
    """
    rows = list(Jurisdiction.objects.above(unit, on))
    own = unit.own_receiver(on)
    if not own:
        return _of_area(rows[0]) if rows else _nobody()
    body = None if unit.receiving is None or unit.receiving.is_dissolved(on) else unit.receiving
    row = next((row for row in rows if body and row.receiving_id == body.pk), rows[0] if rows else None)
    said = _of_area(row) if row else _nobody()
    same = bool(row and body and row.receiving_id == body.pk)
    return replace(
        said,
        receiving=body,
        receiving_name=own,
        receiving_title=said.receiving_title if same else (body.head_title if body else ""),
        basis=unit.receiving_note or said.basis,
    )


def _of_area(row: Jurisdiction) -> Authority:
    return Authority(
        receiving=row.receiving,
        receiving_name=row.receiving_name,
        receiving_title=row.receiving_title,
        deciding=row.deciding,
        deciding_name=row.deciding_name,
        deciding_title=row.deciding_title,
        basis=row.basis,
        confirmed=bool(row.confirmed_by),
        note="" if row.confirmed_by else AUTHORITY_UNSETTLED,
    )


def _nobody() -> Authority:
    return Authority(None, "", "", None, "", "", basis="", confirmed=False, note=AUTHORITY_UNSETTLED)


def handing_in_to(bodies: Iterable[int] | QuerySet[Unit], on: dt.date) -> QuerySet[Unit]:
    """Units whose dossiers go to one of these bodies on this day, those that no longer work left out."""
    known = bodies.order_by().values("pk") if isinstance(bodies, QuerySet) else set(bodies)
    units = with_jurisdiction(Unit.objects.all(), on).filter(receiving_now__in=known)
    found: QuerySet[Unit] = units.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on))
    return found


def receiving_under(body: Unit, on: dt.date) -> QuerySet[Unit]:
    """The body with those that receive, on this day, dossiers on which it decides."""
    rows = jurisdictions_on(on).filter(deciding=body, receiving__isnull=False)
    found: QuerySet[Unit] = Unit.objects.filter(Q(pk=body.pk) | Q(pk__in=rows.order_by().values("receiving")))
    return found


def receives_now(body: Unit, on: dt.date) -> bool:
    """Dossiers of others come to this body, by an area or because a unit names it."""
    return bool(
        jurisdictions_on(on).filter(receiving=body).exists() or Unit.objects.filter(receiving=body).exists()
    )


def jurisdiction_of(unit: Unit, on: dt.date) -> Jurisdiction | None:
    """The row of the nearest area above the unit on this day; None where nobody has said."""
    return Jurisdiction.objects.of_unit(unit, on)
