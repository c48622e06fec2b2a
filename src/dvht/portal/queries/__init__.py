"""What the public may ask: results that were published, and papers by their code."""

from dvht.portal.queries.papers import Checked, paper_with, tidy_code
from dvht.portal.queries.results import (
    Asked,
    Choices,
    Counts,
    History,
    Status,
    areas_and_kinds,
    counts_by_year,
    counts_of,
    current_results,
    data_rows,
    history_of,
    narrowed,
    published_years,
)

__all__ = [
    "Asked", "Checked", "Choices", "Counts", "History", "Status", "areas_and_kinds", "counts_by_year", "counts_of",
    "current_results", "data_rows", "history_of", "narrowed", "paper_with", "published_years", "tidy_code",
]  # fmt: skip
