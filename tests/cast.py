"""The fixed cast: who stands where in the tests of doors and of visibility."""

from dataclasses import dataclass

from tests import make

from dvht.accounts.models import User
from dvht.units.models import Unit


@dataclass(frozen=True)
class Cast:
    """A commune with two schools; people of the first school, an administrator of the commune, and strangers."""

    commune: Unit
    unit: Unit
    other_unit: Unit
    head: User
    clerk: User
    member: User
    administrator: User
    stranger: User
    outside_administrator: User

    def person(self, role: str) -> User | None:
        """Who plays a role by its name; nobody for a visitor."""
        return None if role == "anonymous" else getattr(self, role)


def a_cast() -> Cast:
    commune = make.a_unit("Xã Đồng Sen", kind="commune_peoples_committee", symbol="UBND", receiving_name="Sở")
    unit = make.a_unit("Trường Tiểu học Hoa Sen", under=commune)
    other_unit = make.a_unit("Trường Mầm non Hoa Mai", kind="preschool", symbol="MNHM", under=commune)
    outside = make.a_unit("Xã Đồng Lúa", kind="commune_peoples_committee", symbol="UBNDDL")
    return Cast(
        commune=commune,
        unit=unit,
        other_unit=other_unit,
        head=make.a_head(unit),
        clerk=make.a_clerk(unit),
        member=make.a_committee_member(unit),
        administrator=make.an_administrator(commune),
        stranger=make.a_head(other_unit, "Đinh Văn Lạ"),
        outside_administrator=make.an_administrator(outside, "Phan Xa"),
    )
