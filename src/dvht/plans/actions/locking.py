"""Take a plan, or a line of it, for one writer at a time; leave a trace."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.plans.models import Activity, CommitteeMember, Milestone, Plan, PlanPaper, Session, Task

Line = TypeVar("Line", PlanPaper, Milestone, CommitteeMember, Task, Activity, Session)


def conflict() -> ValidationError:
    return ValidationError(
        "Người khác vừa sửa phần này. Phần bạn viết vẫn còn ở dưới: hãy so với bản mới rồi lưu lại.",
        code="conflict",
    )


def locked_plan(plan: Plan, *, version: int | None = None, must_be_draft: bool = True) -> Plan:
    """The plan as it now stands, held until the transaction ends.

    Raises ValidationError: "gone" when it was given up, "conflict" when it isn't of the `version` that the
    caller began from, "state" when it is in force and so isn't edited.
    """
    fresh = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if fresh is None:
        raise ValidationError("Kế hoạch này không còn nữa: có người vừa bỏ.", code="gone")
    if version is not None and fresh.version != version:
        raise conflict()
    if must_be_draft and not fresh.is_draft:
        raise ValidationError(
            "Kế hoạch đang thực hiện nên không sửa được. Thủ trưởng mở lại kế hoạch rồi mới sửa.",
            code="state",
        )
    return fresh


def locked_line(line: Line, *, version: int | None = None) -> Line:
    """The line as it now stands; the plan must be locked already."""
    fresh = type(line).objects.select_for_update().filter(pk=line.pk).first()
    if fresh is None:
        raise ValidationError("Dòng này không còn nữa: có người vừa xóa.", code="gone")
    if version is not None and fresh.version != version:
        raise conflict()
    return fresh


def one_newline(value: Any) -> Any:
    """Text with one spelling of its line ends: browsers send two characters for each."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def values_of(thing: models.Model, names: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def trace(
    verb: str,
    plan: Plan,
    *,
    by: User,
    thing: models.Model | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """One event about the plan or a line of it; of `before` and `after` only what differs is kept."""
    what = thing or plan
    if before is not None and after is not None:
        changed = [name for name in after if before.get(name) != after[name]]
        before, after = {name: before.get(name) for name in changed}, {name: after[name] for name in changed}
    record(
        verb,
        by=by,
        thing=f"plans.{type(what).__name__}",
        thing_id=what.pk,
        label=f"{what} · {plan.year}" if thing else plan.title,
        unit_id=plan.unit_id,
        before=before,
        after=after,
    )
