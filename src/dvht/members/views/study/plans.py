"""Study plans by state for the head and deputies: read, approved or returned, one by one or many at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from dvht.accounts.permissions import can_stand_in
from dvht.members.actions.study_plans import Decided, decide_study_plans
from dvht.members.forms.certificates import RemarkForm
from dvht.members.models import StudyPlan
from dvht.members.permissions import can_decide_study_plan, can_keep_roster, decidable_plans
from dvht.members.queries.own import approvers_of
from dvht.members.queries.study import plan_lines, state_counts, unit_plans
from dvht.members.states import StudyPlanState
from dvht.members.views.unit_door import UnitPlace, ids_asked, unit_place, versions_seen
from dvht.ui.requests import SignedInRequest

SUBMITTED = StudyPlanState.SUBMITTED.value


@require_safe
def study_plans(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Everybody on the roster with the state of their plan; those that wait for this person can be chosen."""
    place = unit_place(request, unit_id, year, can_keep_roster)
    lines = plan_lines(place.unit, year, place.day)
    counts = state_counts([line.state for line in lines])
    wanted = request.GET.get("trang-thai", "")
    wanted = wanted if wanted in counts else ""
    mine = decidable_plans(request.user, unit_plans(place.unit, year).filter(state=SUBMITTED))
    context = {
        "place": place,
        "lines": [line for line in lines if not wanted or line.state == wanted],
        "everybody": len(lines),
        "counts": counts,
        "wanted": wanted,
        "decidable": set(mine.values_list("pk", flat=True)),
        "may_decide": can_stand_in(request.user, place.unit),
    }
    return render(request, "members/study_plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def study_plan(request: SignedInRequest, unit_id: int, year: int, plan_id: int) -> HttpResponse:
    place = unit_place(request, unit_id, year, can_keep_roster)
    plan = get_object_or_404(unit_plans(place.unit, year).prefetch_related("items"), pk=plan_id)
    return decide_one(request, place, plan, back="study_plans")


def decide_one(request: SignedInRequest, place: UnitPlace, plan: StudyPlan, *, back: str) -> HttpResponse:
    """One plan, with the two decisions for whoever may take them."""
    may_decide = can_decide_study_plan(request.user, plan)
    form, status = RemarkForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        status = _decided_one(request, plan, form)
        if status == 302:
            return place.to(back)
        plan = get_object_or_404(StudyPlan.objects.select_related("member__unit", "decided_by"), pk=plan.pk)
    context = {
        "place": place,
        "plan": plan,
        "form": form,
        "may_decide": may_decide,
        "back": back,
        "is_own": plan.member.user_id == request.user.pk,
        "approvers": approvers_of(plan.member),
    }
    return render(request, "members/study_plan.html", context, status=status)


def _decided_one(request: SignedInRequest, plan: StudyPlan, form: RemarkForm) -> int:
    approve = request.POST.get("do") == "approve"
    if not form.is_valid():
        return 422
    seen = {
        pk: version for pk, version in versions_seen(request.POST.getlist("seen")).items() if pk == plan.pk
    }
    try:
        decided = decide_study_plans(
            seen, approve=approve, remark=form.cleaned_data["remark"], by=request.user
        )
    except ValidationError as error:
        for name, errors in error.message_dict.items():
            form.add_error(name if name in form.fields else None, errors)
        return 422
    if not decided.done:
        form.add_error(
            None, "Kế hoạch vừa đổi sau khi bạn mở trang. Dưới đây là bản mới: hãy xem rồi quyết định."
        )
        return 409
    word = "duyệt" if approve else "trả lại"
    messages.success(request, f"Đã {word} kế hoạch tự học của {plan.member.full_name}.")
    return 302


@require_http_methods(["GET", "HEAD", "POST"])
def study_plans_check(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The chosen plans by name before they are approved together; one's own is never among them."""
    place = unit_place(request, unit_id, year, can_stand_in)
    mine = decidable_plans(request.user, unit_plans(place.unit, year))
    if request.method == "POST":
        seen = versions_seen(request.POST.getlist("seen"))
        allowed = set(mine.filter(pk__in=list(seen)).values_list("pk", flat=True))
        decided = decide_study_plans(
            {pk: version for pk, version in seen.items() if pk in allowed}, approve=True, by=request.user
        )
        tell_decided(request, decided, len(seen) - len(allowed))
        return place.to("study_plans")
    asked = mine.filter(state=SUBMITTED).prefetch_related("items")
    if not request.GET.get("tat-ca"):
        asked = asked.filter(pk__in=ids_asked(request.GET.getlist("plan")))
    plans = list(asked)
    if not plans:
        messages.warning(request, "Chưa chọn kế hoạch nào đang chờ bạn duyệt.")
        return place.to("study_plans")
    return render(request, "members/study_plans_check.html", {"place": place, "plans": plans})


def tell_decided(request: SignedInRequest, decided: Decided, left: int) -> None:
    """What came of approving many: how many, and by name those that changed since they were shown."""
    if decided.done:
        messages.success(request, f"Đã duyệt {len(decided.done)} kế hoạch tự học.")
    if decided.stale:
        names = ", ".join(plan.member.full_name for plan in decided.stale)
        messages.warning(request, f"Chưa duyệt vì đã đổi sau khi bạn xem: {names}. Hãy mở xem lại.")
    if left:
        messages.warning(request, f"{left} kế hoạch không thuộc quyền duyệt của bạn nên giữ nguyên.")
    if not (decided.done or decided.stale or left):
        messages.warning(request, "Chưa chọn kế hoạch nào.")
