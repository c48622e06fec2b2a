"""Coming, moving, leaving, and taking back what was entered by mistake."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make
from tests.races import DONE, at_once

from dvht.accounts.models import User
from dvht.audit.queries import events_of, scope_of_unit
from dvht.members import actions
from dvht.members.actions import PersonWords
from dvht.members.models import Member, MemberKind
from dvht.members.queries.periods import overlap
from dvht.members.queries.roster import roster_of
from dvht.members.queries.standing import postings_of
from dvht.units.models import Unit

TODAY = date(2026, 6, 1)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.fixture
def unit(db: None) -> Unit:
    return make.a_unit()


@pytest.fixture
def clerk(unit: Unit) -> User:
    return make.a_clerk(unit)


def added(unit: Unit, clerk: User, since: date | None = None, name: str = "Ngô Văn Bảo") -> Member:
    words = PersonWords(
        member=None, full_name=name, kind=MemberKind.PUBLIC_EMPLOYEE, department="Tổ 1", started_on=since
    )
    return actions.save_members(unit, [words], by=clerk)[0]


def times(member: Member) -> list[tuple[date | None, date | None]]:
    return [(one.started_on, one.ended_on) for one in reversed(postings_of(member))]


def test_a_move_ends_the_old_posting_the_day_before(unit: Unit, clerk: User) -> None:
    member = added(unit, clerk, date(2020, 1, 1))

    actions.move_member(member, date(2026, 3, 1), kind="worker", department="Tổ 2", by=clerk)

    assert times(member) == [(date(2020, 1, 1), date(2026, 2, 28)), (date(2026, 3, 1), None)]
    assert [one.department.name for one in postings_of(member) if one.department] == ["Tổ 2", "Tổ 1"]
    event = events_of([scope_of_unit(unit.pk)]).first()
    assert event is not None
    assert event.verb == "đổi nơi, đổi việc của thành viên"


def test_a_move_must_come_after_the_last_posting_began(unit: Unit, clerk: User) -> None:
    member = added(unit, clerk, date(2026, 3, 1))

    with pytest.raises(ValidationError) as caught:
        actions.move_member(member, date(2026, 3, 1), kind="worker", by=clerk)

    assert list(caught.value.message_dict) == ["started_on"]
    assert times(member) == [(date(2026, 3, 1), None)]


def test_somebody_leaves_and_comes_back(unit: Unit, clerk: User) -> None:
    member = added(unit, clerk)
    member = actions.end_posting(member, date(2026, 3, 31), by=clerk)
    assert not roster_of(unit, TODAY).exists()

    actions.move_member(member, date(2026, 5, 1), kind="worker", by=clerk)

    assert times(member) == [(None, date(2026, 3, 31)), (date(2026, 5, 1), None)]
    assert roster_of(unit, TODAY).get() == member


def test_a_leave_entered_by_mistake_is_taken_back(unit: Unit, clerk: User) -> None:
    member = actions.end_posting(added(unit, clerk), date(2026, 3, 31), by=clerk)

    member = actions.resume_posting(member, by=clerk)

    assert times(member) == [(None, None)]


def test_a_move_entered_by_mistake_is_taken_back_whole(unit: Unit, clerk: User) -> None:
    member = added(unit, clerk, date(2020, 1, 1))
    member = actions.move_member(member, date(2026, 3, 1), kind="worker", by=clerk)

    actions.remove_posting(postings_of(member)[0], version=member.version, by=clerk)

    assert times(member) == [(date(2020, 1, 1), None)]


def test_the_only_posting_and_one_that_others_follow_stay(unit: Unit, clerk: User) -> None:
    member = added(unit, clerk, date(2020, 1, 1))
    with pytest.raises(ValidationError, match="duy nhất"):
        actions.remove_posting(postings_of(member)[0], version=member.version, by=clerk)
    member = actions.move_member(member, date(2026, 3, 1), kind="worker", by=clerk)

    with pytest.raises(ValidationError, match="cuối cùng"):
        actions.remove_posting(postings_of(member)[1], version=member.version, by=clerk)


def test_somebody_entered_by_mistake_is_removed_only_while_nothing_was_recorded(
    unit: Unit, clerk: User
) -> None:
    member, other = added(unit, clerk), added(unit, clerk, name="Lê Thu Hà")
    make.a_fact(other, "commitment")

    actions.remove_member(member, by=clerk)
    with pytest.raises(ValidationError, match="dữ kiện của thành viên"):
        actions.remove_member(other, by=clerk)

    assert list(Member.objects.filter(unit=unit)) == [other]


def test_the_head_of_a_department_is_not_removed(unit: Unit, clerk: User) -> None:
    member = added(unit, clerk)
    make.head_of_department(member)

    with pytest.raises(ValidationError, match="tổ, phòng"):
        actions.remove_member(member, by=clerk)


MOVES = st.lists(
    st.tuples(st.sampled_from(["add", "move", "leave", "resume", "change", "drop"]), DAYS, DAYS),
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_whatever_is_done_no_day_lies_in_two_postings(moves: list[tuple[str, date, date]], db: None) -> None:
    unit = make.a_unit()
    clerk = make.a_clerk(unit)
    member = added(unit, clerk)
    for name, first, second in moves:
        member = Member.objects.select_related("unit").get(pk=member.pk)
        try:
            _do(name, member, first, second, clerk)
        except ValidationError:
            continue
    found = times(member)
    assert all(not overlap(one, other) for place, one in enumerate(found) for other in found[place + 1 :])
    assert all(start is None or end is None or start <= end for start, end in found)
    day = date(2024, 1, 1)
    assert all(roster_of(unit, day + timedelta(days=step)).count() <= 1 for step in range(0, 1400, 350))


def _do(name: str, member: Member, first: date, second: date, clerk: User) -> None:
    held = postings_of(member)
    if name == "move":
        actions.move_member(member, first, kind="worker", by=clerk)
    elif name == "leave":
        actions.end_posting(member, first, by=clerk)
    elif name == "resume":
        actions.resume_posting(member, by=clerk)
    elif name == "drop":
        actions.remove_posting(held[0], version=member.version, by=clerk)
    else:
        words = actions.words_of(member, held[-1] if name == "change" else held[0])
        changed = {"started_on": first, "ended_on": second if name == "change" else None}
        fields = {**{key: getattr(words, key) for key in words.__dataclass_fields__}, **changed}
        if name == "add":
            fields["posting"] = None
        actions.save_members(member.unit, [PersonWords(**fields)], by=clerk)


def test_of_two_people_saving_one_member_at_once_one_is_told(committed_db: None) -> None:
    unit = make.a_unit()
    clerk = make.a_clerk(unit)
    member = added(unit, clerk)

    def save(name: str) -> None:
        held = Member.objects.get(pk=member.pk)
        held.version = member.version
        words = PersonWords(member=held, full_name=name, kind=MemberKind.WORKER)
        actions.save_members(unit, [words], by=clerk)

    outcome = at_once(lambda: save("Ngô Văn Bảo A"), lambda: save("Ngô Văn Bảo B"))

    assert outcome == ["conflict", DONE]
    assert Member.objects.get(pk=member.pk).version == member.version + 1


def test_people_added_at_once_get_codes_of_their_own(committed_db: None) -> None:
    unit = make.a_unit()
    clerk = make.a_clerk(unit)

    def add(name: str) -> None:
        words = PersonWords(member=None, full_name=name, kind=MemberKind.WORKER, department="Tổ 1")
        actions.save_members(unit, [words], by=clerk)

    outcome = at_once(*(lambda name=f"Người {number}": add(name) for number in range(4)))

    assert outcome == [DONE] * 4
    assert sorted(Member.objects.values_list("code", flat=True)) == ["TV001", "TV002", "TV003", "TV004"]
