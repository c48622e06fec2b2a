"""Whether a paper is real, told to whoever has its code."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q

from dvht.documents.models import IssuedPaper, StoredPaper
from dvht.portal.queries.results import Counts, counts_of
from dvht.recognition.models import Decision, DecisionKind, PublishedResult
from dvht.recognition.states import DecisionState, TitleState

CODE_LENGTH: Final = 12
_GROUP: Final = 4
_NOT_OF_A_CODE: Final = re.compile(r"[\W_]+")


def tidy_code(typed: str) -> str:
    """The code as it is printed, from however it was typed: case, spaces and hyphens don't matter."""
    signs = _NOT_OF_A_CODE.sub("", typed).upper()
    if len(signs) != CODE_LENGTH:
        return signs
    return "-".join(signs[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP))


@dataclass(frozen=True)
class Withdrawal:
    """A published decision that took away titles which the paper had granted, and how many."""

    paper: IssuedPaper
    units: int


@dataclass(frozen=True)
class Checked:
    """A paper that was found: its digests by format, what replaced it, and what was published of its decision."""

    paper: IssuedPaper
    digests: Mapping[str, str]
    replaced_by: IssuedPaper | None
    decision: Decision | None
    counts: Counts | None
    withdrawals: tuple[Withdrawal, ...]


def paper_with(code: str, on: dt.date) -> Checked | None:
    """The paper with this code. A guess finds one of a million papers once in 7 · 10¹¹ tries (31¹² codes)."""
    papers = IssuedPaper.objects.select_related("unit").defer("source")
    paper = papers.filter(verification_code=code).first() if code else None
    if paper is None:
        return None
    decision = Decision.objects.filter(paper=paper).first()
    digests = StoredPaper.objects.filter(paper=paper).order_by("-format").values_list("format", "sha256")
    return Checked(
        paper=paper,
        digests=dict(digests),
        replaced_by=_replacement(paper, decision),
        decision=decision,
        counts=_published(decision, on) if decision else None,
        withdrawals=_withdrawals(decision, on) if decision else (),
    )


def _replacement(paper: IssuedPaper, decision: Decision | None) -> IssuedPaper | None:
    """The paper issued instead: the next of its chain, or that of the decision that corrects its own."""
    instead = Q(supersedes=paper)
    if decision is not None:
        corrections = Decision.objects.filter(
            replaces=decision, kind=DecisionKind.CORRECTION, state=DecisionState.ISSUED.value
        )
        instead |= Q(pk__in=corrections.values("paper"))
    return IssuedPaper.objects.filter(instead).defer("source").order_by("-pk").first()


def _published(decision: Decision, on: dt.date) -> Counts | None:
    """How many units the decision names, once it is published."""
    counts = counts_of(
        PublishedResult.objects.filter(publication__decision=decision, publication__published_on__lte=on)
    )
    return counts if counts.total else None


def _withdrawals(decision: Decision, on: dt.date) -> tuple[Withdrawal, ...]:
    """The published decisions that took titles of this one away, the earliest first."""
    taken = decision.titles.filter(
        state=TitleState.WITHDRAWN.value, ended_by__publication__published_on__lte=on
    )
    counted = dict(taken.order_by().values_list("ended_by__paper").annotate(units=Count("pk")))
    papers = IssuedPaper.objects.filter(pk__in=counted).defer("source").order_by("pk")
    return tuple(Withdrawal(paper, counted[paper.pk]) for paper in papers)
