"""The dossier list, in the order of binding."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from dvht.plans import actions
from dvht.plans.forms import PaperForm
from dvht.plans.models import Plan, PlanPaper
from dvht.plans.queries import lists_offered
from dvht.plans.views.doors import version_of, writes_draft
from dvht.plans.views.lines import copy_of, edit_page, either, is_up, list_page, small_deed
from dvht.ui.requests import SignedInRequest


@require_safe
def plan_papers(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    return list_page(request, unit_id, year, "plan_papers", lists_offered)


@require_POST
@writes_draft
def plan_papers_follow(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """Replace the list by a known one."""
    known = next((one for one in lists_offered(plan) if one.code == request.POST.get("danh_muc")), None)
    if known is None:
        raise Http404("Không có danh mục này")
    told = f"Đã lấy “{known.title}”."
    return small_deed(
        request, plan, "plan_papers", lambda: actions.follow_dossier_list(plan, known, by=request.user), told
    )


@either
@writes_draft
def plan_paper_add(request: SignedInRequest, plan: Plan) -> HttpResponse:
    listed = frozenset(plan.papers.values_list("kind", flat=True))
    form = PaperForm(request.POST or None, listed=listed, scheme=plan.pack.scheme)

    def deed() -> object:
        words = actions.PaperWords(**form.words())
        return actions.add_paper(plan, words, by=request.user)

    return edit_page(request, plan, form, "plan_paper", deed)


@either
@writes_draft
def plan_paper(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(PlanPaper, plan=plan, pk=line_id)
    form = PaperForm(request.POST or None, instance=copy_of(line))

    def deed() -> object:
        words = actions.PaperWords(**form.words())
        return actions.change_paper(line, words, version=version_of(request), by=request.user)

    return edit_page(request, plan, form, "plan_paper", deed, line)


@require_POST
@writes_draft
def plan_paper_move(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(PlanPaper, plan=plan, pk=line_id)
    up = is_up(request)
    return small_deed(request, plan, "plan_papers", lambda: actions.move_paper(line, up=up, by=request.user))


@require_POST
@writes_draft
def plan_paper_remove(request: SignedInRequest, plan: Plan, line_id: int) -> HttpResponse:
    line = get_object_or_404(PlanPaper, plan=plan, pk=line_id)
    told = f"Đã bỏ “{line}” khỏi danh mục hồ sơ."
    return small_deed(request, plan, "plan_papers", lambda: actions.remove_paper(line, by=request.user), told)
