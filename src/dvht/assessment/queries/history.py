"""Who changed what in a self-assessment, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from dvht.assessment.models import Assessment
from dvht.audit.queries import Change, changes_of, events_of


@dataclass(frozen=True)
class Deed:
    """One event: the row it is about stands in `label`."""

    at: datetime
    who: str
    verb: str
    label: str
    changes: tuple[Change, ...]


def events_about(assessment: Assessment) -> QuerySet[Any]:
    """The events of the self-assessment and its rows, newest first."""
    entries = [str(pk) for pk in assessment.entries.values_list("pk", flat=True)]
    about = Q(thing="assessment.Assessment", thing_id=str(assessment.pk))
    about |= Q(thing="assessment.Entry", thing_id__in=entries)
    return events_of([f"unit:{assessment.plan.unit_id}"]).filter(about)


def deed_of(event: Any) -> Deed:
    """An event of `events_about` in words."""
    return Deed(event.at, event.actor_name, event.verb, event.label, changes_of(event))
