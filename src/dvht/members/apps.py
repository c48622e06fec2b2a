from typing import ClassVar

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "dvht.members"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Thành viên"
    names_people: ClassVar[tuple[str, ...]] = ("*",)
    """Models whose events in the trail tell names: the administrator reads the deed without them."""
