import hashlib
import json

from django.db import models


class Chain(models.Model):
    """The newest link of one chain of events; a unit has its own, so that units never wait for each other."""

    scope = models.CharField("phạm vi", max_length=40, unique=True)
    length = models.PositiveBigIntegerField("số sự kiện", default=0)
    head = models.CharField("băm cuối", max_length=64, default="")

    class Meta:
        verbose_name = "chuỗi nhật ký"

    def __str__(self) -> str:
        return self.scope


class Event(models.Model):
    """One deed. Append-only: the database refuses to change or delete it."""

    scope = models.CharField("phạm vi", max_length=40)
    position = models.PositiveBigIntegerField("thứ tự")
    at = models.DateTimeField("lúc")
    actor_id = models.BigIntegerField("mã người làm", null=True)
    actor_name = models.CharField("người làm", max_length=200)
    verb = models.CharField("việc", max_length=60)
    thing = models.CharField("loại đối tượng", max_length=60)
    thing_id = models.CharField("mã đối tượng", max_length=40)
    label = models.CharField("đối tượng", max_length=300)
    before = models.JSONField("trước", null=True)
    after = models.JSONField("sau", null=True)
    previous = models.CharField("băm trước", max_length=64)
    digest = models.CharField("băm", max_length=64)

    class Meta:
        verbose_name = "sự kiện"
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("scope", "position"), name="event_position_once_per_scope"),
        )
        indexes = (models.Index(fields=("scope", "-position")), models.Index(fields=("thing", "thing_id")))

    def __str__(self) -> str:
        return f"{self.verb} {self.label}"

    def true_digest(self) -> str:
        """SHA-256 over everything the event says and over the digest of the event before it."""
        said = {
            "scope": self.scope,
            "position": self.position,
            "at": self.at.isoformat(),
            "actor": [self.actor_id, self.actor_name],
            "verb": self.verb,
            "thing": [self.thing, self.thing_id, self.label],
            "before": self.before,
            "after": self.after,
            "previous": self.previous,
        }
        canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
