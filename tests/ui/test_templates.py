"""Every template of every room keeps the strict Content-Security-Policy and the sprite's list of icons."""

import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.ui.gallery import PAGES, render

from dvht.ui.templatetags.ui import FLASHES, NOTES, STATES, icon_names

SOURCE = Path(__file__).parents[2] / "src" / "dvht"
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))

INLINE = {
    "an inline style": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=(?!=)", re.IGNORECASE),
    "an hx-on handler": re.compile(r"hx-on[:=-]", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script without src": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+off"),
}
ICON = re.compile(r"""\{%\s*(?:icon|note\s+"[a-z]+")\s+"([\w-]+)"|empty_icon="([\w-]+)\"""")
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
CLASSES = re.compile(r'class="((?:[^"{]|\{%.*?%\}|\{\{.*?\}\})*)"')
RULE = re.compile(r"\.([A-Za-z][\w-]*)")
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "path", "rect", "line", "use"}


@cache
def sources() -> Mapping[str, str]:
    """The text of every template, by the name under which its room keeps it."""
    return {str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8") for path in TEMPLATES}


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has_anything_inline(what: str) -> None:
    found = {name: INLINE[what].search(text) for name, text in sources().items()}

    assert {name: match.group(0) for name, match in found.items() if match} == {}


def test_templates_use_only_icons_of_the_sprite() -> None:
    used = {
        name: {icon for pair in ICON.findall(text) for icon in pair if icon}
        for name, text in sources().items()
    }

    assert any(used.values())
    assert {name: icons - icon_names() for name, icons in used.items() if icons - icon_names()} == {}


def test_templates_name_only_classes_that_the_style_sheets_know() -> None:
    written = {name: classes_of(text) for name, text in sources().items()}

    assert any(written.values())
    assert {name: classes - styled() for name, classes in written.items() if classes - styled()} == {}


def classes_of(text: str) -> set[str]:
    """The classes that a template writes out; those that it computes are left aside."""
    named = " ".join(CLASSES.findall(text))
    return {name for name in TAGS.sub("\0", named).split() if "\0" not in name}


@cache
def styled() -> frozenset[str]:
    static = SOURCE / "ui" / "static" / "ui"
    sheets = [static / "dvht.css", static / "vendor" / "tabler.css"]
    return frozenset(name for sheet in sheets for name in RULE.findall(sheet.read_text(encoding="utf-8")))


def test_the_icons_that_our_script_draws_are_in_the_sprite() -> None:
    script = (SOURCE / "ui" / "static" / "ui" / "dvht.js").read_text(encoding="utf-8")
    drawn = re.findall(r'"(cloud-[a-z]+)"', script)
    assert drawn
    assert set(drawn) <= icon_names()


def test_the_icons_of_states_notes_and_flashes_are_in_the_sprite() -> None:
    assert {*STATES.values(), *NOTES.values(), *FLASHES.values()} <= icon_names()


class Outline(HTMLParser):
    """Collects what a page must not have: repeated ids, unclosed or crossed elements, two h1."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.headings = 0
        self.crossed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.labels += [value for name, value in attrs if tag == "label" and name == "for" and value]
        self.headings += tag == "h1"
        assert len(given) == len(attrs), f"<{tag}> repeats an attribute: {attrs}"
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    parser.close()
    return parser


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_components_is_well_formed(page: str) -> None:
    read = outline(render(page))
    assert read.crossed == []
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert read.headings == 1
    assert set(read.labels) <= set(read.ids)
