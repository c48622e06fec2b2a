"""What members did in a year is recorded in one deed, and only what can be recorded."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make

from dvht.accounts.models import User
from dvht.audit.queries import events_of, scope_of_unit
from dvht.members.actions import Mark, record_facts
from dvht.members.models import Completion, Fact, Programme, Source
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make.a_unit()


@pytest.fixture
def clerk(unit: Unit) -> User:
    return make.a_clerk(unit)


def record(unit: Unit, clerk: User, *marks: Mark, source: str = Source.UNIT, basis: str = "") -> int:
    return record_facts(
        unit, 2026, marks, by=clerk, source=source, basis=basis, stated_on=date(2026, 12, 2)
    )  # fmt: skip


def a_programme(unit: Unit, title: str = "Bồi dưỡng thường xuyên") -> Programme:
    return Programme.objects.create(unit=unit, year=2026, title=title, title_key=title.lower())


def test_facts_are_written_with_their_source_date_basis_and_recorder(unit: Unit, clerk: User) -> None:
    bao, ha = make.a_member(unit), make.a_member(unit, "Lê Thu Hà")

    changed = record(
        unit, clerk, Mark(bao.pk, "language", "certificate"), Mark(ha.pk, "language", "none"), basis=" QĐ  33 "
    )  # fmt: skip

    assert changed == 2
    fact = bao.facts.get()
    assert (fact.value, fact.source, fact.basis, fact.recorded_by) == ("certificate", "unit", "QĐ 33", clerk)
    assert fact.stated_on == date(2026, 12, 2)
    assert ha.facts.get().value == "none"


def test_equal_values_change_nothing_and_leave_no_event(unit: Unit, clerk: User) -> None:
    bao = make.a_member(unit)
    record(unit, clerk, Mark(bao.pk, "commitment", "met"), basis="Sổ 1")

    assert record(unit, clerk, Mark(bao.pk, "commitment", "met"), basis="Sổ 2") == 0
    assert record(unit, clerk, Mark(bao.pk, "digital", None)) == 0
    assert (bao.facts.get().basis, bao.facts.get().version) == ("Sổ 1", 1)
    assert events_of([scope_of_unit(unit.pk)]).count() == 1


def test_a_fact_is_changed_and_taken_away(unit: Unit, clerk: User) -> None:
    bao = make.a_member(unit)
    record(unit, clerk, Mark(bao.pk, "title", "lao_dong_tien_tien"))

    record(unit, clerk, Mark(bao.pk, "title", "chien_si_thi_dua_co_so"), source=Source.WORKBOOK)
    assert (bao.facts.get().value, bao.facts.get().source, bao.facts.get().version) == (
        "chien_si_thi_dua_co_so", "workbook", 2,
    )  # fmt: skip
    record(unit, clerk, Mark(bao.pk, "title", None))
    assert not bao.facts.exists()


def test_a_programme_is_marked_done_not_done_and_unmarked(unit: Unit, clerk: User) -> None:
    bao, programme = make.a_member(unit), a_programme(unit)
    code = f"programme:{programme.pk}"

    for value, expected in (("done", True), ("not_done", False)):
        assert record(unit, clerk, Mark(bao.pk, code, value)) == 1
        assert Completion.objects.get().is_done is expected
    assert record(unit, clerk, Mark(bao.pk, code, None)) == 1
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("programmes", "met"), ("height", "met"), ("commitment", "yes"), ("commitment", "done"), ("commitment", ""),
        ("programme:999", "done"), ("programme:", "done"), ("programme:x", "done"),
    ],
)  # fmt: skip
def test_unknown_and_computed_things_are_refused(unit: Unit, clerk: User, code: str, value: str) -> None:
    bao = make.a_member(unit)

    with pytest.raises(ValidationError):
        record(unit, clerk, Mark(bao.pk, "digital", "met"), Mark(bao.pk, code, value))

    assert not Fact.objects.exists()


def test_people_and_programmes_of_another_unit_are_refused(unit: Unit, clerk: User) -> None:
    other = make.a_unit("Trường khác")
    own, foreign, programme = make.a_member(unit), make.a_member(other), a_programme(other)

    for mark in (
        Mark(foreign.pk, "digital", "met"), Mark(own.pk, f"programme:{programme.pk}", "done"),
        Mark(10**400, "digital", "met"), Mark(-1, "digital", "met"),
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            record(unit, clerk, mark)

    assert not Fact.objects.exists()
    assert not Completion.objects.exists()


def test_a_basis_that_is_too_long_is_refused_at_its_field(unit: Unit, clerk: User) -> None:
    with pytest.raises(ValidationError) as caught:
        record(unit, clerk, Mark(make.a_member(unit).pk, "digital", "met"), basis="x" * 301)

    assert caught.value.message_dict == {"basis": ["Căn cứ dài 301 ký tự; nhiều nhất là 300."]}


def test_many_marks_cost_as_many_queries_as_one(unit: Unit, clerk: User) -> None:
    people = [make.a_member(unit, f"Người {number}") for number in range(30)]
    first, second = a_programme(unit), a_programme(unit, "An toàn mạng")
    record(unit, clerk, Mark(people[0].pk, "discipline", "met"))

    def queries(count: int, fact: str, programme: Programme) -> int:
        code = f"programme:{programme.pk}"
        marks = [
            Mark(one.pk, each, value)
            for one in people[:count]
            for each, value in ((fact, "met"), (code, "done"))
        ]
        with CaptureQueriesContext(connection) as caught:
            assert record(unit, clerk, *marks) > 0
        return len(caught)

    assert queries(30, "commitment", first) == queries(1, "digital", second)


def test_the_trail_names_people_with_old_and_new(unit: Unit, clerk: User) -> None:
    bao = make.a_member(unit)
    record(unit, clerk, Mark(bao.pk, "language", "ability"))

    record(unit, clerk, Mark(bao.pk, "language", "certificate"))

    event = events_of([scope_of_unit(unit.pk)]).first()
    assert event is not None
    assert event.after == {"Đã ghi": ["Ngô Văn Bảo: Ngoại ngữ: Có trình độ → Có chứng nhận, chứng chỉ"]}
