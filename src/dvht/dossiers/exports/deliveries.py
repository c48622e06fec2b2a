"""The bytes that were handed in, compared with their digest each time they are given out."""

from io import BytesIO
from typing import IO

from dvht.documents.models import PaperFormat, StoredPaper
from dvht.documents.queries import stored_bytes
from dvht.dossiers.exports.volumes import LostVolumeError, is_intact, volume_content
from dvht.dossiers.models import DeliveredFile


class LostFileError(Exception):
    """The bytes of a delivered file are gone, or are no longer those that were handed in."""


def open_delivered_file(file: DeliveredFile) -> IO[bytes]:
    """The bytes as they were handed in, open for reading; whoever asks has checked the right just now.

    Raises LostFileError, also for a link or a paper record, which have no bytes.
    """
    try:
        content = _opened(file)
    except (OSError, StoredPaper.DoesNotExist, LostVolumeError) as error:
        raise LostFileError(
            f"“{file.title}” không còn trong kho tệp của máy chủ. Hãy báo người quản trị phục hồi từ bản sao lưu."
        ) from error
    if not is_intact(content, file.sha256):
        content.close()
        raise LostFileError(
            f"“{file.title}” trong kho tệp không còn như lúc nộp. Hãy báo người quản trị phục hồi từ bản sao lưu."
        )
    return content


def _opened(file: DeliveredFile) -> IO[bytes]:
    if file.paper is not None:
        return BytesIO(stored_bytes(file.paper, PaperFormat.PDF))
    if file.stored is not None:
        content: IO[bytes] = file.stored.content.open("rb")
        return content
    if file.volume is not None:
        return volume_content(file.volume)
    raise LostFileError(f"“{file.title}” không có tệp: {file.place or 'chỉ được liệt kê'}.")
