"""Questions across rooms: the steps of a unit's year, what is to be done, and what would raise the result."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from dvht.assessment.queries import assessment_of, forecast_of, latest_revision, sheet_of
from dvht.assessment.queries.sheet import Sheet
from dvht.assessment.queries.words import result_label, row_state
from dvht.dossiers.models import VolumeKind
from dvht.dossiers.queries import Year, dossier_of, volume_line
from dvht.plans.models import Milestone, Plan
from dvht.plans.queries import plan_progress, submission_deadline, years_above
from dvht.plans.states import PlanState, TaskState
from dvht.regulation.forecast import Forecast, Improvement
from dvht.regulation.pack import Pack
from dvht.units.models import Unit


@dataclass(frozen=True)
class KnownYear:
    year: int
    label: str


@dataclass(frozen=True)
class Step:
    """One step of the year: `state` is of the look's vocabulary, `shape` of its steps (done, doing, now, far)."""

    name: str
    url_name: str
    shape: str
    state: str
    word: str
    date: str
    done: int
    whole: int
    share: str


@dataclass(frozen=True)
class ToDo:
    """Something somebody must do: what, why, by when, and where."""

    name: str
    why: str
    url_name: str
    url_row: str
    act: str
    state: str
    word: str
    due: dt.date | None = None


@dataclass(frozen=True)
class Hint:
    """A line of the shortest list that raises the result."""

    row: str
    text: str
    why: str


def years_known(unit: Unit, current: int) -> tuple[KnownYear, ...]:
    """The years that the unit has plans for, those that it can start now, and the one looked at, newest first."""
    plans = Plan.objects.filter(unit=unit).only("year", "pack_id", "pack_version")
    known = {plan.year: plan.pack.short_title for plan in plans}
    for year in years_above(unit):
        known.setdefault(year, "Cấp trên đã có kế hoạch")
    this_year = timezone.localdate().year
    for year in (current, this_year, this_year + 1):
        known.setdefault(year, "Chưa bắt đầu")
    return tuple(KnownYear(year, known[year]) for year in sorted(known, reverse=True))


class Home:
    """The home page of a unit's year, read once."""

    def __init__(self, plan: Plan, today: dt.date) -> None:
        self.plan = plan
        self.today = today
        self.assessment = assessment_of(plan)
        self.sheet: Sheet = sheet_of(self.assessment)
        self.forecast: Forecast = forecast_of(self.assessment)
        self.revision = latest_revision(self.assessment)
        self.file = Year(dossier_of(plan))
        self.deadline = submission_deadline(plan)

    @property
    def pack(self) -> Pack:
        return self.plan.pack

    @cached_property
    def headline(self) -> str:
        """The state in one sentence: what the records support today, and what is missing for more."""
        label = result_label(self.pack, self.sheet.result)
        if self.forecast.goal and self.forecast.improvements and self.sheet.by_levels:
            rows = {improvement.row for improvement in self.forecast.improvements}
            return f"Còn {len(rows)} chỉ tiêu nữa là đủ {self.forecast.goal}"
        return f"{label} nếu chốt hôm nay" if self.revision is None else f"Đã chốt: {label}"

    @property
    def result_words(self) -> str:
        return result_label(self.pack, self.sheet.result)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return (
            _plan_step(self),
            _evidence_step(self),
            _assessment_step(self),
            _dossier_step(self),
            *_later(self),
        )

    @cached_property
    def todos(self) -> tuple[ToDo, ...]:
        return (*_plan_todos(self), *_assessment_todos(self), *_dossier_todos(self), *_task_todos(self))

    @cached_property
    def hints(self) -> tuple[Hint, ...]:
        return tuple(hint_of(self.sheet, improvement) for improvement in self.forecast.improvements)

    @cached_property
    def hints_after(self) -> tuple[Hint, ...]:
        return tuple(hint_of(self.sheet, improvement) for improvement in self.forecast.improvements_after)

    @cached_property
    def levels(self) -> tuple[tuple[int, int, int], ...]:
        """Per level: the level, indicators passed, indicators that apply."""
        found = []
        for level in self.pack.levels:
            indicators = self.sheet.indicators(level)
            found.append((level, sum(met for _, met in indicators), len(indicators)))
        return tuple(found)

    @cached_property
    def strip(self) -> list[dict[str, object]]:
        return [
            {
                "name": f"Tiêu chí {group.code}" if self.sheet.by_levels else f"Nhóm {group.code}",
                "cells": [
                    {
                        "code": row.code,
                        "state": state,
                        "word": word,
                        "url": reverse("assessment_row", args=[self.plan.unit_id, self.plan.year, row.code]),
                        "current": False,
                    }
                    for row in rows
                    for state, word in (row_state(row),)
                ],
            }
            for group, rows in self.sheet.groups
        ]

    @cached_property
    def dates(self) -> tuple[Milestone, ...]:
        """The next dates of the calendar, and those that passed within the last month."""
        since = self.today - dt.timedelta(days=30)
        return tuple(milestone for milestone in self.plan.milestones.all() if milestone.last_day >= since)[:6]


