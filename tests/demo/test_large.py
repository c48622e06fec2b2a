"""The large rosters that measuring needs: whole, findable, counted like any other."""

import datetime as dt

import pytest
from tests import make

from dvht.demo.large import fill_roster, invented_name
from dvht.members.models import Fact, Member
from dvht.members.queries.roster import roster_of
from dvht.members.queries.search import search_words
from dvht.ui.vietnamese import without_marks

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 12, 31)


def test_every_invented_member_stands_on_the_roster_with_a_department() -> None:
    unit = make.a_unit()

    fill_roster(unit, 130, year=2026)

    people = list(roster_of(unit, DAY))
    assert len(people) == 130
    assert len({member.code for member in people}) == 130
    assert roster_of(unit, DAY).filter(postings__department__isnull=True).count() == 0


def test_an_invented_member_is_found_by_name() -> None:
    unit = make.a_unit()
    fill_roster(unit, 40, year=2026)
    name = invented_name(17)

    found = search_words(Member.objects.filter(unit=unit), without_marks(name), unit=unit)

    assert name in {member.full_name for member in found}


def test_some_facts_are_met_some_not_and_some_unrecorded() -> None:
    unit = make.a_unit()
    fill_roster(unit, 60, year=2026)

    language = Fact.objects.filter(code="language")

    assert 0 < language.filter(value="none").count() < language.count() < 60
