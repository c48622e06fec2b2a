"""What the public may see now: published lines, each with what later became of it."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from dvht.recognition.models import DecisionKind, Publication, PublishedResult


def public_results() -> QuerySet[PublishedResult]:
    """Every published line with `replaced_by` and `withdrawn_by`: numbers of later published decisions, else None.

    A line of a withdrawal itself has the outcome “withdrawn”.
    """
    newer, taken = _later()
    return PublishedResult.objects.annotate(
        replaced_by=Subquery(newer.values("results__decision_number")[:1]),
        withdrawn_by=Subquery(taken.values("decision_number")[:1]),
    )


def standing_results() -> QuerySet[PublishedResult]:
    """The lines that still hold: neither replaced by a correction nor withdrawn, and not a withdrawal itself."""
    newer, taken = _later()
    found = PublishedResult.objects.filter(~Exists(newer), ~Exists(taken))
    return found.exclude(publication__decision__kind=DecisionKind.WITHDRAWAL.value)


def _later() -> tuple[QuerySet[Publication], QuerySet[PublishedResult]]:
    """For a line of the outer query: the published correction of its decision, and the withdrawal of its title."""
    newer = Publication.objects.filter(
        decision__kind=DecisionKind.CORRECTION.value, decision__replaces=OuterRef("publication__decision")
    )
    taken = PublishedResult.objects.filter(
        unit=OuterRef("unit"),
        year=OuterRef("year"),
        publication__decision__kind=DecisionKind.WITHDRAWAL.value,
        publication__decision__gt=OuterRef("publication__decision"),
    )
    return newer, taken
