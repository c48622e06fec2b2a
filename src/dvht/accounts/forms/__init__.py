"""What the browser sends to the pages of administration and set-up."""

from dvht.accounts.forms.errors import show_errors
from dvht.accounts.forms.jurisdiction import ConfirmForm, EndForm, JurisdictionForm
from dvht.accounts.forms.set_up import FirstPersonForm, FirstUnitForm
from dvht.accounts.forms.trail import TrailForm
from dvht.accounts.forms.units import MoveForm, PaperHeadForm, UnitForm, kind_choices
from dvht.accounts.forms.users import ROLE_HINTS, JoinForm, PersonForm, RolesForm, UserForm, role_choices

__all__ = [
    "ROLE_HINTS",
    "ConfirmForm",
    "EndForm",
    "FirstPersonForm",
    "FirstUnitForm",
    "JoinForm",
    "JurisdictionForm",
    "MoveForm",
    "PaperHeadForm",
    "PersonForm",
    "RolesForm",
    "TrailForm",
    "UnitForm",
    "UserForm",
    "kind_choices",
    "role_choices",
    "show_errors",
]
