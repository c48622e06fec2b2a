from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "dvht.inbox"
    default_auto_field = "django.db.models.BigAutoField"
