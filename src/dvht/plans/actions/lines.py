"""Deeds on the lines of a plan: committee, tasks, calendar, dossier list."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dvht.accounts.models import User
from dvht.plans.actions.locking import Line, locked_line, locked_plan, one_newline, trace, values_of
from dvht.plans.models import (
    OTHER_SCHEME,
    PAPER_TITLES,
    CommitteeMember,
    DateKind,
    Milestone,
    Plan,
    PlanPaper,
    Task,
)  # fmt: skip
from dvht.plans.queries import demanded_papers, demands_of, latest_day
from dvht.plans.states import TaskState
from dvht.ui.vietnamese import written_date


@dataclass(frozen=True)
class MemberWords:
    """`body` is a CommitteeKind; `role` is the one within it: Tổ trưởng, Thư ký, Ủy viên."""

    body: str
    name: str
    position: str
    role: str
    duties: str = ""


@dataclass(frozen=True)
class TaskWords:
    """`timing` says in words what the dates can't ("Trong tháng 11 hằng năm")."""

    content: str
    lead: str
    coordinating: str = ""
    starts_on: dt.date | None = None
    due_on: dt.date | None = None
    timing: str = ""


@dataclass(frozen=True)
class MilestoneWords:
    """`wording` is the text's own ("trước ngày 15/11/2021"), `last_day` what it means (14/11/2021, PL-3).

    `code` ties the milestone to the same one of a pack or a higher plan; empty for the unit's own.
    """

    title: str
    last_day: dt.date
    actor: str = ""
    wording: str = ""
    starts_on: dt.date | None = None
    reference: str = ""
    note: str = ""
    code: str = ""
    kind: str = DateKind.BY


@dataclass(frozen=True)
class PaperWords:
    """`kind` is one of PAPER_TITLES; `submitted` False keeps the paper at the unit."""

    kind: str
    title: str
    submitted: bool = True
    note: str = ""


def add_member(plan: Plan, words: MemberWords, *, by: User) -> CommitteeMember:
    return _add(CommitteeMember(), plan, asdict(words), by=by, verb="thêm thành viên Ban, Tổ")


def change_member(member: CommitteeMember, words: MemberWords, *, version: int, by: User) -> CommitteeMember:
    return _change(member, asdict(words), version=version, by=by, verb="sửa thành viên Ban, Tổ")


def remove_member(member: CommitteeMember, *, by: User) -> None:
    _remove(member, by=by, verb="bỏ thành viên Ban, Tổ")


def move_member(member: CommitteeMember, *, up: bool, by: User) -> None:
    """Change places with the neighbour in the same body."""
    _move(member, up=up, by=by, among={"body": member.body})


def add_task(plan: Plan, words: TaskWords, *, by: User) -> Task:
    return _add(Task(), plan, asdict(words), by=by, verb="thêm nhiệm vụ")


def change_task(task: Task, words: TaskWords, *, version: int, by: User) -> Task:
    return _change(task, asdict(words), version=version, by=by, verb="sửa nhiệm vụ")


def remove_task(task: Task, *, by: User) -> None:
    _remove(task, by=by, verb="xóa nhiệm vụ")


def move_task(task: Task, *, up: bool, by: User) -> None:
    _move(task, up=up, by=by, among={})


def update_task_progress(
    task: Task,
    *,
    state: str,
    version: int,
    by: User,
    result: str = "",
    done_on: dt.date | None = None,
    late_reason: str = "",
) -> Task:
    """Mark how far a task is, in a draft or a plan in force. A task done after its day needs a reason (PL-3).

    `done_on` is today when the task is done and no day is given; it is kept only for a task that is done.
    Raises ValidationError keyed by "done_on" or "late_reason", or "conflict".
    """
    done = state == TaskState.DONE
    done_on = (done_on or timezone.localdate()) if done else None
    with transaction.atomic():
        plan = locked_plan(task.plan, must_be_draft=False)
        fresh = locked_line(task, version=version)
        _check_done(fresh, done_on, late_reason.strip())
        after = {
            "state": str(state),
            "result": result,
            "done_on": done_on,
            "late_reason": late_reason.strip() if done_on and fresh.due_on and done_on > fresh.due_on else "",
        }
        return _write(fresh, plan, after, by=by, verb="cập nhật tiến độ nhiệm vụ")


def add_milestone(plan: Plan, words: MilestoneWords, *, by: User) -> Milestone:
    """Add a date of the calendar; with a `code` of the higher plan it may not be later than there."""
    return _add(Milestone(), plan, asdict(words), by=by, verb="thêm mốc thời gian")


def change_milestone(milestone: Milestone, words: MilestoneWords, *, version: int, by: User) -> Milestone:
    """Change a date; an inherited one keeps its code and may only become earlier."""
    values = {**asdict(words), "code": milestone.code}
    return _change(milestone, values, version=version, by=by, verb="sửa mốc thời gian")


def remove_milestone(milestone: Milestone, *, by: User) -> None:
    _remove(milestone, by=by, verb="xóa mốc thời gian")


def add_paper(plan: Plan, words: PaperWords, *, by: User) -> PlanPaper:
    return _add(PlanPaper(), plan, asdict(words), by=by, verb="thêm thành phần hồ sơ")


def change_paper(paper: PlanPaper, words: PaperWords, *, version: int, by: User) -> PlanPaper:
    """Change the title, the note or whether the paper is handed in; its kind stays."""
    values = {**asdict(words), "kind": paper.kind}
    return _change(paper, values, version=version, by=by, verb="sửa thành phần hồ sơ")


def remove_paper(paper: PlanPaper, *, by: User) -> None:
    _remove(paper, by=by, verb="bỏ thành phần hồ sơ")


