"""Published results, as they were frozen; only rows whose day of publication has come."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from dvht.recognition.models import Decision, DecisionKind, Publication, PublishedResult
from dvht.regulation.kinds import SECTORS, UNIT_KINDS
from dvht.ui.vietnamese import dictionary_key, without_marks
from dvht.units.models import ChangedUnit, ChangeKind, Side, Tier, Unit
from dvht.units.queries import predecessors_of


class Status(StrEnum):
    """What later publications made of a result."""

    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


def published(on: dt.date) -> QuerySet[PublishedResult]:
    """Every result granted that the public may see on this day, with its `status`.

    A result gives way to a later one of the same unit and year; a whole decision to the correction that names it.
    """
    out = PublishedResult.objects.filter(publication__published_on__lte=on)
    later = out.filter(unit=OuterRef("unit"), year=OuterRef("year"), publication__gt=OuterRef("publication"))
    withdrawn = later.filter(publication__decision__kind=DecisionKind.WITHDRAWAL)
    corrected = Decision.objects.filter(
        replaces=OuterRef("publication__decision"),
        kind=DecisionKind.CORRECTION,
        publication__published_on__lte=on,
    )
    return out.exclude(publication__decision__kind=DecisionKind.WITHDRAWAL).annotate(
        status=Case(
            When(Exists(withdrawn), then=Value(Status.WITHDRAWN.value)),
            When(Exists(later) | Exists(corrected), then=Value(Status.REPLACED.value)),
            default=Value(Status.CURRENT.value),
            output_field=CharField(),
        )
    )


def current_results(on: dt.date) -> QuerySet[PublishedResult]:
    """Results that nothing later has replaced or taken back."""
    return published(on).filter(Q(status=Status.CURRENT.value))


def published_years(on: dt.date) -> tuple[int, ...]:
    """Assessment years with results, newest first."""
    years = PublishedResult.objects.filter(publication__published_on__lte=on).order_by("-year")
    return tuple(years.values_list("year", flat=True).distinct())


def counts_by_year(on: dt.date) -> tuple[tuple[int, int], ...]:
    """How many units each year's list holds, the newest year first."""
    rows = current_results(on).order_by("-year").values_list("year").annotate(count=Count("pk"))
    return tuple(rows)


@dataclass(frozen=True)
class Asked:
    """What a visitor asked the list for; an empty word, or no year, asks for all. `kind` is a sector or a kind."""

    year: int | None = None
    words: str = ""
    area: str = ""
    kind: str = ""
    tier: str = ""
    outcome: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.area or self.kind or self.tier or self.outcome)


SECTOR_MARK = "khoi-"
"""Stands before a sector among the choices of kinds: “preschool” is both."""


def narrowed(results: QuerySet[PublishedResult], asked: Asked) -> QuerySet[PublishedResult]:
    """The results that answer what was asked, in the order of areas and names."""
    exact = {"year": asked.year, "area": asked.area, "tier": asked.tier, "outcome": asked.outcome}
    found = results.filter(**{name: value for name, value in exact.items() if value})
    if asked.kind.startswith(SECTOR_MARK):
        found = found.filter(sector=asked.kind.removeprefix(SECTOR_MARK))
    elif asked.kind:
        found = found.filter(kind=asked.kind)
    if words := without_marks(asked.words).split():
        found = found.filter(Q(*(Q(words__contains=word) for word in words)) | Q(unit__in=_renamed_to(words)))
    return found.order_by("area", "words", "-year", "pk")


def _renamed_to(words: Sequence[str]) -> list[int]:
    """Units that a decision gave a name with all these words: what was published keeps the name of its day."""
    given = _new_names().filter(unit__in=PublishedResult.objects.order_by().values("unit"))
    names = given.order_by().values_list("unit", "name")
    return [unit for unit, name in names if all(word in without_marks(name) for word in words)]


def _new_names() -> QuerySet[ChangedUnit]:
    return ChangedUnit.objects.filter(change__kind=ChangeKind.RENAME, side=Side.AFTER)


@dataclass(frozen=True)
class Choices:
    """What the filters of a year offer: each a pair of value and label, kinds by their sector."""

    areas: tuple[str, ...]
    kinds: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    outcomes: tuple[tuple[str, str], ...]
    tiers: tuple[tuple[str, str], ...]


def areas_and_kinds(results: QuerySet[PublishedResult]) -> Choices:
    """Two queries, whatever the number of results."""
    plain = results.order_by()
    areas = plain.exclude(area="").values_list("area", flat=True).distinct()
    combinations = plain.values_list("sector", "kind", "outcome", "outcome_label", "tier").distinct()
    kinds: dict[str, set[str]] = defaultdict(set)
    outcomes, tiers = {}, set()
    for sector, kind, outcome, label, tier in combinations:
        kinds[sector].add(kind)
        outcomes[outcome] = label
        tiers.add(tier)
    return Choices(
        areas=tuple(sorted(areas, key=dictionary_key)),
        kinds=tuple(
            (
                SECTOR_MARK + sector,
                label,
                tuple(sorted(((kind, kind_label(kind)) for kind in kinds[sector]), key=_label)),
            )
            for sector, label in SECTORS.items()
            if sector in kinds
        ),
        outcomes=tuple(sorted(outcomes.items(), key=_label)),
        tiers=tuple((tier.value, str(tier.label)) for tier in Tier if tier.value in tiers),
    )


