"""A round of "Công dân học tập" in its November: registered, some scored, nothing reviewed yet."""

import datetime as dt
from decimal import Decimal
from typing import Final

from django.utils import timezone

from dvht.accounts.models import User
from dvht.citizens.actions import (
    Choice,
    Days,
    ScoreWords,
    open_round,
    register_members,
    save_scores,
    submit_scores,
)
from dvht.citizens.models import CitizenRound, Registrant
from dvht.citizens.models.registrants import RegisteredBy
from dvht.citizens.queries.rounds import proposed_days, unregistered
from dvht.demo.rosters import YEAR, past
from dvht.regulation.library import load_pack
from dvht.units.models import Unit

SCORED, HANDED_IN, UNREGISTERED = 14, 9, 3
WEAK: Final = Decimal(4)


def hoa_sen_round(unit: Unit, *, head: User, clerk: User) -> CitizenRound:
    """All but three have registered; some forms are handed in, one of them with a score below five."""
    pack = load_pack("cdht-2023")
    proposed = proposed_days(pack, YEAR)
    days = Days(
        proposed.registration_until,
        proposed.scoring_from,
        proposed.scoring_until,
        proposed.review_on,
        proposed.collection_until,
    )
    opened = open_round(unit, YEAR, pack, days, by=head)
    people = list(unregistered(opened))[:-UNREGISTERED]
    choices = [Choice(member.pk) for member in people]
    registered_on = past(dt.date(YEAR, 10, 20))
    made = register_members(opened, choices, on=registered_on, how=RegisteredBy.UNIT, by=clerk)
    for place, registrant in enumerate(made[:SCORED]):
        _score(opened, registrant, place, by=clerk)
    return opened


def _score(opened: CitizenRound, registrant: Registrant, place: int, *, by: User) -> None:
    rows = opened.pack.rows
    points = [Decimal(10 - (place + number) % 3) for number in range(len(rows))]
    if place == 2:
        points[5] = WEAK
    scores = {row.code: ScoreWords(point) for row, point in zip(rows, points, strict=True)}
    kept = save_scores(registrant, scores, version=registrant.version, by=by, from_paper=True)
    if place < HANDED_IN and timezone.localdate() >= opened.scoring_from:
        submit_scores(kept, version=kept.version, by=by)
