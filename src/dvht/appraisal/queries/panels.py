"""Questions about the panels of a body: which there are, who decides on them, what each has been given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import Person, sectors_of
from dvht.appraisal.models import Appraisal, Assignment, Invitation, Panel, PanelForm, Seat
from dvht.appraisal.states import PanelState
from dvht.documents.models import IssuedPaper
from dvht.dossiers.models import Submission
from dvht.dossiers.states import SubmissionState
from dvht.plans.models import Plan
from dvht.plans.queries import issued
from dvht.regulation.kinds import kinds_of
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import name_key, without_marks
from dvht.units.models import Jurisdiction, Unit
from dvht.units.queries import handing_in_to, jurisdictions_on

PROPOSAL: Final = "panel_proposal"
DECISION: Final = "panel_decision"
MOST_PEOPLE: Final = 20


def panels_of(body: Unit, year: int) -> QuerySet[Panel]:
    """The panels of a body with how many sit in each, how many dossiers each has, and how many are concluded."""
    seats = Seat.objects.filter(panel=OuterRef("pk")).order_by().values("panel").annotate(n=Count("pk"))
    laid = Appraisal.objects.filter(panel=OuterRef("pk")).order_by().values("panel").annotate(n=Count("pk"))
    done = laid.filter(concluded_at__isnull=False)
    found: QuerySet[Panel] = (
        Panel.objects.filter(body=body, year=year)
        .select_related("decision")
        .annotate(
            people=Coalesce(Subquery(seats.values("n"), output_field=IntegerField()), 0),
            dossiers=Coalesce(Subquery(laid.values("n"), output_field=IntegerField()), 0),
            concluded=Coalesce(Subquery(done.values("n"), output_field=IntegerField()), 0),
        )
        .order_by("pk")
    )
    return found


def set_up_on(panel: Panel) -> dt.date | None:
    """The day of the decision that set the panel up, whatever replaced it later; None where no day is known."""
    issued = IssuedPaper.objects.filter(year=panel.year, about=panel.about, kind=DECISION)
    days = [*issued.values_list("issued_on", flat=True), panel.decided_on]
    return min((day for day in days if day), default=None)


def with_standing(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Each unit with `receives` and `decides`: whether dossiers of others come to it or are decided there, or were."""
    rows, came = Jurisdiction.objects.all(), Submission.objects.order_by()
    named = Exists(Unit.objects.filter(receiving=OuterRef("pk")))
    found: QuerySet[Unit] = units.annotate(
        receives=Exists(rows.filter(receiving=OuterRef("pk")))
        | named
        | Exists(came.filter(receiving=OuterRef("pk"))),
        decides=Exists(rows.filter(deciding=OuterRef("pk"))) | Exists(came.filter(deciding=OuterRef("pk"))),
    )
    return found


def working_plan(body: Unit, year: int) -> Plan | None:
    """The plan by which the body works: its own, else the issued one of the nearest body above it."""
    above = Q(pk__in=issued(Plan.objects.all()).values("pk"), unit__path__in=body.paths_above)
    found: Plan | None = (
        Plan.objects.filter(Q(unit=body) | above, year=year).order_by("-unit__depth", "pk").first()
    )
    return found


def form_by_plan(body: Unit, year: int, plan: Plan | None) -> PanelForm:
    """How the body examines: as the plan by which it works says, else a council under TT 24 and a team under TT 22."""
    if plan is not None and plan.appraisal_form:
        return PanelForm(plan.appraisal_form)
    if plan is not None:
        return PanelForm.TEAM if plan.pack.scheme == "points" else PanelForm.COUNCIL
    came = Submission.objects.filter(receiving=body, year=year).order_by("pk").first()
    return PanelForm.TEAM if came is not None and came.pack.scheme == "points" else PanelForm.COUNCIL


def law_pack(body: Unit, year: int) -> Pack:
    """The regulation by which the body examines: of the plan by which it works, of what came to it, of its form."""
    plan = working_plan(body, year)
    if plan is not None:
        return plan.pack
    came = Submission.objects.filter(receiving=body, year=year).order_by("pk").first()
    if came is not None:
        return came.pack
    return load_pack("tt22-2020" if form_by_plan(body, year, plan) == PanelForm.TEAM else "tt24-2023-huyen")


