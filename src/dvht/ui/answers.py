"""How pages answer: who may not is refused, and what a deed refused is said on the next page or in the form."""

from collections.abc import Callable, Collection
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest


def require(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence: require(place.may_lead)
    if not allowed:
        raise PermissionDenied


def refused(request: HttpRequest, error: ValidationError) -> None:
    """Say what a deed refused, on the next page."""
    messages.error(request, " ".join(error.messages))


def said(request: HttpRequest, deed: Callable[[], object], told: str) -> bool:
    """Do a small deed; the next page says what was done or why it wasn't."""
    try:
        deed()
    except ValidationError as error:
        refused(request, error)
        return False
    if told:
        messages.success(request, told)
    return True


def into_form(
    form: BaseForm,
    error: ValidationError,
    field_of: Callable[[str], str] = str,
    *,
    conflicts: Collection[str],
) -> int:
    """Show a domain error on the form, each at its field where there is one; the status to answer with.

    A field that the form calls otherwise is found by `field_of`. An error whose code is among `conflicts` came of
    somebody who was quicker.
    """
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            field = field_of(name)
            form.add_error(field if field in form.fields else None, cast(Any, errors))
        return 422
    form.add_error(None, error)
    return 409 if getattr(error, "code", "") in conflicts else 422
