"""Schools merged into a new one: every board of the area counts the same units, and past years stay as they were."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from tests import make
from tests.reports.build import (
    YEAR,
    a_province_over,
    an_office,
    many_submissions,
    many_units,
    page_of,
    queries,
    url,
)
from tests.units.build import a_decision, fresh

from dvht.accounts.models import User
from dvht.audit.actions import SYSTEM
from dvht.reports.queries.board import Board
from dvht.reports.queries.bodies import reach_of
from dvht.reports.queries.consolidated import Consolidated, office_lines
from dvht.units.actions import Part, merge_units, split_unit
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db

SPRING = date(YEAR + 1, 3, 10)
"""In the season of the year."""
AUTUMN = date(YEAR + 1, 11, 15)
"""After it."""
NEW = "Trường Tiểu học Hợp Nhất"


@dataclass(frozen=True)
class Area:
    """A commune with five schools, of which the first handed in, under a province with its Sở."""

    office: Unit
    officer: User
    department: Unit
    department_head: User
    schools: list[Unit]


@pytest.fixture
def area() -> Area:
    commune, office = an_office()
    schools = many_units(commune, 5)
    department, department_head = a_province_over(commune)
    schools = [fresh(one) for one in schools]
    many_submissions(schools[:1], office)
    return Area(fresh(office), make.an_officer(office), department, department_head, schools)


def merge(area: Area, on: date) -> Unit:
    into = Unit(name=NEW, kind="primary_school", symbol="THHN", place="Đồng Sen")
    merge_units(area.schools[:2], into, decision=a_decision(effective_on=on), by=SYSTEM)
    return Unit.objects.get(name=NEW)


Counted = tuple[int, int]


def counted(area: Area, today: date) -> tuple[Counted, Counted, Counted, Counted]:
    """Units and those that handed in: of the commune's board and report, of the province's board and report."""
    own = reach_of(area.office, YEAR, today)
    wide = reach_of(area.department, YEAR, today).widened()
    board = Board(own, today)
    (line,) = office_lines(wide)
    reports = (Consolidated(own, today, provincial=False), Consolidated(wide, today, provincial=True))
    of_office, of_province = (
        (len(report.rows), sum(row.handed_in for row in report.rows)) for report in reports
    )
    return (board.total, board.handed_in), of_office, (line.total, line.handed_in), of_province


def test_a_merger_after_the_season_leaves_the_year_as_it_was(area: Area) -> None:
    before = counted(area, AUTUMN)
    merge(area, AUTUMN)

    assert before == counted(area, AUTUMN) == counted(area, AUTUMN + timedelta(days=400)) == ((5, 1),) * 4


def test_the_board_neither_lists_nor_reminds_who_was_born_after_the_season(area: Area) -> None:
    merge(area, AUTUMN)

    shown = [
        page_of(area.officer, url(name, area.office))
        for name in ("authority_board", "authority_units", "authority_remind")
    ]

    assert [NEW in page for page in shown] == [False, False, False]
    assert [area.schools[1].name in page for page in shown] == [True, True, True]


def test_a_merger_in_the_season_is_counted_alike_by_commune_and_province(area: Area) -> None:
    merge(area, SPRING)

    assert counted(area, SPRING - timedelta(days=1)) == ((5, 1),) * 4
    assert counted(area, SPRING) == ((5, 1),) * 4, "the part that handed in, the new one, three others"
    assert NEW in page_of(area.officer, url("authority_units", area.office))


def test_a_part_that_took_its_dossier_back_counts_in_its_successor_alone(area: Area) -> None:
    many_submissions(area.schools[1:2], area.office, state="withdrawn")
    merge(area, SPRING)

    assert counted(area, SPRING) == ((5, 1),) * 4


def test_a_part_that_left_a_school_after_the_season_is_no_unit_of_the_year(area: Area) -> None:
    part = Part(Unit(name=NEW, kind="primary_school", symbol="THHN", place="Đồng Sen"))
    split_unit(area.schools[1], [part], keeps=True, decision=a_decision(effective_on=AUTUMN), by=SYSTEM)

    assert counted(area, AUTUMN) == ((5, 1),) * 4


def test_a_school_that_took_another_in_was_there_all_along(area: Area) -> None:
    decision = a_decision(effective_on=AUTUMN)
    merge_units(area.schools[1:3], area.schools[1], decision=decision, by=SYSTEM)

    assert counted(area, AUTUMN) == ((5, 1),) * 4


def test_mergers_cost_no_further_questions(area: Area) -> None:
    plain = queries(lambda: counted(area, SPRING))
    merge(area, SPRING)

    assert queries(lambda: counted(area, SPRING)) == plain
