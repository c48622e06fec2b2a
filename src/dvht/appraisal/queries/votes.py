"""Counting the votes on one dossier, and what is put to the vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dvht.appraisal.models import Appraisal, Panel, Seat, Vote
from dvht.appraisal.queries.results import Examined
from dvht.appraisal.queries.rules import conflicts_of


@dataclass(frozen=True)
class Ballot:
    """One seat on one dossier: its vote, or why it has none."""

    seat: Seat
    vote: Vote | None
    conflict: str

    @property
    def word(self) -> str:
        if self.conflict:
            return "Không biểu quyết"
        if self.vote is None:
            return "Chưa biểu quyết"
        return "Đồng ý" if self.vote.agrees else "Không đồng ý"

    @property
    def state(self) -> str:
        if self.conflict:
            return "na"
        if self.vote is None:
            return "todo"
        return "pass" if self.vote.agrees else "fail"


@dataclass(frozen=True)
class Tally:
    """The votes counted: TT 24 doesn't say how many are needed, so nothing is rounded into a rule."""

    agree: int
    disagree: int
    seats: int
    apart: int

    @property
    def cast(self) -> int:
        return self.agree + self.disagree

    @property
    def may_vote(self) -> int:
        return self.seats - self.apart

    @property
    def is_against(self) -> bool:
        """More of the votes cast disagree than agree."""
        return self.disagree > self.agree

    @property
    def is_tied(self) -> bool:
        return self.cast > 0 and self.agree == self.disagree


def ballots_of(appraisal: Appraisal) -> tuple[Ballot, ...]:
    """Every seat of the panel, in its order."""
    return ballots_by_dossier(appraisal.panel, [appraisal])[appraisal.pk]


def ballots_by_dossier(panel: Panel, appraisals: Sequence[Appraisal]) -> dict[int, tuple[Ballot, ...]]:
    """The same for many dossiers of one panel, by appraisal: as many queries as for one."""
    votes = {
        (vote.appraisal_id, vote.seat_id): vote for vote in Vote.objects.filter(appraisal__in=appraisals)
    }
    seats = tuple(panel.seats.all())
    conflicts = conflicts_of(seats)
    return {
        one.pk: tuple(
            Ballot(
                seat,
                votes.get((one.pk, seat.pk)),
                conflicts.reason(seat, one.submission.unit_id, one.submission.year),
            )
            for seat in seats
        )
        for one in appraisals
    }


def tally_of(appraisal: Appraisal) -> Tally:
    return count(ballots_of(appraisal))


def count(ballots: tuple[Ballot, ...]) -> Tally:
    votes = [one.vote for one in ballots if one.vote is not None and not one.conflict]
    agree = sum(vote.agrees for vote in votes)
    return Tally(agree, len(votes) - agree, len(ballots), sum(bool(one.conflict) for one in ballots))


def question_of(found: Examined) -> str:
    """What the panel votes on, in one sentence."""
    unit = found.laid.snapshot["unit"]["name"]
    if found.outcomes:
        return (
            f"Đồng ý đề nghị công nhận {unit} {found.outcomes[0][1][:1].lower()}{found.outcomes[0][1][1:]}."
        )
    return f"Đồng ý rằng {unit} chưa đủ điều kiện công nhận."
