from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from dvht.accounts.models import Role, User
from dvht.accounts.queries import AUTHORITY_ROLES, Person
from dvht.units.models import Unit


class Topic(models.TextChoices):
    """What a message is about; mail is switched by it."""

    DEADLINE = "deadline", "Hạn và nhắc việc"
    PLAN = "plan", "Kế hoạch cấp trên"
    DOSSIER = "dossier", "Nộp, trả lại, tiếp nhận hồ sơ"
    APPRAISAL = "appraisal", "Thẩm định"
    RECOGNITION = "recognition", "Công nhận, công bố"
    UNIT = "unit", "Thay đổi tổ chức, thẩm quyền"


class MessageQuerySet(models.QuerySet["Message"]):
    """Sets of messages, scoped in SQL."""

    def visible_to(self, user: Person) -> Self:
        """Addressed to the person, or to a unit that they keep as head, deputy, clerk or officer."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        kept = Role.objects.filter(user=user, kind__in=AUTHORITY_ROLES).values("unit")
        return self.filter(Q(person=user) | Q(unit__in=kept))

    def unread_by(self, user: User) -> Self:
        return self.exclude(Exists(Reading.objects.filter(message=OuterRef("pk"), person=user)))

    def with_unread(self, user: User) -> Self:
        """Each message with `is_unread`, whether this person has yet to open it."""
        return self.annotate(is_unread=~Exists(Reading.objects.filter(message=OuterRef("pk"), person=user)))


class Message(models.Model):
    """News for a person, or for a unit: then everybody who keeps it (head, deputy, clerk, officer) finds it.

    `key` makes a message that must be sent once be sent once, whoever tries again. `url` is a path of this site.
    `words` is subject and text without marks, for searching.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="người nhận",
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.CASCADE, related_name="+", verbose_name="đơn vị nhận"
    )
    topic = models.CharField("về việc", max_length=12, choices=Topic.choices)
    subject = models.CharField("tiêu đề", max_length=200)
    text = models.TextField("nội dung", blank=True)
    url = models.CharField("trang", max_length=300, blank=True)
    key = models.CharField("khóa", max_length=200, unique=True, null=True)  # noqa: DJ001 - unique only when given
    words = models.TextField("lời để tìm", blank=True, editable=False)
    sent_at = models.DateTimeField("gửi lúc", auto_now_add=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]  # a manager made of the query set

    class Meta:
        verbose_name = "thư"
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="message_to_a_person_or_a_unit",
                condition=models.Q(person__isnull=False, unit__isnull=True)
                | models.Q(person__isnull=True, unit__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("unit", "-sent_at")), models.Index(fields=("person", "-sent_at")))

    def __str__(self) -> str:
        return self.subject


class Reading(models.Model):
    """That a person has read a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField("đọc lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lần đọc"
        constraints = (models.UniqueConstraint(fields=("message", "person"), name="message_read_once"),)

    def __str__(self) -> str:
        return f"{self.message} · {self.person}"
