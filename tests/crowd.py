"""A commune with many units and everything that its authority lists of them, written at once and without deeds.

Each unit went through three years: in one all were recognised and published, in one all were found wanting, and in the
season's every tenth unit stands at the same place on the way.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

from django.db import connection
from django.utils import timezone
from tests import make
from tests.appraisal.build import a_full_council, a_full_team
from tests.cast import Cast, a_cast
from tests.portal.build import a_paper, many_published
from tests.reports.build import a_province_over, many_units

from dvht.accounts.models import Role, User
from dvht.appraisal.models import Appraisal, Assignment, Conclusion, Finding, Meeting, Panel, Visit, Vote
from dvht.assessment.models import Assessment, Revision
from dvht.audit.models import Chain, Event
from dvht.audit.queries import scope_of_unit
from dvht.documents.models import IssuedPaper
from dvht.dossiers.models import Delivery, Return, ReturnedRow, Submission
from dvht.inbox.models import Message
from dvht.plans import actions as plans
from dvht.plans.models import Answer, Extension, Milestone, Plan, Question, Session, Target
from dvht.recognition.models import DecidedUnit, Decision, Publication, Refusal, Title
from dvht.regulation.engine import evaluate
from dvht.regulation.facts import parse_facts
from dvht.regulation.library import load_pack
from dvht.units.models import Jurisdiction, Unit

RECOGNISED, SEASON, WANTING = YEARS = tuple(range(2024, 2027))
"""The assessment years of a crowd."""
NEXT = SEASON + 1
"""The year of the office's draft of a plan."""
PACK = "tt24-2023-huyen"
PLACES = (
    "planned", "submitted", "returned", "received", "examining", "voting", "failed", "passed", "passed", "recognised",
)  # fmt: skip
"""Where a unit stands in the season, by its number."""
EXAMINED = {
    "examining": "examining",
    "voting": "voting",
    "failed": "failed",
    "passed": "passed",
    "recognised": "passed",
}
"""The state of its appraisal, where it has one."""
NOW = timezone.now()
_serial = count(1)


@dataclass
class Crowd:
    """The cast's commune in a province, and what its authority holds in common; `units` are those that `grow` added."""

    cast: Cast
    department: Unit
    provincial: User
    plan: Plan
    survey: Session
    question: Question
    panels: dict[int, Panel]
    team: Panel
    meeting: Meeting
    issued: dict[int, Decision]
    draft: Decision
    correction: Decision
    publication: Publication
    units: list[Unit] = field(default_factory=list)


def a_crowd() -> Crowd:
    """The authority alone: its plans, panels and decisions, without a unit in them yet."""
    cast = a_cast()
    department, provincial = a_province_over(cast.commune)
    for unit in (cast.commune, cast.office, cast.unit, cast.other_unit):
        unit.refresh_from_db()
    plan, survey, question = _office_plans(cast)
    panels = {
        year: a_full_council(cast, state="at_work", year=year, name=f"Hội đồng {year}") for year in YEARS
    }
    meeting = Meeting.objects.create(panel=panels[SEASON], mode="meeting", held_on=dt.date(SEASON + 1, 1, 20))
    meeting.present.set(panels[SEASON].seats.all())
    issued = {year: _decision(cast, year) for year in (RECOGNISED, SEASON)}
    publication = Publication.objects.create(
        decision=issued[RECOGNISED], published_on=dt.date(RECOGNISED + 1, 2, 12)
    )
    return Crowd(
        cast=cast,
        department=department,
        provincial=provincial,
        plan=plan,
        survey=survey,
        question=question,
        panels=panels,
        team=a_full_team(cast, state="at_work", year=SEASON),
        meeting=meeting,
        issued=issued,
        draft=_decision(cast, SEASON, state="draft"),
        correction=_decision(cast, SEASON, state="draft", kind="correction", replaces=issued[SEASON]),
        publication=publication,
    )


def grow(crowd: Crowd, to: int) -> Crowd:
    """Add units until there are so many; each with everything that a list of its authority may show of it."""
    first = len(crowd.units)
    made = many_units(crowd.cast.commune, to - first, first=first)
    _people(made)
    _plans(crowd, made)
    _year(crowd, RECOGNISED, made, ["recognised"] * len(made))
    _year(crowd, WANTING, made, ["failed"] * len(made))
    _year(crowd, SEASON, made, [PLACES[number % len(PLACES)] for number in range(first, to)])
    many_published(made, crowd.publication)
    _below_the_plan(crowd, made)
    _in_the_tree(crowd, made)
    crowd.units += made
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a server does by itself once such rows are committed
    return crowd


