"""Deeds on plans: each atomic, compare-and-set, with one audit event."""

from dvht.plans.actions.activities import (
    ActivityWords,
    add_activity,
    add_activity_files,
    change_activity,
    change_participants,
    link_activity_evidence,
    remove_activity,
    unlink_activity_evidence,
)
from dvht.plans.actions.cascade import follow_higher
from dvht.plans.actions.following import follow_calendar, follow_dossier_list
from dvht.plans.actions.lines import (
    MemberWords,
    MilestoneWords,
    PaperWords,
    TaskWords,
    add_member,
    add_milestone,
    add_paper,
    add_task,
    change_member,
    change_milestone,
    change_paper,
    change_task,
    move_member,
    move_paper,
    move_task,
    remove_member,
    remove_milestone,
    remove_paper,
    remove_task,
    update_task_progress,
)
from dvht.plans.actions.moves import discard_plan, put_in_force, reopen_plan
from dvht.plans.actions.sections import change_plan, remove_target, save_targets, set_goal, set_target
from dvht.plans.actions.starting import start_plan

__all__ = [
    "ActivityWords", "MemberWords", "MilestoneWords", "PaperWords", "TaskWords", "add_activity", "add_activity_files",
    "add_member", "add_milestone", "add_paper", "add_task", "change_activity", "change_member", "change_milestone",
    "change_paper", "change_participants", "change_plan", "change_task", "discard_plan", "follow_calendar",
    "follow_dossier_list", "follow_higher", "link_activity_evidence", "move_member", "move_paper", "move_task",
    "put_in_force", "remove_activity", "remove_member",
    "remove_milestone", "remove_paper", "remove_target", "remove_task", "reopen_plan", "save_targets",
    "set_goal", "set_target", "start_plan", "unlink_activity_evidence",
    "update_task_progress",
]  # fmt: skip
