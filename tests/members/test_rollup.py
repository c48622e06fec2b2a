"""The rolled-up rows equal a slow, obvious recount, in one statement whatever the roster's size."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make

from dvht.members.models import (
    Audience,
    Completion,
    Department,
    Exclusion,
    ExclusionReason,
    Fact,
    LearnerClass,
    Member,
    MemberKind,
    Position,
    Posting,
    Programme,
    Source,
)
from dvht.members.queries.programmes import programme_standings
from dvht.members.queries.rollup import (
    Learners,
    excluded_members,
    has_roster,
    learner_total,
    missing_members,
    roll_up,
)
from dvht.members.queries.roster import roster_of
from dvht.members.queries.snapshots import snapshot
from dvht.regulation.personal import Need
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db

YEAR = 2026
DAY = dt.date(2026, 12, 31)
KINDS = (MemberKind.OFFICIAL, MemberKind.PUBLIC_EMPLOYEE)
TITLES = ("giao vien", "ke toan")
PLACES = ("Tổ 1", "Tổ 2")
NEEDS: dict[str, tuple[Need, ...]] = {
    "2.1": (Need(fact="discipline"),),
    "2.2": (Need(fact="programmes"),),
    "2.4-1": (Need(fact="language", at_least="certificate"),),
    "2.4-2": (Need(fact="language", at_least="ability"),),
    "2.5": (Need(fact="title", at_least="lao_dong_tien_tien"),),
    "both": (Need(fact="discipline"), Need(fact="programmes"), Need(fact="digital")),
    "all": (),
}
VALUES = {
    "discipline": ("met", "none"),
    "digital": ("met", "none"),
    "language": ("ability", "certificate", "none"),
    "title": ("lao_dong_tien_tien", "chien_si_tien_tien", "chien_si_thi_dua_toan_quoc", "none"),
}
RANKS = {"none": 0, "met": 1, "ability": 1, "certificate": 2, "lao_dong_tien_tien": 1}
RANKS |= {"chien_si_tien_tien": 1, "chien_si_thi_dua_toan_quoc": 9}

days = st.one_of(
    st.none(),
    st.sampled_from([dt.date(2026, 12, 30), DAY, dt.date(2027, 1, 1), dt.date(2026, 6, 1)]),
)


@dataclass(frozen=True)
class Post:
    kind: str
    place: int | None
    titles: tuple[int, ...]
    since: dt.date | None
    until: dt.date | None


@dataclass(frozen=True)
class Person:
    posts: tuple[Post, ...]
    excluded: tuple[int, ...]
    facts: Mapping[tuple[int, str], str]
    done: Mapping[int, bool]


@dataclass(frozen=True)
class Course:
    year: int
    everybody: bool
    kinds: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    titles: tuple[int, ...] = ()


@dataclass(frozen=True)
class World:
    people: tuple[Person, ...]
    courses: tuple[Course, ...]


some_kinds = st.lists(st.sampled_from(KINDS), max_size=1).map(tuple)
some_places = st.lists(st.sampled_from((0, 1)), max_size=2, unique=True).map(tuple)
courses = st.builds(
    Course, st.sampled_from((YEAR, YEAR, YEAR, 2025)), st.booleans(), some_kinds, some_places, some_places
)


@st.composite
def posts(draw: st.DrawFn) -> tuple[Post, ...]:
    """One posting, or two that don't overlap, as the deeds of the room leave them."""
    made = [draw(_post())]
    if made[0].until is not None and draw(st.booleans()):
        since = made[0].until + dt.timedelta(days=draw(st.integers(1, 3)))
        until = draw(st.one_of(st.none(), st.just(since + dt.timedelta(days=draw(st.integers(0, 3))))))
        later = draw(_post())
        made.append(Post(later.kind, later.place, later.titles, since, until))
    return tuple(made)


@st.composite
def _post(draw: st.DrawFn) -> Post:
    since, until = draw(days), draw(days)
    if since and until and until < since:
        since, until = until, since
    place = draw(st.sampled_from((None, 0, 1)))
    return Post(draw(st.sampled_from(KINDS)), place, draw(some_places), since, until)


@st.composite
def persons(draw: st.DrawFn) -> Person:
    facts = {
        (year, code): draw(st.sampled_from(values))
        for code, values in VALUES.items()
        for year in (YEAR, 2025)
        if draw(st.booleans())
    }
    done = draw(st.dictionaries(st.integers(0, 2), st.booleans()))
    excluded = draw(st.lists(st.sampled_from((YEAR, 2025)), max_size=1).map(tuple))
    return Person(draw(posts()), excluded, facts, done)


worlds = st.builds(
    World,
    st.lists(persons(), max_size=6).map(tuple),
    st.lists(courses, max_size=3).map(tuple),
)


