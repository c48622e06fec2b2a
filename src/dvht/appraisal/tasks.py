"""Background work of panels."""

from django.conf import settings
from django.core.mail import send_mail
from django_tasks import task

from dvht.appraisal.models import Invitation
from dvht.members.models.identity import unseal
from dvht.ui.vietnamese import written_date


@task()
def mail_invitation(invitation_id: int, sealed_link: str) -> None:
    """Send the link; it comes encrypted, since what waits is kept in the database."""
    invitation = Invitation.objects.select_related("seat__panel__body").filter(pk=invitation_id).first()
    if invitation is None or invitation.revoked_at or invitation.accepted_at or not invitation.email:
        return
    seat, panel = invitation.seat, invitation.seat.panel
    send_mail(
        " ".join(f"Mời tham gia {panel.name} năm {panel.year}".split()),
        f"Kính gửi ông, bà {seat.full_name},\n\n{panel.body.name} mời ông, bà tham gia {panel.name} năm {panel.year}, "
        f"nhiệm vụ: {seat.get_role_display()}.\n\nMở địa chỉ sau để nhận lời, trước khi hết ngày "
        f"{written_date(invitation.expires_at.date())}:\n{unseal(sealed_link)}\n\n"
        "Địa chỉ này chỉ dùng được một lần. Đừng chuyển cho người khác.",
        settings.DEFAULT_FROM_EMAIL,
        [invitation.email],
    )
