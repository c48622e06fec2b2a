from typing import ClassVar

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "dvht.plans"
    default_auto_field = "django.db.models.BigAutoField"
    names_people: ClassVar[tuple[str, ...]] = ("Activity",)
