"""How far a plan is, and what still stands in the way of putting it in force."""

from collections.abc import Iterator
from dataclasses import dataclass

from dvht.plans.models import Plan
from dvht.plans.queries.limits import target_floor
from dvht.plans.queries.sheet import Sheet, sheet_of
from dvht.plans.queries.years import SUBMISSION_CODES
from dvht.plans.states import TaskState
from dvht.regulation.kinds import SECTORS
from dvht.ui.vietnamese import written_date


@dataclass(frozen=True)
class Problem:
    """Something missing or in conflict. `blocks` keeps the plan out of force; the rest is advice."""

    section: str
    field: str
    message: str
    blocks: bool = True

    @property
    def url_name(self) -> str:
        return f"plan_{self.section}"


@dataclass(frozen=True)
class Section:
    """One part of the plan's page; `counted` parts make up its share done."""

    code: str
    title: str
    summary: str
    problems: tuple[Problem, ...]
    counted: bool = True

    @property
    def url_name(self) -> str:
        return f"plan_{self.code}"

    @property
    def is_done(self) -> bool:
        return not any(problem.blocks for problem in self.problems)


def plan_progress(plan: Plan) -> tuple[int, int]:
    """Parts done and parts in all, for the year's steps."""
    counted = [section for section in sections_of(sheet_of(plan)) if section.counted]
    return sum(section.is_done for section in counted), len(counted)


def blocking(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.blocks)


def problems_of(sheet: Sheet) -> tuple[Problem, ...]:
    """Everything missing or in conflict, in the order of the page."""
    found = (_purpose, _targets, _committee, _tasks, _calendar, _papers, _other, _appraisal)
    return tuple(problem for ask in found for problem in ask(sheet))


def sections_of(sheet: Sheet) -> tuple[Section, ...]:
    problems = problems_of(sheet)

    def section(code: str, title: str, summary: str, *, counted: bool = True) -> Section:
        own = tuple(problem for problem in problems if problem.section == code)
        return Section(code, title, summary, own, counted)

    done = sum(task.state == TaskState.DONE for task in sheet.tasks)
    submitted = sum(paper.submitted for paper in sheet.papers)
    bases = len(sheet.plan.bases.split("\n")) if sheet.plan.bases else 0
    unit_parts = (
        section("purpose", "Mục đích, căn cứ", f"{bases} căn cứ"),
        section("targets", "Mục tiêu, chỉ tiêu", _targets_summary(sheet)),
        section("committee", "Ban chỉ đạo, Tổ đánh giá", _committee_summary(sheet)),
        section("tasks", "Nhiệm vụ", f"{len(sheet.tasks)} nhiệm vụ, đã xong {done}"),
        section("calendar", "Lịch", f"{len(sheet.milestones)} mốc thời gian"),
        section("papers", "Danh mục hồ sơ", f"nộp {submitted} mục, lưu {len(sheet.papers) - submitted} mục"),
        section("other", "Nơi họp, kinh phí, nơi nhận", _other_summary(sheet), counted=False),
    )
    if not sheet.is_body:
        return unit_parts
    routed, models = len(sheet.routings), len(sheet.model_units)
    return (
        *unit_parts,
        section("appraisal", "Hình thức thẩm định", _form_summary(sheet), counted=False),
        section("sessions", "Tập huấn, khảo sát, kiểm tra", f"{len(sheet.sessions)} đợt", counted=False),
        section("models", "Mô hình điểm", f"{models} đơn vị làm điểm", counted=False),
        section(
            "routings",
            "Chuyên viên nhận hồ sơ",
            f"đã phân công {routed}/{len(SECTORS)} cấp học, khối",
            counted=False,
        ),
    )


def _form_summary(sheet: Sheet) -> str:
    return sheet.plan.get_appraisal_form_display() or "chưa chọn"


def _targets_summary(sheet: Sheet) -> str:
    goal = sheet.plan.goal_label or "chưa chọn mục tiêu"
    own = [row for row, percent in sheet.targets.items() if percent != sheet.higher_targets.get(row)]
    return f"{goal}; {len(own)} chỉ tiêu đặt cao hơn" if own else f"{goal}; chỉ tiêu theo quy định"


def _committee_summary(sheet: Sheet) -> str:
    steering = f"Ban chỉ đạo {len(sheet.steering)} người; " if sheet.steering else ""
    return f"{steering}Tổ đánh giá {len(sheet.team)} người"


