from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from tests.ui.gallery import SampleForm

from dvht.ui.templatetags.ui import UnknownIconError, UnknownStateError, field_errors, icon, status

SPRITE = "/static/ui/vendor/icons.svg"


def drawn(source: str, request: Any = None, **values: Any) -> str:
    return engines["django"].from_string(source).render({**values, "request": request})


def test_an_icon_points_into_the_sprite_and_is_hidden_from_screen_readers() -> None:
    assert icon("home") == f'<svg class="icon" aria-hidden="true"><use href="{SPRITE}#i-home"/></svg>'


def test_an_icon_that_the_sprite_lacks_is_an_error() -> None:
    with pytest.raises(UnknownIconError, match=r"'unicorn' is not in ui/icons\.txt"):
        icon("unicorn")


def test_a_status_has_icon_and_word() -> None:
    assert status("pass", "Đạt") == (
        '<span class="dv-st dv-st--pass"><svg class="icon" aria-hidden="true">'
        f'<use href="{SPRITE}#i-f-circle-check"/></svg><span>Đạt</span></span>'
    )


def test_a_status_on_a_tint_says_so() -> None:
    assert drawn('{% status "stale" "Đã cũ" tag=True %}').startswith(
        '<span class="dv-st dv-st--stale dv-st--tag">'
    )


def test_a_status_outside_the_vocabulary_is_an_error() -> None:
    with pytest.raises(UnknownStateError, match="'great' is none of pass, fail"):
        status("great", "Tuyệt")


def test_a_word_from_a_user_is_escaped() -> None:
    assert "&lt;b&gt;" in status("pass", "<b>")


def test_a_note_of_law_keeps_its_content_and_escapes_values() -> None:
    assert drawn('{% note "law" %}<p>{{ said }}</p>{% endnote %}', said="a < b") == (
        '<div class="dv-note dv-note--law"><svg class="icon" aria-hidden="true">'
        f'<use href="{SPRITE}#i-scale"/></svg><div><p>a &lt; b</p></div></div>'
    )


def test_a_progress_bar_that_is_full_is_done() -> None:
    assert drawn('{% progress 6 6 "Kế hoạch: 6 trên 6 phần" %}') == (
        '<progress class="dv-progress dv-progress--done" value="6" max="6" '
        'aria-label="Kế hoạch: 6 trên 6 phần"></progress>'
    )


def test_a_progress_bar_of_nothing_is_not_done() -> None:
    assert drawn('{% progress 0 0 "Chưa có mục nào" %}') == (
        '<progress class="dv-progress" value="0" max="1" aria-label="Chưa có mục nào"></progress>'
    )


def test_a_pager_keeps_the_other_parts_of_the_query() -> None:
    request = RequestFactory().get("/", {"q": "hoa sen", "page": "2"})
    html = drawn('{% pager page "người" %}', request, page=Paginator(range(30), 8).page(2))
    assert "Hiện 9–16 trong 30 người" in html
    assert '<a href="?q=hoa+sen&amp;page=1" rel="prev">' in html
    assert '<a href="?q=hoa+sen&amp;page=3" rel="next">' in html


def test_a_pager_of_one_page_has_no_links_and_of_nothing_says_nothing() -> None:
    assert "<a" not in drawn("{% pager page %}", page=Paginator(range(3), 8).page(1))
    assert drawn("{% pager page %}", page=Paginator([], 8).page(1)).strip() == ""


def test_a_field_names_its_hint_and_its_error_to_screen_readers() -> None:
    html = drawn("{% field form.name %}", form=SampleForm({"name": ""}))
    assert '<label class="form-label" for="id_name">Tên minh chứng</label>' in html
    assert '<p class="form-hint" id="id_name_helptext">Như ghi trên văn bản.</p>' in html
    assert '<div class="dv-field-error" id="id_name_error"><p>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_error_place_of_a_right_field_is_there_and_empty() -> None:
    html = drawn("{% field_errors form.name %}", form=SampleForm({"name": "Quyết định"}))
    assert html.strip() == '<div class="dv-field-error" id="id_name_error"></div>'
    assert field_errors(SampleForm()["name"])["field"].name == "name"


