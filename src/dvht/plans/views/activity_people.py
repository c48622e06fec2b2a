"""Who took part in an activity: chosen from the roster of the day on which it was held."""

from collections.abc import Iterable
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from dvht.members.models import Department, Member
from dvht.members.queries.roster import departments_of, posting_on, roster_of, titles_of
from dvht.members.queries.search import search_words
from dvht.plans import actions
from dvht.plans.models import Activity, Plan
from dvht.plans.views.activity_doors import activity_context, records_activity, the_activity
from dvht.plans.views.lines import either
from dvht.ui.requests import SignedInRequest

PAGE: Final = 100


@either
@records_activity
def activity_participants(request: SignedInRequest, plan: Plan, activity_id: int) -> HttpResponse:
    """Choose by department, by name or all at once; only the people shown on the page are changed by it."""
    activity = the_activity(plan, activity_id).activity
    departments = list(departments_of(plan.unit))
    asked = request.GET.get("to", "")
    department = next((one for one in departments if str(one.pk) == asked), None)
    words = request.GET.get("q", "").strip()[:200]
    people = _people(activity, department, words)
    if request.method == "POST":
        return _choose(request, activity, people)
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    named = set(activity.participations.values_list("member_id", flat=True))
    context = activity_context(
        request,
        plan,
        activity=activity,
        departments=departments,
        department=department,
        words=words,
        page=page,
        people=[_line(member, named) for member in page],
        named=len(named),
    )
    return render(request, "plans/activity_participants.html", context)


def _people(activity: Activity, department: Department | None, words: str) -> QuerySet[Member]:
    unit = activity.plan.unit
    found = search_words(roster_of(unit, activity.held_on), words, unit=unit)
    return found.filter(Q(there__department=department)) if department else found


def _line(member: Member, named: set[int]) -> tuple[Member, str, str, bool]:
    posting = posting_on(member)
    where = posting.department.name if posting and posting.department else ""
    return member, where, ", ".join(titles_of(posting)), member.pk in named


def _choose(request: SignedInRequest, activity: Activity, people: QuerySet[Member]) -> HttpResponse:
    chosen = _numbers(request.POST.getlist("chosen"))
    add, remove = chosen, _numbers(request.POST.getlist("shown")) - chosen
    if every := request.POST.get("every"):
        listed = set(people.order_by().values_list("pk", flat=True))
        add, remove = (listed, set[int]()) if every == "add" else (set[int](), listed)
    try:
        added, removed = actions.change_participants(activity, add=add, remove=remove, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(request.get_full_path())
    messages.success(request, _told(activity, added, removed))
    if request.GET:
        return HttpResponseRedirect(request.get_full_path())
    return redirect("activity", activity.plan.unit_id, activity.plan.year, activity.pk)


def _told(activity: Activity, added: int, removed: int) -> str:
    parts = [f"thêm {added} người"] if added else []
    parts += [f"bỏ {removed} người"] if removed else []
    now = f"“{activity}” có {activity.participations.count()} người tham gia."
    return f"Đã {', '.join(parts)}. {now}" if parts else f"Không có gì thay đổi. {now}"


def _numbers(texts: Iterable[str]) -> set[int]:
    """Ids as sent; what no row can have is left for the deed to refuse."""
    return {int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0 for text in texts}
