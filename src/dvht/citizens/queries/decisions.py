"""The decisions of a round, and the one that holds."""

from django.db.models import QuerySet

from dvht.citizens.models import CitizenDecision, CitizenRound


def decisions_of(citizen_round: CitizenRound) -> QuerySet[CitizenDecision]:
    """Every decision, the newest first, with its lines."""
    found = CitizenDecision.objects.filter(round=citizen_round).select_related("paper", "replaces")
    return found.prefetch_related("lines").order_by("-id")


def decision_in_force(citizen_round: CitizenRound) -> CitizenDecision | None:
    return decisions_of(citizen_round).filter(replaced_by__isnull=True).first()