def move_paper(paper: PlanPaper, *, up: bool, by: User) -> None:
    """Change places in the bound volume."""
    _move(paper, up=up, by=by, among={})


def _place_of(line: Line) -> str:
    return "order" if isinstance(line, CommitteeMember | Task) else "position"


def _add(line: Line, plan: Plan, values: Mapping[str, Any], *, by: User, verb: str) -> Line:
    with transaction.atomic():
        fresh = locked_plan(plan)
        siblings = type(line).objects.filter(plan=fresh)
        place = _place_of(line)
        last = siblings.aggregate(last=Max(place))["last"] or 0
        line.plan = fresh
        setattr(line, place, last + 1)
        values = dict(values)
        if isinstance(line, Milestone) and not values["code"]:
            values["code"] = f"own_{(siblings.aggregate(last=Max('pk'))['last'] or 0) + 1}"
        _fill(line, fresh, values)
        line.save(force_insert=True)
        trace(verb, fresh, by=by, thing=line, after=values)
    return line


def _change(line: Line, values: Mapping[str, Any], *, version: int, by: User, verb: str) -> Line:
    with transaction.atomic():
        plan = locked_plan(line.plan)
        return _write(locked_line(line, version=version), plan, values, by=by, verb=verb)


def _write(fresh: Line, plan: Plan, values: Mapping[str, Any], *, by: User, verb: str) -> Line:
    before = values_of(fresh, values)
    _fill(fresh, plan, values)
    after = values_of(fresh, values)
    if after != before:
        fresh.version += 1
        fresh.save()
        trace(verb, plan, by=by, thing=fresh, before=before, after=after)
    return fresh


def _remove(line: Line, *, by: User, verb: str) -> None:
    with transaction.atomic():
        plan = locked_plan(line.plan)
        fresh = locked_line(line)
        _check_removal(fresh, plan)
        trace(verb, plan, by=by, thing=fresh, before={"text": str(fresh)})
        fresh.delete()


def _move(line: Line, *, up: bool, by: User, among: Mapping[str, Any]) -> None:
    with transaction.atomic():
        plan = locked_plan(line.plan)
        model, place = type(line), _place_of(line)
        lines = list(model.objects.filter(plan=plan, **among).order_by(place, "pk"))
        at = next((index for index, one in enumerate(lines) if one.pk == line.pk), None)
        to = None if at is None else at + (-1 if up else 1)
        if at is None or to is None or not 0 <= to < len(lines):
            return
        lines[at], lines[to] = lines[to], lines[at]
        for number, one in enumerate(lines, 1):
            setattr(one, place, number)
        model.objects.bulk_update(lines, [place])
        trace("đổi thứ tự", plan, by=by, thing=line, before={place: at + 1}, after={place: to + 1})


def _fill(line: Line, plan: Plan, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(line, name, one_newline(value))
    if isinstance(line, Milestone):
        _check_day(line, plan)
    if isinstance(line, PlanPaper):
        _check_scheme(line, plan)
        _check_kept_in(line, plan)
    line.full_clean()


def _check_day(milestone: Milestone, plan: Plan) -> None:
    limit = latest_day(plan, milestone.code)
    if limit and milestone.last_day > limit:
        raise ValidationError(
            {
                "last_day": ValidationError(
                    f"Kế hoạch cấp trên ({plan.carries_out}) đặt ngày cuối là {written_date(limit)}: "
                    f"“{milestone.title}” chỉ được sớm hơn hoặc đúng ngày đó.",
                    code="later",
                )
            }
        )


def _check_scheme(paper: PlanPaper, plan: Plan) -> None:
    if paper.kind == OTHER_SCHEME[plan.pack.scheme]:
        raise ValidationError(
            {
                "kind": f"{plan.pack.short_title} không dùng “{PAPER_TITLES[paper.kind]}”. "
                "Hãy chọn loại văn bản khác."
            }
        )


def _check_kept_in(paper: PlanPaper, plan: Plan) -> None:
    if not paper.submitted and paper.kind in demands_of(plan.higher).handed_in:
        raise ValidationError(
            {
                "submitted": ValidationError(
                    f"Kế hoạch cấp trên ({plan.carries_out}) yêu cầu nộp “{paper.title}”: "
                    "không để lại đơn vị được.",
                    code="demanded",
                )
            }
        )


def _check_removal(line: Line, plan: Plan) -> None:
    if isinstance(line, PlanPaper) and line.kind in demanded_papers(plan):
        raise ValidationError(
            f"Kế hoạch cấp trên ({plan.carries_out}) yêu cầu “{line.title}” nên không bỏ được.",
            code="demanded",
        )
    if isinstance(line, Milestone):
        _check_ungranted(line)
    if isinstance(line, Milestone) and latest_day(plan, line.code):
        raise ValidationError(
            f"Mốc “{line.title}” là của kế hoạch cấp trên ({plan.carries_out}): "
            "chỉ dời sớm hơn, không xóa được.",
            code="demanded",
        )


def _check_ungranted(milestone: Milestone) -> None:
    if milestone.extensions.exists():
        raise ValidationError(
            f"Mốc “{milestone.title}” đã có đơn vị được gia hạn nên không xóa được.", code="granted"
        )


def _check_done(task: Task, done_on: dt.date | None, late_reason: str) -> None:
    if done_on is None:
        return
    today = timezone.localdate()
    if done_on > today:
        raise ValidationError(
            {"done_on": f"Ngày xong {written_date(done_on)} chưa đến. Hãy ghi hôm nay hoặc sớm hơn."}
        )
    if task.due_on and done_on > task.due_on and not late_reason:
        raise ValidationError(
            {"late_reason": f"Xong sau hạn {written_date(task.due_on)}: hãy ghi lý do muộn."}
        )
