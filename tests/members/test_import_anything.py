"""Whatever stands in the cells, an import answers in words; and what is kept comes back as it was."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import make

from dvht.members.exports.columns import roster_columns
from dvht.members.imports.comparing import Ground, preview_of_table
from dvht.members.imports.kept import KeptColumn, KeptRow, KeptTable, LeftOut, sealed, unsealed
from dvht.members.imports.shown import headline, shown_row, shown_wrongs
from dvht.members.imports.values import DepartmentNames, full_name, group_department, name_key
from dvht.members.models import Member
from dvht.members.queries.records import member_records
from dvht.workbook.errors import CellError
from dvht.workbook.sheets import Cell

YEAR = 2026
WORDS = (
    "Trịnh Thị An", "TRỊNH THỊ AN", "TV01", "VC", "Viên chức", "–", "xóa", "•••123", "#REF!", "✓", "✗", "x", "Đạt",
    "Có", "31/02/2026", "01/09/2026", "Giáo viên; Tổ trưởng", ";;;", "Tổ 4-5", "'=1+1", "\u0301", "☃", "a" * 500,
)  # fmt: skip


def cells() -> st.SearchStrategy[Cell]:
    texts = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
    numbers = (
        st.integers()
        | st.decimals(allow_nan=False, allow_infinity=False)
        | st.just(Decimal("1e400"))
        | st.just(10**400)
    )
    moments = st.dates() | st.datetimes().map(lambda moment: moment.replace(fold=0))
    return st.none() | st.sampled_from(WORDS) | texts | numbers | moments | st.booleans()


@st.composite
def tables(draw: st.DrawFn, keys: tuple[str | None, ...]) -> KeptTable:
    columns = tuple(KeptColumn(place, f"Cột {place}", key) for place, key in enumerate(keys))
    rows = draw(st.lists(st.tuples(*[cells()] * len(keys)), max_size=6))
    return KeptTable(
        sheet=draw(st.text(max_size=10)),
        header_row=1,
        columns=columns,
        rows=tuple(
            KeptRow(number, tuple(row), draw(st.sampled_from(("", "II. Tổ Toán"))))
            for number, row in enumerate(rows, 2)
        ),
        left_out=(LeftOut("Z", "Ngày sinh", "phần mềm không giữ dữ liệu này"),),
        skipped=((9, "Tổng cộng"),),
    )


KEYS = (
    "code", "full_name", "family_name", "given_name", "identity", "kind", "positions", "department", "started_on",
    "ended_on", "fact:discipline", "fact:language", "new:11", None,
)  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(table=tables(KEYS))
def test_any_table_gets_a_preview_in_words_and_writes_nothing(table: KeptTable) -> None:
    with transaction.atomic():
        unit = make.a_unit()
        make.a_member(unit, "Trịnh Thị An", department="Tổ 4-5")
        ground = Ground(
            unit, roster_columns(unit, YEAR), member_records(unit, YEAR), ["Tổ 4-5"], {}, "worker"
        )

        preview = preview_of_table(table, ground)

        assert sum(preview.counts.values()) == len(table.rows)
        assert all(wrong.message and wrong.short for _, wrong in preview.wrongs)
        assert headline(preview)
        assert len(preview.digest) == 64
        assert [shown_row(preview, line).number for line in preview.lines] == [
            row.number for row in table.rows
        ]
        assert len(shown_wrongs(preview, preview.lines)) == len(preview.wrongs)
        assert Member.objects.count() == 1
        transaction.set_rollback(True)


@given(table=tables(("code", "full_name", None)))
def test_what_is_kept_comes_back_as_it_was(table: KeptTable) -> None:
    plain = [table.with_keys({0: ""}, "đã chọn bỏ qua"), table]
    text = sealed(plain)

    assert repr(unsealed(text)) == repr(tuple(plain))
    assert "Trịnh" not in text


def test_a_table_sealed_elsewhere_or_thrown_away_is_no_table() -> None:
    assert unsealed("") == ()
    assert unsealed("gAAAAABnothing") == ()


@given(st.text(max_size=60))
def test_a_name_has_one_key_however_often_it_is_asked(name: str) -> None:
    assert name_key(name) == name_key(" ".join(name.split()))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nguyễn Thị Hòa", "Nguyễn Thị Hoà", True),
        ("NGUYỄN THỊ HÒA", "nguyễn thị hoà", True),
        ("H’Hen Niê", "H'Hen Niê", True),
        ("Thúy", "Thuý", True),
        ("Hòa", "Hoa", False),
        ("Hoá", "Hoà", False),
        ("An", "Ân", False),
        ("Đan", "Dan", False),
    ],
)
def test_names_are_one_when_only_the_writing_differs(one: str, other: str, same: bool) -> None:
    assert (name_key(one) == name_key(other)) is same


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("NGUYỄN THỊ HÒA", "Nguyễn Thị Hòa"),
        ("H’HEN NIÊ", "H’Hen Niê"),
        ("AN", "AN"),
        ("Lê Thu Hà", "Lê Thu Hà"),
    ],
)
def test_a_name_in_capitals_gets_small_letters(written: str, kept: str) -> None:
    assert full_name(written) == kept


def test_numbers_are_no_name() -> None:
    with pytest.raises(CellError, match="không phải là họ và tên"):
        full_name("12345")


@pytest.mark.parametrize(
    ("heading", "department"),
    [("II. Tổ Toán", "Tổ Toán"), ("Tổ Văn:", "Tổ Văn"), ("1) Tổ 4-5", "Tổ 4-5"), ("Khối 1", "Khối 1")],
)
def test_a_heading_names_its_department(heading: str, department: str) -> None:
    assert group_department(heading) == department


def test_departments_differ_only_where_their_words_do() -> None:
    names = DepartmentNames(["Tổ 4-5"])

    assert [names.find(name) for name in ("tổ 4–5", "Tổ 45", "TỔ 45", "Tổ 4 - 5")] == [
        "Tổ 4-5",
        "Tổ 45",
        "Tổ 45",
        "Tổ 4-5",
    ]


def test_dates_and_moments_stay_what_they_are() -> None:
    moment = datetime.fromisoformat("2026-03-05T07:30:00")
    row = KeptRow(2, (date(2026, 3, 5), moment, Decimal("8.50"), 7, True, None, "x"))
    columns = tuple(KeptColumn(place, "c", None) for place in range(7))

    (table,) = unsealed(sealed([KeptTable("DS", 1, columns, (row,))]))

    assert repr(table.rows) == repr((row,))
