from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict

from dvht.ui.forms import FilesField


class DatedForm(forms.Form):
    day = forms.DateField()
    points = forms.DecimalField(localize=True)


class UploadForm(forms.Form):
    uploads = FilesField(required=False)


@pytest.mark.parametrize("typed", ["03/04/2026", "3/4/2026", "03-04-2026", "03.04.2026", "2026-04-03"])
def test_a_date_is_read_day_first(typed: str) -> None:
    form = DatedForm({"day": typed, "points": "1"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 4, 3)


def test_a_date_that_no_calendar_has_is_refused_and_kept_as_typed() -> None:
    form = DatedForm({"day": "31/02/2026", "points": "1"})
    assert not form.is_valid()
    assert 'value="31/02/2026"' in str(form["day"])


def test_a_decimal_is_read_and_written_with_a_comma() -> None:
    form = DatedForm({"day": "1/1/2026", "points": "9,5"})
    assert form.is_valid()
    assert form.cleaned_data["points"] == Decimal("9.5")
    assert 'value="9,5"' in str(DatedForm(initial={"points": Decimal("9.5")})["points"])


def test_a_stored_date_is_written_day_first_in_its_input() -> None:
    assert 'value="04/03/2026"' in str(DatedForm(initial={"day": date(2026, 3, 4)})["day"])


def sent(*files: "UploadedFile[Any]") -> "MultiValueDict[str, UploadedFile[Any]]":
    return MultiValueDict({"uploads": list(files)})


def test_several_files_clean_to_a_list() -> None:
    form = UploadForm({}, sent(SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["uploads"]] == ["a.pdf", "b.pdf"]


def test_no_file_cleans_to_an_empty_list() -> None:
    form = UploadForm({}, MultiValueDict())
    assert form.is_valid()
    assert form.cleaned_data["uploads"] == []


def test_one_empty_file_among_several_is_refused() -> None:
    files = sent(SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b""))
    assert not UploadForm({}, files).is_valid()


def test_a_whole_form_is_drawn_like_its_single_fields() -> None:
    html = str(DatedForm())
    assert '<label class="form-label" for="id_day">' in html
    assert '<input type="text" name="day" class="form-control"' in html


def test_widgets_keep_a_class_of_their_own_beside_ours() -> None:
    widget = forms.Select(attrs={"class": "wide"}, choices=[("a", "A")])
    assert widget.render("x", "a").startswith('<select class="form-select wide" name="x">')
