"""Template tags and filters of the look; docs/ui.md shows one example of each."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dvht.ui.figures import Gauge, Ruler, bars_of, gauge_of, mini_cells, ruler_of

register = template.Library()

STATES: Mapping[str, str] = {
    "pass": "f-circle-check",
    "fail": "f-circle-x",
    "late": "f-clock",
    "warn": "f-alert-triangle",
    "stale": "refresh-alert",
    "back": "arrow-back-up",
    "doing": "f-contrast",
    "info": "f-info-circle",
    "wait": "hourglass-low",
    "todo": "circle-dashed",
    "na": "circle-minus",
    "gold": "f-rosette-discount-check",
}
"""The status vocabulary: state to icon. The word is the page's; icon and word always stand together."""

NOTES: Mapping[str, str] = {"info": "f-info-circle", "warn": "f-alert-triangle", "law": "scale"}
FLASHES: Mapping[str, str] = {
    "success": "f-circle-check",
    "info": "f-info-circle",
    "debug": "f-info-circle",
    "warning": "f-alert-triangle",
    "error": "f-circle-x",
}


class UnknownIconError(LookupError):
    """The icon isn't in ui/icons.txt, so the sprite doesn't carry it."""


class UnknownStateError(LookupError):
    """The word isn't one of the states, notes or flashes of the look."""


@cache
def icon_names() -> frozenset[str]:
    """The icons of the sprite."""
    lines = (Path(__file__).parent.parent / "icons.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _known(table: Mapping[str, str], name: str) -> str:
    try:
        return table[name]
    except KeyError:
        raise UnknownStateError(f"{name!r} is none of {', '.join(table)}") from None


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """An icon of the sprite, hidden from screen readers: a word must stand beside it."""
    if name not in icon_names():
        raise UnknownIconError(f"{name!r} is not in ui/icons.txt")
    classes = f"icon {extra_class}".rstrip()
    sprite = static("ui/vendor/icons.svg")
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', classes, sprite, name
    )


@register.simple_tag
def status(state: str, word: str, *, tag: bool = False) -> SafeString:
    """Icon and word of a state; `tag` puts them on a tinted ground."""
    drawing = icon(_known(STATES, state))
    classes = f"dv-st dv-st--{state}" + (" dv-st--tag" if tag else "")
    return format_html('<span class="{}">{}<span>{}</span></span>', classes, drawing, word)


@register.simple_block_tag
def note(content: str, kind: str = "info", drawing: str = "") -> SafeString:
    """What the reader must know, in the flow of the page: "info", "warn" (act on it) or "law" (unsettled)."""
    shown = icon(drawing or _known(NOTES, kind))
    classes = "dv-note" if kind == "info" else f"dv-note dv-note--{kind}"
    return format_html('<div class="{}">{}<div>{}</div></div>', classes, shown, content)


@register.simple_tag
def flash_icon(level: str) -> SafeString:
    return icon(_known(FLASHES, level))


@register.simple_tag
def progress(value: int, maximum: int, label: str) -> SafeString:
    """A bar; `label` says it in words, for example "Thành viên: 38 trên 40 người"."""
    done = " dv-progress--done" if 0 < maximum <= value else ""
    return format_html(
        '<progress class="dv-progress{}" value="{}" max="{}" aria-label="{}"></progress>',
        done,
        min(value, maximum),
        max(maximum, 1),
        label,
    )


@register.inclusion_tag("ui/gauge.html")
def gauge(
    have: int | Decimal,
    whole: int | Decimal,
    marks: Iterable[tuple[str, int | Decimal]] = (),
    unit: str = "người",
) -> dict[str, Gauge]:
    """A count against thresholds; `marks` are pairs of label and count needed."""
    return {"gauge": gauge_of(have, whole, marks, unit)}


@register.inclusion_tag("ui/ruler.html")
def ruler(
    points: Decimal,
    maximum: Decimal,
    ranks: Iterable[tuple[str, Decimal]],
    can: Decimal | None = None,
    below: str = "Chưa đạt",
) -> dict[str, Ruler]:
    """Points against ranks; `ranks` are pairs of label and least points, `can` the points within reach."""
    return {"ruler": ruler_of(points, maximum, ranks, can=can, below=below)}


@register.inclusion_tag("ui/strip.html")
def strip(groups: Iterable[Any]) -> dict[str, Any]:
    """All indicators in one line; a group has `name` and `cells`, a cell `code`, `state`, `word`, `url`,
    `current`."""
    return {"groups": groups}


