"""The fixed cast: who stands where in the tests of doors and of visibility."""

from dataclasses import dataclass

from tests import make

from dvht.accounts.models import User
from dvht.members.models import Member
from dvht.units.models import Unit


@dataclass(frozen=True)
class Cast:
    """A commune with two schools; people of the first school, an administrator of the commune, and strangers.

    The commune's office receives, its chair decides; an examiner and the study association belong to them. Another
    office belongs to another commune.
    """

    commune: Unit
    unit: Unit
    other_unit: Unit
    head: User
    deputy: User
    clerk: User
    committee: User
    department_head: User
    member: User
    administrator: User
    stranger: User
    other_member: User
    outside_administrator: User
    office: Unit
    other_office: Unit
    officer: User
    office_head: User
    chair: User
    examiner: User
    association: User
    other_officer: User

    def person(self, role: str) -> User | None:
        """Who plays a role by its name; nobody for a visitor."""
        return None if role == "anonymous" else getattr(self, role)

    def as_member(self, role: str) -> Member:
        """The line of the roster of somebody who is on it: a member, the head of a department, the other unit's."""
        found: Member = Member.objects.get(user=self.person(role))
        return found


def a_cast() -> Cast:
    """The member and the head of a department stand in one department; the other school has a member too."""
    commune = make.a_unit("Xã Đồng Sen", kind="commune_peoples_committee", symbol="UBND", receiving_name="Sở")
    unit = make.a_unit("Trường Tiểu học Hoa Sen", under=commune)
    other_unit = make.a_unit("Trường Mầm non Hoa Mai", kind="preschool", symbol="MNHM", under=commune)
    outside = make.a_unit("Xã Đồng Lúa", kind="commune_peoples_committee", symbol="UBNDDL")
    office = make.a_unit(
        "Phòng Văn hóa - Xã hội",
        kind="state_agency",
        symbol="PVHXH",
        under=commune,
        head_title="Trưởng phòng",
    )
    other_office = make.a_unit(
        "Phòng Văn hóa - Xã hội Đồng Lúa", kind="state_agency", symbol="PVHXH", under=outside
    )
    make.a_jurisdiction(commune, office, commune)
    make.a_jurisdiction(outside, other_office, outside)
    leader = make.a_member(unit, "Lê Thu Hà", department="Tổ 4-5", user=make.a_member_user(unit, "Lê Thu Hà"))
    make.head_of_department(leader)
    person = make.a_member(
        unit, "Ngô Văn Bảo", department="Tổ 4-5", user=make.a_member_user(unit, "Ngô Văn Bảo")
    )
    neighbour = make.a_member(other_unit, "Trịnh Thị An", user=make.a_member_user(other_unit, "Trịnh Thị An"))
    return Cast(
        commune=commune,
        unit=unit,
        other_unit=other_unit,
        head=make.a_head(unit),
        deputy=make.a_deputy(unit),
        clerk=make.a_clerk(unit),
        committee=make.a_committee_member(unit),
        department_head=_account(leader),
        member=_account(person),
        administrator=make.an_administrator(commune),
        stranger=make.a_head(other_unit, "Đinh Văn Lạ"),
        other_member=_account(neighbour),
        outside_administrator=make.an_administrator(outside, "Phan Xa"),
        office=office,
        other_office=other_office,
        officer=make.an_officer(office),
        office_head=make.a_head(office, "Vũ Thị Phòng"),
        chair=make.a_head(commune, "Hoàng Đức Lâm"),
        examiner=make.an_examiner(office),
        association=make.a_study_association(commune),
        other_officer=make.an_officer(other_office, "Tô Văn Ngoại"),
    )


def _account(member: Member) -> User:
    assert isinstance(member.user, User)
    return member.user