def _label(pair: tuple[str, str]) -> Any:
    return dictionary_key(pair[1])


def kind_label(kind: str) -> str:
    """A kind in words; one that no regulation knows any more stays as it was written."""
    return UNIT_KINDS[kind].label if kind in UNIT_KINDS else kind


@dataclass(frozen=True)
class Counts:
    """How many units got what, the most frequent first."""

    by_outcome: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.by_outcome)


def counts_of(results: QuerySet[PublishedResult]) -> Counts:
    rows = results.order_by().values_list("outcome_label").annotate(count=Count("pk"))
    return Counts(tuple(sorted(rows, key=lambda row: (-row[1], row[0]))))


@dataclass(frozen=True)
class Line:
    """A result in a unit's history, with the publication that replaced or took it back."""

    result: PublishedResult
    status: Status
    ended_by: Publication | None


@dataclass(frozen=True)
class History:
    """All that was published of a unit, newest first, and of the units whose past it took over."""

    name: str
    lines: tuple[Line, ...]
    older_names: tuple[str, ...]
    predecessors: tuple[tuple[int, str], ...]

    @property
    def name_now(self) -> str:
        """The name that a decision gave the unit since; empty while the published one holds."""
        return str(getattr(self.newest, "name_now", None) or "")

    @property
    def held(self) -> PublishedResult | None:
        """The newest result that nothing replaced."""
        return next((line.result for line in self.lines if line.status == Status.CURRENT), None)

    @property
    def newest(self) -> PublishedResult:
        return self.lines[0].result


def history_of(unit_id: int, on: dt.date) -> History | None:
    """What the public may know of a unit; None when nothing of it was ever published."""
    rows = with_papers(published(on).filter(unit=unit_id)).order_by("-year", "-publication_id", "-pk")
    results = list(rows)
    if not results:
        return None
    ends = _endings(results, on)
    name = results[0].unit_name
    return History(
        name=name,
        lines=tuple(Line(row, Status(getattr(row, "status", "")), ends.get(row.pk)) for row in results),
        older_names=tuple(dict.fromkeys(row.unit_name for row in results if row.unit_name != name)),
        predecessors=_predecessors(unit_id, on),
    )


def with_papers(results: QuerySet[PublishedResult]) -> QuerySet[PublishedResult]:
    """With the paper of each decision, which tells the code by which it is checked, and `name_now`.

    That is the name which a decision gave the unit after the result was decided, or in place of the name that was
    published; None without one.
    """
    instead = ChangedUnit.objects.filter(
        change=OuterRef("change"), side=Side.BEFORE, name=OuterRef(OuterRef("unit_name"))
    )
    given = _new_names().filter(unit=OuterRef("unit"))
    since = given.filter(Q(change__effective_on__gt=OuterRef("decided_on")) | Exists(instead))
    newest = since.order_by("-change__effective_on", "-change_id").values("name")[:1]
    return (
        results.annotate(name_now=Subquery(newest))
        .select_related("publication__decision__paper")
        .defer("publication__decision__paper__source")
    )


def _endings(results: list[PublishedResult], on: dt.date) -> Mapping[int, Publication]:
    """The publication that ended each of these results: a correction of its decision, or a later one of the unit."""
    unit = results[0].unit_id
    out = Publication.objects.filter(published_on__lte=on).select_related("decision__paper")
    corrections = {
        one.decision.replaces_id: one
        for one in out.filter(
            decision__kind=DecisionKind.CORRECTION,
            decision__replaces__in=[row.publication.decision_id for row in results],
        )
    }
    of_unit = list(out.filter(results__unit=unit).annotate(of_year=F("results__year")).order_by("pk"))
    ends = {}
    for row in results:
        after = [
            one for one in of_unit if one.pk > row.publication_id and getattr(one, "of_year", 0) == row.year
        ]
        found = corrections.get(row.publication.decision_id) or (after[0] if after else None)
        if found is not None:
            ends[row.pk] = found
    return ends


def _predecessors(unit_id: int, on: dt.date) -> tuple[tuple[int, str], ...]:
    """Units that this one succeeded and of which something was published."""
    before = predecessors_of([unit_id])
    if not before:
        return ()
    known = PublishedResult.objects.filter(publication__published_on__lte=on, unit__in=before).values("unit")
    units = Unit.objects.filter(pk__in=known).order_by("name").values_list("pk", "name")
    return tuple(units)


def data_rows(on: dt.date, asked: Asked) -> QuerySet[PublishedResult]:
    """Every published result for those who compute with them, replaced ones too, with `status`."""
    found = narrowed(published(on), asked).order_by("-year", "area", "words", "pk")
    return found.select_related("publication")
