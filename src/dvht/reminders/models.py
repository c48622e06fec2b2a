"""What each person wants to be told by mail, the mails that were written, and their calendar's address."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models

from dvht.inbox.models import Message, Topic

MOST_TRIES: Final = 4
"""A mail that failed so often is given up: the inbox has everything that stood in it."""


class Preference(models.Model):
    """Whether a person wants the messages of a topic by mail too; without a row they do."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField("về việc", max_length=12, choices=Topic.choices)
    by_mail = models.BooleanField("gửi cả thư điện tử", default=True)

    class Meta:
        verbose_name = "lựa chọn nhận thư"
        constraints = (models.UniqueConstraint(fields=("person", "topic"), name="preference_once_per_topic"),)

    def __str__(self) -> str:
        return f"{self.person} · {self.get_topic_display()}"


class DailyMail(models.Model):
    """The one mail of a person and day, with the messages that it tells; each message is told once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField("ngày")
    messages = models.ManyToManyField(Message, related_name="+", verbose_name="thư")
    tries = models.PositiveSmallIntegerField("số lần đã gửi", default=0)
    problem = models.CharField("vì sao chưa gửi được", max_length=300, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)

    class Meta:
        verbose_name = "thư điện tử trong ngày"
        ordering = ("-day", "-pk")
        constraints = (models.UniqueConstraint(fields=("person", "day"), name="one_mail_a_day"),)

    def __str__(self) -> str:
        return f"{self.person} · {self.day:%d/%m/%Y}"

    @property
    def is_given_up(self) -> bool:
        return self.sent_at is None and self.tries >= MOST_TRIES


class CalendarAddress(models.Model):
    """The secret address at which a person's calendar program finds their deadlines; only its SHA-256 is kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField("SHA-256 của địa chỉ", max_length=64, unique=True)
    made_at = models.DateTimeField("tạo lúc", auto_now=True)

    class Meta:
        verbose_name = "địa chỉ lịch"

    def __str__(self) -> str:
        return f"Lịch của {self.person}"