def _office_plans(cast: Cast) -> tuple[Plan, Session, Question]:
    """The season's plan in force with a survey of one question, and a draft for the next year."""
    make.a_full_plan(cast.office, NEXT, by=cast.office_head)
    plan = make.a_full_plan(cast.office, SEASON, by=cast.office_head)
    words = plans.SessionWords("survey", "Khảo sát", dt.date(SEASON, 3, 1), dt.date(SEASON, 12, 31))
    survey = plans.add_session(plan, words, by=cast.officer)
    question = plans.add_question(survey, "Khó khăn gì?", "text", by=cast.officer)
    return plans.put_in_force(plan, by=cast.office_head), survey, question


def _decision(cast: Cast, year: int, *, state: str = "issued", **more: Any) -> Decision:
    pack = load_pack(PACK)
    issued: dict[str, Any] = {}
    if state == "issued":
        issued = {"paper": a_paper(cast.commune, f"Q{year}-WWWW-EEEE", year=year), "issued_at": NOW}
    return Decision.objects.create(
        body=cast.commune, body_name=cast.commune.name, signatory_title="Chủ tịch", year=year, pack_id=pack.id,
        pack_version=pack.version, tier="district", expiry="year_end", state=state, origin=cast.office, **issued,
        **more,
    )  # fmt: skip


def _people(units: Sequence[Unit]) -> None:
    """The head of each unit."""
    heads = User.objects.bulk_create(
        User(username=f"hieu-truong-{unit.pk}", full_name=f"Phạm Thị Số {unit.pk}", last_login=NOW)
        for unit in units
    )
    Role.objects.bulk_create(
        Role(user=head, unit=unit, kind="head") for head, unit in zip(heads, units, strict=True)
    )


def _plans(crowd: Crowd, units: Sequence[Unit]) -> None:
    """A plan of the season under the office's, weaker than it in one day, and what the unit settled by itself."""
    pack = load_pack(PACK)
    made = Plan.objects.bulk_create(
        Plan(
            unit=unit, year=SEASON, title="Kế hoạch xây dựng đơn vị học tập", pack_id=pack.id, goal="1",
            pack_version=pack.version, pack_digest=pack.digest, state="in_force", higher=crowd.plan, higher_version=1,
            issued_version=1,
        )
        for unit in units
    )  # fmt: skip
    day = dt.date(SEASON + 1, 2, 20)
    Milestone.objects.bulk_create(
        Milestone(plan=plan, code="unit_dossier", title="Nộp hồ sơ", last_day=day) for plan in made
    )
    Target.objects.bulk_create(Target(plan=plan, row="2.1", percent=90) for plan in made)
    settled = Assessment.objects.bulk_create(
        Assessment(plan=plan, state="final", member_total=40) for plan in made
    )
    Revision.objects.bulk_create(
        Revision(
            assessment=one, number=1, pack_id=pack.id, pack_version=pack.version, pack_digest=pack.digest, facts={},
            result=_result(one.plan.unit.kind, passes=False), counted_on=dt.date(SEASON, 12, 31), digest="0" * 64,
            finalised_by=crowd.cast.head,
        )
        for one in settled
    )  # fmt: skip


def _year(crowd: Crowd, year: int, units: Sequence[Unit], places: Sequence[str]) -> None:
    """What was handed in for a year, and how far each dossier came."""
    came = [(unit, place) for unit, place in zip(units, places, strict=True) if place != "planned"]
    sent = Submission.objects.bulk_create(_submission(crowd, unit, year, place) for unit, place in came)
    deliveries = Delivery.objects.bulk_create(_delivery(crowd, one) for one in sent)
    _returned(crowd, [one for one in deliveries if one.submission.state == "returned"])
    laid = [
        (_appraisal(crowd, one, EXAMINED[place]), place)
        for one, (_, place) in zip(sent, came, strict=True)
        if place in EXAMINED
    ]
    Appraisal.objects.bulk_create(one for one, _ in laid)
    seat = crowd.panels[year].seats.get(user=crowd.cast.examiner)
    Assignment.objects.bulk_create(
        Assignment(seat=seat, submission=one)
        for one, (_, place) in zip(sent, came, strict=True)
        if place in {"received", *EXAMINED}
    )

    def at(place: str) -> list[Appraisal]:
        return [one for one, here in laid if here == place]

    _found(crowd, [*at("examining"), *at("voting")], {one.submission_id: one for one in deliveries})
    crowd.meeting.appraisals.add(*at("voting"))
    _answered(crowd, at("failed")[::2])
    _listed(crowd.draft, at("passed")[::2])
    _recognised(crowd, year, at("recognised"))


