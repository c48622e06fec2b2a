"""The years that a unit can look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, QuerySet, Value
from django.utils import timezone

from dvht.citizens.models import CitizenRound
from dvht.documents.models import IssuedPaper
from dvht.dossiers.models import Submission
from dvht.members.models import Fact, StudyPlan
from dvht.plans.models import Plan
from dvht.plans.queries import years_above
from dvht.recognition.models import Title
from dvht.regulation.library import load_pack
from dvht.units.models import Unit

WITHOUT_PLAN: Final = "Có số liệu, chưa có kế hoạch"


@dataclass(frozen=True)
class KnownYear:
    year: int
    label: str


def years_known(unit: Unit, current: int) -> tuple[KnownYear, ...]:
    """The years of which the unit has anything, those that it can start now, and the one looked at, newest first.

    However long ago: a plan, a dossier that was registered from paper, a title, a paper, what members did.
    """
    known: dict[int, str] = {}
    for year, pack_id, version in _years_with_data(unit):
        if pack_id:
            known[year] = load_pack(pack_id, version).short_title
        else:
            known.setdefault(year, WITHOUT_PLAN)
    for year in years_above(unit):
        known.setdefault(year, "Cấp trên đã có kế hoạch")
    this_year = timezone.localdate().year
    for year in (current, this_year, this_year + 1):
        known.setdefault(year, "Chưa bắt đầu")
    return tuple(KnownYear(year, known[year]) for year in sorted(known, reverse=True))


def _years_with_data(unit: Unit) -> Iterator[tuple[int, str, str]]:
    """Each year with the pack of its plan, or without one: one query."""
    no_pack = Value("", output_field=CharField())
    others: list[QuerySet[Any, Any]] = [
        rows.order_by().values_list("year", no_pack, no_pack)
        for rows in (
            Submission.objects.filter(unit=unit),
            Title.objects.filter(unit=unit),
            IssuedPaper.objects.filter(unit=unit),
            CitizenRound.objects.filter(unit=unit),
            Fact.objects.filter(member__unit=unit),
            StudyPlan.objects.filter(member__unit=unit),
        )
    ]
    plans = Plan.objects.filter(unit=unit).order_by().values_list("year", "pack_id", "pack_version")
    yield from plans.union(*others)
