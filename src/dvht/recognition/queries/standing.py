"""For whom a body decides, whose results it may decide on, and what of that a person works with."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from dvht.accounts.queries import AUTHORITY_ROLES, Person, bodies_of, sectors_of
from dvht.appraisal.models import Appraisal
from dvht.appraisal.states import AppraisalState
from dvht.dossiers.models import Submission
from dvht.recognition.models import DecidedUnit, Decision, Title
from dvht.regulation.kinds import kinds_of
from dvht.units.models import Jurisdiction, Unit
from dvht.units.queries import predecessors_of, with_jurisdiction


@dataclass(frozen=True)
class Standing:
    """How a person stands to a body: in it (`offices` None: sees all), or in offices that submit to it.

    `kinds` narrows an officer to the kinds of unit of their sectors; empty: all.
    """

    body: Unit
    offices: frozenset[int] | None
    kinds: tuple[str, ...] = ()

    @property
    def origin(self) -> int:
        """The body in whose name the person drafts."""
        return self.body.pk if self.offices is None else min(self.offices)


def standing_of(user: Person, body: Unit) -> Standing | None:
    """None for who has nothing to do with the body. Who works in its successor stands as its own people do."""
    mine = bodies_of(user, AUTHORITY_ROLES)
    if body.pk in mine:
        return Standing(body, None, _kinds(user, body.pk))
    if body.pk in predecessors_of(mine):
        return Standing(body, None)
    offices = offices_submitting_to(body, mine)
    if not offices:
        return None
    return Standing(body, offices, _kinds(user, min(offices)) if len(offices) == 1 else ())


def _kinds(user: Person, body: int) -> tuple[str, ...]:
    sectors = sectors_of(user, body)
    return kinds_of(sectors) if sectors else ()


def offices_submitting_to(body: Unit, offices: frozenset[int]) -> frozenset[int]:
    """Those of the offices that receive what this body decides, by jurisdiction or by a dossier received."""
    if not offices:
        return frozenset()
    said = Jurisdiction.objects.filter(deciding=body, receiving__in=offices).values_list(
        "receiving", flat=True
    )
    had = Submission.objects.filter(deciding=body, receiving__in=offices).values_list("receiving", flat=True)
    return frozenset(pk for pk in (*said.order_by().distinct(), *had.order_by().distinct()) if pk is not None)


def decided_here(body: Unit, on: dt.date) -> Q:
    """Submissions on which the body decides; of a body that it succeeded, those of units that now are its own."""
    came = predecessors_of({body.pk})
    if not came:
        return Q(deciding=body)
    now = Jurisdiction.objects.filter(deciding=body).values("pk")
    units = with_jurisdiction(Unit.objects.all(), on).filter(jurisdiction_id__in=now)
    return Q(deciding=body) | Q(deciding__in=came, unit__in=units.values("pk"))


def undecided(standing: Standing, on: dt.date) -> QuerySet[Appraisal]:
    """Concluded as passed, not yet decided, and within reach of the person."""
    dossiers = Submission.objects.filter(decided_here(standing.body, on))
    if standing.offices is not None:
        dossiers = dossiers.filter(receiving__in=standing.offices | predecessors_of(standing.offices))
    if standing.kinds:
        dossiers = dossiers.filter(unit__kind__in=standing.kinds)
    found = Appraisal.objects.filter(
        state=AppraisalState.PASSED.value, decided_in="", submission__in=dossiers.values("pk")
    )
    return found.select_related("submission__unit", "submission__receiving").order_by(
        "submission__unit__name", "pk"
    )


def decisions_seen(standing: Standing) -> QuerySet[Decision]:
    """Decisions of the body and of those before it; an office sees those that it drafted or that cover its units."""
    bodies = {standing.body.pk} | predecessors_of({standing.body.pk})
    found = Decision.objects.filter(body__in=bodies).select_related(
        "paper", "body", "replaces__paper", "origin", "issued_by", "publication"
    )
    if standing.offices is None:
        return found
    offices = standing.offices | predecessors_of(standing.offices)
    own = DecidedUnit.objects.filter(decision=OuterRef("pk"), appraisal__submission__receiving__in=offices)
    return found.filter(Q(origin__in=offices) | Exists(own))


def titles_seen(standing: Standing) -> QuerySet[Title]:
    """The titles that the body granted, or that came of dossiers which it received."""
    if standing.offices is None:
        return titles_of(bodies=[standing.body.pk])
    offices = standing.offices | predecessors_of(standing.offices)
    return titles_of(bodies=offices).filter(decision__body__in=_with_past([standing.body.pk]))


def titles_to_withdraw(standing: Standing) -> QuerySet[Title]:
    """Of those, what the body or one that it succeeded granted itself, within the person's sectors."""
    found = titles_seen(standing).filter(decision__body__in=_with_past([standing.body.pk]))
    return found.filter(unit__kind__in=standing.kinds) if standing.kinds else found


def titles_of(
    *, bodies: list[int] | frozenset[int] | None = None, area: Unit | None = None, year: int | None = None
) -> QuerySet[Title]:
    """Titles in any state: of bodies that granted them or received the dossiers, of the units of an area, of a year."""
    found = Title.objects.select_related("unit", "decision__paper", "decision__body", "ended_by__paper")
    if bodies is not None:
        known = _with_past(bodies)
        received = DecidedUnit.objects.filter(
            decision=OuterRef("decision"),
            unit=OuterRef("unit"),
            appraisal__submission__receiving__in=known,
        )
        found = found.filter(Q(decision__body__in=known) | Exists(received))
    if area is not None:
        found = found.filter(unit__path__startswith=area.path)
    return found if year is None else found.filter(year=year)


def _with_past(bodies: list[int] | frozenset[int]) -> frozenset[int]:
    return frozenset(bodies) | predecessors_of(bodies)
