from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "dvht.ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dvht.ui.wording import use_plain_words  # noqa: PLC0415 - forms want loaded apps

        use_plain_words()
