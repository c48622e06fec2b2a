"""The words of facts and programmes: which can be recorded, their values, and how people read them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dvht.members.models import Completion, Fact, Programme
from dvht.regulation.personal import NONE, personal_fact, personal_facts
from dvht.units.models import Unit

PROGRAMME: Final = "programme:"
DONE, NOT_DONE = "done", "not_done"
_PROGRAMME_WORDS: Final = {DONE: "Đã hoàn thành", NOT_DONE: "Chưa hoàn thành"}
NOT_RECORDED: Final = "Chưa ghi"
NOT_MET: Final = "Chưa đạt"
BY_ANOTHER: Final = frozenset({"study_plan"})
"""What says that somebody approved: nobody records it of themselves, whatever their role."""
OWN_APPROVAL: Final = "Không ai tự duyệt kế hoạch tự học của mình: phần của bạn do người khác ghi."


def programme_code(programme: Programme) -> str:
    """programme:12, by which a programme stands beside the codes of facts."""
    return f"{PROGRAMME}{programme.pk}"


def can_be_recorded(code: str) -> bool:
    """A fact of the vocabulary that isn't computed from others."""
    return any(fact.code == code and not fact.derived for fact in personal_facts())


def values_of(code: str) -> tuple[str, ...]:
    """Every value that may be recorded, the highest first."""
    if code.startswith(PROGRAMME):
        return tuple(_PROGRAMME_WORDS)
    return (*reversed([step.code for step in personal_fact(code).steps]), NONE)


def value_label(code: str, value: str | None) -> str:
    """Đã ký, Có chứng nhận, chứng chỉ, Chưa đạt, Chưa ghi; a value that this version doesn't know is shown as it is."""
    if value is None:
        return NOT_RECORDED
    if code.startswith(PROGRAMME):
        return _PROGRAMME_WORDS.get(value, value)
    if value == NONE:
        return NOT_MET
    try:
        return personal_fact(code).step(value).label
    except KeyError:
        return value


def fact_titles(unit: Unit, year: int, codes: Collection[str]) -> dict[str, str]:
    """Short titles of facts and programmes; one query when a programme is among them."""
    titles = {fact.code: fact.short for fact in personal_facts() if fact.code in codes}
    asked = {code for code in codes if code.startswith(PROGRAMME)}
    if asked:
        rows = Programme.objects.filter(unit=unit, year=year)
        titles |= {programme_code(row): row.title for row in rows if programme_code(row) in asked}
    return titles


def held_values(
    unit: Unit, year: int, members: Collection[int], codes: Collection[str]
) -> dict[tuple[int, str], str]:
    """What is recorded of these members, by member and code; two queries."""
    facts = Fact.objects.filter(member__unit=unit, year=year, member__in=members, code__in=codes)
    found = {(pk, code): value for pk, code, value in facts.values_list("member_id", "code", "value")}
    asked = [int(code.removeprefix(PROGRAMME)) for code in codes if code.startswith(PROGRAMME)]
    done = Completion.objects.filter(member__unit=unit, member__in=members, programme__in=asked)
    for pk, programme, is_done in done.values_list("member_id", "programme_id", "is_done"):
        found[pk, f"{PROGRAMME}{programme}"] = DONE if is_done else NOT_DONE
    return found
