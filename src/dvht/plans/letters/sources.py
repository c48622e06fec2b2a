"""The figures that the papers rest on, by labels that people read, and the bases they cite."""

from collections.abc import Iterable

from dvht.documents.letters import lines
from dvht.plans.models import CommitteeMember, Milestone, Plan, Task, law_citation


def plan_source(plan: Plan) -> dict[str, str]:
    own = {f"Chỉ tiêu {target.row}": f"{target.percent}%" for target in plan.targets.all()}
    words = {
        "Tên kế hoạch": plan.title,
        "Mục tiêu": plan.goal_label,
        "Mục đích, yêu cầu": plan.purpose,
        "Căn cứ": plan.bases,
        "Nơi họp": plan.meeting_place,
        "Người để hỏi": plan.officer,
        "Kinh phí": plan.budget,
        "Nơi nhận": plan.recipients,
    }
    return {**words, **own}


def task_source(tasks: Iterable[Task]) -> dict[str, str]:
    return {
        f"Nhiệm vụ {number}": " | ".join((task.content, task.lead, task.coordinating, task.time))
        for number, task in enumerate(tasks, 1)
    }


def committee_source(members: Iterable[CommitteeMember]) -> dict[str, str]:
    return {
        f"{member.get_body_display()}: {member.name}": f"{member.position}, {member.role}. {member.duties}".rstrip()
        for member in members
    }


def day_source(milestones: Iterable[Milestone]) -> dict[str, str]:
    return {f"Mốc: {milestone.title}": milestone.words for milestone in milestones}


def base_lines(plan: Plan) -> tuple[str, ...]:
    """The bases of the year's papers, one a line: those of the plan, else the circular itself."""
    written = tuple(line.rstrip(";. ") for line in lines(plan.bases))
    return written or (f"Căn cứ {law_citation(plan.pack)}",)
