"""Changes of the tree by decision: choose, see what will happen, confirm by typing the name."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dvht.accounts.actions import pass_on_administration
from dvht.accounts.forms import show_errors
from dvht.accounts.forms.changes import (
    DecisionForm,
    DissolveForm,
    MergeForm,
    RenameForm,
    SplitForm,
    TransferForm,
)
from dvht.accounts.permissions import can_change_tree
from dvht.accounts.queries import (
    administered_units,
    ending,
    living_below,
    moving,
    powers_changed,
)
from dvht.accounts.views.units import FORM_METHODS, administered
from dvht.ui.requests import SignedInRequest
from dvht.ui.vietnamese import written_date
from dvht.units.actions import (
    RENAMED,
    dissolve_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)
from dvht.units.models import Jurisdiction, Unit
from dvht.units.queries import (
    RECEIVERS,
    jurisdictions_on,
    possible_parents,
)


@dataclass(frozen=True)
class Wizard:
    """One kind of change: its words, what it touches (told before), and the deed."""

    title: str
    act: str
    unit: Unit
    form: Any
    effects: Callable[[], tuple[str, ...]]
    deed: Callable[[], object]


@require_http_methods(FORM_METHODS)
def unit_rename(request: SignedInRequest, unit_id: int) -> HttpResponse:
    unit = _working(administered(request, unit_id))
    initial = {name: getattr(unit, name) for name in (*RENAMED, "version")}
    form = RenameForm(request.POST or None, initial=initial)

    def deed() -> object:
        facts = {name: form.cleaned_data[name] for name in RENAMED}
        version = form.cleaned_data["version"]
        return rename_unit(unit, facts, version=version, decision=form.decision(), by=request.user)

    def effects() -> tuple[str, ...]:
        return (
            f"{unit.name} mang tên {form.cleaned_data['name']} ngay khi ghi.",
            f"Tên cũ còn ở trang lịch sử, ở các văn bản và hồ sơ trước {form.cleaned_data['effective_on']:%d/%m/%Y}.",
        )

    return _wizard(request, Wizard("Đổi tên", "Đổi tên", unit, form, effects, deed))


@require_http_methods(FORM_METHODS)
def unit_transfer(request: SignedInRequest, unit_id: int) -> HttpResponse:
    unit = _changeable(request, unit_id)
    parent = Unit.objects.get_parent(unit)
    form = TransferForm(request.POST or None, targets=_targets(request, unit))

    def deed() -> object:
        return move_unit(unit, under=form.cleaned_data["under"], decision=form.decision(), by=request.user)

    def effects() -> tuple[str, ...]:
        below = Unit.objects.filter(path__startswith=unit.path).exclude(pk=unit.pk).count()
        return (
            f"{unit.name} thôi thuộc {parent.name if parent else 'gốc'}, về {form.cleaned_data['under']}.",
            *([f"{below} đơn vị bên dưới đi theo."] if below else []),
            "Hồ sơ đã nộp vẫn ở nơi đã nhận. Hồ sơ nộp từ nay theo thẩm quyền của địa bàn mới.",
        )

    return _wizard(request, Wizard("Chuyển cơ quan quản lý", "Chuyển", unit, form, effects, deed))


@require_http_methods(FORM_METHODS)
def unit_merge(request: SignedInRequest, unit_id: int) -> HttpResponse:
    unit = _changeable(request, unit_id)
    siblings = _siblings(request, unit)
    areas = [unit.pk, *siblings.values_list("pk", flat=True)]
    rows = jurisdictions_on(timezone.localdate()).filter(area__in=areas, receiving__isnull=False)
    receivers = Unit.objects.filter(pk__in=rows.values("receiving")).order_by("path")
    form = MergeForm(request.POST or None, unit=unit, siblings=siblings, receivers=receivers)

    def deed() -> object:
        receiving = form.cleaned_data.get("receiving")
        change = merge_units(
            form.sources(), form.target(), decision=form.decision(), by=request.user, receiving=receiving
        )
        pass_on_administration(change, by=request.user)
        return change

    def effects() -> tuple[str, ...]:
        into, day = form.target(), form.cleaned_data["effective_on"]
        gone = [one for one in form.sources() if one.pk != into.pk]
        new = () if into.pk else (f"Thêm đơn vị mới {into.name}.",)
        below = [one for one in living_below(gone, day) if one.pk != into.pk]
        return (*new, *moving(below, into.name), *ending(gone, day, heirs=into.name))

    return _wizard(request, Wizard("Hợp nhất, sáp nhập", "Hợp nhất", unit, form, effects, deed))


@require_http_methods(FORM_METHODS)
def unit_split(request: SignedInRequest, unit_id: int) -> HttpResponse:
    unit = _changeable(request, unit_id)
    children = living_below([unit], timezone.localdate())
    form = SplitForm(request.POST or None, unit=unit, children=children)

    def keeps() -> bool:
        return bool(form.cleaned_data["keeps"] == "yes")

    def deed() -> object:
        change = split_unit(unit, form.parts(), keeps=keeps(), decision=form.decision(), by=request.user)
        pass_on_administration(change, by=request.user)
        return change

    def effects() -> tuple[str, ...]:
        lines: list[str] = []
        for part in form.parts():
            lines.append(f"Thêm đơn vị mới {part.unit.name}.")
            lines += moving([one for one in children if one.pk in part.children], part.unit.name)
        names = ", ".join(part.unit.name for part in form.parts())
        if keeps():
            return (*lines, f"{unit.name} vẫn hoạt động; thành viên, minh chứng, hồ sơ đã có ở lại đây.")
        return (*lines, *ending([unit], form.cleaned_data["effective_on"], heirs=names))

    return _wizard(request, Wizard("Chia, tách", "Chia, tách", unit, form, effects, deed))


@require_http_methods(FORM_METHODS)
def unit_dissolve(request: SignedInRequest, unit_id: int) -> HttpResponse:
    unit = _changeable(request, unit_id)
    children = living_below([unit], timezone.localdate())
    targets = _targets(request, unit)
    heirs = (targets.filter(kind__in=RECEIVERS) | _siblings(request, unit)).distinct().order_by("path")
    form = DissolveForm(request.POST or None, targets=targets, heirs=heirs, has_children=bool(children))

    def deed() -> object:
        said = form.cleaned_data
        return dissolve_unit(
            unit,
            decision=form.decision(),
            by=request.user,
            children_under=said.get("children_under"),
            successors=list(said["successors"]),
        )

    def effects() -> tuple[str, ...]:
        said = form.cleaned_data
        below = living_below([unit], said["effective_on"])
        names = ", ".join(one.name for one in said["successors"])
        target = said.get("children_under")
        return (
            *moving(below, target.name if target else ""),
            *ending([unit], said["effective_on"], heirs=names),
        )

    return _wizard(request, Wizard("Giải thể", "Giải thể", unit, form, effects, deed))


def _wizard(request: SignedInRequest, wizard: Wizard) -> HttpResponse:
    """The form; then everything that will happen, tried out and undone; then the deed, once the name is typed."""
    form: DecisionForm = wizard.form
    asks = request.method != "POST" or "back" in request.POST
    if asks or not form.is_valid():
        return _form_page(request, wizard, status=200 if asks else 422)
    try:
        lines = (*wizard.effects(), *_tried(wizard))
    except ValidationError as error:
        return _refused(request, wizard, error)
    seen = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    problem = _unconfirmed(request, wizard, seen)
    if problem is not None:
        return _preview(request, wizard, lines, seen, problem)
    try:
        with transaction.atomic():
            wizard.deed()
    except ValidationError as error:
        return _refused(request, wizard, error)
    messages.success(request, f"Đã ghi: {wizard.title.lower()}, {wizard.unit.name}.")
    return redirect("unit_history", wizard.unit.pk)


def _unconfirmed(request: SignedInRequest, wizard: Wizard, seen: str) -> str | None:
    """Why the deed isn't done yet: empty at first sight, words when something is wrong; None when it is confirmed."""
    if "confirm" not in request.POST:
        return ""
    if request.POST.get("seen") != seen:
        return "Có thay đổi trong khi bạn xem. Xem lại các dòng dưới đây."
    if " ".join(request.POST["confirm"].split()) != wizard.unit.name:
        return f"Gõ đúng tên: {wizard.unit.name}"
    return None


