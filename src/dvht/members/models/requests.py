"""What people ask about their own data, with the clocks of the law on personal data."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dvht.members.models.roster import Member
from dvht.members.states import RequestState
from dvht.units.models import Unit


class RequestKind(models.TextChoices):
    ACCESS = "access", "Xem, nhận bản sao dữ liệu"
    CORRECTION = "correction", "Sửa dữ liệu"
    WITHDRAWAL = "withdrawal", "Rút lại đồng ý, hạn chế xử lý"
    ERASURE = "erasure", "Xóa dữ liệu"


class DataRequest(models.Model):
    """A request of a person about their data: who asked what and when, what was answered, and when it was done."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.CharField("người yêu cầu", max_length=120)
    kind = models.CharField("yêu cầu", max_length=20, choices=RequestKind.choices)
    words = models.TextField("nội dung", max_length=2000)
    on_paper = models.BooleanField("nhận bằng giấy hoặc lời nói", default=False)
    received_on = models.DateField("ngày nhận")
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=[
            (RequestState.RECEIVED.value, "Chờ trả lời"),
            (RequestState.ANSWERED.value, "Đang thực hiện"),
            (RequestState.DONE.value, "Xong"),
            (RequestState.REFUSED.value, "Không thực hiện"),
        ],
        default=RequestState.RECEIVED.value,
    )
    answer = models.TextField("trả lời", blank=True, max_length=2000)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    outcome = models.TextField("kết quả", blank=True, max_length=2000)
    done_on = models.DateField("ngày thực hiện xong", null=True, blank=True)
    extension_days = models.PositiveSmallIntegerField("gia hạn thêm (ngày)", default=0)
    extended_reason = models.CharField("lý do gia hạn", max_length=500, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "yêu cầu về dữ liệu cá nhân"
        ordering = ("-received_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=RequestKind.values), name="data_request_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "refused"]) | models.Q(done_on__isnull=False),
                name="data_request_end_has_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(extension_days=0) | ~models.Q(extended_reason=""),
                name="data_request_extension_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.asked_by}"
