"""The round of a year: whether there is one, by which pack, on which days, and who could still register."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from dvht.accounts.models import Role, RoleKind
from dvht.citizens.models import CitizenRound, Registrant
from dvht.members.models import Member
from dvht.members.queries.roster import roster_day, roster_of
from dvht.plans.models import CommitteeKind
from dvht.plans.queries import plan_of
from dvht.regulation.calendar import Milestone
from dvht.regulation.library import citizen_packs
from dvht.regulation.pack import Pack
from dvht.units.models import Unit


def round_of(unit: Unit, year: int) -> CitizenRound | None:
    return CitizenRound.objects.filter(unit=unit, year=year).select_related("unit", "review").first()


def packs_offered(year: int) -> tuple[Pack, ...]:
    """The packs by which persons can be judged for the year, the installation's own first."""
    return citizen_packs(year)


@dataclass(frozen=True)
class ProposedDays:
    """The days that the pack's calendar proposes; a day that it doesn't name follows from the ones it does."""

    registration_until: dt.date
    scoring_from: dt.date
    scoring_until: dt.date
    review_on: dt.date
    collection_until: dt.date
    milestones: tuple[Milestone, ...]


def proposed_days(pack: Pack, year: int) -> ProposedDays:
    found = {milestone.code: milestone.dates_for(year) for milestone in pack.calendar}
    year_end = dt.date(year, 12, 31)
    registration = found.get("citizen_registration", (None, year_end))[1]
    start, end = found.get("citizen_scoring", (registration, year_end))
    return ProposedDays(
        registration_until=registration,
        scoring_from=start or registration,
        scoring_until=end,
        review_on=found.get("citizen_review", (None, end))[1],
        collection_until=found.get("citizen_collection", (None, year_end))[1],
        milestones=pack.calendar,
    )


def instrument_words(pack: Pack, year: int) -> str:
    """The text by which the year is judged: Quyết định số 324/QĐ-KHVN ngày 25/10/2023."""
    instrument = pack.instrument_for(year)
    return instrument.title if instrument else pack.citation


@dataclass(frozen=True)
class ProposedMeeting:
    """What the unit's own records say of a meeting that nobody has written down yet."""

    place: str
    chair: str
    secretary: str
    attendees: str
    voters: int | None


def proposed_meeting(citizen_round: CitizenRound) -> ProposedMeeting:
    """The plan's team, or its steering committee; head and clerk where the plan names nobody."""
    plan = plan_of(citizen_round.unit, citizen_round.year)
    people = list(plan.committee.all()) if plan else []
    team = [person for person in people if person.body == CommitteeKind.TEAM] or people
    names = [", ".join(part for part in (person.name, person.position) if part) for person in team]
    secretary = next((person.name for person in team if "thư ký" in person.role.casefold()), "")
    roles = Role.objects.filter(unit=citizen_round.unit, user__is_active=True).select_related("user")
    held = {role.kind: role.user.full_name for role in roles}
    return ProposedMeeting(
        place=plan.meeting_place if plan else "",
        chair=held.get(RoleKind.HEAD, ""),
        secretary=secretary or held.get(RoleKind.CLERK, ""),
        attendees="\n".join(names),
        voters=len(names) or None,
    )


def people_day(citizen_round: CitizenRound) -> dt.date:
    """The day on which the round's pages read the roster."""
    return roster_day(citizen_round.year, timezone.localdate())


def unregistered(citizen_round: CitizenRound) -> QuerySet[Member]:
    """Members on the roster who haven't registered, by given name."""
    known = Registrant.objects.filter(round=citizen_round).values("member")
    return roster_of(citizen_round.unit, people_day(citizen_round)).exclude(pk__in=known)


def last_year_people(citizen_round: CitizenRound) -> QuerySet[Member]:
    """Who registered last year, still stands on the roster and hasn't registered for this year."""
    last = CitizenRound.objects.filter(unit=citizen_round.unit_id, year=citizen_round.year - 1)
    return unregistered(citizen_round).filter(
        pk__in=Registrant.objects.filter(round__in=last).values("member")
    )
