"""A province of two tiers, and decisions to change it by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests import make

from dvht.units.actions import Decision
from dvht.units.models import Jurisdiction, Unit
from dvht.units.queries import Authority, authority_of

DAY = date(2026, 3, 1)
"""After the end of the district level."""


def a_decision(**more: Any) -> Decision:
    facts: dict[str, Any] = {
        "number": "12/QĐ-UBND",
        "decided_on": date(2025, 6, 16),
        "decided_by": "UBND tỉnh Minh Hà",
        "effective_on": date(2025, 7, 1),
        **more,
    }
    return Decision(**facts)


@dataclass(frozen=True)
class Province:
    """A province with its Sở, two communes with their offices, and a school in each."""

    root: Unit
    department: Unit
    commune: Unit
    office: Unit
    school: Unit
    other_commune: Unit
    other_office: Unit
    other_school: Unit


def a_province() -> Province:
    root = _a("UBND tỉnh Minh Hà", "state_agency", "UBNDT", "Chủ tịch", place="Minh Hà")
    department = _a("Sở Giáo dục và Đào tạo Minh Hà", "state_agency", "SGDĐT", "Giám đốc", under=root)
    made = []
    for place in ("Đồng Sen", "Đồng Lúa"):
        commune = _a(
            f"UBND xã {place}", "commune_peoples_committee", "UBND", "Chủ tịch", under=root, place=place
        )
        office = _a(
            f"Phòng Văn hóa - Xã hội xã {place}", "state_agency", "PVHXH", "Trưởng phòng", under=commune
        )
        school = _a(f"Trường Tiểu học {place}", "primary_school", "TH", "Hiệu trưởng", under=commune)
        made += [commune, office, school]
    return Province(root, department, *made)


def _a(name: str, kind: str, symbol: str, head_title: str, **more: Any) -> Unit:
    return make.a_unit(name, kind=kind, symbol=symbol, head_title=head_title, receiving_name="", **more)


def fresh(unit: Unit) -> Unit:
    found: Unit = Unit.objects.get(pk=unit.pk)
    return found


def who(unit: Unit, on: date = DAY) -> tuple[str, str]:
    """Who receives and who decides for a unit on a day."""
    said: Authority = authority_of(fresh(unit), on)
    return said.receiving_name, said.deciding_name


def rows(area: Unit) -> list[tuple[str, date, date | None]]:
    """Who received within an area, from when until when."""
    found = Jurisdiction.objects.filter(area=area).order_by("tier", "since")
    return list(found.values_list("receiving_name", "since", "until"))
