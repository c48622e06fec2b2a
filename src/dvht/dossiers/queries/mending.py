"""Until when a unit may be given time to mend what came back; no circular names a day."""

from __future__ import annotations

import datetime as dt
from typing import Final

from dvht.ui.vietnamese import written_date

LONGEST: Final = dt.timedelta(days=365)


def wrong_mending_day(until: dt.date, today: dt.date) -> str:
    """Why a unit can't be asked to mend until this day; empty for a day that will do."""
    if until < today:
        return "Ngày này đã qua. Ghi hôm nay hoặc một ngày sau."
    if until > today + LONGEST:
        return f"Ngày này xa quá một năm. Ghi một ngày đến hết {written_date(today + LONGEST)}."
    return ""
