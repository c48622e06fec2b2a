"""What people say of a record, checked by a form and not yet kept."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

MOST_ITEMS: Final = 60
"""Lines of a study plan."""


@dataclass(frozen=True)
class ItemWords:
    """One line of a study plan; `item_id` names the line that it changes, None makes a new one."""

    content: str
    how: str = ""
    due_on: dt.date | None = None
    result: str = ""
    programme_id: int | None = None
    item_id: int | None = None


@dataclass(frozen=True)
class CertificateWords:
    """What a member says of a certificate: it proves a fact's step, or that a programme is completed."""

    title: str
    fact: str = ""
    value: str = ""
    programme_id: int | None = None
    number: str = ""
    issuer: str = ""
    issued_on: dt.date | None = None
