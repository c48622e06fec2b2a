"""What the browser sends about a round: its days, its people, their points, the review, the decision."""

from dvht.citizens.forms.deciding import CollectionForm, OutsideForm, ReasonForm
from dvht.citizens.forms.reviewing import ReviewForm
from dvht.citizens.forms.rounds import GroupForm, PeopleForm, RoundForm, numbers_in
from dvht.citizens.forms.scoring import PrintForm, ScoreForm

__all__ = [
    "CollectionForm",
    "GroupForm",
    "OutsideForm",
    "PeopleForm",
    "PrintForm",
    "ReasonForm",
    "ReviewForm",
    "RoundForm",
    "ScoreForm",
    "numbers_in",
]