def _submission(crowd: Crowd, unit: Unit, year: int, place: str) -> Submission:
    cast, pack = crowd.cast, load_pack(PACK)
    state = place if place in {"submitted", "returned"} else "received"
    return Submission(
        unit=unit, year=year, pack_id=pack.id, pack_version=pack.version, requested="1", receiving=cast.office,
        receiving_name=cast.office.name, deciding=cast.commune, deciding_name=cast.commune.name, officer=cast.officer,
        state=state, received_at=NOW if state == "received" else None,
    )  # fmt: skip


def _delivery(crowd: Crowd, submission: Submission) -> Delivery:
    return Delivery(
        submission=submission, number=1, body=crowd.cast.office, receipt=f"{next(_serial):06}/{submission.year + 1}",
        snapshot=_snapshot(submission.unit.kind, submission.year), digest="0" * 64, days_late=3,
        late_reason="Mất mạng", arrived_on=dt.date(submission.year + 1, 1, 18), submitted_by=crowd.cast.head,
    )  # fmt: skip


@cache
def _snapshot(kind: str, year: int) -> dict[str, Any]:
    """What every unit of a kind handed in for a year."""
    return make.a_snapshot(Unit(name="Đơn vị", kind=kind, ownership="public"), year, PACK)


@cache
def _result(kind: str, *, passes: bool) -> dict[str, Any]:
    """What the engine makes of a unit of this kind with every row met, or with one share too low."""
    rows = {code: dict(row["facts"]) for code, row in _snapshot(kind, SEASON)["rows"].items()}
    share = next(code for code, facts in rows.items() if "count" in facts)
    rows[share]["count"] = 40 if passes else 1
    unit = {"kind": kind, "ownership": "public"}
    said = {"pack": PACK, "year": SEASON, "unit": unit, "indicators": rows}
    return evaluate(load_pack(PACK), parse_facts(said, load_pack(PACK))).as_json()


def _returned(crowd: Crowd, deliveries: Sequence[Delivery]) -> None:
    made = Return.objects.bulk_create(
        Return(
            submission=one.submission, delivery=one, whole=False, due_on=dt.date(SEASON + 1, 2, 1),
            returned_by=crowd.cast.officer,
        )
        for one in deliveries
    )  # fmt: skip
    ReturnedRow.objects.bulk_create(
        ReturnedRow(given_back=one, row="2.1", reason="Thiếu danh sách") for one in made
    )


def _appraisal(crowd: Crowd, submission: Submission, state: str) -> Appraisal:
    passed, concluded = state == "passed", state in {"passed", "failed"}
    return Appraisal(
        submission=submission, panel=crowd.panels[submission.year], state=state, outcome="1" if passed else "",
        result=_result(submission.unit.kind, passes=passed) if concluded else None, passed_rows=13, applicable_rows=14,
        reasons="" if passed else "Thiếu minh chứng", concluded_at=NOW if concluded else None,
        concluded_by=crowd.cast.office_head if concluded else None,
    )  # fmt: skip


def _found(crowd: Crowd, open_ones: Sequence[Appraisal], deliveries: dict[int, Delivery]) -> None:
    """A finding and a conclusion for one row of each open dossier, and a vote where it is put to the vote."""
    said = [(one, deliveries[one.submission_id]) for one in open_ones]
    if not said:
        return
    seats = crowd.panels[SEASON].seats
    examiner, chair = seats.get(user=crowd.cast.examiner), seats.get(role="chair")
    Finding.objects.bulk_create(
        Finding(appraisal=one, seat=examiner, delivery=sent, row="1.1", met=True) for one, sent in said
    )
    Conclusion.objects.bulk_create(
        Conclusion(appraisal=one, delivery=sent, row="1.1", met=True, settled_by=chair) for one, sent in said
    )
    Vote.objects.bulk_create(
        Vote(appraisal=one, seat=chair, agrees=True, recorded_by=crowd.cast.officer)
        for one in open_ones
        if one.state == "voting"
    )


