"""The secret address of a person's calendar: made, made anew, revoked; known afterwards only by its digest."""

import hashlib
import secrets

from django.db import transaction

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.reminders.models import CalendarAddress


def make_address(*, by: User) -> str:
    """A new secret, given this once; the one before opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        address, made = CalendarAddress.objects.update_or_create(
            person=by, defaults={"digest": _digest(secret)}
        )
        _trace("tạo địa chỉ lịch" if made else "đổi địa chỉ lịch", address, by=by)
    return secret


def revoke_address(*, by: User) -> bool:
    """Close the address; false when there is none."""
    with transaction.atomic():
        address = CalendarAddress.objects.select_for_update().filter(person=by).first()
        if address is None:
            return False
        _trace("thu hồi địa chỉ lịch", address, by=by)
        address.delete()
    return True


def person_at(secret: str) -> User | None:
    """Whose calendar a secret opens; nobody's when it is wrong, revoked, or of a closed account."""
    found = CalendarAddress.objects.filter(digest=_digest(secret), person__is_active=True)
    address = found.select_related("person").first()
    return address.person if address else None


def _trace(verb: str, address: CalendarAddress, *, by: User) -> None:
    record(verb, by=by, thing="reminders.CalendarAddress", thing_id=address.pk, label=by.full_name)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
