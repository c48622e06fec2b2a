from typing import ClassVar

from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "dvht.citizens"
    verbose_name = "Công dân học tập"
    default_auto_field = "django.db.models.BigAutoField"
    names_people: ClassVar[tuple[str, ...]] = ("*",)
