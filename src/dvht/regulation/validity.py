"""How long a recognition holds and from when a higher level may be asked for: plain arithmetic of days.

“03 năm (36 tháng) tiếp theo năm được công nhận” (TT 24/2023, Điều 5.4 and 11.4) can be read in two ways; both are
computed, the body that decides chooses. “Năm được công nhận” is taken as the year in which the decision is signed.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange


def corresponding_day(day: dt.date, months: int) -> dt.date:
    """The day of the same number so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def until_year_end(decided_on: dt.date, months: int) -> dt.date:
    """31/12 of the last of the whole years that follow the year of the decision."""
    return dt.date(decided_on.year + months // 12, 12, 31)


def until_months(decided_on: dt.date, months: int) -> dt.date:
    """The last day of so many months from the day of the decision; it still counts."""
    return corresponding_day(decided_on, months)


def allowed_from(decided_on: dt.date, months: int) -> dt.date:
    """The first day on which at least so many months have passed; from 29/02 that is 01/03 of a common year."""
    day = corresponding_day(decided_on, months)
    return day if day.day == decided_on.day else day + dt.timedelta(days=1)
