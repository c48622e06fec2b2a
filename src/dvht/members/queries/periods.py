"""Times at a unit: whether two share a day, and how people read them. An open side has no day."""

import datetime as dt

from dvht.ui.vietnamese import written_date

Period = tuple[dt.date | None, dt.date | None]
"""First and last day, both in it."""


def overlap(one: Period, other: Period) -> bool:
    """Whether a day lies in both."""
    return _begins(one) <= _ends(other) and _begins(other) <= _ends(one)


def written_period(period: Period) -> str:
    """từ 01/01/2026 đến hết 30/06/2026."""
    start, end = period
    if start is None:
        return f"đến hết {written_date(end)}" if end else "từ trước đến nay"
    return f"từ {written_date(start)} " + (f"đến hết {written_date(end)}" if end else "đến nay")


def _begins(period: Period) -> dt.date:
    return period[0] or dt.date.min


def _ends(period: Period) -> dt.date:
    return period[1] or dt.date.max