def _other_summary(sheet: Sheet) -> str:
    plan = sheet.plan
    named = (("nơi họp", plan.meeting_place), ("người để hỏi", plan.officer), ("kinh phí", plan.budget))
    have = [name for name, value in (*named, ("nơi nhận", plan.recipients)) if value]
    return "đã ghi " + ", ".join(have) if have else "chưa ghi"


def _purpose(sheet: Sheet) -> Iterator[Problem]:
    if not sheet.plan.purpose.strip():
        yield Problem("purpose", "purpose", "Chưa có mục đích, yêu cầu.")
    if not sheet.plan.bases.strip():
        yield Problem("purpose", "bases", "Chưa có căn cứ nào.")


def _targets(sheet: Sheet) -> Iterator[Problem]:
    if not sheet.plan.goal:
        yield Problem("targets", "goal", "Chưa chọn mục tiêu của năm.", blocks=not sheet.is_body)
    for row, percent in sheet.targets.items():
        floor = target_floor(sheet.plan, row, higher_percent=sheet.higher_targets.get(row, 0))
        if floor and percent < floor.percent:
            yield Problem(
                "targets",
                f"target-{row}",
                f"Chỉ tiêu {row} đặt {percent}%, thấp hơn {floor.percent}% của {floor.source}.",
            )


def _committee(sheet: Sheet) -> Iterator[Problem]:
    if not sheet.team:
        yield Problem("committee", "team", "Tổ đánh giá chưa có ai.", blocks=not sheet.is_body)
    for name, members in (("Tổ đánh giá", sheet.team), ("Ban chỉ đạo", sheet.steering)):
        if members and not any("trưởng" in member.role.lower() for member in members):
            yield Problem("committee", "role", f"{name} chưa có người đứng đầu.", blocks=False)


def _tasks(sheet: Sheet) -> Iterator[Problem]:
    if not sheet.tasks:
        yield Problem("tasks", "tasks", "Chưa có nhiệm vụ nào.")
    undated = sum(1 for task in sheet.tasks if not task.time)
    if undated:
        yield Problem("tasks", "tasks", f"{undated} nhiệm vụ chưa có thời gian.", blocks=False)


def _calendar(sheet: Sheet) -> Iterator[Problem]:
    if not sheet.milestones:
        yield Problem("calendar", "calendar", "Lịch chưa có mốc nào.")
        return
    law = {milestone.code: milestone.dates_for(sheet.plan.year)[1] for milestone in sheet.pack.calendar}
    for own in sheet.milestones:
        limit = sheet.higher_days.get(own.code)
        if limit and own.last_day > limit:
            told = f"“{own.title}”: muộn hơn ngày cuối {written_date(limit)} của kế hoạch cấp trên."
            yield Problem("calendar", f"milestone-{own.pk}", told)
        elif own.code in law and own.last_day > law[own.code]:
            told = f"“{own.title}”: muộn hơn ngày cuối {written_date(law[own.code])}"
            told = f"{told} theo {sheet.pack.short_title}."
            yield Problem("calendar", f"milestone-{own.pk}", told, blocks=False)
    if not any(milestone.code in SUBMISSION_CODES for milestone in sheet.milestones):
        yield Problem("calendar", "calendar", "Chưa có mốc đơn vị nộp hồ sơ.", blocks=False)


def _papers(sheet: Sheet) -> Iterator[Problem]:
    if not any(paper.submitted for paper in sheet.papers):
        yield Problem("papers", "papers", "Danh mục chưa có văn bản nào phải nộp.")
    have = {paper.kind for paper in sheet.papers}
    for kind, title in sheet.higher_papers.items():
        if kind not in have:
            yield Problem("papers", "papers", f"Thiếu “{title}” mà kế hoạch cấp trên yêu cầu.")
    for item in sheet.pack.dossier:
        if item.kind not in have and item.kind not in sheet.higher_papers:
            told = f"Danh mục không có “{item.title}” mà {sheet.pack.short_title} nêu."
            yield Problem("papers", "papers", told, blocks=False)


def _appraisal(sheet: Sheet) -> Iterator[Problem]:
    if sheet.is_body and not sheet.plan.appraisal_form:
        yield Problem("appraisal", "appraisal_form", "Chưa chọn hình thức thẩm định.", blocks=False)


def _other(sheet: Sheet) -> Iterator[Problem]:
    if not sheet.plan.recipients.strip():
        yield Problem("other", "recipients", "Chưa ghi nơi nhận.", blocks=False)
