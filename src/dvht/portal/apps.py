from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dvht.portal"
    default_auto_field = "django.db.models.BigAutoField"
