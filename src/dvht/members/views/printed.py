"""Papers made on demand, as downloads."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from dvht.members.letters.heading import FORMATS
from dvht.ui.vietnamese import without_marks


def paper_answer(content: bytes, title: str, paper_format: str) -> HttpResponse:
    name = "-".join("".join(sign if sign.isalnum() else " " for sign in without_marks(title)).split())
    header = content_disposition_header(True, f"{name}.{paper_format}")  # noqa: FBT003 - Django's signature
    answer = HttpResponse(content, content_type=FORMATS[paper_format])
    answer["Content-Disposition"] = header or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