def deciding_body(body: Unit, on: dt.date) -> Unit | None:
    """The people's committee that decides where this body receives; None where it isn't in the system."""
    rows = jurisdictions_on(on).filter(receiving=body, deciding__isnull=False).select_related("deciding")
    row = rows.order_by("area__depth", "pk").first()
    return row.deciding if row else None


def issuing_body(panel: Panel, on: dt.date) -> Unit | None:
    """Who signs that the panel is set up: the receiving body itself, for a team the people's committee (HQ-3)."""
    return panel.body if panel.is_council else deciding_body(panel.body, on)


def proposed_to(body: Unit, year: int, on: dt.date) -> tuple[Panel, ...]:
    """Teams that offices propose to this people's committee, or for which it has decided."""
    offices = jurisdictions_on(on).filter(deciding=body, receiving__isnull=False).values("receiving")
    teams = Panel.objects.filter(body__in=offices, year=year, form=PanelForm.TEAM).select_related(
        "body", "decision"
    )
    return tuple(team for team in teams.order_by("pk") if issuing_body(team, on) == body)


def dossiers_to_examine(panel: Panel, user: Person, on: dt.date) -> QuerySet[Submission]:
    """Received dossiers of the panel's body and year that no other panel has, unit by name.

    `appraisal_state` is empty until the dossier was laid before this panel.
    """
    elsewhere = Appraisal.objects.filter(submission=OuterRef("pk")).exclude(panel=panel)
    elsewhere = elsewhere.filter(still_at_work("panel", on) | Q(concluded_at__isnull=False))
    laid = Appraisal.objects.filter(submission=OuterRef("pk"), panel=panel).values("state")
    found: QuerySet[Submission] = (
        came_to(panel.body, user, on)
        .filter(year=panel.year, state=SubmissionState.RECEIVED.value)
        .exclude(Exists(elsewhere))
        .select_related("unit")
        .annotate(appraisal_state=Subquery(laid))
        .order_by("unit__name", "pk")
    )
    return found


def still_at_work(panel: str, on: dt.date) -> Q:
    """That the panel reached by this name is at work, and the body for which it works is there."""
    end = f"{panel}__body__dissolved_on"
    return Q(**{f"{panel}__state": PanelState.AT_WORK.value}) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": on})
    )


def has_examiner(panel: Panel) -> Exists:
    """Of a dossier: some seat of the panel was given something of it."""
    return Exists(Assignment.objects.filter(submission=OuterRef("pk"), seat__panel=panel))


def unassigned_count(body: Unit, year: int, user: Person, on: dt.date) -> int:
    """Received dossiers of the body that nobody has been given to examine."""
    given = Assignment.objects.filter(still_at_work("seat__panel", on), submission=OuterRef("pk"))
    here = came_to(body, user, on)
    concluded = Appraisal.objects.filter(submission=OuterRef("pk"), concluded_at__isnull=False)
    waiting = here.filter(year=year, state=SubmissionState.RECEIVED.value)
    return waiting.exclude(Exists(given)).exclude(Exists(concluded)).count()


def came_to(body: Unit, user: Person, on: dt.date) -> QuerySet[Submission]:
    """What came to a body, for somebody who works there: an officer's sectors only."""
    sectors = sectors_of(user, body.pk)
    found = Submission.objects.of_bodies(frozenset({body.pk}), on)
    return found.filter(unit__kind__in=kinds_of(sectors)) if sectors else found


