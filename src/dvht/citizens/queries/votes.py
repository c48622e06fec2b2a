"""Votes and conclusions of the review, with what is taken for granted until somebody writes otherwise."""

from dataclasses import dataclass

from dvht.citizens.models import Verdict
from dvht.citizens.queries.lines import Line


@dataclass(frozen=True)
class Votes:
    agree: int
    disagree: int
    abstain: int

    @property
    def cast(self) -> int:
        return self.agree + self.disagree + self.abstain


@dataclass(frozen=True)
class Conclusion:
    """Whether the review proposes to recognise; `reason` says why not, or why against the votes.

    None: the number of voters isn't written.
    """

    recognised: bool | None
    reason: str = ""


def votes_of(verdict: Verdict | None, voters: int | None) -> Votes | None:
    """The votes as written; who isn't written down agreed. None while nobody has said how many vote."""
    if voters is None:
        return None
    disagree = (verdict.disagree or 0) if verdict else 0
    abstain = (verdict.abstain or 0) if verdict else 0
    agree = verdict.agree if verdict and verdict.agree is not None else max(0, voters - disagree - abstain)
    return Votes(agree, disagree, abstain)


def line_votes(line: Line, voters: int | None) -> Votes | None:
    """The votes about a person; None where nobody voted: who is below the conditions isn't put to the vote."""
    verdict = line.verdict
    typed = verdict and (verdict.agree, verdict.disagree, verdict.abstain) != (None, None, None)
    return votes_of(verdict, voters) if typed or line.is_eligible else None


def conclusion_of(line: Line, voters: int | None) -> Conclusion:
    """What was concluded, else what conditions and votes say: more than half of those who vote agree.

    No text that could be read fixes the share; the page says so.
    """
    verdict = line.verdict
    if not line.is_eligible:
        return Conclusion(recognised=False, reason=(verdict.reason if verdict else "") or line.lacking_words)
    if verdict and verdict.recognised is not None:
        told = not verdict.recognised or is_against_votes(line, voters)
        return Conclusion(verdict.recognised, verdict.reason if told else "")
    votes = votes_of(verdict, voters)
    if votes is None or voters is None:
        return Conclusion(None)
    if _is_majority(votes, voters):
        return Conclusion(recognised=True)
    reason = f"{votes.agree}/{voters} người đồng ý"
    return Conclusion(recognised=False, reason=(verdict.reason if verdict else "") or reason)


def is_against_votes(line: Line, voters: int | None) -> bool:
    """Whether somebody is to be recognised although no more than half of those who vote agree: that wants a reason."""
    votes = votes_of(line.verdict, voters)
    if (
        not line.verdict
        or not line.verdict.recognised
        or not line.is_eligible
        or votes is None
        or voters is None
    ):
        return False
    return not _is_majority(votes, voters)


def _is_majority(votes: Votes, voters: int) -> bool:
    return votes.agree * 2 > voters
