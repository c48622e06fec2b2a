"""Facts that a deed proves: a signature, an approved plan, a confirmed certificate. The deed records the event."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from dvht.accounts.models import User
from dvht.members.models import Fact, Member, Source
from dvht.units.models import Unit

_KEPT: Final = ("value", "source", "stated_on", "basis", "evidence_id")


@dataclass(frozen=True)
class Proof:
    """What a fact becomes, and on which ground."""

    code: str
    value: str
    source: Source
    stated_on: dt.date
    basis: str = ""


def prove(member_ids: Iterable[int], year: int, proof: Proof, *, by: User) -> dict[int, dict[str, Any]]:
    """Write the fact for these members; what stood there before, by member. Constant queries."""
    ids = sorted(set(member_ids))
    said = {
        "value": proof.value,
        "source": proof.source.value,
        "stated_on": proof.stated_on,
        "basis": proof.basis,
        "evidence": None,
        "recorded_by": by,
    }
    with transaction.atomic():
        hold_rosters(ids)
        known = {fact.member_id: fact for fact in _locked(ids, year, proof.code)}
        before = {member: _written(fact) for member, fact in known.items()}
        for fact in known.values():
            for name, value in said.items():
                setattr(fact, name, value)
            fact.version += 1
            fact.save()
        Fact.objects.bulk_create(
            [Fact(member_id=one, year=year, code=proof.code, **said) for one in ids if one not in known],
            update_conflicts=True,
            unique_fields=["member", "year", "code"],
            update_fields=["value", "source", "stated_on", "basis", "evidence", "recorded_by", "recorded_at"],
        )
    return before


def unprove(member_ids: Iterable[int], year: int, code: str, source: Source) -> None:
    """Take the fact away where it rests on this source; what others recorded stays."""
    ids = list(member_ids)
    with transaction.atomic():
        hold_rosters(ids)
        Fact.objects.filter(member__in=ids, year=year, code=code, source=source.value).delete()


def hold_rosters(member_ids: Iterable[int]) -> None:
    """Let records of these people have one writer at a time, as whoever marks many holds the roster, too."""
    units = Member.objects.filter(pk__in=list(member_ids)).values("unit")
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=units).order_by("pk").values_list("pk"))


def _locked(ids: list[int], year: int, code: str) -> list[Fact]:
    facts = Fact.objects.select_for_update().filter(member__in=ids, year=year, code=code)
    return list(facts.order_by("pk"))


def _written(fact: Fact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in _KEPT}
