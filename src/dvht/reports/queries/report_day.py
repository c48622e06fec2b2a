"""By when and to whom a body reports over a year: the day of the plan by which it works, else the circular's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from dvht.plans.models import DateKind
from dvht.plans.queries.contents import Day
from dvht.plans.queries.wording import day_words
from dvht.regulation.calendar import Milestone
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.reports.queries.standing import OLD_LAW_ENDS, Days

OFFICE_REPORT: Final = "office_report"
DEPARTMENT_REPORT: Final = "department_report"
DAY_OF_THE_PLAN: Final = "văn bản không ghi ngày, ngày này do kế hoạch đặt"


@dataclass(frozen=True)
class ReportDay:
    """By when the report is due: the plan's day, else the circular's.

    `note` where the text gives no day (“cuối năm học”): the one that stands here is the software's or the plan's.
    """

    words: str
    last_day: dt.date
    reference: str
    source: str
    to: str
    note: str = ""


def report_day(days: Days, year: int, *, provincial: bool) -> ReportDay | None:
    """A local day of the plan goes before the circular's; TT 22 names none for an office."""
    code, to = DEPARTMENT_REPORT if provincial else OFFICE_REPORT, upward(provincial=provincial)
    plan = days.issued.plan if days.issued else None
    for day in days.calendar:
        if plan is not None and day.code == code:
            return ReportDay(day.wording, day.last_day, "", plan.title, to, _note_of(day, plan.pack, year))
    pack = load_pack("tt24-2023-tinh") if provincial and year > OLD_LAW_ENDS else law_of(year)
    law = _named(pack, code)
    if law is None:
        return None
    note = (law.note or "") if law.rule.kind == "end_of_school_year" else ""
    words, last = day_words(law.rule, year), law.rule.dates_for(year)[1]
    return ReportDay(words, last, law.reference, pack.citation, to, note)


def upward(*, provincial: bool) -> str:
    """To whom a body reports."""
    return "Bộ Giáo dục và Đào tạo" if provincial else "Sở Giáo dục và Đào tạo"


def law_of(year: int) -> Pack:
    """The circular under which the units of an office were assessed for a year."""
    return load_pack("tt22-2020" if year <= OLD_LAW_ENDS else "tt24-2023-huyen")


def _named(pack: Pack, code: str) -> Milestone | None:
    return next((one for one in pack.calendar if one.code == code), None)


def _note_of(day: Day, pack: Pack, year: int) -> str:
    """What must be known of a plan's day that no text gives; nothing of one that the plan words as a day."""
    if day.kind != DateKind.SCHOOL_YEAR_END:
        return ""
    law = _named(pack, day.code)
    if law is not None and law.note and law.rule.dates_for(year)[1] == day.last_day:
        return law.note
    return DAY_OF_THE_PLAN
