"""The submissions that a body works with, filtered and counted in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from dvht.accounts.models import Role, RoleKind, User
from dvht.accounts.queries import AUTHORITY_ROLES, Person, predecessors_of_own
from dvht.dossiers.models import Delivery, Submission
from dvht.dossiers.models.submission import NOT_YET_THERE
from dvht.dossiers.queries.goals import label_of_goal
from dvht.dossiers.states import SubmissionState
from dvht.plans.queries.deadlines import plan_of_body
from dvht.regulation.kinds import SECTORS, kinds_of, sector_of
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import name_key, without_marks
from dvht.units.models import Unit
from dvht.units.queries import handing_in_to

STATES = {
    "submitted": ("wait", "Chờ kiểm tra"),
    "returned": ("back", "Đã trả lại"),
    "received": ("pass", "Đã tiếp nhận"),
    "withdrawn": ("todo", "Đã rút"),
    "closed": ("na", "Đã kết thúc"),
}
"""State and word of a submission, as every list shows it."""


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to; what isn't known is left out."""

    state: str = ""
    sector: str = ""
    officer: str = ""
    late: bool = False
    words: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Asked:
        state, sector, officer = (sent.get(name, "") for name in ("trang-thai", "khoi", "nguoi"))
        known = officer in {"toi", "chua"} or (officer.isascii() and officer.isdigit() and len(officer) < 10)
        return cls(
            state if state in STATES else "",
            sector if sector in SECTORS else "",
            officer if known else "",
            bool(sent.get("muon")),
            sent.get("q", "").strip()[:100],
        )

    def __bool__(self) -> bool:
        return bool(self.state or self.sector or self.officer or self.late or self.words)


@dataclass(frozen=True)
class Line:
    """One submission in the list."""

    submission: Submission
    state: str
    word: str
    sector: str
    asked: str
    times: int
    receipt: str
    arrived_on: dt.date
    days_late: int
    mend_until: dt.date | None
    today: dt.date

    @property
    def overdue(self) -> int:
        """Days past the day until which the unit was to mend what came back."""
        back = self.submission.state == SubmissionState.RETURNED and self.mend_until
        return max((self.today - self.mend_until).days, 0) if back and self.mend_until else 0


def submissions_of(body: Unit, year: int, user: Person, on: dt.date) -> QuerySet[Submission]:
    """What a person may see among what came to a body, or on what it decides, in a year."""
    bodies = frozenset({body.pk})
    visible = Submission.objects.visible_to(user).filter(year=year)
    # the body is one of the user's own: nobody before any of these, nobody before it
    before = None if predecessors_of_own(user) else frozenset[int]()
    came = Submission.objects.of_bodies(bodies, on, before).values("pk")
    decides = Submission.objects.decided_by(bodies, before).exclude(state__in=NOT_YET_THERE).values("pk")
    found: QuerySet[Submission] = visible.filter(Q(pk__in=came) | Q(pk__in=decides))
    return found


def narrowed(found: QuerySet[Submission], asked: Asked, user: User, on: dt.date) -> QuerySet[Submission]:
    """Only what is asked for; words are sought in names without diacritics."""
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.sector:
        found = found.filter(unit__kind__in=kinds_of([asked.sector]))
    if asked.officer == "chua":
        found = found.filter(officer__isnull=True)
    elif asked.officer:
        found = found.filter(officer=user.pk if asked.officer == "toi" else int(asked.officer))
    if asked.late:
        last = _latest()
        back = Q(state=SubmissionState.RETURNED.value, last_due__lt=on)
        found = found.annotate(
            last_late=Subquery(last.values("days_late")[:1]),
            last_due=Subquery(last.values("returned__due_on")[:1]),
        ).filter(Q(last_late__gt=0) | back)
    if asked.words:
        wanted = without_marks(asked.words).split()
        named = found.order_by().values_list("pk", "unit__name", "unit__symbol", "unit__area")
        hits = [pk for pk, *texts in named if _holds(texts, wanted)]
        found = found.filter(pk__in=hits)
    return found


def _holds(texts: Iterable[str], wanted: Iterable[str]) -> bool:
    text = without_marks(" ".join(texts))
    return all(word in text for word in wanted)


def _latest() -> QuerySet[Delivery]:
    return Delivery.objects.filter(submission=OuterRef("pk")).order_by("-number")


def lines_of(found: QuerySet[Submission]) -> QuerySet[Submission]:
    """The submissions with what a line needs of their last delivery; snapshots stay where they are."""
    last = _latest()
    return found.select_related("unit", "officer", "receiving").annotate(
        times=Subquery(last.values("number")[:1]),
        receipt=Subquery(last.values("receipt")[:1]),
        arrived_on=Subquery(last.values("arrived_on")[:1]),
        days_late=Subquery(last.values("days_late")[:1]),
        mend_until=Subquery(last.values("returned__due_on")[:1]),
    )