def build(world: World) -> Unit:
    """The world in the database, beside another unit whose people must never be counted."""
    unit = make.a_unit()
    stranger = make.a_member(make.a_unit("Trường khác"))
    make.a_fact(stranger, "discipline")
    departments = [make.a_department(unit, name) for name in PLACES]
    programmes = [
        _build_course(unit, number, course, departments) for number, course in enumerate(world.courses)
    ]
    for number, person in enumerate(world.people):
        member = Member.objects.create(
            unit=unit, code=f"{number}", full_name=f"Người {number}", name_order=f"{number}"
        )
        for post in person.posts:
            posting = Posting.objects.create(
                member=member,
                kind=post.kind,
                department=None if post.place is None else departments[post.place],
                started_on=post.since,
                ended_on=post.until,
            )
            for title in post.titles:
                Position.objects.create(posting=posting, title=TITLES[title], title_key=TITLES[title])
        for year in person.excluded:
            Exclusion.objects.create(member=member, year=year, reason=ExclusionReason.STUDY, words="Đi học")
        for (year, code), value in person.facts.items():
            make.a_fact(member, code, value, year)
        for index, is_done in person.done.items():
            if index < len(programmes):
                Completion.objects.create(
                    programme=programmes[index], member=member, is_done=is_done, source=Source.UNIT
                )
    return unit


def _build_course(unit: Unit, number: int, course: Course, departments: list[Department]) -> Programme:
    programme = Programme.objects.create(
        unit=unit,
        year=course.year,
        title=f"Chương trình {number}",
        title_key=f"{number}",
        for_everybody=course.everybody,
    )
    audiences = [Audience(programme=programme, kind=kind) for kind in course.kinds]
    audiences += [Audience(programme=programme, department=departments[place]) for place in course.places]
    audiences += [
        Audience(programme=programme, title=TITLES[title], title_key=TITLES[title]) for title in course.titles
    ]
    Audience.objects.bulk_create(audiences)
    return programme


def recounted(world: World) -> dict[str, Any]:
    """The slow and obvious way: each person, each row, each need."""
    there = [(one, post) for one in world.people if (post := standing_post(one)) is not None]
    counted = [(one, post) for one, post in there if YEAR not in one.excluded]
    return {
        "total": len(counted),
        "excluded": len(there) - len(counted),
        "counts": {
            key: sum(all(state(world, one, post, need) == "met" for need in needs) for one, post in counted)
            for key, needs in NEEDS.items()
        },
        "unrecorded": {
            key: sum(any(state(world, one, post, need) == "blank" for need in needs) for one, post in counted)
            for key, needs in NEEDS.items()
        },
    }


def standing_post(person: Person) -> Post | None:
    for post in person.posts:
        if (post.since is None or post.since <= DAY) and (post.until is None or post.until >= DAY):
            return post
    return None


def state(world: World, person: Person, post: Post, need: Need) -> str:
    if need.fact == "programmes":
        return programmes_state(world, person, post)
    value = person.facts.get((YEAR, need.fact))
    if value is None:
        return "blank"
    return "met" if value != "none" and RANKS[value] >= RANKS[need.at_least] else "not"


def programmes_state(world: World, person: Person, post: Post) -> str:
    this_year = [(index, course) for index, course in enumerate(world.courses) if course.year == YEAR]
    if not this_year:
        return "blank"
    said = [person.done.get(index) for index, course in this_year if concerns(course, post)]
    if all(one is True for one in said):
        return "met"
    return "blank" if None in said else "not"


def concerns(course: Course, post: Post) -> bool:
    if course.everybody or post.kind in course.kinds:
        return True
    return post.place in course.places or bool(set(post.titles) & set(course.titles))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds)
def test_counts_equal_a_slow_and_obvious_recount(world: World) -> None:
    unit = build(world)
    with CaptureQueriesContext(connection) as queries:
        found = roll_up(unit, YEAR, DAY, NEEDS)
    expected = recounted(world)
    assert len(queries) == (2 if found.has_roster else 1)
    assert (found.total, found.excluded) == (expected["total"], expected["excluded"])
    assert found.counts == expected["counts"]
    assert found.unrecorded == expected["unrecorded"]
    assert has_roster(unit, DAY) == found.has_roster == bool(found.total + found.excluded)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds)
def test_names_agree_with_the_counts(world: World) -> None:
    unit = build(world)
    found = roll_up(unit, YEAR, DAY, NEEDS)
    frozen = snapshot(unit, YEAR, DAY, NEEDS)
    assert len(frozen["members"]) == found.total
    assert len(frozen["excluded"]) == found.excluded == len(excluded_members(unit, YEAR, DAY))
    for key, needs in NEEDS.items():
        lacking = {lack.member.pk for lack in missing_members(unit, YEAR, DAY, needs)}
        reaching = {one["id"] for one in frozen["members"] if key in one["met"]}
        assert len(reaching) == found.counts[key]
        assert lacking | reaching == {one["id"] for one in frozen["members"]}
        assert not lacking & reaching
    members = list(roster_of(unit, DAY))
    standings = programme_standings(unit, YEAR, members)
    finished = {one["id"] for one in frozen["members"] if "2.2" in one["met"]}
    counted = {one["id"] for one in frozen["members"]}
    assert (
        finished
        == {member.pk for member in members if member.pk in standings and standings[member.pk].is_met}
        & counted
    )


_serial = count(1)


