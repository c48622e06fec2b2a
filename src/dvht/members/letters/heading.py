"""What every paper of a member begins and ends with."""

import datetime as dt
from dataclasses import dataclass

from dvht.members.models import Member, Posting
from dvht.members.queries.roster import posting_on, titles_of
from dvht.paper.blocks import Issuer, Paragraph
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit
from dvht.units.queries import head_of


@dataclass(frozen=True)
class Bearer:
    """Whose paper it is, as they stand on the roster's day."""

    member: Member
    department: str
    position: str


def bearer_of(member: Member) -> Bearer:
    """The member as `roster_of` or `with_posting` read them."""
    posting = posting_on(member)
    return Bearer(member, _department(posting), _position(posting))


def issuer_of(unit: Unit, department: str) -> Issuer:
    """A member's paper bears the unit over the department; without one, the head of the unit's own papers."""
    name = unit.paper_name or unit.name
    if department:
        return Issuer(parent=name.upper(), name=department.upper(), plain_name=department)
    return Issuer(parent=unit.paper_parent.upper(), name=name.upper(), plain_name=name)


def person_lines(bearer: Bearer) -> tuple[Paragraph, ...]:
    unit = bearer.member.unit
    lines = [f"Tôi tên là: {bearer.member.full_name}", f"Chức vụ, vị trí việc làm: {bearer.position}"]
    where = f"{bearer.department}, {unit.name}" if bearer.department else unit.name
    return tuple(Paragraph(line, indent=False) for line in (*lines, f"Nơi công tác: {where}"))


def addressee_of(unit: Unit) -> str:
    return head_of(unit)


def written(day: dt.date | None) -> str:
    return written_date(day) if day else ""


def _department(posting: Posting | None) -> str:
    return posting.department.name if posting and posting.department else ""


def _position(posting: Posting | None) -> str:
    if posting is None:
        return ""
    return ", ".join(titles_of(posting)) or posting.get_kind_display()
