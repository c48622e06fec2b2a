from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dvht.documents.exports import rendered_together
from dvht.documents.models import PaperFormat
from dvht.members.letters.departments import departments_paper, heading_of
from dvht.members.permissions import can_keep_roster
from dvht.members.queries.departments import department_table
from dvht.members.queries.papers import commitment_papers, one_person, people_for, study_plan_papers
from dvht.members.queries.roster import departments_of
from dvht.members.views.unit_door import UnitPlace, ids_asked, unit_place
from dvht.paper.blocks import OfficialPaper
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest

TITLES = {
    "cam-ket": "Bản cam kết học tập suốt đời",
    "ke-hoach": "Kế hoạch tự học",
    "tong-hop": "Tổng hợp theo tổ",
}


@require_safe
def study_papers(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Which papers can be made, of whom."""
    place = unit_place(request, unit_id, year, can_keep_roster)
    table = department_table(place.unit, year, place.day, place.today)
    headings = [heading_of(row, need) for row, need in table.needs]
    context = {
        "place": place,
        "departments": departments_of(place.unit),
        "table": table,
        "headings": headings,
    }
    return render(request, "members/study_papers.html", context)


@require_safe
def study_paper(
    request: SignedInRequest, unit_id: int, year: int, kind: str, paper_format: str
) -> HttpResponse:
    """One file: of everybody, of one department (`to`) or of one member (`nguoi`)."""
    place = unit_place(request, unit_id, year, can_keep_roster)
    if kind not in TITLES or paper_format not in PaperFormat.values:
        raise Http404
    papers = _papers(request, place, kind)
    if not papers:
        messages.warning(request, f"Chưa có “{TITLES[kind]}” nào để in ở phần đã chọn.")
        return place.to("study_papers")
    title = f"{TITLES[kind]} năm {year} - {place.unit.name}"
    return titled_download(rendered_together(papers, title, paper_format), title, paper_format)


def _papers(request: SignedInRequest, place: UnitPlace, kind: str) -> tuple[OfficialPaper, ...]:
    if kind == "tong-hop":
        table = department_table(place.unit, place.year, place.day, place.today)
        return (departments_paper(table),) if table.lines else ()
    person = ids_asked(request.GET.getlist("nguoi"))
    department = ids_asked(request.GET.getlist("to"))
    if person:
        people = one_person(place.unit, place.day, person[0])
    else:
        people = people_for(place.unit, place.day, department[0] if department else None)
    make = commitment_papers if kind == "cam-ket" else study_plan_papers
    return make(place.unit, place.year, people)
