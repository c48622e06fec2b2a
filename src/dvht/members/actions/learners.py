"""Learners of a year, counted by class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.audit.actions import Actor, record
from dvht.members.actions.roster import hold_roster
from dvht.members.actions.wording import WordsError, key_of, one_line
from dvht.members.models import LearnerClass
from dvht.units.models import Unit

LONGEST_CLASS: Final = 60
MOST_LEARNERS: Final = 100_000


@dataclass(frozen=True, kw_only=True)
class ClassWords:
    """One class as somebody wrote it; `pk` None is a new one, `learners` None takes an old one away."""

    name: str
    learners: int | None
    citizens: int | None = None
    basis: str = ""
    pk: int | None = None
    version: int = 0


class ClassError(ValidationError):
    """What is wrong with which line; nothing was written."""

    def __init__(self, problems: Sequence[tuple[int, str, str]], *, code: str = "invalid") -> None:
        super().__init__([message for _, _, message in problems], code=code)
        self.problems = tuple(problems)
        self.code = code


def save_classes(unit: Unit, year: int, lines: Sequence[ClassWords], *, by: Actor) -> int:
    """Write the lines of the year's table; returns how many changed something. Raises ClassError."""
    with transaction.atomic():
        hold_roster(unit)
        held = {one.pk: one for one in LearnerClass.objects.filter(unit=unit, year=year)}
        _check_versions(lines, held)
        rows = _filled(unit, year, lines, held)
        changed = [row for row in rows if row.pk is None or _facts(row) != _facts(held[row.pk])]
        gone = [held[line.pk] for line in lines if line.pk is not None and line.learners is None]
        LearnerClass.objects.filter(pk__in=[one.pk for one in gone]).delete()
        before = {row.pk: held[row.pk] for row in changed if row.pk}
        for row in changed:
            row.version += 1 if row.pk else 0
        LearnerClass.objects.bulk_update(
            [row for row in changed if row.pk],
            ["name", "name_key", "learners", "citizens", "basis", "version"],
        )
        LearnerClass.objects.bulk_create(row for row in changed if not row.pk)
        if changed or gone:
            _record(unit, year, changed, before, gone, by=by)
    return len(changed) + len(gone)


def copy_classes(unit: Unit, year: int, *, by: Actor) -> int:
    """Take over the names of the last year's classes that the year doesn't have, with the same numbers to correct."""
    earlier = LearnerClass.objects.filter(unit=unit, year__lt=year).order_by("-year").first()
    if earlier is None:
        return 0
    held = set(LearnerClass.objects.filter(unit=unit, year=year).values_list("name_key", flat=True))
    source = LearnerClass.objects.filter(unit=unit, year=earlier.year).order_by("name_key")
    lines = [ClassWords(name=one.name, learners=one.learners) for one in source if one.name_key not in held]
    return save_classes(unit, year, lines, by=by)


def _check_versions(lines: Sequence[ClassWords], held: Mapping[int, LearnerClass]) -> None:
    stale = [
        (place, "name", f"“{line.name}”: người khác vừa sửa hoặc xóa lớp này. Hãy xem bản mới.")
        for place, line in enumerate(lines)
        if line.pk is not None and (line.pk not in held or held[line.pk].version != line.version)
    ]
    if stale:
        raise ClassError(stale, code="conflict")


def _filled(
    unit: Unit, year: int, lines: Sequence[ClassWords], held: Mapping[int, LearnerClass]
) -> list[LearnerClass]:
    problems: list[tuple[int, str, str]] = []
    rows: list[LearnerClass] = []
    owners = {one.name_key: one.pk for one in held.values()}
    names: set[str] = set()
    for place, line in enumerate(lines):
        if line.learners is None and line.pk is not None:
            continue
        row = LearnerClass(unit=unit, year=year, pk=line.pk, version=line.version or 1)
        problems += [(place, name, message) for name, message in _fill(row, line).items()]
        if row.name_key in names or owners.get(row.name_key, row.pk) != row.pk:
            problems.append((place, "name", f"Lớp “{row.name}” có hai dòng."))
        names.add(row.name_key)
        rows.append(row)
    if problems:
        raise ClassError(problems)
    return rows


def _fill(row: LearnerClass, line: ClassWords) -> dict[str, str]:
    problems: dict[str, str] = {}
    for name, text, what, longest in (
        ("name", line.name, "Tên lớp", LONGEST_CLASS),
        ("basis", line.basis, "Căn cứ", 300),
    ):
        try:
            setattr(row, name, one_line(text, what, longest, wanted=name == "name"))
        except WordsError as error:
            problems[name] = str(error)
    row.name_key = key_of(row.name, LONGEST_CLASS)
    if line.learners is None or not 0 <= line.learners <= MOST_LEARNERS:
        problems["learners"] = f"“{row.name}”: số người học từ 0 đến {MOST_LEARNERS}."
        return problems
    row.learners, row.citizens = line.learners, line.citizens
    if line.citizens is not None and not 0 <= line.citizens <= line.learners:
        problems["citizens"] = (
            f"“{row.name}”: số đạt phải từ 0 đến {line.learners}, bằng số người học là nhiều nhất."
        )
    return problems


def _facts(row: LearnerClass) -> dict[str, Any]:
    return {"Lớp": row.name, "Người học": row.learners, "Đạt": row.citizens, "Căn cứ": row.basis}


def _record(
    unit: Unit,
    year: int,
    changed: Sequence[LearnerClass],
    before: Mapping[int, LearnerClass],
    gone: Sequence[LearnerClass],
    *,
    by: Actor,
) -> None:
    record(
        "ghi số người học theo lớp",
        by=by,
        thing="members.LearnerClass",
        thing_id="",
        label=f"Năm {year}: {len(changed)} lớp ghi, {len(gone)} lớp bỏ",
        unit_id=unit.pk,
        before={"Trước": [_facts(one) for one in (*before.values(), *gone)]},
        after={"Sau": [_facts(one) for one in changed]},
    )