def _answered(crowd: Crowd, failed: Sequence[Appraisal]) -> None:
    """The reply to each."""
    papers = IssuedPaper.objects.bulk_create(
        IssuedPaper(
            unit=crowd.cast.office, kind="refusal", year=one.submission.year, title="Công văn", subject="Trả lời",
            place="Đồng Sen", issued_on=dt.date(one.submission.year + 1, 3, 1), signatory_name="Vũ Thị Phòng",
            signatory_title="Trưởng phòng", verification_code=f"R{next(_serial):07}", source_digest="", pages=1,
            about=f"refusal:{one.pk}",
        )
        for one in failed
    )  # fmt: skip
    Refusal.objects.bulk_create(
        Refusal(appraisal=one, paper=paper) for one, paper in zip(failed, papers, strict=True)
    )


def _listed(decision: Decision, appraisals: Sequence[Appraisal]) -> None:
    first = decision.lines.count()
    DecidedUnit.objects.bulk_create(
        DecidedUnit(
            decision=decision, unit=one.submission.unit, unit_name=one.submission.unit.name, appraisal=one, outcome="1",
            area=one.submission.unit.area, order=order,
        )
        for order, one in enumerate(appraisals, first + 1)
    )  # fmt: skip


def _recognised(crowd: Crowd, year: int, appraisals: Sequence[Appraisal]) -> None:
    """The lines of the year's decision with their titles; the season's is being corrected."""
    if not appraisals:
        return
    decision = crowd.issued[year]
    _listed(decision, appraisals)
    if year == SEASON:
        _listed(crowd.correction, appraisals)
    end = dt.date(year + 3, 12, 31)
    Title.objects.bulk_create(
        Title(
            unit=one.submission.unit, unit_name=one.submission.unit.name, year=year, tier="district", pack_id=PACK,
            outcome="1", decision=decision, decided_on=dt.date(year + 1, 2, 10), until_year_end=end,
            until_months=dt.date(year + 4, 2, 10), valid_until=end, upgrade_from=dt.date(year + 2, 2, 10),
        )
        for one in appraisals
    )  # fmt: skip


def _below_the_plan(crowd: Crowd, units: Sequence[Unit]) -> None:
    """More time for each unit, its answer in the survey, a visit, and news of it at the office."""
    cast, day = crowd.cast, crowd.plan.milestones.get(code="unit_dossier")
    until, first = dt.date(SEASON + 1, 2, 15), dt.date(SEASON + 1, 1, 10)
    Extension.objects.bulk_create(
        Extension(milestone=day, unit=unit, until=until, reason="Bão", granted_by=cast.officer)
        for unit in units
    )
    Answer.objects.bulk_create(
        Answer(question=crowd.question, unit=unit, value="Thiếu máy tính", answered_by=cast.head)
        for unit in units
    )
    Visit.objects.bulk_create(
        Visit(panel=crowd.team, unit=unit, on=first + dt.timedelta(days=number % 20))
        for number, unit in enumerate(units)
    )
    Message.objects.bulk_create(
        Message(unit=cast.office, topic="dossier", subject=f"{unit.name} nộp hồ sơ") for unit in units
    )


def _in_the_tree(crowd: Crowd, units: Sequence[Unit]) -> None:
    """Each unit is an area with powers of its own, and leaves a trace of how it came."""
    office, by = crowd.cast.other_office, crowd.cast.administrator
    Jurisdiction.objects.bulk_create(
        Jurisdiction(
            area=unit, tier="province", receiving=office, receiving_name=office.name, receiving_title="Trưởng phòng",
            deciding_name="UBND", deciding_title="Chủ tịch", since=dt.date(2025, 7, 1),
        )
        for unit in units
    )  # fmt: skip
    events = [_event(unit, by) for unit in units]
    Event.objects.bulk_create(events)
    Chain.objects.bulk_create(Chain(scope=one.scope, length=1, head=one.digest) for one in events)


def _event(unit: Unit, by: User) -> Event:
    event = Event(
        scope=scope_of_unit(unit.pk), position=1, at=NOW, actor_id=by.pk, actor_name=by.full_name, verb="thêm đơn vị",
        thing="units.Unit", thing_id=str(unit.pk), label=unit.name, previous="",
    )  # fmt: skip
    event.digest = event.true_digest()
    return event