def hint_of(sheet: Sheet, improvement: Improvement) -> Hint:
    row = sheet.row(improvement.row)
    people = "người học" if row.row.population == "learners" else "người"
    text = {
        "evidence": "thêm ít nhất 1 minh chứng",
        "more_people": f"thêm {improvement.count} {people}",
        "meet": "làm cho đạt",
        "grade": "nâng mức chuyển đổi số",
        "fill": "nhập kết quả",
    }[improvement.kind]
    gain = f", +{improvement.gain.normalize():f} điểm".replace(".", ",") if improvement.gain else ""
    return Hint(improvement.row, f"{improvement.row}: {text}{gain}", row.row.title)


def _plan_step(home: Home) -> Step:
    done, whole = plan_progress(home.plan)
    in_force = home.plan.state == PlanState.IN_FORCE
    dated = home.plan.dated_on or (home.file.papers["plan"].issued_on if "plan" in home.file.papers else None)
    return Step(
        "Kế hoạch",
        "plan",
        "done" if in_force else "now",
        "pass" if in_force else "doing",
        "Xong" if in_force else "Bước hiện tại",
        f"ngày {dated:%d/%m/%Y}" if dated else "đang soạn" if not in_force else "đang thực hiện",
        done,
        whole,
        f"{done}/{whole} phần",
    )


def _evidence_step(home: Home) -> Step:
    binding = [row for row in home.sheet.rows if row.applies]
    proved = [row for row in binding if row.stated.evidence]
    complete = len(proved) == len(binding)
    return Step(
        "Minh chứng",
        "evidence_list",
        "done" if complete else "doing" if proved else "far",
        "pass" if complete else "doing" if proved else "todo",
        "Xong" if complete else "Đang làm" if proved else "Chưa có",
        f"số liệu năm {home.plan.year}",
        len(proved),
        len(binding),
        f"{len(proved)}/{len(binding)} chỉ tiêu",
    )


def _assessment_step(home: Home) -> Step:
    binding = [row for row in home.sheet.rows if row.applies]
    filled = [row for row in binding if not row.is_missing]
    final = home.revision is not None
    shape = "done" if final else "now" if home.plan.state == PlanState.IN_FORCE else "far"
    return Step(
        "Tự đánh giá",
        "assessment",
        shape,
        "pass" if final else "doing" if filled or shape == "now" else "todo",
        "Đã chốt" if final else "Bước hiện tại" if shape == "now" else "Chưa mở",
        f"lần {home.revision.number}" if home.revision else f"số liệu đến {home.sheet.counted_on:%d/%m/%Y}",
        len(filled),
        len(binding),
        f"{len(filled)}/{len(binding)} đã chấm",
    )


def _dossier_step(home: Home) -> Step:
    lines = [line for line in home.file.lines if line.wanted.submitted]
    ready = [line for line in lines if line.state == "ready"]
    volume = volume_line(home.file, VolumeKind.DOSSIER)
    complete = bool(lines) and len(ready) == len(lines) and volume.bound is not None and not volume.stale
    now = home.revision is not None and not complete
    return Step(
        "Hồ sơ",
        "dossier",
        "done" if complete else "now" if now else "doing" if ready else "far",
        "pass" if complete else "doing" if now or ready else "todo",
        "Xong" if complete else "Bước hiện tại" if now else "Đang làm" if ready else "Chưa mở",
        f"hạn {home.deadline.last_day:%d/%m/%Y}" if home.deadline else "kế hoạch chưa ghi hạn",
        len(ready),
        len(lines),
        f"{len(ready)}/{len(lines)} mục sẵn sàng",
    )


