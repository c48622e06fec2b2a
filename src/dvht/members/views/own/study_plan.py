"""One's own study plan: written on one page that saves itself, handed in, taken back, followed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dvht.members.actions.study_plans import (
    mark_item_done,
    save_study_plan,
    submit_study_plan,
    take_back_study_plan,
)
from dvht.members.forms.study_plans import (
    AimForm,
    DoneForm,
    ItemForm,
    aim_of,
    arranged,
    item_words,
    items_formset,
    sent_items,
)
from dvht.members.models import StudyItem, StudyPlan
from dvht.members.queries.own import approvers_of
from dvht.members.queries.study import programmes_for, proposed_items, study_plan_of
from dvht.members.states import StudyPlanState
from dvht.members.views.own.door import OwnPlace, into_form, reads_own, writes_own
from dvht.ui.requests import SignedInRequest, version_sent

WRITABLE = {StudyPlanState.DRAFT.value, StudyPlanState.RETURNED.value}


@require_http_methods(["GET", "HEAD", "POST"])
@reads_own
def own_study_plan(request: SignedInRequest, place: OwnPlace) -> HttpResponse:
    """The plan as it stands; while it is the member's to write, as one form."""
    plan = study_plan_of(place.member, place.year)
    if request.method == "POST":
        return _save(request, place)
    if place.closed or (plan is not None and plan.state not in WRITABLE):
        context = {"place": place, "plan": plan, "approvers": approvers_of(place.member)}
        return render(request, "members/own_study_plan_read.html", context)
    lines = list(plan.items.all()) if plan else proposed_items(place.member, place.year, place.day)
    blank = 1 if not lines or request.GET.get("them") else 0
    formset = items_formset(place.year, lines, blank=blank)
    return _page(request, place, plan, (aim_of(plan), formset), proposed=plan is None)


def _save(request: SignedInRequest, place: OwnPlace) -> HttpResponse:
    if place.closed:
        messages.warning(request, place.closed)
        return place.to("own_year")
    aim, formset = AimForm(request.POST), sent_items(place.year, request.POST)
    if not (aim.is_valid() and formset.is_valid()):
        plan = study_plan_of(place.member, place.year)
        return _answer(request, place, plan, (aim, formset), status=422)
    wish = request.POST.get("do", "")
    items = arranged(item_words(formset, _programmes(place)), wish)
    try:
        plan = save_study_plan(
            place.member,
            place.year,
            aim=aim.cleaned_data["aim"],
            items=items,
            version=version_sent(request),
            by=request.user,
        )
    except ValidationError as error:
        status = into_form(aim, error)
        plan = study_plan_of(place.member, place.year)
        return _answer(request, place, plan, (aim, formset), status=status)
    return _saved(request, place, plan, wish)


def _saved(request: SignedInRequest, place: OwnPlace, plan: StudyPlan, wish: str) -> HttpResponse:
    if request.headers.get("X-Autosave"):
        context = {"plan": plan, "items": _positions(request, plan)}
        return render(request, "members/_own_study_plan_saved.html", context)
    if wish == "submit":
        return _submit(request, place, plan, plan.version)
    address = reverse("own_study_plan", args=(place.member.pk, place.year))
    if wish == "add":
        return redirect(f"{address}?them=1#viec-moi")
    if not wish or wish == "save":
        messages.success(request, f"Đã lưu kế hoạch tự học năm {place.year}.")
    return redirect(f"{address}#cac-viec")


def _positions(request: SignedInRequest, plan: StudyPlan) -> list[tuple[int, int]]:
    """Where each line that was kept stands on the page, and its number: so that it is changed next time, not made."""
    sent = [
        place for place in range(_count(request)) if request.POST.get(f"items-{place}-content", "").strip()
    ]
    kept = plan.items.order_by("position", "pk").values_list("pk", flat=True)
    return list(zip(sent, kept, strict=False))


def _count(request: SignedInRequest) -> int:
    text = request.POST.get("items-TOTAL_FORMS", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def _programmes(place: OwnPlace) -> set[int]:
    applying = set(programmes_for(place.member, place.year, place.day).values_list("pk", flat=True))
    mine = StudyItem.objects.filter(plan__member=place.member, plan__year=place.year, programme__isnull=False)
    return applying | {pk for pk in mine.values_list("programme_id", flat=True) if pk is not None}


def _answer(
    request: SignedInRequest,
    place: OwnPlace,
    plan: StudyPlan | None,
    forms: tuple[AimForm, BaseFormSet[ItemForm]],
    *,
    status: int,
) -> HttpResponse:
    if not request.headers.get("X-Autosave"):
        return _page(request, place, plan, forms, status=status)
    context = {"place": place, "plan": plan, "aim": forms[0], "formset": forms[1], "conflict": status == 409}
    return render(request, "members/_own_study_plan_refused.html", context, status=status)


def _page(
    request: SignedInRequest,
    place: OwnPlace,
    plan: StudyPlan | None,
    forms: tuple[AimForm, BaseFormSet[ItemForm]],
    *,
    proposed: bool = False,
    status: int = 200,
) -> HttpResponse:
    aim, formset = forms
    version = plan.version if plan else 0
    context: dict[str, Any] = {
        "place": place,
        "plan": plan,
        "aim": aim,
        "formset": formset,
        "proposed": proposed and any(form.initial.get("content") for form in formset.forms),
        "conflict": status == 409,
        # after a conflict was shown, saving again is a decision taken on the newer version
        "version": version if status != 422 else max(version_sent(request), 0),
        "approvers": approvers_of(place.member),
    }
    return render(request, "members/own_study_plan.html", context, status=status)


@require_POST
@writes_own
def own_study_plan_submit(request: SignedInRequest, place: OwnPlace) -> HttpResponse:
    plan = get_object_or_404(StudyPlan, member=place.member, year=place.year)
    return _submit(request, place, plan, version_sent(request))


def _submit(request: SignedInRequest, place: OwnPlace, plan: StudyPlan, version: int) -> HttpResponse:
    try:
        submit_study_plan(plan, version=version, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return place.to("own_study_plan")
    messages.success(
        request, f"Đã nộp kế hoạch tự học năm {place.year}. Chờ duyệt; trước đó lấy lại để sửa được."
    )
    return place.to("own_year")


@require_POST
@writes_own
def own_study_plan_take_back(request: SignedInRequest, place: OwnPlace) -> HttpResponse:
    plan = get_object_or_404(StudyPlan, member=place.member, year=place.year)
    try:
        take_back_study_plan(plan, version=version_sent(request), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã lấy lại kế hoạch để sửa. Sửa xong thì nộp lại.")
    return place.to("own_study_plan")


@require_http_methods(["GET", "HEAD", "POST"])
@writes_own
def own_study_item(request: SignedInRequest, place: OwnPlace, item_id: int) -> HttpResponse:
    """Write what was learned from one line of the approved plan."""
    mine = StudyItem.objects.filter(plan__member=place.member, plan__year=place.year)
    item = get_object_or_404(mine.select_related("plan"), pk=item_id)
    started = {"done_on": item.done_on or place.today, "words": item.done_words}
    form = DoneForm(request.POST) if request.method == "POST" else DoneForm(initial=started)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                item = mark_item_done(item, done_on=said["done_on"], words=said["words"], by=request.user)
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(request, f"Đã ghi “{item.content}”.")
                return place.to("own_study_plan")
    context = {"place": place, "item": item, "form": form}
    return render(request, "members/own_study_item.html", context, status=status)
