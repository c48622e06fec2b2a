"""Deadlines of the law and of plans as data, and the days they mean for an assessment year."""

from __future__ import annotations

import calendar as gregorian
from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

DayOfYear = str
DateRange = tuple[date | None, date]


class DayRule(BaseModel):
    """When something is due, relative to the assessment year.

    `before` a day means that the last day is the one before it (PL-3); `no_later` includes the day;
    `within_month` means from its first to its last day; `end_of_school_year` names no day in the law:
    `day` is then only the day that the software proposes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: Literal["before", "no_later", "from_to", "within_month", "end_of_school_year"]
    day: DayOfYear | None = Field(default=None, pattern=r"^[0-3][0-9]/[01][0-9]$")
    first: DayOfYear | None = Field(default=None, pattern=r"^[0-3][0-9]/[01][0-9]$")
    month: int | None = Field(default=None, ge=1, le=12)
    year: Literal[0, 1] = Field(description="0: the assessment year itself; 1: the year after it")

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> DayRule:
        if self.kind == "within_month":
            if self.month is None or self.day is not None or self.first is not None:
                raise ValueError("within_month cần month, không cần day hay first")
        elif self.day is None or self.month is not None or (self.first is None) == (self.kind == "from_to"):
            raise ValueError(f"{self.kind} cần day (from_to cần cả first)")
        for written in (self.day, self.first):
            if written is not None:
                _day(written, 2023)
        return self

    def dates_for(self, assessment_year: int) -> DateRange:
        """First day (None when the rule has none) and last day."""
        year = assessment_year + self.year
        if self.kind == "within_month":
            month = self.month or 1
            return date(year, month, 1), date(year, month, gregorian.monthrange(year, month)[1])
        last = _day(self.day or "", year)
        if self.kind == "before":
            last -= timedelta(days=1)
        return (_day(self.first, year) if self.first else None), last


def _day(written: str, year: int) -> date:
    day, month = written.split("/")
    return date(year, int(month), int(day))


class Milestone(BaseModel):
    """One step of a calendar: who does what by when, on which ground."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    code: str = Field(max_length=40)
    title: str = Field(max_length=300)
    actor: Literal["unit", "office", "authority", "department"]
    rule: DayRule
    reference: str = Field(max_length=300)
    lead: str | None = None
    partners: str | None = None
    note: str | None = Field(default=None, max_length=500)
    status: Literal["verified", "unverified"] = "verified"

    @property
    def kind(self) -> str:
        return self.rule.kind

    def dates_for(self, assessment_year: int) -> DateRange:
        return self.rule.dates_for(assessment_year)
