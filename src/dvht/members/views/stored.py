"""The picture or PDF of a certificate, given out after the view has checked who asks."""

from django.http import FileResponse, Http404

from dvht.evidence.models import PREVIEWED
from dvht.members.models import Certificate
from dvht.ui.downloads import stored_file


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
    return stored_file(content, certificate.file_name, stored.media_type, as_attachment=not shown)
