"""What more time may be granted for: days on which units act, for a year at most."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import Final

from dvht.plans.models import Milestone, Plan
from dvht.plans.queries.wording import ACTORS
from dvht.regulation.library import available_packs
from dvht.regulation.practice import calendars

UNIT: Final = "unit"


def is_of_units(milestone: Milestone) -> bool:
    """Whether units act on this day; of a date that a plan added itself, as far as it says who does.

    What a Sở reports to the Ministry is no day of a school's, so nobody gives a school more time for it.
    """
    known = _actors().get(milestone.code)
    if known is not None:
        return UNIT in known
    return not milestone.actor or milestone.actor.casefold().startswith(ACTORS[UNIT].casefold())


def days_of_units(plan: Plan) -> list[Milestone]:
    """The milestones of a plan for which a unit may be given more time."""
    return [milestone for milestone in plan.milestones.all() if is_of_units(milestone)]


def latest_extension(last_day: dt.date) -> dt.date:
    """Until when more time may be granted: the same day of the next year.

    No text found names a limit; by then the next year's dossier is due, and a later day is a slip of the keyboard.
    """
    try:
        return last_day.replace(year=last_day.year + 1)
    except ValueError:  # 29/02
        return last_day.replace(year=last_day.year + 1, day=28)


@cache
def _actors() -> Mapping[str, frozenset[str]]:
    """Who acts at the milestones of the packs and of the local calendars, by code."""
    found: dict[str, set[str]] = {}
    packs = chain.from_iterable(pack.calendar for pack in available_packs())
    for milestone in chain(packs, chain.from_iterable(known.milestones for known in calendars())):
        found.setdefault(milestone.code, set()).add(milestone.actor)
    return {code: frozenset(actors) for code, actors in found.items()}