@register.inclusion_tag("ui/bars.html")
def bars(
    title: str,
    rows: Iterable[tuple[str, str, tuple[int, ...]]],
    first: str,
    columns: Iterable[str],
    goal: int = 0,
    goal_label: str = "",
) -> dict[str, Any]:
    """Columns over time or kinds, drawn on the server, with the table of their numbers folded under them.

    A row has the label under its column, the words of its line in the table, and the numbers of that line, the last of
    which is drawn; `columns` name the numbers, `first` what the lines are.
    """
    kept = list(rows)
    points = [(short, numbers[-1]) for short, _, numbers in kept]
    return {
        "title": title,
        "bars": bars_of(points, title=title, goal=goal, goal_label=goal_label),
        "rows": [(words, numbers) for _, words, numbers in kept],
        "first": first,
        "columns": list(columns),
    }


@register.inclusion_tag("ui/mini.html")
def mini(groups: Iterable[Iterable[str]], noun: str = "chỉ tiêu") -> dict[str, Any]:
    """A whole result in a table's cell: a mark for each row (p passed, f failed, t not looked at, n doesn't apply)."""
    kept = [list(group) for group in groups]
    cells, width = mini_cells(kept)
    kinds = [kind for group in kept for kind in group if kind != "n"]
    passed = kinds.count("p")
    text = f"Đạt {passed}/{len(kinds)} {noun} áp dụng"
    return {"cells": cells, "width": width, "passed": passed, "whole": len(kinds), "text": text}


@register.simple_tag
def cell_icon(state: str) -> SafeString:
    """The icon inside a cell of the strip: a row that doesn't apply shows a dash."""
    return icon("minus" if state == "na" else _known(STATES, state))


@register.inclusion_tag("ui/form/field.html")
def field(
    bound: BoundField,
    label: str = "",
    hint: str | None = None,
    suffix: str = "",
    *,
    placeholder: str | None = None,
    short: bool = False,
    hide_label: bool = False,
    mark_optional: bool = True,
) -> dict[str, Any]:
    """Label, hint, error and widget of one form field; `suffix` follows the input ("/40 người").

    `hint` and `placeholder` replace what the form says; an empty one takes it away. `mark_optional` false leaves out
    “(không bắt buộc)”, where a form is full of fields that are already filled.
    """
    shown_hint = bound.help_text if hint is None else hint
    attrs: dict[str, str | bool] = {}
    if not bound.use_fieldset:
        described = [f"{bound.auto_id}_helptext"] if shown_hint else []
        attrs["aria-describedby"] = " ".join([*described, f"{bound.auto_id}_error"])
    if placeholder is not None:
        attrs["placeholder"] = placeholder or False
    return {
        "widget": "" if bound.is_hidden else bound.as_widget(attrs=attrs),
        "field": bound,
        "label": label,
        "hint": shown_hint,
        "suffix": suffix,
        "short": short,
        "hide_label": hide_label,
        "mark_optional": mark_optional and not bound.field.required,
    }


@register.inclusion_tag("ui/form/errors.html")
def field_errors(bound: BoundField) -> dict[str, Any]:
    """The error place of one field, always there, so that an autosave can fill or empty it by its id."""
    return {"field": bound}


@register.inclusion_tag("ui/form/summary.html")
def error_summary(*forms: BaseForm, title: str = "", **labels: str) -> dict[str, Any]:
    """What must be mended, each line a link to its field; nothing when all forms are right or unbound.

    `labels` name fields by the words that the page gives them, where the form has its own.
    """
    general: list[str] = []
    linked: list[tuple[str, str, str]] = []
    for form in forms:
        general += [str(error) for error in form.non_field_errors()]
        for bound in form:
            label = labels.get(bound.name, str(bound.label))
            linked += [(_first_id(bound), label, str(error)) for error in bound.errors]
    return {"general": general, "linked": linked, "count": len(general) + len(linked), "title": title}


def _first_id(bound: BoundField) -> str:
    """Id of the first control of a field: a group of choices numbers its controls."""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label or bound.auto_id


@register.filter
def is_checkbox(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, CheckboxInput)


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], unit: str = "mục") -> dict[str, Any]:
    """Which rows are shown and links to the neighbouring pages; the other parts of the query stay."""
    return {"page": page, "unit": unit, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, number: int) -> str:
    """The query string of another page of the same list."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query["page"] = str(number)
    return f"?{query.urlencode()}"
