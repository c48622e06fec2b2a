"""A mail server that refuses."""

from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    def send_messages(self, _email_messages: object) -> int:
        raise ConnectionRefusedError("cửa đóng")
