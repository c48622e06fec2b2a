"""Rules of the house that import-linter can't see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

HOUSE = Path(__file__).parent.parent
SOURCE = HOUSE / "src" / "dvht"
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "managers"}
LONGEST_MODULE = 400
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
NOQA = re.compile(r"#\s*noqa\b")
NOQA_WITH_REASON = re.compile(r"#\s*noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*\s*[-–(:]\s*\S")
IGNORE = re.compile(r"#\s*type:\s*ignore")
IGNORE_WITH_REASON = re.compile(r"#\s*type: ignore\[[a-z0-9, -]+\]\s+#\s*\S")


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def named(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def rooms() -> list[Path]:
    return sorted(path.parent for path in SOURCE.glob("*/__init__.py"))


def models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("dvht.")]


def relations(path: Path) -> Iterator[ast.Call]:
    """The calls of a models module that make a foreign key."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "attr", getattr(node.func, "id", "")) in RELATIONS
        ):
            yield node


def target_of(call: ast.Call) -> ast.expr:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    return call.args[0] if call.args else given["to"]


def test_a_foreign_key_names_the_class_not_a_string() -> None:
    paths = [*SOURCE.glob("*/models.py"), *SOURCE.glob("*/models/*.py")]
    targets = [(named(path), target_of(call)) for path in paths for call in relations(path)]
    strings = [(path, target.value) for path, target in targets if isinstance(target, ast.Constant)]

    assert targets
    assert [(path, name) for path, name in strings if name != "self"] == []


def test_a_foreign_key_to_another_room_has_no_way_back() -> None:
    ways_back = [
        f"{model._meta.label}.{field.name}"
        for model in models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.model is model
        and isinstance(field.related_model, type)
        and field.related_model._meta.app_label != model._meta.app_label
        and field.remote_field.related_name != "+"
    ]

    assert ways_back == []


def test_every_model_is_in_the_glossary() -> None:
    glossary = (HOUSE / "docs" / "glossary.md").read_text(encoding="utf-8")

    assert [model._meta.label for model in models() if f"`{model.__name__}`" not in glossary] == []


def test_the_glossary_is_a_table_of_three_columns() -> None:
    lines = (HOUSE / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith("|") and line.count("|") != 4] == []


def test_a_module_is_named_by_what_it_holds() -> None:
    assert [
        named(path) for path in modules() if FORBIDDEN_NAMES & {path.stem, *path.relative_to(SOURCE).parts}
    ] == []


def test_a_module_is_short_enough_to_read() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}

    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_a_room_says_in_one_sentence_what_it_is_for(room: Path) -> None:
    said = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""

    assert said
    assert "\n" not in said
    assert said.endswith(".")
    assert ". " not in said


def comments_without_reason(text: str) -> list[str]:
    """Lines that switch a checker off without naming the rule and saying why, on the line or just above it."""
    lines = text.splitlines()
    found = []
    for above, line in zip(["", *lines], lines, strict=False):
        explained = above.strip().startswith("#")
        is_bare_noqa = NOQA.search(line) and not (
            NOQA_WITH_REASON.search(line) or (explained and "noqa: " in line)
        )
        is_bare_ignore = IGNORE.search(line) and not (
            IGNORE_WITH_REASON.search(line) or (explained and "ignore[" in line)
        )
        if is_bare_noqa or is_bare_ignore:
            found.append(line.strip())
    return found


def test_a_checker_is_switched_off_only_with_a_reason() -> None:
    assert [
        (named(path), comment)
        for path in modules()
        for comment in comments_without_reason(path.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("line", "is_bare"),
    [
        ("x = 1  # noqa", True),
        ("x = 1  # noqa: E501", True),
        ("x = 1  # noqa: E501 - a law's own wording", False),
        ("x = 1  # noqa: E501, S105 (shown to everybody)", False),
        ("x = y  # type: ignore", True),
        ("x = y  # type: ignore[misc]", True),
        ("x = y  # type: ignore[misc]  # the library has no types", False),
        ("# the library has no types\nx = y  # type: ignore[misc]", False),
        ("# because\nx = y  # noqa", True),
    ],
)
def test_a_reason_is_recognised(line: str, is_bare: bool) -> None:
    assert bool(comments_without_reason(line)) is is_bare
