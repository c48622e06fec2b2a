from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "dvht.members"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Thành viên"
