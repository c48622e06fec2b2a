"""From the results of a year to the lines of a decision."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from dvht.appraisal.models import Appraisal
from dvht.recognition.models import DecidedUnit, Expiry
from dvht.recognition.queries.standing import Standing, undecided
from dvht.recognition.queries.words import outcomes_of
from dvht.regulation.kinds import SECTORS, sector_of
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import dictionary_key, without_marks, written_number
from dvht.units.models import Tier


@dataclass(frozen=True)
class Bundle:
    """Results that one decision may take: of one pack and one tier."""

    pack: Pack
    tier: str
    appraisals: tuple[Appraisal, ...]

    @property
    def key(self) -> str:
        return f"{self.pack.id}.{self.pack.version}.{self.tier}"

    @property
    def tier_label(self) -> str:
        return Tier(self.tier).label

    @property
    def default_expiry(self) -> str:
        return Expiry.YEAR_END.value if self.pack.validity else Expiry.NONE.value


def bundles_of(standing: Standing, year: int, on: dt.date) -> tuple[Bundle, ...]:
    """What waits for a decision, by pack and tier; two or three queries whatever the number of units."""
    found: dict[tuple[str, str, str], list[Appraisal]] = {}
    for one in undecided(standing, on).filter(submission__year=year):
        said = one.submission
        found.setdefault((said.pack_id, said.pack_version, said.unit.tier), []).append(one)
    return tuple(
        Bundle(load_pack(pack_id, version), tier, tuple(sorted(ones, key=_by_name)))
        for (pack_id, version, tier), ones in sorted(found.items())
    )


def _by_name(one: Appraisal) -> tuple[object, int]:
    return dictionary_key(one.submission.unit.name), one.pk


def narrowed(bundle: Bundle, *, sector: str = "", words: str = "") -> tuple[Appraisal, ...]:
    """Those of a sector, and whose name or area holds the words, marks or not."""
    asked = without_marks(words).split()
    return tuple(
        one
        for one in bundle.appraisals
        if (not sector or sector_of(one.submission.unit.kind) == sector)
        and all(
            word in without_marks(f"{one.submission.unit.name} {one.submission.unit.area}") for word in asked
        )
    )


def sectors_in(bundle: Bundle) -> tuple[tuple[str, str, int], ...]:
    """Sectors of the bundle with code, label and number of units."""
    counts = [sector_of(one.submission.unit.kind) for one in bundle.appraisals]
    return tuple((code, label, counts.count(code)) for code, label in SECTORS.items() if code in counts)


def line_of(appraisal: Appraisal, order: int) -> DecidedUnit:
    """An unsaved line: the unit in the words of this day, with what the panel proposed."""
    unit = appraisal.submission.unit
    return DecidedUnit(
        unit=unit,
        unit_name=unit.name,
        area=unit.area,
        appraisal=appraisal,
        outcome=appraisal.outcome,
        points=points_of(appraisal),
        order=order,
    )


def points_of(appraisal: Appraisal) -> str:
    """The points examined as they are written here: 87,5; empty under levels."""
    said = (appraisal.result or {}).get("result", {}).get("points")
    if not said:
        return ""
    try:
        return written_number(Decimal(str(said)))
    except InvalidOperation:
        return ""


def counts_by_outcome(pack: Pack, lines: Sequence[DecidedUnit]) -> tuple[tuple[str, int], ...]:
    """How many units at each level or rank, highest first."""
    return tuple(
        (label, count)
        for code, label in outcomes_of(pack)
        if (count := sum(line.outcome == code for line in lines))
    )
