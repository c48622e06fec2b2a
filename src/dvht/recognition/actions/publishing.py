"""Publication: what the public sees of a decision, written down once and for all on its day."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from dvht.audit.actions import SYSTEM, Actor, record
from dvht.inbox.actions import tell_unit
from dvht.inbox.models import Topic
from dvht.recognition.models import (
    DecidedUnit,
    Decision,
    DecisionKind,
    Publication,
    PublishedResult,
    Title,
)
from dvht.recognition.queries.words import outcome_label
from dvht.recognition.states import DecisionState
from dvht.regulation.kinds import sector_of
from dvht.ui.vietnamese import without_marks, written_date

WITHDRAWN = "withdrawn"
"""The outcome of a published line that says that a title was taken away."""


def publish_due(on: dt.date, only: Collection[int] | None = None) -> int:
    """Publish what was issued for publication by this day and isn't published yet; returns how many decisions.

    `only` keeps to these decisions. May be called as often as one likes. Each decision is published in a transaction
    of its own.
    """
    waiting = Decision.objects.filter(
        state=DecisionState.ISSUED.value, publish_on__lte=on, publication__isnull=True
    ).order_by("pk")
    if only is not None:
        waiting = waiting.filter(pk__in=only)
    count = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            held = Decision.objects.select_for_update(of=("self",)).select_related("paper", "body").get(pk=pk)
            if not Publication.objects.filter(decision=held).exists():
                publish_decision(held, on=on, by=SYSTEM)
                count += 1
    return count


def publish_decision(decision: Decision, *, on: dt.date, by: Actor) -> Publication:
    """Freeze the list as the public sees it. The caller holds the decision and knows that it isn't published."""
    publication = Publication.objects.create(decision=decision, note=note_of(decision), published_on=on)
    lines = list(decision.lines.select_related("unit", "appraisal"))
    until = dict(Title.objects.filter(decision=decision).values_list("unit", "valid_until"))
    PublishedResult.objects.bulk_create(
        _result(publication, decision, line, until.get(line.unit_id)) for line in lines
    )
    record(
        "công bố quyết định",
        by=by,
        thing="recognition.Publication",
        thing_id=publication.pk,
        label=f"{decision} số {decision.number}",
        unit_id=decision.body_id,
        after={"on": on, "units": len(lines), "note": publication.note},
    )
    if on != timezone.localdate(decision.issued_at):
        tell_unit(
            decision.body,
            Topic.RECOGNITION,
            f"Đã công bố Quyết định số {decision.number}",
            text=f"{len(lines)} đơn vị, công bố ngày {written_date(on)}.",
            key=f"published:{decision.pk}",
        )
    return publication


def note_of(decision: Decision) -> str:
    """What stands beside a publication that replaces or takes away; the older one is shown with it."""
    if decision.kind == DecisionKind.WITHDRAWAL:
        return f"Thu hồi danh hiệu. Căn cứ: {decision.legal_basis}"[:500]
    old = decision.replaces
    if old is None or old.paper is None:
        return ""
    day = written_date(old.paper.issued_on)
    return f"Thay thế Quyết định số {old.number} ngày {day}. Lý do: {decision.reason}"[:500]


def _result(
    publication: Publication, decision: Decision, line: DecidedUnit, until: dt.date | None
) -> PublishedResult:
    paper, found = decision.paper, line.appraisal
    label = outcome_label(decision.pack, line.outcome)
    withdrawn = decision.kind == DecisionKind.WITHDRAWAL
    return PublishedResult(
        publication=publication,
        unit=line.unit,
        unit_name=line.unit_name,
        words=without_marks(f"{line.unit_name} {line.area}")[:400],
        kind=line.unit.kind,
        sector=sector_of(line.unit.kind),
        area=line.area,
        year=decision.year,
        tier=decision.tier,
        outcome=WITHDRAWN if withdrawn else line.outcome,
        outcome_label=f"Thu hồi {label}" if withdrawn else label,
        passed_rows=found.passed_rows if found else None,
        applicable_rows=found.applicable_rows if found else None,
        points=line.points,
        decision_number=decision.number,
        decided_on=paper.issued_on if paper else publication.published_on,
        decided_by=decision.body_name,
        valid_until=until,
    )
