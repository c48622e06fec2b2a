"""The totals of share rows compared: they count one roster, so a difference is worth a look."""

from __future__ import annotations

from collections.abc import Iterable

from dvht.regulation.facts import Facts
from dvht.regulation.rows import Row


def totals_that_differ(rows: Iterable[Row], facts: Facts) -> tuple[str, ...]:
    """Codes of the rows whose total isn't that of the first row with one.

    Only rows over members are compared: 3.1b counts learners, who are other people.
    """
    totals = {
        row.code: stated.total
        for row in rows
        if row.population == "members"
        and (stated := facts.rows.get(row.code)) is not None
        and stated.total is not None
    }
    first = next(iter(totals.values()), None)
    return tuple(code for code, total in totals.items() if total != first)
