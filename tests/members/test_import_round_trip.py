"""Rosters that leave as a workbook and come back are the rosters that left."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make
from tests.members.importing import HEAD, YEAR, Office, digest_of, heading_of, rows_of
from tests.workbook import specimens

from dvht.accounts.models import User
from dvht.members.actions import Mark, PersonWords, record_facts, save_members
from dvht.members.actions.programmes import ProgrammeWords, add_programme
from dvht.members.exports.roster import roster_workbook
from dvht.members.imports.confirming import confirm_upload
from dvht.members.imports.opening import opened, take_file
from dvht.members.models import MemberKind, Source, Upload
from dvht.members.queries.facts import programme_code, values_of
from dvht.members.queries.records import present_records, programmes_of
from dvht.units.models import Unit

FAMILY = ("Nguyễn", "Trần", "Đỗ", "Hoàng", "Vũ", "Ngô", "Ông", "Ê Ban", "H’")
MIDDLE = ("Thị", "Văn", "Quang", "Thu", "Hữu", "Ngọc", "Ái")
GIVEN = ("An", "Ánh", "Ốc", "Đức", "Hòa", "Hoà", "Uyên", "Ý", "Thuỳ", "Êly", "Ơn")
DEPARTMENTS = (
    "",
    "Tổ 1-2-3",
    "Tổ 4–5",
    "Văn phòng",
    "Phòng Kế hoạch - Tài chính",
    "Tổ = Toán",
    "Ban giám hiệu",
)
TITLES = (
    "Giáo viên",
    "Tổ trưởng",
    "Hiệu trưởng",
    "Kế toán, văn thư",
    "+ Tổng phụ trách",
    "Bí thư chi đoàn",
    "0123",
)
PROGRAMMES = ("Tập huấn AI", "Bồi dưỡng thường xuyên", "An toàn, phòng cháy")
FACTS = ("discipline", "digital", "language", "title", "citizen")


@dataclass(frozen=True)
class Person:
    name: str
    kind: str
    department: str
    positions: tuple[str, ...]
    started_on: date | None
    ended_on: date | None
    marks: dict[str, str]


def periods() -> st.SearchStrategy[tuple[date | None, date | None]]:
    """Times that touch the year, open or not on either side."""
    start = st.none() | st.dates(date(1975, 1, 1), date(YEAR, 12, 31))
    end = st.none() | st.dates(date(YEAR, 1, 1), date(YEAR + 3, 12, 31))
    return st.tuples(start, end).map(
        lambda days: days if not (days[0] and days[1] and days[0] > days[1]) else (days[0], None)
    )


def marks() -> st.SearchStrategy[dict[str, str]]:
    each = {code: st.sampled_from(values_of(code)) for code in FACTS}
    each |= {title: st.sampled_from(("done", "not_done")) for title in PROGRAMMES}
    return st.fixed_dictionaries({}, optional=each)


@st.composite
def people(draw: st.DrawFn) -> Person:
    words = [
        draw(st.sampled_from(FAMILY)),
        *draw(st.lists(st.sampled_from(MIDDLE), max_size=3)),
        draw(st.sampled_from(GIVEN)),
    ]
    start, end = draw(periods())
    return Person(
        name=unicodedata.normalize(draw(st.sampled_from(("NFC", "NFD"))), " ".join(words)),
        kind=draw(st.sampled_from(MemberKind.values)),
        department=draw(st.sampled_from(DEPARTMENTS)),
        positions=tuple(draw(st.lists(st.sampled_from(TITLES), unique=True, max_size=4))),
        started_on=start,
        ended_on=end,
        marks=draw(marks()),
    )


def a_roster(unit: Unit, wanted: list[Person], *, by: User) -> None:
    programmes = {
        title: programme_code(add_programme(unit, YEAR, ProgrammeWords(title=title), by=by))
        for title in PROGRAMMES
    }
    words = [
        PersonWords(
            member=None, full_name=one.name, kind=one.kind, department=one.department, positions=one.positions,
            started_on=one.started_on, ended_on=one.ended_on,
        )
        for one in wanted
    ]  # fmt: skip
    saved = save_members(unit, words, by=by)
    told = [
        Mark(member.pk, programmes.get(code, code), value)
        for member, one in zip(saved, wanted, strict=True)
        for code, value in one.marks.items()
    ]
    record_facts(unit, YEAR, told, by=by, source=Source.UNIT)


def roster_of(unit: Unit) -> list[tuple[Any, ...]]:
    """Everything that a workbook says of a unit's people, in words that hold in any unit."""
    titles = {programme_code(one): one.title for one in programmes_of(unit, YEAR)}
    return sorted(
        (
            record.code, record.full_name, record.kind, record.department, record.positions,
            str(record.started_on), str(record.ended_on),
            tuple(sorted((titles.get(code, code), held.value) for code, held in record.marks.items())),
        )
        for record in present_records(unit, YEAR)
    )  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(people(), min_size=1, max_size=8))
