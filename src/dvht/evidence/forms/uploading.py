"""Receiving files: each is stopped at its limit while it arrives; the others of the post are kept."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MAX_BYTES: Final = 50_000_000
MAX_DISCARDED: Final = 200_000_000
"""How much is read and thrown away so that the sender gets an answer in words; then the line is cut."""

STOPPED: Final = "dvht.stopped_upload"
"""Key of request.META with the name of the file at which the post was cut."""


class OversizedFile(UploadedFile):  # type: ignore[type-arg]  # Django's class takes no type at run time
    """What is left of a file above the limit: its name and the size that was seen, no content."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(BytesIO(), name, size=size)


class LimitedUploadHandler(FileUploadHandler):
    """Streams each file to a temporary file, never to memory, and drops it once it is above the limit."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0
        self.discarded = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0
        self.file = TemporaryUploadedFile(
            self.file_name or "", self.content_type or "", 0, self.charset, self.content_type_extra
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - Django's signature
        self.received += len(raw_data)
        if self.received <= MAX_BYTES:
            self.file.write(raw_data)
            return None
        if not self.file.closed:
            self.file.close()
        self.discarded += len(raw_data)
        if self.discarded > MAX_DISCARDED:
            self._cut()
        return None

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        if file_size > MAX_BYTES:
            return OversizedFile(self.file_name or "", file_size)
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        """The sender went away: the temporary file removes itself when it is closed."""
        if hasattr(self, "file"):
            self.file.close()

    def _cut(self) -> None:
        if self.request is not None:
            self.request.META[STOPPED] = self.file_name
        raise StopUpload(connection_reset=True)
