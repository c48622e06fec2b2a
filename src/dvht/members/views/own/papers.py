from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from dvht.documents.exports import rendered_together
from dvht.documents.models import PaperFormat
from dvht.members.queries.papers import commitment_papers, one_person, study_plan_papers
from dvht.members.views.own.door import OwnPlace, reads_own
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest

TITLES = {"cam-ket": "Bản cam kết học tập suốt đời", "ke-hoach": "Kế hoạch tự học"}


@require_safe
@reads_own
def own_paper(_request: SignedInRequest, place: OwnPlace, kind: str, paper_format: str) -> HttpResponse:
    """One's own commitment or study plan, to print."""
    unit = place.member.unit
    person = one_person(unit, place.day, place.member.pk)
    if paper_format not in PaperFormat.values:
        raise Http404
    made = {"cam-ket": commitment_papers, "ke-hoach": study_plan_papers}.get(kind)
    papers = made(unit, place.year, person) if made else ()
    if not papers:
        raise Http404
    title = f"{TITLES[kind]} năm {place.year} - {place.member.full_name}"
    return titled_download(rendered_together(papers, title, paper_format), title, paper_format)
