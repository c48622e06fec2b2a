"""Deeds that move a plan through its states, or give it up."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from dvht.accounts.models import User
from dvht.plans.actions.issuing import issue_version, tell_given_up
from dvht.plans.actions.locking import locked_plan, trace
from dvht.plans.models import Plan
from dvht.plans.queries import Problem, blocking, problems_of, sheet_of
from dvht.plans.states import MOVES, PlanState


def put_in_force(plan: Plan, *, by: User, version: int | None = None, reason: str = "") -> Plan:
    """Put the plan in force as its next version and tell everybody below; `reason` says why it changed.

    What is missing comes as a list of errors, code "incomplete"; each carries `params["section"]` and
    `params["field"]`, the place where it is mended. {"reason"} when a changed plan is issued again without one.
    """
    with transaction.atomic():
        fresh = locked_plan(plan, version=version, must_be_draft=False)
        _check_move(fresh, PlanState.IN_FORCE)
        missing = blocking(problems_of(sheet_of(fresh)))
        if missing:
            raise ValidationError([_gap(one) for one in missing])
        made = issue_version(fresh, reason=reason, by=by)
        _move(fresh, PlanState.IN_FORCE)
        after = {"state": fresh.state, "issued_version": fresh.issued_version}
        if made and made.reason:
            after["reason"] = made.reason
        trace("đưa kế hoạch vào thực hiện", fresh, by=by, after=after)
    return fresh


def reopen_plan(plan: Plan, *, reason: str, by: User) -> Plan:
    """Open a plan in force for editing; `reason` goes into the audit trail."""
    if not reason.strip():
        raise ValidationError({"reason": "Hãy ghi vì sao mở lại kế hoạch."})
    with transaction.atomic():
        fresh = locked_plan(plan, must_be_draft=False)
        _check_move(fresh, PlanState.DRAFT)
        if fresh.collection and (fresh.collection.held or fresh.collection.only_rows):
            words = "Hồ sơ đang bổ sung từng chỉ tiêu được trả lại nên kế hoạch giữ nguyên."
            raise ValidationError(fresh.collection.held or words, code="held")
        _move(fresh, PlanState.DRAFT)
        trace("mở lại kế hoạch", fresh, by=by, after={"state": fresh.state, "reason": reason.strip()})
    return fresh


def discard_plan(plan: Plan, *, by: User) -> None:
    """Give up a draft on which nothing rests yet, so that the year can be started again.

    Raises ValidationError "state" when it is in force, "in_use" when an activity, evidence, an assessment, a
    dossier or a lower plan rests on it. Those who were told of an issued plan are told that it is no more.
    """
    try:
        with transaction.atomic():
            fresh = locked_plan(plan)
            collection = fresh.collection
            trace("bỏ kế hoạch", fresh, by=by, before={"title": fresh.title, "pack": fresh.pack_id})
            if fresh.issued_version:
                tell_given_up(fresh)
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
    plan.save(update_fields=["state", "issued_version", "version", "updated_at"])
