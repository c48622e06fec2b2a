"""A decision as it stands: its lines, its words, the digest of what is shown before it is signed."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from dvht.documents.letters import Letter, canonical, field_values
from dvht.documents.models import Draft
from dvht.documents.queries import drafts_of
from dvht.recognition.letters.decision import BLANK, decision_letter
from dvht.recognition.models import DecidedUnit, Decision, DecisionKind, Title
from dvht.recognition.states import DecisionState, TitleState


@dataclass(frozen=True)
class Sheet:
    """A paper on its way: the letter as the data proposes it, the words that people changed, what prints."""

    letter: Letter
    draft: Draft | None
    values: Mapping[str, str]

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0

    @property
    def has_blanks(self) -> bool:
        """Dots stand where only people know what to write."""
        return any(BLANK in value for value in self.values.values())


def lines_of(decision: Decision) -> tuple[DecidedUnit, ...]:
    """The list in its order, with what its pages, letters and deeds read of each line."""
    lines = decision.lines.select_related(
        "unit", "appraisal__submission__receiving", "appraisal__panel__body"
    )
    return tuple(lines.order_by("order", "pk"))


def sheet_of(decision: Decision, lines: tuple[DecidedUnit, ...], on: dt.date, head_name: str) -> Sheet:
    """The decision as it would print if it were signed on this day."""
    letter = decision_letter(decision, lines, on)
    draft = drafts_of(decision.body, decision.year, decision.about).get(letter.kind)
    values = field_values(letter, decision.body, draft.fields if draft else {}, head_name)
    values["signatory_name"] = values["signatory_name"] or head_name
    return Sheet(letter, draft, values)


def lines_not_withdrawn(decision: Decision) -> QuerySet[DecidedUnit]:
    """The lines of an issued decision whose titles nobody took away."""
    withdrawn = decision.titles.filter(state=TitleState.WITHDRAWN.value).order_by().values("unit")
    return DecidedUnit.objects.filter(decision=decision).exclude(unit__in=withdrawn)


def unpublished_of(decision: Decision, lines: Iterable[DecidedUnit]) -> QuerySet[Decision]:
    """Issued decisions that this one changes and that the public hasn't seen yet."""
    changed = Decision.objects.filter(state=DecisionState.ISSUED.value, publication__isnull=True)
    if decision.kind != DecisionKind.WITHDRAWAL:
        return changed.filter(pk__in=[decision.replaces_id] if decision.replaces_id else [])
    taken = Title.objects.filter(
        unit__in=[line.unit_id for line in lines], year=decision.year, state=TitleState.IN_FORCE.value
    )
    return changed.filter(pk__in=taken.order_by().values("decision"))


def unpublished_until(decision: Decision, lines: Iterable[DecidedUnit]) -> dt.date | None:
    """The day by which all that this decision changes is public; None where it is already."""
    day: dt.date | None = unpublished_of(decision, lines).aggregate(last=Max("publish_on"))["last"]
    return day


def seen_digest(decision: Decision, sheet: Sheet, on: dt.date, publish_on: dt.date | None) -> str:
    """What the chair has before them: list, words and days. A deed refuses when one of them has changed."""
    shown = {
        "decision": decision.pk,
        "version": decision.version,
        "source": sheet.letter.source,
        "values": dict(sheet.values),
        "on": on,
        "publish_on": publish_on,
    }
    return hashlib.sha256(canonical(shown).encode()).hexdigest()
