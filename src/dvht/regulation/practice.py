"""Dossier lists and calendars that plans may take: those of the packs, and those of known local plans."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from dvht.regulation.calendar import Milestone
from dvht.regulation.library import PACKS, available_packs
from dvht.regulation.pack import DossierItem, Pack
from dvht.regulation.strict import STRICT, read_file, validated


class DossierList(BaseModel):
    """A named list of papers to submit, in order, and of what stays at the unit.

    `packs` are the packs whose plans may use it; `code` is a pack's id or the name of a local plan.
    """

    model_config = STRICT

    code: str
    title: str
    source: str
    packs: tuple[str, ...]
    items: tuple[DossierItem, ...]
    kept: tuple[DossierItem, ...]
    notes: tuple[str, ...] = ()


class LocalCalendar(BaseModel):
    """A named calendar, with the tensions of its text as notes."""

    model_config = STRICT

    code: str
    title: str
    source: str
    packs: tuple[str, ...]
    milestones: tuple[Milestone, ...]
    notes: tuple[str, ...] = ()


class _Practice(BaseModel):
    model_config = STRICT

    dossier_lists: tuple[DossierList, ...]
    calendars: tuple[LocalCalendar, ...]


def dossier_lists() -> tuple[DossierList, ...]:
    """The packs' own lists first, then those of local plans."""
    return _dossier_lists(available_packs())


@cache
def _dossier_lists(packs: tuple[Pack, ...]) -> tuple[DossierList, ...]:
    own = tuple(
        DossierList(
            code=pack.id,
            title=f"Hồ sơ theo {pack.short_title}",
            source=pack.references[0],
            packs=(pack.id,),
            items=pack.dossier,
            kept=pack.papers_kept,
        )
        for pack in packs
        if pack.dossier
    )
    return (*own, *_practice().dossier_lists)


def calendars() -> tuple[LocalCalendar, ...]:
    """The packs' own calendars first, then those of local plans."""
    return _calendars(available_packs())


@cache
def _calendars(packs: tuple[Pack, ...]) -> tuple[LocalCalendar, ...]:
    own = tuple(
        LocalCalendar(
            code=pack.id,
            title=f"Lịch theo {pack.short_title}",
            source=pack.references[0],
            packs=(pack.id,),
            milestones=pack.calendar,
        )
        for pack in packs
        if pack.calendar
    )
    return (*own, *_practice().calendars)


@cache
def _practice() -> _Practice:
    file = PACKS / "practice.yaml"
    document = read_file(file)
    return validated(_Practice, document.value, str(file), document)
