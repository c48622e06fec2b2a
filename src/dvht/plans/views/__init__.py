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
from dvht.plans.views.bodies import plan_appraisal, plan_models, plan_routings
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
from dvht.plans.views.extensions import plan_extension_add, plan_extension_revoke, plan_extensions
from dvht.plans.views.followers import plan_followers, plan_followers_export
from dvht.plans.views.higher import plan_higher, plan_higher_changes, plan_higher_follow, plan_higher_paper
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
from dvht.plans.views.sessions import (
    plan_session,
    plan_session_add,
    plan_session_remove,
    plan_session_result,
    plan_sessions,
)
from dvht.plans.views.surveys import (
    plan_answers,
    plan_answers_export,
    plan_question_remove,
    plan_questions,
    plan_survey_remind,
    survey_answer,
    survey_list,
)
from dvht.plans.views.tasks import (
    plan_task,
    plan_task_add,
    plan_task_move,
    plan_task_progress,
    plan_task_remove,
    plan_tasks,
)
from dvht.plans.views.versions import plan_version, plan_versions

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
    "plan_answers",
    "plan_answers_export",
    "plan_appraisal",
    "plan_calendar",
    "plan_calendar_follow",
    "plan_check",
    "plan_committee",
    "plan_discard",
    "plan_extension_add",
    "plan_extension_revoke",
    "plan_extensions",
    "plan_followers",
    "plan_followers_export",
    "plan_higher",
    "plan_higher_changes",
    "plan_higher_follow",
    "plan_higher_paper",
    "plan_member",
    "plan_member_add",
    "plan_member_move",
    "plan_member_remove",
    "plan_milestone",
    "plan_milestone_add",
    "plan_milestone_remove",
    "plan_models",
    "plan_other",
    "plan_paper",
    "plan_paper_add",
    "plan_paper_move",
    "plan_paper_remove",
    "plan_papers",
    "plan_papers_follow",
    "plan_purpose",
    "plan_question_remove",
    "plan_questions",
    "plan_reopen",
    "plan_routings",
    "plan_session",
    "plan_session_add",
    "plan_session_remove",
    "plan_session_result",
    "plan_sessions",
    "plan_start",
    "plan_survey_remind",
    "plan_targets",
    "plan_task",
    "plan_task_add",
    "plan_task_move",
    "plan_task_progress",
    "plan_task_remove",
    "plan_tasks",
    "plan_version",
    "plan_versions",
    "survey_answer",
    "survey_list",
]  # fmt: skip
