"""Pages as a whole: notes of law, the same number of queries however full, the workbook."""

import zipfile
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.assessment.conftest import School, a_school, text

from dvht.assessment.models import Entry

pytestmark = pytest.mark.django_db


def queries_of(school: School, rest: str) -> int:
    school.get(rest)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert school.get(rest).status_code == 200
    return len(captured)


@pytest.mark.parametrize("rest", ["chi-tieu/2.1/", "kiem-tra/", "lich-su/", "xuat-excel/"])
def test_a_full_year_asks_the_database_no_more_than_one_with_a_single_row(rest: str) -> None:
    school = a_school(2026, "tt24-2023-huyen")
    school.prove("2.1")
    school.save("2.1", count="40", total="40")
    one = queries_of(school, rest)
    for row in school.sheet.rows:
        if row.applies and row.code != "2.1":
            school.prove(row.code)
            school.save(
                row.code,
                **{"condition": {"met": "yes"}, "grade": {"grade": "good"}}.get(
                    row.row.measure, {"count": "40", "total": "40"}
                ),
            )

    assert Entry.objects.count() == 14
    assert queries_of(school, rest) == one


def test_a_page_before_anybody_begins_writes_nothing(school: School) -> None:
    assert school.get("chi-tieu/1.1/").status_code == 200
    assert school.get("kiem-tra/").status_code == 200
    assert school.get("lich-su/").status_code == 200
    assert school.sheet.assessment.pk is None


def test_a_year_without_a_plan_leads_to_the_plan() -> None:
    unit = make.a_unit()
    school = School(
        unit, make.a_plan(unit), make.a_head(unit), make.a_clerk(unit), make.a_committee_member(unit)
    )
    answer = school.client(school.head).get(f"/don-vi/{unit.pk}/2025/tu-danh-gia/")

    assert answer.status_code == 200
    assert "Lập kế hoạch trước khi tự đánh giá" in text(answer)
    assert f"/don-vi/{unit.pk}/2025/ke-hoach/" in text(answer).partition("dv-empty")[2]


def test_an_unknown_row_is_not_found(school: School) -> None:
    assert school.get("chi-tieu/9.9/").status_code == 404
    assert school.save("9.9", met="yes").status_code == 404


def test_a_year_of_the_old_circular_says_that_the_year_decides(points_school: School) -> None:
    page = text(points_school.get("chi-tieu/2a/"))

    assert "Năm đánh giá quyết định bộ tiêu chí, không phải ngày hôm nay" in page
    assert "Thông tư chỉ ghi điểm tối đa, không ghi cách cho điểm khi chưa đạt 100%" in page


def test_the_law_of_both_levels_stands_over_the_row(school: School) -> None:
    page = text(school.get("chi-tieu/2.2/"))

    assert "Tối thiểu 90% Thành viên trong đơn vị hoàn thành đầy đủ các chương trình học tập" in page
    assert "Mức độ 1: tối thiểu 90%, Điều 6 khoản 2 điểm b." in page
    assert "Mức độ 2: tối thiểu 95%, Điều 7 khoản 2 điểm b." in page


def test_what_is_typed_never_becomes_markup(school: School) -> None:
    school.save("2.1", count="40", total="40", note="<script>alert(1)</script>")

    for rest in ("chi-tieu/2.1/", "lich-su/"):
        assert "<script>alert" not in text(school.get(rest))


def test_totals_that_differ_are_pointed_at_before_finalising(school: School) -> None:
    school.save("2.1", count="40", total="40")
    school.save("2.3", count="38", total="39")

    assert "2.3: tổng số người không giống các chỉ tiêu khác." in text(school.get("kiem-tra/"))


def test_the_workbook_holds_text_and_never_a_formula(school: School) -> None:
    school.save("2.1", count="40", total="40", note='=HYPERLINK("http://example.org","x")')

    answer = school.get("xuat-excel/")

    assert answer["Content-Disposition"] == 'attachment; filename="tu-danh-gia-2026-nhap.xlsx"'
    with zipfile.ZipFile(BytesIO(answer.content)) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in cells
    assert "=HYPERLINK" in words
    assert "40/40 = 100,0%" in words


def test_a_settled_revision_is_downloaded_by_its_number() -> None:
    unit = make.a_unit()
    head = make.a_head(unit)
    plan = make.a_finalised_year(unit, 2026, by=head)
    school = School(unit, plan, head, head, head)

    assert "lan-1" in school.get("xuat-excel/?lan=1")["Content-Disposition"]
    for wrong in ("2", "x", "99999999", "-1"):
        assert school.get(f"xuat-excel/?lan={wrong}").status_code == 404
