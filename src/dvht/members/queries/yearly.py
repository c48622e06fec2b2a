"""Which facts of a person the rows of a unit's year ask for."""

from dataclasses import dataclass

from dvht.evidence.queries import collection_of
from dvht.regulation.errors import RegulationError
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.regulation.pack import Pack
from dvht.regulation.personal import Need, PersonalFact, personal_fact, personal_facts
from dvht.units.models import Unit


@dataclass(frozen=True)
class AskedFact:
    """A fact that people record, and the row that counts it first: empty when no pack governs the year yet."""

    fact: PersonalFact
    row: str = ""

    @property
    def title(self) -> str:
        """2.1 Kỷ luật, đoàn kết: as heads a column."""
        return f"{self.row} {self.fact.short}".strip()


def pack_of_year(unit: Unit, year: int) -> Pack | None:
    """The pack that the unit's year follows; None before its plan, and when that pack can't be read any more."""
    collection = collection_of(unit, year)
    try:
        return collection.pack if collection else None
    except RegulationError:
        return None


def asked_facts(unit: Unit, year: int) -> tuple[AskedFact, ...]:
    """The facts of members that are recorded for the year, in the order of the pack's rows; all before a plan."""
    pack = pack_of_year(unit, year)
    if pack is None:
        return tuple(AskedFact(fact) for fact in personal_facts() if not fact.derived)
    rows: dict[str, str] = {}
    for row, needs in needs_of_members(pack, unit).items():
        for need in needs:
            rows.setdefault(need.fact, row)
    asked = (AskedFact(personal_fact(code), row) for code, row in rows.items())
    return tuple(one for one in asked if not one.fact.derived)


def needs_of_members(pack: Pack, unit: Unit) -> dict[str, tuple[Need, ...]]:
    """What each row of the pack that binds the unit asks of a member, all its levels together."""
    facts = UnitFacts(unit.kind, Ownership(unit.ownership))
    levels = pack.levels or (None,)
    return {
        row.code: tuple(dict.fromkeys(need for level in levels for need in row.needs(level)))
        for row in pack.rows
        if row.population == "members" and any(row.applies(facts, level).applies for level in levels)
    }


def counts_learners(pack: Pack, unit: Unit) -> bool:
    """Whether a row of the pack that binds the unit counts its learners."""
    facts = UnitFacts(unit.kind, Ownership(unit.ownership))
    return any(
        row.population == "learners" and row.applies(facts, level).applies
        for row in pack.rows
        for level in pack.levels or (None,)
    )