def _later(home: Home) -> tuple[Step, ...]:
    """Steps that others take: told, with the dates that the calendar gives, and without a link."""
    hand_in = f"hạn {home.deadline.last_day:%d/%m/%Y}" if home.deadline else "theo lịch cấp trên"
    return (
        Step("Nộp", "", "far", "wait", "Ngoài hệ thống", hand_in, 0, 0, ""),
        Step("Công nhận", "", "far", "wait", "Chờ cấp trên", "theo lịch cấp trên", 0, 0, ""),
    )


def _plan_todos(home: Home) -> tuple[ToDo, ...]:
    if home.plan.state == PlanState.IN_FORCE:
        return ()
    done, whole = plan_progress(home.plan)
    return (
        ToDo(
            "Hoàn thành kế hoạch năm",
            f"Đã xong {done}/{whole} phần. Kế hoạch được thực hiện thì các bước sau mới có căn cứ.",
            "plan",
            "",
            "Mở kế hoạch",
            "doing",
            "Đang làm",
        ),
    )


def _assessment_todos(home: Home) -> tuple[ToDo, ...]:
    if home.revision is not None:
        return ()
    found = [
        ToDo(
            f"Bổ sung minh chứng cho {row.code}",
            f"{row.row.title}. {_without_evidence(home.pack)}",
            "assessment_row",
            row.code,
            "Thêm minh chứng",
            "warn",
            "Thiếu minh chứng",
        )
        for row in home.sheet.unproved[:3]
    ]
    if home.sheet.gaps:
        first = home.sheet.gaps[0]
        found.insert(
            0,
            ToDo(
                f"Chấm {len(home.sheet.gaps)} chỉ tiêu còn trống",
                f"Bắt đầu từ {first.code}: {first.row.title}.",
                "assessment_row",
                first.code,
                "Chấm tiếp",
                "todo",
                "Chưa chấm",
            ),
        )
    elif not found:
        found.append(
            ToDo(
                "Kiểm tra và chốt tự đánh giá",
                f"Đã chấm đủ. Kết quả: {home.result_words}.",
                "assessment_check",
                "",
                "Kiểm tra trước khi chốt",
                "doing",
                "Sẵn sàng",
            )
        )
    return tuple(found)


def _without_evidence(pack: Pack) -> str:
    if pack.evidence_rule == "required":
        return "Chưa có minh chứng thì không đạt hoặc không có điểm."
    return "Nên có minh chứng để cấp trên kiểm tra."


def _dossier_todos(home: Home) -> tuple[ToDo, ...]:
    due = home.deadline.last_day if home.deadline else None
    stale = [line for line in home.file.lines if line.state == "stale"]
    found = [
        ToDo(
            f"Ban hành lại {line.wanted.title}",
            f"{len(line.changes)} số liệu đã đổi từ khi ban hành.",
            "paper",
            line.wanted.kind,
            "Mở văn bản",
            "stale",
            "Đã cũ",
            due,
        )
        for line in stale[:3]
    ]
    missing = [line for line in home.file.lines if line.wanted.submitted and line.state == "missing"]
    if home.revision is not None and missing:
        found.append(
            ToDo(
                f"Ban hành {len(missing)} văn bản của hồ sơ",
                ", ".join(line.wanted.title for line in missing[:3]) + ("…" if len(missing) > 3 else "."),
                "dossier",
                "",
                "Mở hồ sơ",
                "fail",
                "Còn thiếu",
                due,
            )
        )
    return tuple(found)


def _task_todos(home: Home) -> tuple[ToDo, ...]:
    late = [
        task
        for task in home.plan.tasks.all()
        if task.due_on and task.due_on < home.today and task.state != TaskState.DONE
    ]
    return tuple(
        ToDo(
            task.content if len(task.content) <= 120 else f"{task.content[:117]}…",
            f"Nhiệm vụ của kế hoạch, chủ trì: {task.lead}.",
            "plan",
            "",
            "Cập nhật tiến độ",
            "late",
            f"Quá hạn {(home.today - task.due_on).days} ngày" if task.due_on else "",
            task.due_on,
        )
        for task in late[:3]
    )
