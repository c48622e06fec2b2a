from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "dvht.recognition"
    default_auto_field = "django.db.models.BigAutoField"
