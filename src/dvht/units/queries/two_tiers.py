"""The default of two tiers since 01/7/2025, as rows to be looked at before anybody applies them."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import Q

from dvht.ui.vietnamese import without_marks
from dvht.units.models import Jurisdiction, Tier, Unit
from dvht.units.queries.authority import PROVINCE_OFFICE

TWO_TIERS_SINCE: Final = dt.date(2025, 7, 1)
TWO_TIERS_BASIS: Final = (
    "Mặc định hai cấp từ 01/7/2025; chưa tìm thấy văn bản nêu ai thay cấp huyện, chờ Sở Giáo dục và Đào tạo "
    "xác nhận."
)
COMMUNE: Final = "commune_peoples_committee"


def is_two_tier_year(year: int) -> bool:
    """Whether the dossiers of an assessment year come in after the end of the district level.

    Both circulars have them handed in at the start of the year after (TT 22, Điều 7.1; TT 24, Điều 10.1c, 16.1c).
    """
    return dt.date(year + 1, 1, 1) >= TWO_TIERS_SINCE


@dataclass(frozen=True, slots=True)
class Proposed:
    """A row of the default; `standing` is the row that already says it for this area and tier: that one stays."""

    area: Unit
    tier: Tier
    receiving: Unit | None
    receiving_name: str
    receiving_title: str
    deciding: Unit | None
    deciding_name: str
    deciding_title: str
    standing: Jurisdiction | None = None


def is_over_two_tiers(unit: Unit) -> bool:
    """Whether the default is for this unit: a province's, with communes or a Sở Giáo dục và Đào tạo right below."""
    if unit.kind != "state_agency" or unit.dissolved_on is not None:
        return False
    below = Unit.objects.filter(path__startswith=unit.path, depth=unit.depth + 1, dissolved_on__isnull=True)
    found = below.filter(kind__in=("state_agency", COMMUNE)).order_by("path")
    return any(one.kind == COMMUNE or _is_education_office(one) for one in found)


def propose_two_tier(province: Unit) -> tuple[Proposed, ...]:
    """For each commune its office of culture and society and its chair; for the rest the Sở and the province's chair.

    Under the province stand both tiers: a commune's own dossier and what is of cấp huyện directly below it go up. A
    body that isn't in the tree is only named. Three queries whatever the number of communes.
    """
    below: list[Unit] = list(
        Unit.objects.filter(path__startswith=province.path, dissolved_on__isnull=True)
        .filter(Q(kind__in=("state_agency", COMMUNE)) | Q(pk=province.pk))
        .order_by("path")
    )
    communes = [_of_commune(unit, below) for unit in below if unit.kind == COMMUNE]
    rows = [*_of_province(province, below), *communes]
    standing = {
        (row.area_id, row.tier): row
        for row in Jurisdiction.objects.filter(area__in=[row.area.pk for row in rows])
        .filter(Q(until__isnull=True) | Q(until__gte=TWO_TIERS_SINCE))
        .order_by("-since")
    }
    return tuple(replace(row, standing=standing.get((row.area.pk, row.tier.value))) for row in rows)


def _of_province(province: Unit, below: Iterable[Unit]) -> Iterable[Proposed]:
    is_office = _is_education_office(province)
    office = province if is_office else _child(province, below, _is_education_office)
    place = province.place or province.name
    return [
        Proposed(
            area=province,
            tier=tier,
            receiving=office,
            receiving_name=office.name if office else f"{PROVINCE_OFFICE} {place}",
            receiving_title=office.head_title if office else "Giám đốc",
            deciding=None if is_office else province,
            deciding_name=f"UBND tỉnh, thành phố {place}" if is_office else province.name,
            deciding_title=_chair(province, "Chủ tịch UBND tỉnh, thành phố"),
        )
        for tier in (Tier.PROVINCE, Tier.DISTRICT)
    ]


def _of_commune(commune: Unit, below: Iterable[Unit]) -> Proposed:
    office = _child(commune, below, _is_culture_office)
    return Proposed(
        area=commune,
        tier=Tier.DISTRICT,
        receiving=office,
        receiving_name=office.name if office else f"Phòng Văn hóa - Xã hội {commune.place or commune.name}",
        receiving_title=office.head_title if office else "Trưởng phòng",
        deciding=commune,
        deciding_name=commune.name,
        deciding_title=_chair(commune, "Chủ tịch UBND cấp xã"),
    )


def _chair(body: Unit, otherwise: str) -> str:
    """“Chủ tịch UBND xã Đồng Sen”: the head as the tree has it, with the body where only “Chủ tịch” stands."""
    if not body.head_title.startswith("Chủ tịch"):
        return otherwise
    return f"Chủ tịch {body.name}" if body.head_title == "Chủ tịch" else body.head_title


def _child(parent: Unit, units: Iterable[Unit], fits: Callable[[Unit], bool]) -> Unit | None:
    """The first state agency right under the parent of which `fits` is true."""
    return next(
        (
            unit
            for unit in units
            if unit.depth == parent.depth + 1
            and unit.path.startswith(parent.path)
            and unit.kind == "state_agency"
            and fits(unit)
        ),
        None,
    )


def _is_culture_office(unit: Unit) -> bool:
    words = without_marks(unit.name)
    return "van hoa" in words and "xa hoi" in words


def _is_education_office(unit: Unit) -> bool:
    return without_marks(unit.name).startswith("so giao duc")
