"""What people write about a plan."""

from dvht.plans.forms.activities import ActivityForm
from dvht.plans.forms.bodies import (
    AnswersForm,
    AppraisalFormForm,
    ModelUnitsForm,
    QuestionForm,
    RoutingsForm,
    SessionForm,
    SessionResultForm,
)
from dvht.plans.forms.calendar import MilestoneForm
from dvht.plans.forms.extensions import ExtensionForm, RevokeForm
from dvht.plans.forms.lines import MemberForm, PaperForm, ProgressForm, TaskForm
from dvht.plans.forms.moves import DiscardForm, IssueForm, ReopenForm
from dvht.plans.forms.sections import OtherForm, PurposeForm
from dvht.plans.forms.start import StartForm
from dvht.plans.forms.targets import TargetsForm

__all__ = [
    "ActivityForm",
    "AnswersForm",
    "AppraisalFormForm",
    "DiscardForm",
    "ExtensionForm", "IssueForm",
    "MemberForm",
    "MilestoneForm",
    "ModelUnitsForm",
    "OtherForm",
    "PaperForm",
    "ProgressForm",
    "PurposeForm",
    "QuestionForm",
    "ReopenForm",
    "RevokeForm",
    "RoutingsForm",
    "SessionForm",
    "SessionResultForm",
    "StartForm",
    "TargetsForm",
    "TaskForm",
]  # fmt: skip