def test_a_roster_comes_back_unchanged_and_fills_an_empty_unit_with_itself(wanted: list[Person]) -> None:
    with transaction.atomic():
        unit, empty = make.a_unit(), make.a_unit("Trường Tiểu học Hoa Mai", symbol="THHM")
        make.a_plan(unit, YEAR)
        make.a_plan(empty, YEAR)
        clerk = make.a_clerk(unit)
        a_roster(unit, wanted, by=clerk)
        for title in PROGRAMMES:
            add_programme(empty, YEAR, ProgrammeWords(title=title), by=clerk)
        content = roster_workbook(unit, YEAR)

        again = opened(take_file(unit, YEAR, content, "ds.xlsx", by=clerk), by=clerk)
        assert again is not None
        assert not again.must_ask
        assert again.preview.counts == {"wrong": 0, "new": 0, "changed": 0, "same": len(wanted)}
        assert again.preview.absent == ()

        moved = opened(take_file(empty, YEAR, content, "ds.xlsx", by=clerk), by=clerk)
        assert moved is not None
        confirm_upload(moved.upload, moved.preview.digest, by=clerk)
        assert roster_of(empty) == roster_of(unit)
        assert rows_of(roster_workbook(empty, YEAR)) == rows_of(content)
        transaction.set_rollback(True)


# --- large rosters ---------------------------------------------------------------------------------------------


def many(count: int) -> bytes:
    first = date(2010, 1, 1)
    head = (*HEAD, "Chức vụ", "2.1", "2.4", "Tập huấn AI")
    rows = (
        (
            f"A{n:05}", f"Nguyễn Văn {chr(65 + n % 26)}{'abcdefghij'[n // 26 % 10]}", "Viên chức", f"Tổ {n % 12}",
            first + timedelta(days=n % 3000), f"Giáo viên; Việc {n % 30}", "Đạt", "Chứng chỉ", "x",
        )
        for n in range(count)
    )  # fmt: skip
    return specimens.excel([head, *rows])


def queries_of(count: int) -> list[int]:
    """How many queries a preview, a confirmation, and a preview of a change of everything take."""
    unit = make.a_unit(f"Trường {count}")
    make.a_plan(unit, YEAR)
    clerk = make.a_clerk(unit)
    add_programme(unit, YEAR, ProgrammeWords(title="Tập huấn AI"), by=clerk)
    office = Office(unit, clerk)
    content = many(count)
    counts = []
    with CaptureQueriesContext(
        connection,
    ) as taken:
        page = office.send(content)
    counts.append(len(taken))
    assert heading_of(page).startswith(f"Sẵn sàng ghi {count} người mới")
    with CaptureQueriesContext(connection) as taken:
        confirm_upload(Upload.objects.get(unit=unit), digest_of(page), by=clerk)
    counts.append(len(taken))
    with CaptureQueriesContext(connection) as taken:
        again = office.send(content)
    counts.append(len(taken))
    assert heading_of(again) == "Tệp giống hệt danh sách: không có gì để ghi."
    with CaptureQueriesContext(connection) as taken:
        office.get("roster_export")
    counts.append(len(taken))
    return counts


@pytest.mark.django_db
def test_two_hundred_people_cost_as_many_queries_as_twenty() -> None:
    few, lots = queries_of(20), queries_of(200)

    assert lots[0] == few[0]
    # rows are inserted in batches, as many as one statement of SQLite holds
    assert lots[1] - few[1] < 20
    assert lots[2] == few[2]
    assert lots[3] == few[3]
