"""What the public sees of results: what was published, on its day, until something later takes its place."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.cast import Cast, a_cast
from tests.portal.build import a_publication, a_published_result
from tests.reports.build import many_units, queries
from tests.units.build import a_decision

from dvht.audit.actions import SYSTEM
from dvht.portal.exports import FIELDS
from dvht.recognition.models import PublishedResult
from dvht.units.actions import rename_unit
from dvht.units.models import Change, ChangedUnit, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def listed(query: str = "") -> list[str]:
    page = Client().get(reverse("published_results") + query).context["page"]
    return [result.unit_name for result in page]


def text_of(name: str, *args: object, query: str = "") -> str:
    answer = Client().get(reverse(name, args=args) + query)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return str(content.decode())


def test_what_is_published_is_there_for_a_stranger(cast: Cast) -> None:
    a_published_result(cast.unit, by=cast.commune)

    assert listed() == [cast.unit.name]
    assert cast.unit.name in text_of("published_unit", cast.unit.pk)


def test_what_is_published_tomorrow_is_nowhere_today(cast: Cast) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    a_published_result(cast.unit, by=cast.commune, publication=a_publication(cast.commune, on=tomorrow))

    assert listed() == []
    assert "Chưa có kết quả nào được công bố" in text_of("published_results")
    assert Client().get(reverse("published_unit", args=[cast.unit.pk])).status_code == 404
    assert cast.unit.name not in text_of("open_data_csv") + text_of("open_data_json")


def test_a_unit_of_which_nothing_was_published_is_unknown(cast: Cast) -> None:
    make.a_submission(cast.unit, cast.office, cast.commune, by=cast.head)

    assert {
        Client().get(reverse("published_unit", args=[pk])).status_code for pk in (cast.unit.pk, 999_999)
    } == {404}


def test_a_correction_takes_the_place_of_the_whole_decision_on_its_day_and_leaves_a_note(cast: Cast) -> None:
    first = a_publication(cast.commune)
    a_published_result(cast.unit, by=cast.commune, publication=first)
    a_published_result(cast.other_unit, by=cast.commune, publication=first)
    later = a_publication(
        cast.commune,
        kind="correction",
        replaces=first.decision,
        on=date(2026, 3, 1),
        note="Đính chính mức độ",
    )
    a_published_result(cast.unit, by=cast.commune, publication=later, outcome="2", outcome_label="Mức độ 2")

    page = text_of("published_unit", cast.unit.pk)

    assert listed() == [cast.unit.name]
    assert "Mức độ 2" in text_of("published_results")
    assert page.index("Mức độ 2") < page.index("đã được thay thế")
    assert page.count("Đính chính mức độ") == 2
    assert "đã được thay thế" in text_of("published_unit", cast.other_unit.pk)


def test_a_correction_that_is_not_published_yet_changes_nothing(cast: Cast) -> None:
    first = a_publication(cast.commune)
    a_published_result(cast.unit, by=cast.commune, publication=first)
    tomorrow = timezone.localdate() + timedelta(days=1)
    a_publication(cast.commune, kind="correction", replaces=first.decision, on=tomorrow, note="Chưa ai biết")

    assert listed() == [cast.unit.name]
    assert "Chưa ai biết" not in text_of("published_unit", cast.unit.pk)


def test_a_title_that_was_withdrawn_leaves_the_list_and_stays_in_the_history(cast: Cast) -> None:
    a_published_result(cast.unit, by=cast.commune)
    withdrawal = a_publication(
        cast.commune, kind="withdrawal", on=date(2026, 5, 1), note="Theo kết luận thanh tra"
    )
    a_published_result(cast.unit, by=cast.commune, publication=withdrawal)

    page = text_of("published_unit", cast.unit.pk)

    assert listed() == []
    assert "đã bị thu hồi" in page
    assert "Theo kết luận thanh tra" in page
    assert "dv-st--gold" not in page


def test_the_history_keeps_old_names_and_all_years(cast: Cast) -> None:
    a_published_result(cast.unit, by=cast.commune, year=2024, unit_name="Trường Tiểu học Sen Cũ")
    a_published_result(cast.unit, by=cast.commune)

    page = text_of("published_unit", cast.unit.pk)

    assert page.index("2025") < page.index("2024")
    assert page.count("Trường Tiểu học Sen Cũ") == 2


def test_a_unit_leads_to_what_was_published_of_those_that_it_succeeded(cast: Cast) -> None:
    change = Change.objects.create(
        kind="merge",
        effective_on=date(2026, 1, 1),
        decision_number="1",
        decided_on=date(2026, 1, 1),
        decided_by="UBND",
    )
    Unit.objects.filter(pk=cast.other_unit.pk).update(dissolved_on=date(2026, 1, 1))
    ChangedUnit.objects.create(change=change, unit=cast.other_unit, side="before", name="Hoa Mai")
    ChangedUnit.objects.create(change=change, unit=cast.unit, side="after", name="Hoa Sen")
    a_published_result(cast.unit, by=cast.commune)
    link = reverse("published_unit", args=[cast.other_unit.pk])

    assert link not in text_of("published_unit", cast.unit.pk)
    a_published_result(cast.other_unit, by=cast.commune)
    assert link in text_of("published_unit", cast.unit.pk)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=truong tieu hoc SEN&nam=2025", ["Trường Tiểu học Hoa Sen"]),
        ("?q=hoa&nam=2025", ["Trường Mầm non Hoa Mai", "Trường Tiểu học Hoa Sen"]),
        ("?q=hoa", ["Trường Mầm non Hoa Mai", "Trường Tiểu học Hoa Sen", "Trường Tiểu học Hoa Sen"]),
        ("?q=khong co", []),
        ("?loai=khoi-preschool", ["Trường Mầm non Hoa Mai"]),
        ("?loai=preschool", ["Trường Mầm non Hoa Mai"]),
        ("?loai=khoi-primary", ["Trường Tiểu học Hoa Sen"]),
        ("?muc=2", ["Trường Mầm non Hoa Mai"]),
        ("?cap=province", []),
        ("?dia-ban=xã Đồng Sen, tỉnh Minh Hà&muc=1", ["Trường Tiểu học Hoa Sen"]),
        ("?dia-ban=xã khác", []),
        ("?nam=2024", ["Trường Tiểu học Hoa Sen"]),
        ("?nam=1999", ["Trường Mầm non Hoa Mai", "Trường Tiểu học Hoa Sen"]),
        ("?nam=²⁰²⁴&page=x", ["Trường Mầm non Hoa Mai", "Trường Tiểu học Hoa Sen"]),
    ],
)
def test_the_list_is_narrowed_as_asked_and_searched_without_marks(
    cast: Cast, query: str, found: list[str]
) -> None:
    a_published_result(cast.unit, by=cast.commune)
    a_published_result(cast.other_unit, by=cast.commune, outcome="2", outcome_label="Mức độ 2")
    a_published_result(cast.unit, by=cast.commune, year=2024)

    assert listed(query) == found


def test_the_first_page_shows_the_newest_year_and_leads_to_the_others_with_their_counts(cast: Cast) -> None:
    a_published_result(cast.unit, by=cast.commune)
    for unit in (cast.unit, cast.other_unit):
        a_published_result(unit, by=cast.commune, year=2024)
    a_published_result(cast.unit, by=cast.commune, year=2023)

    page = text_of("published_results")

    assert listed() == [cast.unit.name]
    assert "Đang xem năm 2025." in page
    assert f'<a href="{reverse("published_results")}?nam=2024">2024 (2 đơn vị)</a>' in page
    assert "2023 (1 đơn vị)" in page
    assert "2025 (1 đơn vị)" in text_of("published_results", query="?nam=2024")


def test_a_name_is_sought_in_every_year_until_one_is_chosen(cast: Cast) -> None:
    a_published_result(cast.unit, by=cast.commune)
    a_published_result(cast.other_unit, by=cast.commune, year=2024)

    page = text_of("published_results", query="?q=hoa mai&nam=")

    assert cast.other_unit.name in page
    assert "<small>năm 2024</small>" in page
    assert listed("?q=hoa mai&nam=2025") == []
    assert listed("?nam=") == [cast.unit.name]


@pytest.mark.parametrize("effective_on", [date(2025, 7, 1), date(2026, 6, 1)])
def test_a_renamed_unit_is_found_by_both_names_and_its_page_says_the_new_one(
    cast: Cast, effective_on: date
) -> None:
    a_published_result(cast.unit, by=cast.commune)
    a_published_result(cast.other_unit, by=cast.commune)
    rename_unit(
        cast.unit,
        {"name": "Trường Tiểu học Bình Minh"},
        version=cast.unit.version,
        decision=a_decision(effective_on=effective_on),
        by=SYSTEM,
    )

    assert listed("?q=binh minh") == listed("?q=tieu hoc hoa sen") == ["Trường Tiểu học Hoa Sen"]
    assert "nay là Trường Tiểu học Bình Minh" in text_of("published_results")
    assert "Tên hiện nay: <strong>Trường Tiểu học Bình Minh</strong>" in text_of(
        "published_unit", cast.unit.pk
    )
    assert "Tên hiện nay" not in text_of("published_unit", cast.other_unit.pk)


def test_a_name_that_was_given_before_the_result_says_nothing_anew(cast: Cast) -> None:
    rename_unit(
        cast.unit,
        {"name": "Trường Tiểu học Bình Minh"},
        version=cast.unit.version,
        decision=a_decision(effective_on=date(2025, 7, 1)),
        by=SYSTEM,
    )
    a_published_result(cast.unit, by=cast.commune, unit_name="Trường Tiểu học Bình Minh (đã sửa)")

    assert "Tên hiện nay" not in text_of("published_unit", cast.unit.pk)


def test_the_list_asks_as_often_for_one_unit_as_for_thirty(cast: Cast) -> None:
    publication = a_publication(cast.commune)
    a_published_result(cast.unit, by=cast.commune, publication=publication)
    asked = queries(lambda: listed("?q=don vi"))
    for unit in many_units(cast.commune, 30):
        a_published_result(unit, by=cast.commune, publication=publication)

    assert queries(lambda: listed("?q=don vi")) <= asked + 1


def test_the_head_counts_what_was_asked_for(cast: Cast) -> None:
    a_published_result(cast.unit, by=cast.commune)
    a_published_result(cast.other_unit, by=cast.commune, outcome="2", outcome_label="Mức độ 2")

    def counts(query: str) -> Any:
        found = Client().get(reverse("published_results") + query).context["counts"]
        return found.by_outcome, found.total

    assert counts("") == ((("Mức độ 1", 1), ("Mức độ 2", 1)), 2)
    assert counts("?q=mai") == ((("Mức độ 2", 1),), 1)


def test_the_data_come_as_csv_that_excel_reads_and_no_cell_can_act(cast: Cast) -> None:
    a_published_result(
        cast.unit, by=cast.commune, unit_name="=HYPERLINK(1)", decided_by="@SUM(A1)", points="-5"
    )

    text = text_of("open_data_csv")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))

    assert text.startswith("\ufeffyear,unit_id,unit_name,")
    assert (row["unit_name"], row["decided_by"], row["points"]) == ("'=HYPERLINK(1)", "'@SUM(A1)", "'-5")
    assert (row["valid_until"], row["status"]) == ("2028-12-31", "current")


def test_an_empty_cell_of_the_csv_stays_empty(cast: Cast) -> None:
    a_published_result(cast.unit, by=cast.commune, points="", area="", decided_by="\t=1")

    (row,) = csv.DictReader(io.StringIO(text_of("open_data_csv").removeprefix("\ufeff")))

    assert (row["points"], row["area"], row["note"], row["decided_by"]) == ("", "", "", "'\t=1")


def test_the_data_come_as_json_with_what_was_replaced(cast: Cast) -> None:
    first = a_publication(cast.commune)
    a_published_result(cast.unit, by=cast.commune, publication=first)
    later = a_publication(
        cast.commune, kind="correction", replaces=first.decision, on=date(2026, 3, 1), note="Sửa tên"
    )
    a_published_result(cast.unit, by=cast.commune, publication=later, unit_name="Tên đúng “A”")

    found = json.loads(text_of("open_data_json"))["results"]

    assert sorted((row["status"], row["unit_name"], row["note"]) for row in found) == [
        ("current", "Tên đúng “A”", "Sửa tên"),
        ("replaced", cast.unit.name, ""),
    ]
    assert list(found[0]) == [name for name, _ in FIELDS]
    assert json.loads(text_of("open_data_json", query="?nam=2025&q=ten dung"))["results"] == [
        row for row in found if row["status"] == "current"
    ]


def test_without_results_the_data_are_empty_and_still_data() -> None:
    make.a_user()

    assert json.loads(text_of("open_data_json"))["results"] == []
    assert text_of("open_data_csv").count("\n") == 1


def test_every_field_is_explained_on_the_page_of_the_data() -> None:
    make.a_user()
    page = text_of("open_data")

    assert [name for name, _ in FIELDS if f"<code>{name}</code>" not in page] == []


def test_the_words_that_the_data_use_are_explained_as_they_are_written(cast: Cast) -> None:
    page = text_of("open_data")

    assert '<td data-k="Nghĩa">current: còn giá trị công bố' in page
    assert ">Năm đánh giá<" in page


def test_pages_and_data_may_be_kept_for_a_while_and_data_be_read_by_other_sites(cast: Cast) -> None:
    client = Client()

    assert "max-age=300" in client.get(reverse("published_results"))["Cache-Control"]
    answer = client.get(reverse("open_data_csv"))
    assert (answer["Cache-Control"], answer["Access-Control-Allow-Origin"]) == ("public, max-age=3600", "*")


def test_a_result_tells_nothing_of_people(cast: Cast) -> None:
    columns = {field.name for field in PublishedResult._meta.get_fields()}

    assert columns == {
        "id", "publication", "unit", "unit_name", "words", "kind", "sector", "area", "year", "tier", "outcome",
        "outcome_label", "passed_rows", "applicable_rows", "points", "decision_number", "decided_on", "decided_by",
        "valid_until",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["published_results", "paper_lookup", "open_data", "open_data_csv", "open_data_json"]
)
def test_nothing_can_be_sent_to_the_portal(cast: Cast, name: str) -> None:
    assert Client().post(reverse(name)).status_code == 405
