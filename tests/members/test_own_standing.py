"""What a member reads of their own year agrees with what the unit counts."""

import datetime as dt

from tests import make

from dvht.members.models import Audience, Member, Programme
from dvht.members.queries.own import own_year
from dvht.members.queries.rollup import roll_up
from dvht.regulation.personal import Need

YEAR = 2026
TODAY = dt.date(YEAR, 6, 1)
PROGRAMMES = Need(fact="programmes")


def own_state(member: Member) -> str:
    return next(one.state for one in own_year(member, YEAR, TODAY).standing if one.fact.code == "programmes")


def counted(member: Member) -> int:
    return roll_up(member.unit, YEAR, TODAY, {"2.2": (PROGRAMMES,)}).counts["2.2"]


def test_who_has_no_programme_to_finish_reads_what_the_unit_counts(db: None) -> None:
    unit = make.a_unit()
    make.a_plan(unit, YEAR, by=make.a_head(unit))
    member = make.a_member(unit)
    before = own_state(member), counted(member)

    programme = Programme.objects.create(
        unit=unit, year=YEAR, title="Quản lý", title_key="quan ly", for_everybody=False
    )
    Audience.objects.create(programme=programme, kind="manager")

    assert before == ("todo", 0)
    assert (own_state(member), counted(member)) == ("pass", 1)
