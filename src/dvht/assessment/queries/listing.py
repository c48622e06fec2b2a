"""The page of names: everybody who counts, with what each meets, of today or of a revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from dvht.assessment.queries.basis import Ask, asks_of
from dvht.assessment.queries.names import Names
from dvht.assessment.queries.sheet import Sheet


@dataclass(frozen=True)
class NameLine:
    name: str
    code: str
    department: str
    position: str
    met: bool
    url: str


def listed_asks(sheet: Sheet) -> tuple[Ask, ...]:
    """What the roster answers for the rows that bind the unit."""
    rows = {row.code: row for row in sheet.rows}
    return tuple(
        ask
        for ask in asks_of(sheet.pack)
        if rows[ask.row.code].applies and rows[ask.row.code].source == "roster"
    )


def name_lines(sheet: Sheet, names: Names, ask: Ask, only: str) -> tuple[NameLine, ...]:
    """Everybody who counts, for one row; `only` "chua" or "dat" keeps those who lack or meet it.

    Names of a revision lead nowhere: their members may be gone.
    """
    place = (sheet.plan.unit_id, sheet.plan.year)
    lines = (
        NameLine(
            one["name"],
            one["code"],
            one["department"],
            one["position"],
            ask.key in one["met"],
            "" if sheet.revision else reverse("member", args=(*place, one["id"])),
        )
        for one in names["members"]
    )
    return tuple(line for line in lines if only not in ("chua", "dat") or line.met == (only == "dat"))


def matrix(names: Names, asks: Sequence[Ask]) -> tuple[tuple[str, ...], ...]:
    """One line a member: who, where, and whether each row counts them."""
    return tuple(
        (*_who(one), *("Đạt" if ask.key in one["met"] else "Chưa" for ask in asks))
        for one in names["members"]
    )


def apart_lines(names: Names) -> tuple[tuple[str, ...], ...]:
    return tuple((*_who(one), one["reason"], one["words"]) for one in names["excluded"])


def class_lines(names: Names) -> tuple[tuple[str, int, int | None], ...]:
    return tuple((one["name"], one["learners"], one["citizens"]) for one in names["classes"])


def _who(one: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return one["code"], one["name"], one["department"], one["position"]
