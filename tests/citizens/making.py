"""Builders of a round for the tests of this room."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from dvht.accounts.models import User
from dvht.citizens import actions
from dvht.citizens.actions import Choice, Days, MeetingWords, ScoreWords, VerdictWords
from dvht.citizens.letters import decision_letter, minutes_letter
from dvht.citizens.models import CitizenDecision, CitizenRound, Registrant
from dvht.citizens.models.registrants import RegisteredBy
from dvht.citizens.queries import lines_of, round_of
from dvht.documents.models import IssuedPaper
from dvht.members.models import Member
from dvht.regulation.library import load_pack
from dvht.units.models import Unit

YEAR = 2025
"""A year whose days are all behind us."""
DAYS = Days(
    registration_until=date(2025, 3, 31),
    scoring_from=date(2025, 11, 1),
    scoring_until=date(2025, 11, 30),
    review_on=date(2025, 12, 4),
    collection_until=date(2025, 12, 31),
)
IN_TIME, LATE = date(2025, 3, 1), date(2025, 4, 1)
HELD_ON, DECIDED_ON = date(2025, 12, 3), date(2025, 12, 5)


def a_round(unit: Unit, *, by: User, year: int = YEAR, days: Days = DAYS) -> CitizenRound:
    actions.open_round(unit, year, load_pack("cdht-2023"), days, by=by)
    return fresh(unit, year)


def fresh(unit: Unit, year: int = YEAR) -> CitizenRound:
    found = round_of(unit, year)
    assert found is not None
    return found


def registered(
    citizen_round: CitizenRound, members: Sequence[Member], *, by: User, on: date = IN_TIME
) -> list[Registrant]:
    actions.register_members(
        citizen_round, [Choice(member.pk) for member in members], on=on, how=RegisteredBy.UNIT, by=by
    )
    return [Registrant.objects.get(round=citizen_round, member=member) for member in members]


def scores(*points: object) -> dict[str, ScoreWords]:
    """Points of the ten indicators in order; a single number stands for all of them."""
    given = points * 10 if len(points) == 1 else points
    rows = load_pack("cdht-2023").rows
    return {row.code: ScoreWords(Decimal(str(value))) for row, value in zip(rows, given, strict=True)}


def scored(registrant: Registrant, *points: object, by: User) -> Registrant:
    """Score and hand in."""
    kept = actions.save_scores(registrant, scores(*points), version=registrant.version, by=by)
    return actions.submit_scores(kept, version=kept.version, by=by)


def met(citizen_round: CitizenRound, *verdicts: VerdictWords, by: User, voters: int = 3) -> CitizenRound:
    """The meeting written down."""
    meeting = MeetingWords(
        held_on=HELD_ON,
        began_at=time(14, 0),
        ended_at=time(15, 30),
        place="Phòng họp",
        chair="Trần Thu Sen",
        secretary="Ngô Bích Thảo",
        attendees="Trần Thu Sen, Hiệu trưởng\nNgô Bích Thảo, Văn thư\nLê Thu Hà, Tổ trưởng",
        voters=voters,
    )
    actions.save_review(citizen_round, meeting, verdicts, version=citizen_round.review.version, by=by)
    return fresh(citizen_round.unit, citizen_round.year)


def minutes_digest(citizen_round: CitizenRound) -> str:
    return minutes_letter(citizen_round, lines_of(citizen_round)).source_digest


def list_digest(citizen_round: CitizenRound) -> str:
    return decision_letter(citizen_round, lines_of(citizen_round)).source_digest


def closed(citizen_round: CitizenRound, *, by: User, on: date = HELD_ON) -> IssuedPaper:
    return actions.close_review(
        citizen_round, issued_on=on, head_name="Trần Thu Sen", seen=minutes_digest(citizen_round), by=by
    )


def decided(citizen_round: CitizenRound, *, by: User, on: date = DECIDED_ON) -> CitizenDecision:
    return actions.issue_decision(
        citizen_round, issued_on=on, head_name="Trần Thu Sen", seen=list_digest(citizen_round), by=by
    )
