"""A unit's own result: what was decided, why not, until when, what next; and its plan to improve."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.accounts.queries import head_name_of, visible_units
from dvht.documents.letters import field_values
from dvht.documents.models import IssuedPaper, PaperFormat
from dvht.recognition import actions, exports
from dvht.recognition.forms import ImprovementForm
from dvht.recognition.letters.notice import notice_letter
from dvht.recognition.models import Improvement
from dvht.recognition.permissions import can_improve
from dvht.recognition.queries.decisions import Sheet
from dvht.recognition.queries.own import OwnResult, next_steps, own_result, suggestions_for
from dvht.recognition.queries.words import outcome_label, until_reference
from dvht.recognition.views.place import EARLIEST, LATEST, into_form, paper_answer
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest, version_sent
from dvht.units.models import Unit


@dataclass(frozen=True)
class Home:
    """The unit and year of an address."""

    request: SignedInRequest
    unit: Unit
    year: int

    @property
    def may_write(self) -> bool:
        return can_improve(self.request.user, self.unit)

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "unit_id": self.unit.pk,
            "year": self.year,
            "may_write": self.may_write,
            "today": timezone.localdate(),
            **more,
        }

    def to(self, name: str = "recognition") -> HttpResponse:
        return redirect(name, self.unit.pk, self.year)

    def result(self) -> OwnResult:
        return own_result(self.unit, self.year, timezone.localdate())


def home(request: SignedInRequest, unit_id: int, year: int, *, writing: bool = False) -> Home:
    """404 for who doesn't see the unit, 403 for who may not write where writing is asked for."""
    unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    if not EARLIEST <= year <= LATEST:
        raise Http404
    found = Home(request, unit, year)
    if writing and not found.may_write:
        raise PermissionDenied
    return found


@require_safe
def recognition(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The result of the year, in gold when it was granted."""
    here = home(request, unit_id, year)
    result = here.result()
    title = result.title.title if result.title else None
    context = here.context(
        result=result,
        title=title,
        granted=title.pack.recognised_as if title else "",
        decided=[(line, outcome_label(line.decision.pack, line.outcome)) for line in result.decided],
        steps=next_steps(result),
        reference=until_reference(title.pack) if title else "",
        lines=Improvement.objects.filter(unit=here.unit, year=year),
        suggestions=suggestions_for(result) if here.may_write and not result.is_open else (),
    )
    return render(request, "recognition/recognition.html", context)


@require_safe
def recognition_paper(
    request: SignedInRequest, unit_id: int, year: int, paper_id: int, paper_format: str
) -> HttpResponse:
    """A decision over the unit, or the reply to it, exactly as it was issued."""
    here = home(request, unit_id, year)
    result = here.result()
    papers: dict[int, IssuedPaper] = {
        line.decision.paper.pk: line.decision.paper for line in result.decided if line.decision.paper
    }
    if result.refusal is not None:
        papers[result.refusal.paper_id] = result.refusal.paper
    if paper_id not in papers:
        raise Http404
    return paper_answer(papers[paper_id], paper_format)


@require_safe
def recognition_notice(request: SignedInRequest, unit_id: int, year: int, paper_format: str) -> HttpResponse:
    """The result as a paper to hang up at the unit."""
    here = home(request, unit_id, year)
    result = here.result()
    if result.title is None or paper_format not in PaperFormat.values:
        raise Http404
    points = next((line.points for line in result.decided if line.points), "")
    letter = notice_letter(result.title.title, points)
    values = field_values(letter, here.unit, {}, head_name_of(here.unit))
    sheet = Sheet(letter, None, values)
    content = exports.printed(here.unit, sheet, timezone.localdate(), paper_format)
    return titled_download(content, f"{letter.title} {year}", paper_format)


@require_http_methods(["GET", "HEAD", "POST"])
def improvement_add(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """A new line of the plan to improve."""
    here = home(request, unit_id, year, writing=True)
    form = ImprovementForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.add_improvements(here.unit, year, [_words(form)], by=request.user)
        messages.success(request, "Đã thêm một việc cải tiến.")
        return here.to()
    status = 422 if form.is_bound else 200
    return render(request, "recognition/improvement.html", here.context(form=form, line=None), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def improvement(request: SignedInRequest, unit_id: int, year: int, line_id: int) -> HttpResponse:
    """Change a line, or say that it is done."""
    here = home(request, unit_id, year, writing=True)
    line = get_object_or_404(Improvement, pk=line_id, unit=here.unit, year=year)
    form = ImprovementForm(request.POST if request.method == "POST" else None, instance=line)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                actions.change_improvement(line, _words(form), version=version_sent(request), by=request.user)
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(request, "Đã ghi việc cải tiến.")
                return here.to()
    return render(request, "recognition/improvement.html", here.context(form=form, line=line), status=status)


def _words(form: ImprovementForm) -> actions.ImprovementWords:
    return actions.ImprovementWords(**{name: form.cleaned_data[name] for name in ImprovementForm.Meta.fields})


@require_POST
def improvement_remove(request: SignedInRequest, unit_id: int, year: int, line_id: int) -> HttpResponse:
    """Take a line out."""
    here = home(request, unit_id, year, writing=True)
    line = get_object_or_404(Improvement, pk=line_id, unit=here.unit, year=year)
    try:
        actions.remove_improvement(line, version=version_sent(request), by=request.user)
        messages.success(request, f"Đã xóa việc “{line}”.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return here.to()


@require_POST
def improvement_suggest(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Take the suggestions that were ticked into the plan."""
    here = home(request, unit_id, year, writing=True)
    ticked = set(request.POST.getlist("suggestion"))
    offered = [one for one in suggestions_for(here.result()) if one.key in ticked]
    if not offered:
        messages.error(request, "Chưa chọn gợi ý nào.")
        return here.to()
    made = actions.add_improvements(
        here.unit,
        year,
        [actions.ImprovementWords(one.content, row=one.row) for one in offered],
        by=request.user,
    )
    messages.success(request, f"Đã đưa {len(made)} việc vào kế hoạch cải tiến.")
    return here.to()
