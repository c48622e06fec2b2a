"""Where an action's refusal is shown."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def show_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what an action refused beside its field, or above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        known = name in form.fields
        for problem in problems:
            form.add_error(name if known and name != NON_FIELD_ERRORS else None, problem)
