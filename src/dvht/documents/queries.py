"""What the register holds."""

from collections.abc import Iterable

from django.db.models import QuerySet

from dvht.documents.models import Draft, IssuedPaper, NumberSeries, PaperFormat, StoredPaper
from dvht.units.models import Unit


def papers_in_force(unit: Unit, year: int, about: str = "") -> dict[str, IssuedPaper]:
    """The newest paper of each kind for the assessment year, by kind; superseded papers are left out.

    `about` chooses among papers of one kind; without it the unit's own papers of the year.
    """
    found = papers_in_force_of([unit.pk], year, about)
    return {kind: paper for (_, kind), paper in found.items()}


def papers_in_force_of(units: Iterable[int], year: int, about: str) -> dict[tuple[int, str], IssuedPaper]:
    """The same of several units, by unit and kind; one query."""
    papers = IssuedPaper.objects.filter(unit__in=units, year=year, about=about, superseded_by__isnull=True)
    return {(paper.unit_id, paper.kind): paper for paper in papers.order_by("pk")}


def issued_papers(unit: Unit, year: int) -> QuerySet[IssuedPaper]:
    """Every paper issued for the assessment year, newest first, with the one that replaces it."""
    papers = IssuedPaper.objects.filter(unit=unit, year=year)
    return papers.select_related("issued_by").prefetch_related("superseded_by")


def series_of(unit: Unit, year: int) -> NumberSeries | None:
    """The unit's own numbers of a calendar year; None before the first is given."""
    return NumberSeries.objects.filter(unit=unit, body="", year=year).first()


def drafts_of(unit: Unit, year: int, about: str = "") -> dict[str, Draft]:
    drafts = Draft.objects.filter(unit=unit, year=year, about=about).select_related("updated_by")
    return {draft.kind: draft for draft in drafts}


def stored_bytes(paper: IssuedPaper, paper_format: PaperFormat) -> bytes:
    """The bytes as they were issued."""
    return bytes(StoredPaper.objects.values_list("content", flat=True).get(paper=paper, format=paper_format))
