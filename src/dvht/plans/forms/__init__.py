"""What people write about a plan."""

from dvht.plans.forms.activities import ActivityForm
from dvht.plans.forms.calendar import MilestoneForm
from dvht.plans.forms.lines import MemberForm, PaperForm, ProgressForm, TaskForm
from dvht.plans.forms.moves import DiscardForm, ReopenForm
from dvht.plans.forms.sections import OtherForm, PurposeForm
from dvht.plans.forms.start import StartForm
from dvht.plans.forms.targets import TargetsForm

__all__ = [
    "ActivityForm", "DiscardForm", "MemberForm", "MilestoneForm", "OtherForm", "PaperForm", "ProgressForm",
    "PurposeForm", "ReopenForm", "StartForm", "TargetsForm", "TaskForm",
]  # fmt: skip
