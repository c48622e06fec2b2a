"""The kinds of file that evidence may be."""

from dataclasses import dataclass
from typing import Final

ALLOWED_WORDS: Final = (
    "PDF, ảnh (JPEG, PNG, WebP, GIF, TIFF, HEIC), Word, Excel, PowerPoint, OpenDocument, TXT, CSV, "
    "MP4, MP3, ZIP"
)


@dataclass(frozen=True, slots=True)
class FileKind:
    """`endings` are those that a name may rightly have; the first is given to a name that has another."""

    label: str
    media_type: str
    endings: tuple[str, ...]


class RefusedContentError(Exception):
    """The content can't be taken as evidence; the message is Vietnamese and says why."""


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."

PDF: Final = FileKind("tệp PDF", "application/pdf", (".pdf",))
JPEG: Final = FileKind("ảnh JPEG", "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG: Final = FileKind("ảnh PNG", "image/png", (".png",))
WEBP: Final = FileKind("ảnh WebP", "image/webp", (".webp",))
GIF: Final = FileKind("ảnh GIF", "image/gif", (".gif",))
TIFF: Final = FileKind("ảnh TIFF", "image/tiff", (".tif", ".tiff"))
HEIC: Final = FileKind("ảnh HEIC", "image/heic", (".heic", ".heif"))
DOCX: Final = FileKind("tệp Word", _OFFICE + "wordprocessingml.document", (".docx",))
XLSX: Final = FileKind("tệp Excel", _OFFICE + "spreadsheetml.sheet", (".xlsx",))
PPTX: Final = FileKind("tệp PowerPoint", _OFFICE + "presentationml.presentation", (".pptx",))
ODT: Final = FileKind("tệp OpenDocument Text", _OPEN + "text", (".odt",))
ODS: Final = FileKind("tệp OpenDocument Spreadsheet", _OPEN + "spreadsheet", (".ods",))
ODP: Final = FileKind("tệp OpenDocument Presentation", _OPEN + "presentation", (".odp",))
DOC: Final = FileKind("tệp Word 97-2003", "application/msword", (".doc", ".dot"))
XLS: Final = FileKind("tệp Excel 97-2003", "application/vnd.ms-excel", (".xls",))
PPT: Final = FileKind("tệp PowerPoint 97-2003", "application/vnd.ms-powerpoint", (".ppt", ".pps"))
ZIP: Final = FileKind("tệp nén ZIP", "application/zip", (".zip",))
TXT: Final = FileKind("văn bản thuần", "text/plain", (".txt",))
CSV: Final = FileKind("bảng CSV", "text/csv", (".csv",))
MP4: Final = FileKind("video MP4", "video/mp4", (".mp4", ".m4v"))
MOV: Final = FileKind("video QuickTime", "video/quicktime", (".mov",))
M4A: Final = FileKind("âm thanh M4A", "audio/mp4", (".m4a",))
MP3: Final = FileKind("âm thanh MP3", "audio/mpeg", (".mp3",))