def _tried(wizard: Wizard) -> tuple[str, ...]:
    """Do the deed and undo it: whatever refuses it is told now, and so is what it makes of the powers."""
    with transaction.atomic():
        before = list(Jurisdiction.objects.all())
        wizard.deed()
        after = Jurisdiction.objects.select_related("area").order_by("area__path", "tier", "since")
        lines = powers_changed(before, after)
        transaction.set_rollback(True)
    return lines


def _form_page(request: SignedInRequest, wizard: Wizard, *, status: int = 200) -> HttpResponse:
    context = {"wizard": wizard, "unit": wizard.unit, "form": wizard.form}
    return render(request, "accounts/unit_wizard.html", context, status=status)


def _refused(request: SignedInRequest, wizard: Wizard, error: ValidationError) -> HttpResponse:
    show_errors(wizard.form, error)
    return _form_page(request, wizard, status=422)


def _preview(
    request: SignedInRequest, wizard: Wizard, lines: tuple[str, ...], seen: str, problem: str = ""
) -> HttpResponse:
    kept = {"csrfmiddlewaretoken", "confirm", "seen", "back"}
    context = {
        "wizard": wizard,
        "unit": wizard.unit,
        "decision": wizard.form.decision(),
        "lines": lines,
        "seen": seen,
        "problem": problem,
        "sent": [
            (name, value) for name, values in request.POST.lists() for value in values if name not in kept
        ],
    }
    return render(request, "accounts/unit_wizard_check.html", context, status=422 if problem else 200)


def _changeable(request: SignedInRequest, unit_id: int) -> Unit:
    """A unit whose place in the tree the person may change: 404, then 403, as for its page."""
    unit = administered(request, unit_id)
    if not can_change_tree(request.user, unit):
        raise PermissionDenied
    return _working(unit)


def _working(unit: Unit) -> Unit:
    if unit.dissolved_on is not None:
        day = written_date(unit.dissolved_on)
        raise PermissionDenied(
            f"{unit.name} thôi hoạt động từ ngày {day}, nên không đổi tên, chuyển, chia, hợp nhất hay giải thể được "
            "nữa. Mở trang lịch sử của đơn vị để xem quyết định đã ghi."
        )
    return unit


def _siblings(request: SignedInRequest, unit: Unit) -> QuerySet[Unit]:
    """Units that still work beside this one, as far as the person administers them: beside a root not all are."""
    parent = Unit.objects.get_parent(unit)
    administers = administered_units(request.user)
    found = administers.filter(depth=unit.depth, dissolved_on__isnull=True).exclude(pk=unit.pk)
    if parent is not None:
        found = found.filter(path__startswith=parent.path)
    return found.order_by("path")


def _targets(request: SignedInRequest, unit: Unit) -> QuerySet[Unit]:
    """Where the unit, or what stands below it, may come to stand."""
    return possible_parents(administered_units(request.user)).exclude(path__startswith=unit.path)
