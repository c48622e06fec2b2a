"""The picture or PDF of a certificate, given out after the view has checked who asks."""

from typing import Final

from django.http import FileResponse, Http404

from dvht.evidence.models import PDF, PREVIEWED
from dvht.members.models import Certificate

_LOCKED: Final = "default-src 'none'; sandbox"
# A browser's own PDF viewer doesn't open under "sandbox"; the bytes were read as a PDF and are named one.
_PDF: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; plugin-types application/pdf; frame-ancestors 'self'"
)


def file_answer(certificate: Certificate) -> FileResponse:
    """The bytes, to be shown in our page; 404 when they are gone."""
    stored = certificate.file
    if stored is None:
        raise Http404
    try:
        content = stored.content.open("rb")
    except OSError as error:
        raise Http404 from error
    shown = stored.media_type in PREVIEWED
    answer = FileResponse(
        content, as_attachment=not shown, filename=certificate.file_name, content_type=stored.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _PDF if stored.media_type == PDF else _LOCKED
    answer["Cache-Control"] = "private, no-store"
    return answer
