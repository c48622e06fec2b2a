"""What the browser sends about the dossier: by the unit, and by the authority."""

from dvht.dossiers.forms.handling import CloseForm, ReassignForm, ReturnForm, SubmitForm
from dvht.dossiers.forms.registering import RegisterForm
from dvht.dossiers.forms.request import RequestForm

__all__ = ["CloseForm", "ReassignForm", "RegisterForm", "RequestForm", "ReturnForm", "SubmitForm"]
