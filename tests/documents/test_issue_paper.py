"""Issuing: one series of numbers a year, no gap and no repeat, and bytes that never change."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests import make
from tests.races import at_once

from dvht.accounts.models import User
from dvht.documents.actions import Order, issue_paper, register_outside_numbers
from dvht.documents.letters import FixedPart, Letter, TextPart, field_values
from dvht.documents.models import IssuedPaper, NumberSeries, PaperFormat, StoredPaper
from dvht.documents.queries import papers_in_force, stored_bytes
from dvht.paper.blocks import Paragraph
from dvht.units.models import Unit

TODAY = timezone.localdate()


def a_letter(**more: Any) -> Letter:
    facts: dict[str, Any] = {
        "kind": "submission_letter",
        "title": "Tờ trình",
        "type_name": "TỜ TRÌNH",
        "abbreviation": "TTr",
        "subject": "Đề nghị công nhận",
        "addressees": ("Phòng Văn hóa - Xã hội",),
        "parts": (TextPart("opening", "Mở đầu", "Kính trình."), FixedPart("Số liệu", (Paragraph("38/40"),))),
        "source": {"2.1": "38/40"},
        **more,
    }
    return Letter(**facts)


def an_order(
    unit: Unit, *, issued_on: dt.date = TODAY, changed: dict[str, str] | None = None, **more: Any
) -> Order:
    letter = more.pop("letter", None) or a_letter()
    values = field_values(letter, unit, changed or {}, "Trần Thu Sen")
    return Order(letter, unit, 2025, values, issued_on, **more)


@pytest.fixture
def unit(db: None) -> Unit:
    return make.a_unit()


@pytest.fixture
def head(unit: Unit) -> User:
    return make.a_head(unit)


def test_the_first_paper_of_a_year_is_number_01(unit: Unit, head: User) -> None:
    paper = issue_paper(an_order(unit), by=head)

    assert paper.full_number == "01/TTr-THHS"
    assert paper.verification_code.count("-") == 2


def test_numbers_of_one_body_run_on_across_kinds_of_paper(unit: Unit, head: User) -> None:
    first = issue_paper(an_order(unit), by=head)
    second = issue_paper(an_order(unit, letter=a_letter(kind="minutes", abbreviation="BB")), by=head)

    assert [first.number, second.number] == [1, 2]


def test_a_council_has_numbers_of_its_own(unit: Unit, head: User) -> None:
    issue_paper(an_order(unit), by=head)
    minutes = a_letter(kind="minutes", abbreviation="BB", series_body="Hội đồng đánh giá")

    assert issue_paper(an_order(unit, letter=minutes), by=head).number == 1


def test_numbers_begin_again_with_the_year(unit: Unit, head: User) -> None:
    issue_paper(an_order(unit, issued_on=TODAY.replace(year=TODAY.year - 1, day=1)), by=head)

    assert issue_paper(an_order(unit, letter=a_letter(kind="minutes")), by=head).number == 1


def test_a_table_carries_no_number_and_takes_none(unit: Unit, head: User) -> None:
    table = issue_paper(an_order(unit, letter=a_letter(kind="score_sheet", abbreviation=None)), by=head)

    assert (table.number, table.symbol, table.full_number) == (None, "", "")
    assert not NumberSeries.objects.exists()


def test_an_official_letter_names_the_unit_before_its_office(unit: Unit, head: User) -> None:
    letter = a_letter(kind="official_letter", type_name=None, abbreviation="VP")

    assert issue_paper(an_order(unit, letter=letter), by=head).full_number == "01/THHS-VP"


def test_a_day_that_has_not_come_is_refused(unit: Unit, head: User) -> None:
    with pytest.raises(ValidationError, match="chưa đến"):
        issue_paper(an_order(unit, issued_on=TODAY + dt.timedelta(days=1)), by=head)


def test_a_day_before_that_of_the_number_before_is_refused(unit: Unit, head: User) -> None:
    issue_paper(an_order(unit), by=head)
    earlier = an_order(unit, issued_on=TODAY - dt.timedelta(days=1), letter=a_letter(kind="minutes"))

    if earlier.issued_on.year == TODAY.year:
        with pytest.raises(ValidationError, match="không theo thứ tự sổ"):
            issue_paper(earlier, by=head)
    assert NumberSeries.objects.get(year=TODAY.year).last_number == 1


@pytest.mark.parametrize("field", ["subject", "place", "signatory_name", "signatory_title"])
def test_a_paper_with_an_empty_place_for_what_nd30_asks_is_refused(
    unit: Unit, head: User, field: str
) -> None:
    with pytest.raises(ValidationError, match="đang để trống"):
        issue_paper(an_order(unit, changed={field: " "}), by=head)
    assert not IssuedPaper.objects.exists()


def test_both_formats_are_stored_with_their_digests(unit: Unit, head: User) -> None:
    paper = issue_paper(an_order(unit), by=head)

    assert stored_bytes(paper, PaperFormat.PDF).startswith(b"%PDF")
    assert stored_bytes(paper, PaperFormat.DOCX).startswith(b"PK")
    for stored in StoredPaper.objects.filter(paper=paper):
        assert hashlib.sha256(bytes(stored.content)).hexdigest() == stored.sha256


def test_the_database_refuses_to_change_an_issued_paper(unit: Unit, head: User) -> None:
    paper = issue_paper(an_order(unit), by=head)

    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedPaper.objects.filter(pk=paper.pk).update(subject="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredPaper.objects.filter(paper=paper).update(sha256="0" * 64)


def test_a_newer_paper_replaces_the_older_and_both_remain(unit: Unit, head: User) -> None:
    old = issue_paper(an_order(unit), by=head)
    new = issue_paper(an_order(unit, supersedes=old), by=head)

    assert papers_in_force(unit, 2025) == {"submission_letter": new}
    assert IssuedPaper.objects.count() == 2


def test_a_paper_is_replaced_once_only(unit: Unit, head: User) -> None:
    old = issue_paper(an_order(unit), by=head)
    issue_paper(an_order(unit, supersedes=old), by=head)

    with pytest.raises(ValidationError, match="người khác ban hành lại"):
        issue_paper(an_order(unit, supersedes=old), by=head)
    assert NumberSeries.objects.get().last_number == 2


def test_numbers_used_elsewhere_are_left_out_and_written_down(unit: Unit, head: User) -> None:
    outside = register_outside_numbers(
        unit=unit, year=TODAY.year, upto=57, note="theo sổ văn bản đi", by=head
    )

    assert (outside.first, outside.last) == (1, 57)
    assert issue_paper(an_order(unit), by=head).number == 58


def test_a_number_already_given_cannot_be_claimed_for_elsewhere(unit: Unit, head: User) -> None:
    issue_paper(an_order(unit), by=head)

    with pytest.raises(ValidationError, match="Số 1 đã dùng"):
        register_outside_numbers(unit=unit, year=TODAY.year, upto=1, note="sổ", by=head)


def test_papers_issued_at_the_same_moment_get_numbers_without_gap_or_repeat(committed_db: None) -> None:
    unit = make.a_unit()
    head = make.a_head(unit)
    kinds = ["plan", "minutes", "self_assessment_report", "submission_letter", "registration"]

    at_once(
        *[
            lambda kind=kind: issue_paper(an_order(unit, letter=a_letter(kind=kind)), by=head)
            for kind in kinds
        ]
    )

    assert sorted(IssuedPaper.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_two_people_issuing_the_same_paper_at_once_make_one_paper(committed_db: None) -> None:
    unit = make.a_unit()
    head = make.a_head(unit)

    outcomes = at_once(*[lambda: issue_paper(an_order(unit), by=head)] * 2)

    assert [paper.number for paper in IssuedPaper.objects.all()] == [1]
    assert outcomes == ["conflict", "done"]
