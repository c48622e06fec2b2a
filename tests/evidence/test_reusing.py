"""What proved something last year may prove it again."""

from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from tests import make
from tests.evidence import specimens
from tests.evidence.specimens import sent

from dvht.accounts.models import User
from dvht.evidence import actions
from dvht.evidence.forms import examine
from dvht.evidence.models import Collection, Evidence, Use
from dvht.units.models import Unit


@pytest.fixture
def last_year(unit: Unit, clerk: User) -> Collection:
    return make.a_collection(unit, 2025, by=clerk)


def a_file(
    collection: Collection, by: User, *rows: str, name: str = "Quy chế.pdf", pages: int = 1
) -> Evidence:
    (outcome,) = actions.add_files(
        collection, rows or ["1b"], [examine(sent(name, specimens.pdf(pages)))], by=by
    )
    assert outcome.evidence is not None
    return outcome.evidence


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def codes(collection: Collection) -> list[str]:
    uses = Use.objects.filter(collection=collection, removed_at=None)
    return [use.code for use in uses.order_by("row", "position")]


def test_last_years_evidence_is_offered_and_used_for_a_row(
    signed_in: Client, place: str, collection: Collection, last_year: Collection, clerk: User, files: Path
) -> None:
    old = a_file(last_year, clerk, "1b")
    assert "Quy chế" in signed_in.get(f"{place}dung-lai/?row=3c").content.decode()

    response = signed_in.post(f"{place}dung-lai/?row=3c", {"evidence": [old.pk], "row": "3c"})

    assert said(response) == ["Đã dùng lại 1 minh chứng: 3c-01."]
    taken = Evidence.objects.get(collection=collection)
    assert (taken.reused_from, taken.file, taken.file_name) == (old, old.file, "Quy chế.pdf")
    assert len([path for path in files.rglob("*") if path.is_file()]) == 1
    assert (
        "Không còn minh chứng nào để dùng lại" in signed_in.get(f"{place}dung-lai/?row=3c").content.decode()
    )


def test_without_a_row_each_goes_back_to_its_own_rows(
    signed_in: Client, place: str, collection: Collection, last_year: Collection, clerk: User
) -> None:
    old = a_file(last_year, clerk, "1b", "3c")

    signed_in.post(f"{place}dung-lai/", {"evidence": [old.pk]})

    assert codes(collection) == ["1b-01", "3c-01"]


def test_this_years_evidence_is_shared_with_one_more_row(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    own = a_file(collection, clerk, "1b")

    signed_in.post(f"{place}dung-lai/?row=2a&from=2026", {"evidence": [own.pk], "row": "2a"})

    assert codes(collection) == ["1b-01", "2a-01"]
    assert Evidence.objects.count() == 1


def test_taking_it_over_twice_makes_no_second_entry(
    collection: Collection, last_year: Collection, clerk: User
) -> None:
    old = a_file(last_year, clerk)

    actions.reuse_from_year(collection, [old.pk], ["1b"], by=clerk)
    actions.reuse_from_year(collection, [old.pk], ["2a"], by=clerk)

    assert Evidence.objects.filter(collection=collection).count() == 1
    assert codes(collection) == ["1b-01", "2a-01"]


def test_bytes_sent_again_this_year_are_recognised(
    collection: Collection, last_year: Collection, clerk: User
) -> None:
    old = a_file(last_year, clerk)
    a_file(collection, clerk, "2a", name="Bản khác tên.pdf")

    actions.reuse_from_year(collection, [old.pk], ["1b"], by=clerk)

    assert Evidence.objects.filter(collection=collection).count() == 1
    assert codes(collection) == ["1b-01", "2a-01"]


def test_rows_that_this_years_law_does_not_have_must_be_chosen_anew(
    unit: Unit, last_year: Collection, clerk: User
) -> None:
    old = a_file(last_year, clerk, "1b")
    next_year = make.a_collection(unit, 2027, pack="tt24-2023-huyen", by=clerk)

    with pytest.raises(ValidationError, match="Hãy chọn mã rồi dùng lại"):
        actions.reuse_from_year(next_year, [old.pk], by=clerk)
    actions.reuse_from_year(next_year, [old.pk], ["1.4"], by=clerk)

    assert codes(next_year) == ["1.4-01"]


def test_another_units_evidence_is_neither_offered_nor_taken(
    signed_in: Client, place: str, collection: Collection, clerk: User
) -> None:
    stranger = make.a_unit("Trường Mầm non Sao Mai", kind="preschool")
    theirs = a_file(make.a_collection(stranger, 2025, by=clerk), clerk)

    assert "Quy chế" not in signed_in.get(f"{place}dung-lai/?row=3c").content.decode()
    assert signed_in.get(f"{place}dung-lai/?row=3c&from=2025").status_code == 404
    response = signed_in.post(f"{place}dung-lai/?row=3c", {"evidence": [theirs.pk], "row": "3c"})
    assert response.status_code == 422
    with pytest.raises(ValidationError, match="không thuộc các năm trước của đơn vị"):
        actions.reuse_from_year(collection, [theirs.pk], ["3c"], by=clerk)
    assert codes(collection) == []


@pytest.mark.parametrize("chosen", [[], ["abc"], ["999999"], ["9" * 30]])
def test_a_choice_that_is_none_is_said(
    signed_in: Client, place: str, last_year: Collection, clerk: User, chosen: list[str]
) -> None:
    a_file(last_year, clerk)

    response = signed_in.post(f"{place}dung-lai/?row=3c", {"evidence": chosen, "row": "3c"})

    assert response.status_code == 422
    assert "Chưa dùng lại được" in response.content.decode()


def test_what_was_removed_last_year_is_not_offered(
    signed_in: Client, place: str, last_year: Collection, clerk: User
) -> None:
    a_file(last_year, clerk)
    actions.remove_use(Use.objects.get(), by=clerk)

    assert "Quy chế" not in signed_in.get(f"{place}dung-lai/?row=3c").content.decode()
