"""Deeds on the plan's own words, its goal and its targets."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.plans.actions.locking import locked_plan, one_newline, trace, values_of
from dvht.plans.models import Plan, Target, goals_of
from dvht.plans.queries import target_floor
from dvht.plans.queries.limits import first_level, higher_demands
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership

SECTION_FIELDS: Final = frozenset(
    (
        "title", "purpose", "bases", "meeting_place", "officer", "budget", "recipients", "note",
        "number_text", "dated_on", "appraisal_form",
    )
)  # fmt: skip


def change_plan(plan: Plan, changes: Mapping[str, Any], *, version: int, by: User) -> Plan:
    """Change words of the plan; `changes` names fields among SECTION_FIELDS.

    Raises ValidationError: "conflict" when somebody saved since `version`, "state" when the plan is in force.
    """
    unknown = set(changes) - SECTION_FIELDS
    if unknown:
        raise ValueError(f"not fields of a section: {sorted(unknown)}")
    changes = {name: one_newline(value) for name, value in changes.items()}
    with transaction.atomic():
        fresh = locked_plan(plan, version=version)
        before = values_of(fresh, changes)
        for name, value in changes.items():
            setattr(fresh, name, value)
        fresh.clean_fields(exclude={"unit", "collection", "higher"})
        if values_of(fresh, changes) == before:
            return fresh
        _save(fresh, list(changes))
        trace("sửa kế hoạch", fresh, by=by, before=before, after=dict(changes))
    return fresh


def set_goal(plan: Plan, goal: str, *, by: User, version: int | None = None) -> Plan:
    """Aim at a rank code or a level ("1", "2") of the plan's pack; empty takes the goal away."""
    with transaction.atomic():
        fresh = locked_plan(plan, version=version)
        _check_goal(fresh, goal)
        if fresh.goal == goal:
            return fresh
        before = {"goal": fresh.goal}
        fresh.goal = goal
        _save(fresh, ["goal"])
        trace("đặt mục tiêu", fresh, by=by, before=before, after={"goal": goal})
    return fresh


def set_target(plan: Plan, row: str, percent: int, *, by: User) -> Target:
    """Ask of a row more than the law and the higher plan do, in whole percent (TBA-1).

    Raises ValidationError: "unknown_row", "not_share", "not_applicable", "out_of_range", "below_floor",
    "state".
    """
    with transaction.atomic():
        fresh = locked_plan(plan)
        check_target(fresh, row, percent)
        old = Target.objects.filter(plan=fresh, row=row).first()
        target = old or Target(plan=fresh, row=row)
        before = {row: target.percent if old else None}
        target.percent = percent
        target.save()
        _save(fresh, [])
        trace("đặt chỉ tiêu phấn đấu", fresh, by=by, before=before, after={row: percent})
    return target


def remove_target(plan: Plan, row: str, *, by: User) -> None:
    """Go back to the share that the law or the higher plan asks."""
    with transaction.atomic():
        fresh = locked_plan(plan)
        old = Target.objects.filter(plan=fresh, row=row).first()
        if old is None:
            return
        inherited = target_floor(fresh, row)
        if inherited and inherited.percent > (fresh.pack.row(row).threshold(first_level(fresh.pack)) or 0):
            raise ValidationError(
                f"Chỉ tiêu {row}: {inherited.source} đã đặt {inherited.percent}%, không bỏ được.",
                code="below_floor",
            )
        old.delete()
        _save(fresh, [])
        trace("bỏ chỉ tiêu phấn đấu", fresh, by=by, before={row: old.percent}, after={row: None})


def save_targets(plan: Plan, *, goal: str, targets: Mapping[str, int | None], version: int, by: User) -> Plan:
    """Save the goal and the whole table of targets; None leaves a row to the law and the higher plan.

    Raises ValidationError with a message for each wrong row (by row code, or "goal"), or "conflict".
    """
    with transaction.atomic():
        fresh = locked_plan(plan, version=version)
        inherited = _inherited(fresh)
        wanted = {row: inherited.get(row) if percent is None else percent for row, percent in targets.items()}
        _check_all(fresh, goal, wanted)
        old = {target.row: target.percent for target in fresh.targets.all()}
        before = {"goal": fresh.goal, **{row: old.get(row) for row in wanted}}
        after = {"goal": goal, **wanted}
        if before == after:
            return fresh
        for row, percent in wanted.items():
            if percent is None:
                Target.objects.filter(plan=fresh, row=row).delete()
            else:
                Target.objects.update_or_create(plan=fresh, row=row, defaults={"percent": percent})
        fresh.goal = goal
        _save(fresh, ["goal"])
        trace("sửa mục tiêu, chỉ tiêu", fresh, by=by, before=before, after=after)
    return fresh


def check_target(plan: Plan, row_code: str, percent: int) -> None:
    """Raise unless the plan may ask `percent` of the row; the message names the figure and its source."""
    row = next((row for row in plan.pack.rows if row.code == row_code), None)
    if row is None:
        raise ValidationError(f"{plan.pack.short_title} không có chỉ tiêu {row_code}.", code="unknown_row")
    floor = target_floor(plan, row_code)
    if floor is None:
        raise ValidationError(
            f"Chỉ tiêu {row_code} không tính theo tỉ lệ nên không đặt tỉ lệ phấn đấu.", code="not_share"
        )
    facts = UnitFacts(plan.unit.kind, Ownership(plan.unit.ownership))
    applies = row.applies(facts, first_level(plan.pack))
    if not applies.applies:
        raise ValidationError(
            f"Chỉ tiêu {row_code} không áp dụng cho đơn vị: {applies.why_not}.", code="not_applicable"
        )
    if not 1 <= percent <= 100:
        raise ValidationError(
            f"Chỉ tiêu {row_code}: hãy ghi số nguyên từ {floor.percent} đến 100.", code="out_of_range"
        )
    if percent < floor.percent:
        raise ValidationError(
            f"Chỉ tiêu {row_code}: {percent}% thấp hơn {floor.percent}% của {floor.source}. "
            f"Hãy ghi từ {floor.percent} đến 100.",
            code="below_floor",
        )


def _inherited(plan: Plan) -> dict[str, int]:
    return dict(higher_demands(plan).targets)


def _check_goal(plan: Plan, goal: str) -> None:
    choices = dict(goals_of(plan.pack))
    if goal and goal not in choices:
        raise ValidationError(f"Mục tiêu phải là một trong: {', '.join(choices.values())}.", code="goal")


def _check_all(plan: Plan, goal: str, targets: Mapping[str, int | None]) -> None:
    wrong: dict[str, ValidationError] = {}
    try:
        _check_goal(plan, goal)
    except ValidationError as error:
        wrong["goal"] = error
    for row, percent in targets.items():
        try:
            if percent is not None:
                check_target(plan, row, percent)
        except ValidationError as error:
            wrong[row] = error
    if wrong:
        raise ValidationError(dict(wrong))


def _save(plan: Plan, fields: list[str]) -> None:
    plan.version += 1
    plan.save(update_fields=[*fields, "version", "updated_at"])
