from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "dvht.documents"
    default_auto_field = "django.db.models.BigAutoField"
