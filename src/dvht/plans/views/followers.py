"""The units below a body: who has a plan, which version it follows, where it is weaker."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dvht.plans.exports import followers_workbook
from dvht.plans.queries import UnitLine, plans_with_unit, unit_lines
from dvht.plans.queries.bodies import LINE_WORDS
from dvht.plans.queries.contents import with_last_content
from dvht.plans.views.bodies import of_a_body
from dvht.plans.views.doors import context_of, visible_plan
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest

ON_A_PAGE = 50
WEAK = "weak"


@require_safe
def plan_followers(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    plan = visible_plan(request, unit_id, year, with_last_content(plans_with_unit()))
    lines = unit_lines(plan)
    if not lines:
        of_a_body(plan)
    wanted = request.GET.get("loc", "")
    counts = [(code, words, sum(line.state == code for line in lines)) for code, words in LINE_WORDS.items()]
    counts.append((WEAK, "Có chỗ yếu hơn", sum(bool(line.weak) for line in lines)))
    page = Paginator([line for line in lines if _shown(line, wanted)], ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = context_of(request, plan, page=page, counts=counts, wanted=wanted, total=len(lines))
    return render(request, "plans/plan_followers.html", context)


@require_safe
def plan_followers_export(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    plan = of_a_body(visible_plan(request, unit_id, year))
    title = f"Các đơn vị theo kế hoạch {year} của {plan.unit.name}"
    return titled_download(followers_workbook(plan), title, "xlsx")


def _shown(line: UnitLine, wanted: str) -> bool:
    return bool(line.weak) if wanted == WEAK else not wanted or line.state == wanted