def people_to_seat(body: Unit, words: str, on: dt.date) -> tuple[User, ...]:
    """Accounts that a body may put in a panel: with a role at the body or at a unit that hands in to it, by name with
    or without marks; anybody else only by the exact user name.
    """
    asked = without_marks(words).split()
    if not asked:
        return ()
    units = units_of_body(body, on).values("pk")
    near = Role.objects.filter(Q(unit=body) | Q(unit__in=units)).values("user")
    open_accounts = User.objects.filter(is_active=True)
    known = open_accounts.filter(pk__in=near).only("full_name", "username")
    found = [one for one in known if all(word in without_marks(one.full_name) for word in asked)]
    exact = open_accounts.filter(username__iexact=words.strip()).exclude(pk__in=[one.pk for one in found])
    ordered = sorted(found, key=lambda one: name_key(one.full_name))[:MOST_PEOPLE]
    return (*exact, *ordered)


def may_be_seated(body: Unit, user_id: int, words: str, on: dt.date) -> User | None:
    """The account chosen from that search, and from nowhere else."""
    return next((one for one in people_to_seat(body, words, on) if one.pk == user_id), None)


def homes_offered(body: Unit, on: dt.date) -> QuerySet[Unit]:
    """Units to which somebody in a panel may belong: those whose dossiers come to the body."""
    return units_of_body(body, on).order_by("name", "pk")


def units_of_body(body: Unit, on: dt.date) -> QuerySet[Unit]:
    """Units that hand in to a body on this day, and those that once did."""
    now = handing_in_to({body.pk}, on).order_by().values("pk")
    came = Submission.objects.filter(receiving=body).order_by().values("unit")
    found: QuerySet[Unit] = Unit.objects.filter(Q(pk__in=now) | Q(pk__in=came)).order_by()
    return found


def seats_of(panel: Panel) -> QuerySet[Seat]:
    """The people of a panel in their order, with account and home."""
    return panel.seats.select_related("user", "home").order_by("order", "pk")


def balanced_seats(panel: Panel) -> QuerySet[Seat]:
    """The same people with `dossiers`, how many each examines, wholly or in part."""
    return seats_of(panel).annotate(dossiers=Count("assignments__submission", distinct=True))


def last_years(panel: Panel) -> QuerySet[Panel]:
    """Panels of the body in the year before, of the same form, whose people may be taken over."""
    before = Panel.objects.filter(body=panel.body, year=panel.year - 1, form=panel.form)
    return before.annotate(people=Count("seats")).filter(people__gt=0).order_by("pk")


def invitation_of(digest: str) -> Invitation | None:
    """The invitation whose secret has this digest, in whatever state."""
    found = Invitation.objects.select_related("seat__panel__body", "sent_by").filter(secret_digest=digest)
    return found.first()


class InvitationStanding(StrEnum):
    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


def standing_of(invitation: Invitation, now: dt.datetime) -> InvitationStanding:
    """Whether the link still works; the end of its panel ends it too."""
    if invitation.accepted_at is not None or invitation.seat.user_id is not None:
        return InvitationStanding.USED
    if invitation.revoked_at is not None or invitation.seat.panel.state == PanelState.DISSOLVED:
        return InvitationStanding.REVOKED
    return InvitationStanding.OPEN if now < invitation.expires_at else InvitationStanding.EXPIRED


@dataclass(frozen=True)
class SeatLine:
    """A seat with its newest invitation, and how that stands."""

    seat: Seat
    invitation: Invitation | None
    standing: str


def with_invitations(panel: Panel, now: dt.datetime) -> tuple[SeatLine, ...]:
    """The people of a panel, each with the newest link made for them; two queries."""
    newest = Prefetch("invitations", Invitation.objects.order_by("-pk"), to_attr="links")
    lines = []
    for seat in seats_of(panel).prefetch_related(newest):
        seat.panel = panel
        links: list[Invitation] = getattr(seat, "links", [])
        last = links[0] if links else None
        if last is not None:
            last.seat = seat
        lines.append(SeatLine(seat, last, standing_of(last, now).value if last else ""))
    return tuple(lines)


def home_of(user: User, body: Unit, on: dt.date) -> Unit | None:
    """The unit handing in to the body to which an account belongs by a role; None when there is none."""
    roles = Role.objects.filter(user=user).exclude(kind=RoleKind.ADMINISTRATOR).values("unit")
    return homes_offered(body, on).filter(pk__in=roles).first()
