"""Files that views hand out: named after what they are, kept by no cache, locked where a browser shows them."""

from typing import IO, Any, Final

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from dvht.ui.vietnamese import without_marks

PDF: Final = "application/pdf"
_LOCKED: Final = "default-src 'none'; sandbox"
# A browser's own PDF viewer doesn't open under "sandbox"; the bytes were read as a PDF and are named one.
_SHOWN_PDF: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; plugin-types application/pdf; frame-ancestors 'self'"
)


def titled_download(content: bytes, title: str, ending: str, media_type: str) -> HttpResponse:
    """A download named after its title, without diacritics: ke-hoach-tu-hoc.pdf."""
    words = "".join(sign if sign.isalnum() else " " for sign in without_marks(title)).split()
    header = content_disposition_header(as_attachment=True, filename=f"{'-'.join(words)}.{ending}")
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = header or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def stored_file(content: IO[Any], name: str, media_type: str, *, as_attachment: bool) -> FileResponse:
    """What somebody uploaded; shown in a page of ours, nothing in it may run."""
    answer = FileResponse(content, as_attachment=as_attachment, filename=name, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _SHOWN_PDF if media_type == PDF and not as_attachment else _LOCKED
    answer["Cache-Control"] = "private, no-store"
    return answer
