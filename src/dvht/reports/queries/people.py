"""The people behind a unit's year: how many there are, what waits for somebody, where their round stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from dvht.accounts.queries import Person
from dvht.citizens.models import CitizenRound, Registrant
from dvht.citizens.queries.rounds import round_of
from dvht.citizens.states import ScoreState
from dvht.members.models import Certificate, StudyPlan
from dvht.members.permissions import decidable_plans
from dvht.members.queries.requests import OPEN, RequestLine, request_line, requests_at
from dvht.members.queries.rollup import roll_up
from dvht.members.queries.roster import roster_day
from dvht.members.states import CertificateState, StudyPlanState
from dvht.regulation.personal import Need
from dvht.units.models import Unit

COMMITMENT = (Need(fact="commitment"),)


@dataclass(frozen=True)
class Rights:
    """What the reader of a home page may do at the unit."""

    write: bool = False
    assess: bool = False
    read_roster: bool = False
    keep_roster: bool = False


@dataclass(frozen=True)
class Round:
    """Where the round of learning citizens stands: who registered, whose form is handed in."""

    round: CitizenRound
    registered: int
    handed_in: int


@dataclass(frozen=True)
class People:
    """What a home page says of the unit's people. `requests` are open, the one that is due first in front."""

    total: int
    unsigned: int
    plans_waiting: int
    plans_of_heads_waiting: int
    certificates_waiting: int
    requests: Sequence[RequestLine]
    round: Round | None

    @property
    def has_roster(self) -> bool:
        return self.total > 0


def people_of(unit: Unit, year: int, today: dt.date, *, reader: Person, rights: Rights) -> People:
    """Seven queries at most, whatever the number of people; what the reader may not act on isn't asked."""
    rolled = roll_up(unit, year, roster_day(year, today), {"commitment": COMMITMENT})
    waiting = StudyPlan.objects.filter(year=year, state=StudyPlanState.SUBMITTED.value)
    mine = decidable_plans(reader, waiting).aggregate(
        here=Count("pk", filter=Q(member__unit=unit)), elsewhere=Count("pk", filter=~Q(member__unit=unit))
    )
    keeps = rights.keep_roster
    return People(
        total=rolled.total + rolled.excluded,
        unsigned=rolled.total - rolled.counts["commitment"],
        plans_waiting=mine["here"],
        plans_of_heads_waiting=mine["elsewhere"],
        certificates_waiting=_certificates(unit, year) if keeps else 0,
        requests=_requests(unit, today) if keeps else (),
        round=_round(unit, year),
    )


def _certificates(unit: Unit, year: int) -> int:
    pending = Certificate.objects.filter(member__unit=unit, year=year, state=CertificateState.PENDING.value)
    return pending.count()


def _requests(unit: Unit, today: dt.date) -> Sequence[RequestLine]:
    lines = [request_line(one, today) for one in requests_at(unit).filter(state__in=OPEN)]
    return sorted(lines, key=lambda line: (line.due_by, line.request.pk))


def _round(unit: Unit, year: int) -> Round | None:
    found = round_of(unit, year)
    if found is None:
        return None
    counted = Registrant.objects.filter(round=found).aggregate(
        all=Count("pk"), handed=Count("pk", filter=Q(score_state=ScoreState.SUBMITTED.value))
    )
    return Round(found, counted["all"], counted["handed"])
