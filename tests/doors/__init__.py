"""Who gets what at a door, and the doors of the larger rooms: one module each.

A module gives READING and SENDING (URL name -> Door), `furnish(cast, plan)` that makes what its addresses need, and
`addresses(name, cast)` with the parameters of an address besides `unit_id` and `year`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

IN, SIGN_IN, REFUSED, UNKNOWN = "in", "sign-in", "403", "404"
YEAR = 2025


ROLES = (
    "anonymous", "head", "deputy", "clerk", "committee", "department_head", "member", "administrator", "stranger",
    "other_member", "officer", "office_head", "chair", "examiner", "association", "other_officer",
)  # fmt: skip


@dataclass(frozen=True)
class Door:
    """What each person gets: IN (the page, an answer to a form, or a way on), SIGN_IN, REFUSED or UNKNOWN.

    People of the authority (officer and head of the office that receives, the chair that decides, an examiner with a
    seat, the study association, another commune's officer) get what a stranger gets unless the door says otherwise.
    A deputy gets what a member of the assessment team gets, and members (one heads a department, another belongs
    to a neighbouring unit) get what a stranger gets, unless the door says otherwise.
    """

    anonymous: str
    head: str
    clerk: str
    committee: str
    administrator: str
    stranger: str
    deputy: str = ""
    department_head: str = ""
    member: str = ""
    other_member: str = ""
    officer: str = ""
    office_head: str = ""
    chair: str = ""
    examiner: str = ""
    association: str = ""
    other_officer: str = ""

    def expected(self) -> dict[str, str]:
        like = {"deputy": self.committee}
        return {role: getattr(self, role) or like.get(role, self.stranger) for role in ROLES}


EVERYBODY = Door(IN, IN, IN, IN, IN, IN)
NOBODY = Door(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
PEOPLE = Door(SIGN_IN, IN, IN, IN, IN, IN)
READERS = Door(SIGN_IN, IN, IN, IN, IN, UNKNOWN)
ASSESSORS = Door(SIGN_IN, IN, IN, IN, REFUSED, UNKNOWN, deputy=REFUSED)
KEEPERS = Door(SIGN_IN, IN, IN, REFUSED, REFUSED, UNKNOWN)
HEAD = Door(SIGN_IN, IN, REFUSED, REFUSED, REFUSED, UNKNOWN)
ADMINISTRATORS = Door(SIGN_IN, REFUSED, REFUSED, REFUSED, IN, REFUSED)
ADMINISTRATORS_OF_UNIT = Door(SIGN_IN, REFUSED, REFUSED, REFUSED, IN, UNKNOWN)

ROSTER_READERS = Door(SIGN_IN, IN, IN, IN, REFUSED, UNKNOWN)
"""Pages with the names of the whole unit."""
ROSTER_KEEPERS = Door(SIGN_IN, IN, IN, REFUSED, REFUSED, UNKNOWN, deputy=IN)
"""Who keeps the roster and records the facts of the year."""
APPROVERS = Door(SIGN_IN, IN, REFUSED, REFUSED, REFUSED, UNKNOWN, deputy=IN)
"""Who approves what members plan."""
OWN = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, member=IN)
"""A member's own page; everybody else, the head too, has one of their own."""

OFFICE_READERS = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, REFUSED, UNKNOWN, officer=IN, office_head=IN)
"""Pages of the office that receives; `unit_id` is the office. Its administrator sees that there is such a page."""
OFFICE = OFFICE_READERS
"""Deeds of the office: head, clerk, officer."""
OFFICE_HEAD = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, REFUSED, UNKNOWN, officer=REFUSED, office_head=IN)
"""Deeds of the head of the office."""
CHAIR = Door(SIGN_IN, UNKNOWN, UNKNOWN, UNKNOWN, REFUSED, UNKNOWN, chair=IN)
"""Pages and deeds of the body that decides; `unit_id` is that body."""


def parts() -> list[Any]:
    """The modules beside this one."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__")
    return [import_module(f"tests.doors.{name}") for name in names]


def reading(found: Iterable[Any]) -> Mapping[str, Door]:
    return {name: door for part in found for name, door in part.READING.items()}


def sending(found: Iterable[Any]) -> Mapping[str, Door]:
    return {name: door for part in found for name, door in part.SENDING.items()}
