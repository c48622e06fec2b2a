"""For whom a body decides, whose results it may decide on, and what of that a person works with."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dvht.accounts.queries import AUTHORITY_ROLES, Person, bodies_of, predecessors_of_own, sectors_of
from dvht.appraisal.models import Appraisal
from dvht.appraisal.states import AppraisalState
from dvht.dossiers.models import Submission
from dvht.dossiers.states import SubmissionState
from dvht.recognition.models import DecidedUnit, Decision, Title
from dvht.regulation.kinds import kinds_of
from dvht.units.models import Jurisdiction, Unit
from dvht.units.queries import predecessors_of, with_jurisdiction


@dataclass(frozen=True)
class Standing:
    """How a person stands to a body: in it (`offices` None: sees all), or in offices that submit to it.

    `sectors` are those that an officer looks after; empty: all. They bind what the person works on; lists begin with
    them and open to all, since decisions and titles are no secret. `first` are bodies known to have taken over from
    nobody.
    """

    body: Unit
    offices: frozenset[int] | None
    sectors: frozenset[str] = frozenset()
    first: frozenset[int] = frozenset()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of unit of these sectors."""
        return kinds_of(self.sectors) if self.sectors else ()

    @property
    def origin(self) -> int:
        """The body in whose name the person drafts."""
        return self.body.pk if self.offices is None else min(self.offices)

    @cached_property
    def bodies(self) -> frozenset[int]:
        """The body with those whose past it has taken over."""
        return _with_past(frozenset({self.body.pk}), self.first)

    @cached_property
    def receivers(self) -> frozenset[int]:
        """Whose dossiers the person comes with: their offices, or the body itself, with those before them."""
        return self.bodies if self.offices is None else _with_past(self.offices, self.first)


def standing_of(user: Person, body: Unit) -> Standing | None:
    """None for who has nothing to do with the body. Who works in its successor stands as its own people do."""
    mine = bodies_of(user, AUTHORITY_ROLES)
    first = frozenset[int]() if predecessors_of_own(user) else mine
    if body.pk in mine:
        return Standing(body, None, sectors_of(user, body.pk), first)
    # the first is known for the request, and wider: it holds units where one only assesses or administers
    if body.pk in predecessors_of_own(user) and body.pk in predecessors_of(mine):
        return Standing(body, None)
    offices = offices_submitting_to(body, mine)
    if not offices and predecessors_of_own(user):
        offices = _offices_after(body, mine)
    if not offices:
        return None
    sectors = sectors_of(user, min(offices)) if len(offices) == 1 else frozenset()
    return Standing(body, offices, sectors, first)


def offices_submitting_to(body: Unit, offices: frozenset[int]) -> frozenset[int]:
    """Those of the offices that receive what this body decides, by jurisdiction or by a dossier received."""
    if not offices:
        return frozenset()
    said = Jurisdiction.objects.filter(deciding=body, receiving__in=offices).order_by()
    had = Submission.objects.filter(deciding=body, receiving__in=offices).order_by()
    found = said.values_list("receiving", flat=True).union(had.values_list("receiving", flat=True))
    return frozenset(pk for pk in found if pk is not None)


def _offices_after(body: Unit, offices: frozenset[int]) -> frozenset[int]:
    """Those of the offices that took over from one which received what this body decides."""
    return frozenset(office for office in offices if offices_submitting_to(body, predecessors_of({office})))


def decided_here(standing: Standing, on: dt.date) -> Q:
    """Submissions on which the body decides; of a body that it succeeded, those of units that now are its own."""
    body, came = standing.body, standing.bodies - {standing.body.pk}
    if not came:
        return Q(deciding=body)
    now = Jurisdiction.objects.filter(deciding=body).values("pk")
    units = with_jurisdiction(Unit.objects.all(), on).filter(jurisdiction_id__in=now)
    return Q(deciding=body) | Q(deciding__in=came, unit__in=units.values("pk"))


def undecided(standing: Standing, on: dt.date) -> QuerySet[Appraisal]:
    """Concluded as passed, not yet decided, and within reach of the person; of a closed dossier nothing waits."""
    dossiers = Submission.objects.filter(decided_here(standing, on), state=SubmissionState.RECEIVED.value)
    if standing.offices is not None:
        dossiers = dossiers.filter(receiving__in=standing.receivers)
    if standing.kinds:
        dossiers = dossiers.filter(unit__kind__in=standing.kinds)
    found = Appraisal.objects.filter(
        state=AppraisalState.PASSED.value, decided_in="", submission__in=dossiers.values("pk")
    )
    return found.select_related("submission__unit", "submission__receiving").order_by(
        "submission__unit__name", "pk"
    )


