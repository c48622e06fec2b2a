"""Files that views hand out: named after what they are, kept by no cache, locked where a browser shows them."""

from collections.abc import Sequence
from typing import IO, Any, Final, TypeVar

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from dvht.ui.vietnamese import without_marks

Answer = TypeVar("Answer", bound=HttpResponseBase)
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES: Final = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX}
_LOCKED: Final = "default-src 'none'; sandbox"
# A browser's own PDF viewer doesn't open under "sandbox"; the bytes were read as a PDF and are named one.
_SHOWN_PDF: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; plugin-types application/pdf; frame-ancestors 'self'"
)


def private(answer: Answer) -> Answer:
    """The answer, kept by no cache and taken for nothing else than it says it is."""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def titled_download(content: bytes, title: str, ending: str, *, inline: bool = False) -> HttpResponse:
    """A download (pdf, docx, xlsx) named after its title, without diacritics: ke-hoach-tu-hoc.pdf; `inline`: shown."""
    words = "".join(sign if sign.isalnum() else " " for sign in without_marks(title)).split()
    header = content_disposition_header(as_attachment=not inline, filename=f"{'-'.join(words)}.{ending}")
    answer = HttpResponse(content, content_type=MEDIA_TYPES[ending])
    answer["Content-Disposition"] = header or "attachment"
    return private(answer)


def picture(pages: Sequence[bytes], number: int) -> HttpResponse:
    """One page of a paper, counted from 1; 404 where there is none."""
    if not 1 <= number <= len(pages):
        raise Http404
    return private(HttpResponse(pages[number - 1], content_type="image/png"))


def stored_file(content: IO[Any], name: str, media_type: str, *, as_attachment: bool) -> FileResponse:
    """What somebody uploaded; shown in a page of ours, nothing in it may run."""
    answer = FileResponse(content, as_attachment=as_attachment, filename=name, content_type=media_type)
    answer["Content-Security-Policy"] = _SHOWN_PDF if media_type == PDF and not as_attachment else _LOCKED
    return private(answer)
