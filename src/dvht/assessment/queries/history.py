"""Who changed what in a self-assessment, and when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from dvht.assessment.models import Assessment
from dvht.audit.queries import Change, changes_of, events_of

NEWEST = 300


@dataclass(frozen=True)
class Deed:
    """One event: the row it is about stands in `label`."""

    at: datetime
    who: str
    verb: str
    label: str
    changes: tuple[Change, ...]


def deeds(assessment: Assessment) -> tuple[Deed, ...]:
    """The newest deeds on the self-assessment and its rows, newest first."""
    entries = [str(pk) for pk in assessment.entries.values_list("pk", flat=True)]
    about = Q(thing="assessment.Assessment", thing_id=str(assessment.pk))
    about |= Q(thing="assessment.Entry", thing_id__in=entries)
    events = events_of([f"unit:{assessment.plan.unit_id}"]).filter(about)[:NEWEST]
    return tuple(
        Deed(event.at, event.actor_name, event.verb, event.label, changes_of(event)) for event in events
    )
