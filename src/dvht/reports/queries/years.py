"""The years that a unit can look at."""

from dataclasses import dataclass

from django.utils import timezone

from dvht.plans.models import Plan
from dvht.plans.queries import years_above
from dvht.units.models import Unit


@dataclass(frozen=True)
class KnownYear:
    year: int
    label: str


def years_known(unit: Unit, current: int) -> tuple[KnownYear, ...]:
    """The years that the unit has plans for, those that it can start now, and the one looked at, newest first."""
    plans = Plan.objects.filter(unit=unit).only("year", "pack_id", "pack_version")
    known = {plan.year: plan.pack.short_title for plan in plans}
    for year in years_above(unit):
        known.setdefault(year, "Cấp trên đã có kế hoạch")
    this_year = timezone.localdate().year
    for year in (current, this_year, this_year + 1):
        known.setdefault(year, "Chưa bắt đầu")
    return tuple(KnownYear(year, known[year]) for year in sorted(known, reverse=True))