@dataclass(frozen=True)
class Elsewhere:
    """Another body, in the tree or only named, and how many of one's own dossiers wait for its decision."""

    body_id: int | None
    name: str
    count: int


def waiting_elsewhere(standing: Standing, year: int) -> tuple[Elsewhere, ...]:
    """Of one's own body: dossiers that passed and wait for the decision of another."""
    if standing.offices is not None:
        return ()
    found = Appraisal.objects.filter(
        state=AppraisalState.PASSED.value, decided_in="", submission__year=year,
        submission__state=SubmissionState.RECEIVED.value, submission__receiving__in=standing.receivers,
    ).exclude(submission__deciding__in=standing.bodies)  # fmt: skip
    if standing.kinds:
        found = found.filter(submission__unit__kind__in=standing.kinds)
    by_body = found.order_by("submission__deciding_name").values_list(
        "submission__deciding", "submission__deciding_name"
    )
    return tuple(Elsewhere(*line) for line in by_body.annotate(count=Count("pk")))


def decisions_seen(standing: Standing) -> QuerySet[Decision]:
    """Decisions of the body and of those before it; an office sees those that it drafted or that cover its units."""
    found = _decisions().filter(body__in=standing.bodies)
    if standing.offices is None:
        return found
    return found.filter(_of_receivers(standing))


def decisions_listed(standing: Standing, kinds: Collection[str] = ()) -> QuerySet[Decision]:
    """The same, and in one's own body those of another that decides on its dossiers; with kinds, over such units.

    What another body decided is only read here: it is worked on at that body's pages.
    """
    found = decisions_seen(standing)
    if standing.offices is None:
        found = _decisions().filter(Q(body__in=standing.bodies) | _of_receivers(standing))
    if not kinds:
        return found
    over = DecidedUnit.objects.filter(decision=OuterRef("pk"), unit__kind__in=kinds)
    return found.filter(Exists(over))


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related(
        "paper", "body", "replaces__paper", "origin", "issued_by", "publication"
    )


def _of_receivers(standing: Standing) -> Q:
    """Decisions that the person's offices drafted, or over what these received: dossiers, and titles that it ended."""
    came = DecidedUnit.objects.filter(
        decision=OuterRef("pk"), appraisal__submission__receiving__in=standing.receivers
    )
    ended = _titles(standing.receivers).filter(ended_by=OuterRef("pk"))
    return Q(origin__in=standing.receivers) | Q(Exists(came)) | Q(Exists(ended))


def titles_seen(standing: Standing) -> QuerySet[Title]:
    """The titles that the body granted, or that came of dossiers which it received."""
    found = _titles(standing.receivers)
    return found if standing.offices is None else found.filter(decision__body__in=standing.bodies)


def titles_to_withdraw(standing: Standing) -> QuerySet[Title]:
    """Of those, what the body or one that it succeeded granted itself, within the person's sectors."""
    found = titles_seen(standing).filter(decision__body__in=standing.bodies)
    return found.filter(unit__kind__in=standing.kinds) if standing.kinds else found


def titles_of(
    *, bodies: list[int] | frozenset[int] | None = None, area: Unit | None = None, year: int | None = None
) -> QuerySet[Title]:
    """Titles in any state: of bodies that granted them or received the dossiers, of the units of an area, of a year."""
    found = _titles(None if bodies is None else _with_past(bodies))
    if area is not None:
        found = found.filter(unit__path__startswith=area.path)
    return found if year is None else found.filter(year=year)


def _titles(bodies: frozenset[int] | None) -> QuerySet[Title]:
    found = Title.objects.select_related("unit", "decision__paper", "decision__body", "ended_by__paper")
    if bodies is None:
        return found
    received = DecidedUnit.objects.filter(
        decision=OuterRef("decision"),
        unit=OuterRef("unit"),
        appraisal__submission__receiving__in=bodies,
    )
    return found.filter(Q(decision__body__in=bodies) | Exists(received))


def _with_past(bodies: Iterable[int], first: frozenset[int] = frozenset()) -> frozenset[int]:
    """The bodies with those before them; of the `first` nobody asks."""
    known = frozenset(bodies)
    return known if known <= first else known | predecessors_of(known - first)
