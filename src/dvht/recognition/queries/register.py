"""The register of titles: what holds, until when, what may come next."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from dvht.dossiers.models import Dossier
from dvht.recognition.models import Title
from dvht.recognition.queries.words import outcome_label
from dvht.recognition.states import TitleState
from dvht.regulation.kinds import kinds_of
from dvht.regulation.validity import corresponding_day
from dvht.ui.vietnamese import without_marks, written_date

SHOWN: Final = (
    ("", "Năm này"),
    ("in_force", "Đang có hiệu lực"),
    ("expiring", "Sắp hết thời hạn"),
    ("upgrade", "Được đề nghị nâng mức"),
    ("over", "Đã hết thời hạn"),
    ("ended", "Đã thay thế, thu hồi"),
)
MONTHS: Final = 6


@dataclass(frozen=True)
class Asked:
    """What of the register is asked for."""

    show: str = ""
    sector: str = ""
    outcome: str = ""
    words: str = ""
    months: int = MONTHS


@dataclass(frozen=True)
class TitleLine:
    """A title with what follows from today."""

    title: Title
    goal: str
    today: dt.date

    @property
    def outcome(self) -> str:
        return outcome_label(self.title.pack, self.title.outcome)

    @property
    def holds(self) -> bool:
        """In force, and its last day hasn't passed."""
        until = self.title.valid_until
        return self.title.state == TitleState.IN_FORCE and (until is None or self.today <= until)

    @property
    def is_yearly(self) -> bool:
        return self.title.until_months is None

    @property
    def can_upgrade(self) -> bool:
        first = self.title.upgrade_from
        return self.holds and first is not None and first <= self.today

    @property
    def state_words(self) -> str:
        title = self.title
        if title.state == TitleState.IN_FORCE:
            if self.holds:
                return "Công nhận cho năm" if self.is_yearly else "Có hiệu lực"
            return "Hết thời hạn, cần công nhận lại"
        ended = title.ended_by
        number = f" bằng Quyết định số {ended.number}" if ended else ""
        return f"{title.get_state_display()}{number}"

    @property
    def mark(self) -> str:
        """The state as the look has it: gold only for what was granted and holds."""
        if self.holds:
            return "gold"
        return "late" if self.title.state == TitleState.IN_FORCE else "na"

    @property
    def readings(self) -> tuple[tuple[str, dt.date | None, bool], ...]:
        """Both readings with their last day, and which one the deciding body chose."""
        title = self.title
        return (
            ("hết 31/12 của năm thứ ba", title.until_year_end, title.valid_until == title.until_year_end),
            ("đủ 36 tháng từ ngày quyết định", title.until_months, title.valid_until == title.until_months),
        )

    @property
    def repeat_words(self) -> str:
        """From when the whole procedure is due again (Điều 2.10)."""
        until = self.title.valid_until
        return f"sau ngày {written_date(until)}" if until else ""


def filtered(titles: QuerySet[Title], year: int, asked: Asked, today: dt.date) -> QuerySet[Title]:
    """The part of the register that is asked for, in SQL."""
    found = titles.filter(_shown(year, asked, today))
    if asked.sector:
        found = found.filter(unit__kind__in=kinds_of([asked.sector]))
    if asked.outcome:
        found = found.filter(outcome=asked.outcome)
    if asked.words:
        found = found.filter(pk__in=_matching(found, asked.words))
    return with_goal(found).order_by("-year", "unit_name", "pk")


def counts(titles: QuerySet[Title], year: int, today: dt.date, months: int) -> list[tuple[str, str, int]]:
    """How many titles each view of the register holds: one query."""
    told = titles.order_by().aggregate(
        **{
            key or "year": Count("pk", filter=_shown(year, Asked(show=key, months=months), today))
            for key, _ in SHOWN
        }
    )
    return [(key, label, told[key or "year"]) for key, label in SHOWN]


def _shown(year: int, asked: Asked, today: dt.date) -> Q:
    in_force = Q(state=TitleState.IN_FORCE.value)
    standing = in_force & (Q(valid_until__isnull=True) | Q(valid_until__gte=today))
    soon = corresponding_day(today, asked.months)
    return {
        "in_force": standing & Q(until_months__isnull=False),
        "expiring": in_force & Q(valid_until__gte=today, valid_until__lte=soon),
        "upgrade": standing & Q(upgrade_from__lte=today),
        "over": in_force & Q(valid_until__lt=today),
        "ended": ~in_force,
    }.get(asked.show, Q(year=year))


def _matching(titles: QuerySet[Title], words: str) -> list[int]:
    """Names are folded in Python: a register holds hundreds of lines, not millions."""
    asked = without_marks(words).split()
    known = titles.order_by().values_list("pk", "unit_name", "unit__area")
    return [pk for pk, name, area in known if all(word in without_marks(f"{name} {area}") for word in asked)]


def with_goal(titles: QuerySet[Title]) -> QuerySet[Title]:
    """With `goal`, what the unit registered for the year after in its dossier of the year."""
    goals = Dossier.objects.filter(plan__unit=OuterRef("unit"), plan__year=OuterRef("year"))
    found: QuerySet[Title] = titles.annotate(goal=Subquery(goals.values("next_year_goal")[:1]))
    return found


def title_lines(titles: Iterator[Title] | list[Title] | QuerySet[Title], today: dt.date) -> list[TitleLine]:
    """Titles that `with_goal` read."""
    return [TitleLine(title, goal_words(title), today) for title in titles]


def goal_words(title: Title) -> str:
    """The registered goal in words: a rank of the pack, else a level; the year after may follow another text."""
    goal = str(getattr(title, "goal", "") or "")
    if not goal:
        return ""
    return f"Mức độ {goal}" if goal.isdecimal() else outcome_label(title.pack, goal)
