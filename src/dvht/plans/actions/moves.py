"""Deeds that move a plan through its states, or give it up."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from dvht.accounts.models import User
from dvht.plans.actions.locking import locked_plan, trace
from dvht.plans.models import Plan
from dvht.plans.queries import Problem, blocking, problems_of, sheet_of
from dvht.plans.states import MOVES, PlanState


def put_in_force(plan: Plan, *, by: User, version: int | None = None) -> Plan:
    """Put the plan in force. What is missing comes as a list of errors, code "incomplete".

    Each error carries `params["section"]` and `params["field"]`, the place where it is mended.
    """
    with transaction.atomic():
        fresh = locked_plan(plan, version=version, must_be_draft=False)
        _check_move(fresh, PlanState.IN_FORCE)
        missing = blocking(problems_of(sheet_of(fresh)))
        if missing:
            raise ValidationError([_gap(one) for one in missing])
        _move(fresh, PlanState.IN_FORCE)
        trace("đưa kế hoạch vào thực hiện", fresh, by=by, after={"state": fresh.state})
    return fresh


def reopen_plan(plan: Plan, *, reason: str, by: User) -> Plan:
    """Open a plan in force for editing; `reason` goes into the audit trail."""
    if not reason.strip():
        raise ValidationError({"reason": "Hãy ghi vì sao mở lại kế hoạch."})
    with transaction.atomic():
        fresh = locked_plan(plan, must_be_draft=False)
        _check_move(fresh, PlanState.DRAFT)
        _move(fresh, PlanState.DRAFT)
        trace("mở lại kế hoạch", fresh, by=by, after={"state": fresh.state, "reason": reason.strip()})
    return fresh


def discard_plan(plan: Plan, *, by: User) -> None:
    """Give up a draft on which nothing rests yet, so that the year can be started again.

    Raises ValidationError "state" when it is in force, "in_use" when an activity, evidence, an assessment, a
    dossier or a lower plan rests on it.
    """
    try:
        with transaction.atomic():
            fresh = locked_plan(plan)
            collection = fresh.collection
            trace("bỏ kế hoạch", fresh, by=by, before={"title": fresh.title, "pack": fresh.pack_id})
            fresh.delete()
            if collection:
                collection.delete()
    except ProtectedError as error:
        raise ValidationError(
            "Không bỏ được: đã có hoạt động, minh chứng, tự đánh giá, hồ sơ hoặc kế hoạch cấp dưới dựa vào kế hoạch.",
            code="in_use",
        ) from error


def _gap(problem: Problem) -> ValidationError:
    place = {"section": problem.section, "field": problem.field}
    # with params Django reads the message as a format, so its own per cent signs are doubled
    return ValidationError(problem.message.replace("%", "%%"), code="incomplete", params=place)


def _check_move(plan: Plan, to: PlanState) -> None:
    if to not in MOVES[PlanState(plan.state)]:
        raise ValidationError(f"Kế hoạch đã ở trạng thái “{plan.get_state_display()}”.", code="state")


def _move(plan: Plan, to: PlanState) -> None:
    plan.state = to.value
    plan.version += 1
    plan.save(update_fields=["state", "version", "updated_at"])
