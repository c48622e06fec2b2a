"""Questions across rooms: a unit's year on one page, the years it can look at, and the law on a page of its own."""

from dvht.reports.queries.home import Home
from dvht.reports.queries.people import Rights
from dvht.reports.queries.regulations import law_of, notes_of
from dvht.reports.queries.years import KnownYear, years_known

__all__ = ["Home", "KnownYear", "Rights", "law_of", "notes_of", "years_known"]
