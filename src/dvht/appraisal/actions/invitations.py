"""Inviting somebody from outside to take their seat: a link that works once, until a moment, unless revoked."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.actions import add_user, change_own_password
from dvht.accounts.models import Role, RoleKind, User
from dvht.appraisal.actions.panel_holding import held_open, leave_panel_trace
from dvht.appraisal.actions.seats import tell_seated
from dvht.appraisal.models import Invitation, Panel, Seat
from dvht.appraisal.queries.panels import invitation_of
from dvht.audit.actions import SYSTEM

SHORTEST, USUAL, LONGEST = 1, 14, 60
"""Days for which a link works."""
GONE: Final = "Lời mời này không còn dùng được."


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def invite(seat: Seat, *, days: int, by: User, email: str = "") -> tuple[Invitation, str]:
    """Make a link for a seat without an account; links made before stop working. Returns it with its secret.

    The secret is kept nowhere but in the link. Raises ValidationError.
    """
    if not SHORTEST <= days <= LONGEST:
        raise ValidationError({"days": f"Ghi từ {SHORTEST} đến {LONGEST} ngày."})
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        panel = held_open(seat.panel)
        kept = _held_seat(seat, panel)
        if kept.user_id is not None:
            raise ValidationError(f"{kept.full_name} đã có tài khoản trong danh sách.", code="taken")
        now = timezone.now()
        kept.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)
        invitation = Invitation.objects.create(
            seat=kept,
            email=email.strip(),
            secret_digest=digest_of(secret),
            expires_at=now + dt.timedelta(days=days),
            sent_by=by,
        )
        leave_panel_trace(
            "mời người ngoài", panel, by=by, label=kept.full_name, after={"expires_at": invitation.expires_at}
        )
    return invitation, secret


def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """The link stops working at once. Raises ValidationError (code "state") when it was used or revoked."""
    with transaction.atomic():
        open_now = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
        if not open_now.update(revoked_at=timezone.now()):
            raise ValidationError("Lời mời này đã được dùng hoặc đã thu hồi.", code="state")
        seat = invitation.seat
        leave_panel_trace("thu hồi lời mời", seat.panel, by=by, label=seat.full_name)


def accept_with_account(secret: str, *, by: User) -> Seat:
    """Take the seat with the account that is signed in. Raises ValidationError ("gone", "twice")."""
    with transaction.atomic():
        panel, seat = _taken(secret)
        if Seat.objects.filter(panel=panel, user=by).exists():
            raise ValidationError(f"Tài khoản này đã có tên trong {panel.name}.", code="twice")
        return _seated(panel, seat, by)


def accept_with_new_account(secret: str, *, username: str, password: str, email: str = "") -> Seat:
    """Make an account with the role of examiner at the body, and take the seat with it.

    Of two acceptances at once one is refused (code "gone"). Raises ValidationError by field for a name that is taken.
    """
    with transaction.atomic():
        panel, seat = _taken(secret)
        sender = seat.invitations.get(secret_digest=digest_of(secret)).sent_by
        user, _ = add_user(
            seat.full_name,
            panel.body,
            [RoleKind.EXAMINER],
            by=sender or SYSTEM,
            username=username,
            email=email,
        )
        change_own_password(user, password)
        return _seated(panel, seat, user)


def _taken(secret: str) -> tuple[Panel, Seat]:
    """Use the link up; the panel and the seat are held."""
    invitation = invitation_of(digest_of(secret))
    if invitation is None:
        raise ValidationError(GONE, code="gone")
    panel = held_open(invitation.seat.panel)
    now = timezone.now()
    usable = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, revoked_at=None, expires_at__gt=now
    )
    seat = _held_seat(invitation.seat, panel)
    if seat.user_id is not None or not usable.update(accepted_at=now):
        raise ValidationError(GONE, code="gone")
    return panel, seat


def _seated(panel: Panel, seat: Seat, user: User) -> Seat:
    seat.user = user
    seat.version += 1
    seat.save(update_fields=["user", "version"])
    if not Role.objects.filter(user=user, unit=panel.body).exists():
        Role.objects.create(user=user, unit=panel.body, kind=RoleKind.EXAMINER)
    leave_panel_trace("nhận lời vào hội đồng, đoàn", panel, by=user, label=seat.full_name)
    if panel.is_at_work:
        tell_seated(seat, panel)
    return seat


def _held_seat(seat: Seat, panel: Panel) -> Seat:
    kept: Seat | None = Seat.objects.select_for_update(of=("self",)).filter(pk=seat.pk, panel=panel).first()
    if kept is None:
        raise ValidationError(GONE, code="gone")
    return kept