def a_crowd(unit: Unit, size: int) -> None:
    """Many members with facts and completions, made in bulk."""
    department = make.a_department(unit, "Tổ 1")
    members = Member.objects.bulk_create(
        Member(unit=unit, code=f"C{next(_serial)}", full_name=f"Người {n}", name_order=f"{n:06}")
        for n in range(size)
    )
    postings = Posting.objects.bulk_create(
        Posting(member=member, kind=MemberKind.PUBLIC_EMPLOYEE, department=department) for member in members
    )
    Position.objects.bulk_create(
        Position(posting=posting, title="Giáo viên", title_key="giao vien") for posting in postings
    )
    programmes = [
        Programme.objects.create(
            unit=unit, year=YEAR, title=f"Chương trình {n}", title_key=f"{n}", for_everybody=n < 2
        )
        for n in range(4)
    ]
    for programme in programmes[2:]:
        Audience.objects.create(programme=programme, title="Giáo viên", title_key="giao vien")
    Fact.objects.bulk_create(
        Fact(member=member, year=YEAR, code=code, value="met", source=Source.UNIT)
        for place, member in enumerate(members)
        for code in ("discipline", "digital")
        if place % 10
    )
    Completion.objects.bulk_create(
        Completion(programme=programme, member=member, is_done=True, source=Source.UNIT)
        for place, member in enumerate(members)
        for programme in programmes
        if place % 5
    )


@pytest.mark.parametrize("size", [60, 5000])
def test_the_same_few_statements_for_any_size_of_roster(size: int) -> None:
    unit = make.a_unit()
    a_crowd(unit, size)
    away = make.a_member(unit, "Mai Văn Đi")
    Exclusion.objects.create(member=away, year=YEAR, reason=ExclusionReason.STUDY, words="Đi học")
    with CaptureQueriesContext(connection) as rolling:
        found = roll_up(unit, YEAR, DAY, NEEDS)
    with CaptureQueriesContext(connection) as naming:
        missing = missing_members(unit, YEAR, DAY, NEEDS["both"])
    with CaptureQueriesContext(connection) as freezing:
        frozen = snapshot(unit, YEAR, DAY, NEEDS)
    assert (len(rolling), len(naming), len(freezing)) == (2, 3, 5)
    assert found.total == len(frozen["members"]) == size
    assert found.counts["2.1"] == size * 9 // 10
    assert found.counts["2.2"] == size * 8 // 10
    assert len(missing) == size * 2 // 10


def test_a_missing_member_says_what_is_lacking_and_where_they_work() -> None:
    unit = make.a_unit()
    member = make.a_member(
        unit, "Lê Thu Hà", department="Tổ 4-5", positions=("Giáo viên", "Chủ tịch công đoàn")
    )
    make.a_fact(member, "language", "ability")
    needs = (Need(fact="language", at_least="certificate"), Need(fact="digital"))
    (lack,) = missing_members(unit, YEAR, DAY, needs)
    assert lack.member == member
    assert (lack.department, lack.position) == ("Tổ 4-5", "Giáo viên, Chủ tịch công đoàn")
    assert lack.lacking == needs
    assert lack.unrecorded == needs[1:]


def test_only_as_many_names_as_asked_are_read_in_vietnamese_order() -> None:
    unit = make.a_unit()
    for name in ("Lê Văn Đạt", "Ngô Thị Ân", "Bùi Văn An"):
        make.a_member(unit, name)
    found = missing_members(unit, YEAR, DAY, (Need(fact="digital"),), limit=2)
    assert [lack.member.full_name for lack in found] == ["Bùi Văn An", "Ngô Thị Ân"]


def test_without_programmes_nobody_completes_them() -> None:
    unit = make.a_unit()
    make.a_member(unit)
    found = roll_up(unit, YEAR, DAY, {"2.2": (Need(fact="programmes"),)})
    assert (found.total, found.counts["2.2"], found.unrecorded["2.2"]) == (1, 0, 1)


def test_those_who_do_not_count_are_told_apart_by_reason() -> None:
    unit = make.a_unit()
    make.a_member(unit, "Lê Thu Hà")
    for name, reason in (("Mai An", "study"), ("Mai Bình", "long_leave"), ("Mai Chi", "study")):
        Exclusion.objects.create(member=make.a_member(unit, name), year=YEAR, reason=reason, words="Theo QĐ")
    found = roll_up(unit, YEAR, DAY, {})
    assert (found.total, found.excluded) == (1, 3)
    assert found.apart == {"Nghỉ dài ngày": 1, "Đi học tập trung dài hạn": 2}


def test_learners_are_added_up_by_class() -> None:
    unit = make.a_unit()
    assert learner_total(unit, YEAR) == Learners(0, None, 0, 0)
    LearnerClass.objects.create(unit=unit, year=YEAR, name="10A", name_key="10a", learners=40, citizens=30)
    LearnerClass.objects.create(unit=unit, year=YEAR, name="10B", name_key="10b", learners=35)
    LearnerClass.objects.create(unit=unit, year=2025, name="10A", name_key="10a", learners=1, citizens=1)
    assert learner_total(unit, YEAR) == Learners(75, 30, 2, 1)
