"""The national site's printed or exported result, read as a workbook: shown first, written when somebody confirms."""

from dvht.citizens.imports.lines import ResultLine
from dvht.citizens.imports.results import (
    PURPOSE,
    Preview,
    Reading,
    column_choices,
    confirm_results,
    opened,
    settle_columns,
    take_results,
)

__all__ = [
    "PURPOSE",
    "Preview",
    "Reading",
    "ResultLine",
    "column_choices",
    "confirm_results",
    "opened",
    "settle_columns",
    "take_results",
]