def test_a_field_may_drop_the_hint_and_placeholder_of_its_form() -> None:
    form = SampleForm()
    form.fields["name"].widget.attrs["placeholder"] = "Name"
    html = drawn('{% field form.name hint="" placeholder="" %}', form=form)
    assert "Như ghi" not in html
    assert "placeholder" not in html


def test_a_field_that_is_not_required_says_so() -> None:
    assert "(không bắt buộc)" in drawn("{% field form.note %}", form=SampleForm())
    assert "(không bắt buộc)" not in drawn("{% field form.name %}", form=SampleForm())


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    html = drawn("{% field form.verdict %}", form=SampleForm())
    assert "<fieldset" in html
    assert "<legend>Kết luận</legend>" in html
    assert html.count('class="form-check-input"') == 2


def test_a_suffix_follows_the_input() -> None:
    html = drawn('{% field form.people suffix="/40 người" %}', form=SampleForm())
    assert "<span>/40 người</span></div>" in html


def test_the_error_summary_links_each_error_to_its_field() -> None:
    html = drawn("{% error_summary form %}", form=SampleForm({"day": "31/02/2026", "kind_of_unit": "th"}))
    assert "Chưa lưu được: có 4 chỗ phải sửa" in html
    for target in ("id_name", "id_day", "id_people", "id_verdict_0"):
        assert f'<a href="#{target}">' in html


def test_the_error_summary_tells_general_errors_without_a_link() -> None:
    form = SampleForm({})
    form.add_error(None, "Hai người vừa sửa cùng lúc.")
    assert "<p>Hai người vừa sửa cùng lúc.</p>" in drawn("{% error_summary form %}", form=form)


def test_a_right_or_unbound_form_has_no_error_summary() -> None:
    assert drawn("{% error_summary form %}", form=SampleForm()).strip() == ""


def test_the_strip_says_the_state_of_each_indicator_in_words() -> None:
    cell = {"code": "3.5", "state": "na", "word": "Không áp dụng", "url": "/3.5", "current": True}
    html = drawn("{% strip groups %}", groups=[{"name": "Tiêu chí 3", "cells": [cell]}])
    assert '<a class="dv-cell dv-cell--na" href="/3.5" aria-current="true"><span>3.5</span>' in html
    assert '<span class="visually-hidden">Không áp dụng</span>' in html


@pytest.mark.parametrize(
    ("source", "value", "words"),
    [
        ("{{ v|vi_date }}", date(2026, 11, 15), "15/11/2026"),
        ("{{ v|vi_date }}", datetime(2026, 11, 14, 18, 0, tzinfo=UTC), "15/11/2026"),
        ("{{ v|vi_date }}", None, ""),
        ("{{ v|vi_weekday_date|capfirst }}", date(2027, 1, 14), "Thứ Năm, 14/01/2027"),
        ("{{ v|vi_datetime }}", datetime(2020, 11, 14, 18, 5, tzinfo=UTC), "01:05 15/11/2020"),
        ("{{ v|vi_number }}", Decimal("1234.50"), "1.234,5"),
        ("{{ v|vi_number:1 }}", 79, "79,0"),
        ("{{ v|vi_number }}", None, ""),
        ("{{ v|vi_percent:40 }}", 38, "95,0%"),
        ("{{ v|vi_size }}", 2_412_345, "2,4 MB"),
        ("{{ v|file_kind }}", "Quyết định 41.xlsx", "XLSX"),
        ("{{ v|file_kind }}", "khong-duoi", "TỆP"),
    ],
)
def test_a_filter_writes_what_a_vietnamese_reader_expects(source: str, value: object, words: str) -> None:
    assert drawn(source, v=value) == words