def line_of(one: Submission, today: dt.date) -> Line:
    """One of `lines_of` in words."""
    state, word = STATES[one.state]
    extra = one.__dict__
    return Line(
        submission=one,
        state=state,
        word=word,
        sector=SECTORS[sector_of(one.unit.kind)],
        asked=label_of_goal(one.pack, one.requested),
        times=extra["times"],
        receipt=extra["receipt"],
        arrived_on=extra["arrived_on"],
        days_late=extra["days_late"],
        mend_until=extra["mend_until"],
        today=today,
    )


def state_counts(found: QuerySet[Submission]) -> dict[str, int]:
    """How many stand in each state; one query."""
    counted = found.order_by().values("state").annotate(n=Count("pk"))
    here = {entry["state"]: entry["n"] for entry in counted}
    return {state: here.get(state, 0) for state in STATES}


def handlers_of(body: Unit, sector: str = "") -> tuple[User, ...]:
    """Who may be in charge at a body: its officers (of the sector, where one is named), clerk and head, by name."""
    roles = Role.objects.filter(unit=body, kind__in=AUTHORITY_ROLES, user__is_active=True)
    people: dict[int, User] = {}
    for role in roles.select_related("user"):
        limited = role.kind == RoleKind.OFFICER and role.sectors and sector and sector not in role.sectors
        if role.kind != RoleKind.DEPUTY and not limited:
            people[role.user.pk] = role.user
    return tuple(sorted(people.values(), key=lambda one: name_key(one.full_name)))


def gone_back(units: Iterable[Unit], year: int) -> dict[int, str]:
    """Which of these units had a dossier of the year and have it with them again: "đã trả lại", by unit."""
    back = Submission.objects.filter(unit__in=[one.pk for one in units], year=year)
    return {unit: STATES[state][1].lower() for unit, state in back.values_list("unit", "state")}


def units_to_register(body: Unit, year: int, on: dt.date, sectors: Iterable[str] = ()) -> tuple[Unit, ...]:
    """Units that hand in to the body and have nothing with it this year, or got it back; of these sectors if named."""
    there = Submission.objects.filter(year=year).exclude(
        state__in=[SubmissionState.RETURNED.value, SubmissionState.WITHDRAWN.value]
    )
    units = handing_in_to([body.pk], on).exclude(pk__in=there.values("unit"))
    wanted = tuple(sectors)
    if wanted:
        units = units.filter(kind__in=kinds_of(wanted))
    return tuple(sorted(units, key=lambda one: without_marks(one.name)))


def nothing_to_examine(
    pack: Pack, values: Mapping[str, Mapping[str, object]], scans: Collection[object]
) -> str:
    """Why what came on paper can't be entered: neither a scan nor a figure of any row; empty where there is one."""
    if scans or any(fact.keys() - {"evidence"} for fact in values.values()):
        return ""
    return f"Chưa có gì để thẩm định: đính kèm bản quét, hoặc ghi số liệu của ít nhất một {pack.row_noun}."


@dataclass(frozen=True)
class Wanted:
    """One line of the list that the plan asks for, and what came of it."""

    title: str
    note: str
    came: str
    state: str
    word: str


def completeness(submission: Submission, delivery: Delivery, body: Unit) -> tuple[Wanted, ...]:
    """Item by item of the body's plan, or of the unit's own where the body has none; else of the law's list."""
    titles = {file.kind: file.title for file in delivery.files.all()}
    proofs = [kind for kind in titles if kind.startswith("evidence_")]
    scans = sum(file.kind == "scan" for file in delivery.files.all())
    found = []
    for kind, title, note in _wanted_of(submission, body):
        came = titles.get(kind, "")
        if kind == "evidence" and proofs:
            came = f"{sum(file.kind.startswith('evidence_') for file in delivery.files.all())} minh chứng"
        if came:
            found.append(Wanted(title, note, came if came != title else "", "pass", "Có"))
        elif scans:
            found.append(Wanted(title, note, "xem trong bản quét", "warn", "Tự đối chiếu"))
        else:
            found.append(Wanted(title, note, "", "fail", "Thiếu"))
    return tuple(found)


def _wanted_of(submission: Submission, body: Unit) -> list[tuple[str, str, str]]:
    plan = plan_of_body(body, submission.year)
    own = submission.dossier.plan if submission.dossier else None
    plans = [one for one in (plan, own) if one and one.pack_id == submission.pack_id]
    for one in plans:
        listed = [(paper.kind, paper.title, paper.note) for paper in one.papers.all() if paper.submitted]
        if listed:
            return listed
    return [(paper.kind, paper.title, "") for paper in submission.pack.dossier]
