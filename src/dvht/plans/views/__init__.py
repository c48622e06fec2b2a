"""The pages of the yearly plan."""

from dvht.plans.views.activities import (
    activity,
    activity_add,
    activity_edit,
    activity_export,
    activity_list,
    activity_remove,
)
from dvht.plans.views.activity_evidence import (
    activity_evidence_add,
    activity_evidence_link,
    activity_evidence_remove,
)
from dvht.plans.views.activity_people import activity_participants
from dvht.plans.views.calendar import (
    plan_calendar,
    plan_calendar_follow,
    plan_milestone,
    plan_milestone_add,
    plan_milestone_remove,
)
from dvht.plans.views.committee import (
    plan_committee,
    plan_member,
    plan_member_add,
    plan_member_move,
    plan_member_remove,
)
from dvht.plans.views.moves import plan_check, plan_discard, plan_reopen
from dvht.plans.views.papers import (
    plan_paper,
    plan_paper_add,
    plan_paper_move,
    plan_paper_remove,
    plan_papers,
    plan_papers_follow,
)
from dvht.plans.views.plan import plan, plan_start
from dvht.plans.views.sections import plan_other, plan_purpose, plan_targets
from dvht.plans.views.tasks import (
    plan_task,
    plan_task_add,
    plan_task_move,
    plan_task_progress,
    plan_task_remove,
    plan_tasks,
)

__all__ = [
    "activity",
    "activity_add",
    "activity_edit",
    "activity_evidence_add",
    "activity_evidence_link",
    "activity_evidence_remove",
    "activity_export",
    "activity_list",
    "activity_participants",
    "activity_remove",
    "plan",
    "plan_calendar",
    "plan_calendar_follow",
    "plan_check",
    "plan_committee",
    "plan_discard",
    "plan_member",
    "plan_member_add",
    "plan_member_move",
    "plan_member_remove",
    "plan_milestone",
    "plan_milestone_add",
    "plan_milestone_remove",
    "plan_other",
    "plan_paper",
    "plan_paper_add",
    "plan_paper_move",
    "plan_paper_remove",
    "plan_papers",
    "plan_papers_follow",
    "plan_purpose",
    "plan_reopen",
    "plan_start",
    "plan_targets",
    "plan_task",
    "plan_task_add",
    "plan_task_move",
    "plan_task_progress",
    "plan_task_remove",
    "plan_tasks",
]  # fmt: skip
