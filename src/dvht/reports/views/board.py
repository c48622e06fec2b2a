"""The officer's board, the lists behind its counts, and reminding in one act."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dvht.regulation.kinds import SECTORS, UNIT_KINDS
from dvht.reports.actions import remind_units
from dvht.reports.exports import units_workbook
from dvht.reports.forms import ReminderForm
from dvht.reports.queries.board import Board
from dvht.reports.queries.bodies import Reach
from dvht.reports.queries.consolidated import office_lines
from dvht.reports.queries.listing import (
    DUE,
    GROUPS,
    LATE,
    Asked,
    UnitLine,
    asked_of,
    found_units,
    lines_of,
    ordered_ids,
)
from dvht.reports.queries.standing import Days, days_of
from dvht.reports.queries.waiting import dossiers_to_check
from dvht.reports.states import SHOWN, Standing
from dvht.reports.views.place import Place, place_of, query_of
from dvht.ui.answers import require
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest
from dvht.ui.vietnamese import written_date, written_number

PAGE_ROWS: Final = 50


@require_GET
def authority_board(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    place = place_of(request, unit_id, year)
    board = Board(place.reach, place.today, place.sectors.shown)
    reads_dossiers = not place.association
    waiting = dossiers_to_check(place.reach, request.user, place.sectors.shown) if place.receives else None
    return render(
        request,
        "reports/authority_board.html",
        place.context(
            board=board,
            waiting=waiting,
            failing=board.failing.rows[:3] if reads_dossiers else (),
            offices=office_lines(place.whole) if place.provincial else (),
            list_url=reverse("authority_units", args=[unit_id, year]),
            waiting_lines=[
                (line, place.dossier_url(line.submission.pk, unit_id, line.submission.unit.kind))
                for line in (waiting.lines if waiting else ())
            ],
            missing_lines=board.missing_lines,
            missing_count=board.late or board.missing,
            days_left=(board.next_day.last_day - place.today).days if board.next_day else 0,
            goal_label=f"{written_number(board.total)} đơn vị",
            decisions_url=reverse("decisions", args=[unit_id, year]) if place.decides else "",
            passed=board.by_standing[Standing.PASSED],
            extension_url=_extension_url(place, board),
            scope=place.sectors.scope,
            week_columns=("Trong tuần", "Cộng dồn"),
        ),
    )


def _extension_url(place: Place, board: Board) -> str:
    """Where more time is granted: in the plan whose day it moves."""
    allowed = place.may_handle and board.plan is not None
    return reverse("plan_extensions", args=[board.plan.unit_id, place.year]) if allowed and board.plan else ""


@require_GET
def authority_units(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The units behind a count, filtered, searched and in pages."""
    place = place_of(request, unit_id, year)
    asked, reach = _asked(place)
    days = days_of(reach)
    ids, areas = _found(place, reach, days, asked)
    page = Paginator(ids, PAGE_ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/authority_units.html",
        place.context(
            asked=asked,
            page=page,
            lines=[
                (line, place.dossier_url(line.submission_id, line.received_by, line.unit.kind))
                for line in lines_of(reach, days, list(page.object_list), place.today)
            ],
            areas=areas,
            states=_states(),
            can_remind=asked.state in {"", LATE, "chua-nop"} and bool(ids),
            sectors=SECTORS,
            kinds=UNIT_KINDS.values(),
            dues=DUE,
            query=_without_page(request.GET),
            scope=place.sectors.scope,
        ),
    )


@require_GET
def authority_units_export(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """The same list as a workbook, whole."""
    place = place_of(request, unit_id, year)
    asked, reach = _asked(place)
    days = days_of(reach)
    ids, _ = _found(place, reach, days, asked)
    title = f"{asked.title} năm {year}, {place.body.name}, ngày {written_date(place.today)}"
    content = units_workbook(title, lines_of(reach, days, ids, place.today))
    return titled_download(content, f"Đơn vị {asked.title} {year}", "xlsx")


def _states() -> list[tuple[str, str]]:
    """What the filter offers: the counts that hold several states, then every state."""
    several = [(slug, label) for slug, (label, _) in GROUPS.items()]
    return [*several, *((shown.slug, shown.label) for shown in SHOWN.values())]


def _asked(place: Place) -> tuple[Asked, Reach]:
    """What the address asks, and among which units: one office of a province needs the province's reach."""
    asked = asked_of(place.request.GET.dict())
    return asked, place.whole if asked.office is not None else place.reach


def _found(place: Place, reach: Reach, days: Days, asked: Asked) -> tuple[list[int], tuple[str, ...]]:
    units = found_units(reach, days, asked, place.today)
    if place.sectors.kinds and not asked.sector:
        units = units.filter(kind__in=place.sectors.kinds)
    return ordered_ids(units, asked.words)


def _without_page(query: QueryDict) -> str:
    return query_of({name: value for name, value in query.dict().items() if name != "page"})


@require_http_methods(["GET", "HEAD", "POST"])
def authority_remind(request: SignedInRequest, unit_id: int, year: int) -> HttpResponse:
    """Shows the message and everybody who gets it; then leaves it for all of them in one act."""
    place = place_of(request, unit_id, year)
    require(place.may_handle)
    lines = _to_remind(place)
    if request.method != "POST":
        form = ReminderForm(initial={"text": _proposed(place)})
        return _remind_page(place, lines, form, _picked(request.GET, lines))
    form = ReminderForm(request.POST)
    picked = _picked(request.POST, lines)
    if form.is_valid():
        try:
            chosen = [line.unit for line in lines if line.unit.pk in picked]
            told = remind_units(
                place.body, year, chosen, text=form.cleaned_data["text"], on=place.today, by=request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _say(request, told, len(chosen))
            return redirect("authority_board", unit_id, year)
    return _remind_page(place, lines, form, picked)


def _to_remind(place: Place) -> list[UnitLine]:
    """Who hasn't handed in: those who are late while there are any and nobody asks for all of them."""
    late = Asked(state="qua-han")
    asked = Asked(state="chua-nop") if place.request.GET.get("ai") == "chua-nop" else late
    days = days_of(place.reach)
    ids, _ = _found(place, place.reach, days, Asked(state="chua-nop"))
    lines = lines_of(place.reach, days, ids, place.today)
    kept = [line for line in lines if line.days_late] if asked is late else lines
    if place.request.method == "POST" or place.request.GET.getlist("don-vi"):
        return lines
    return kept or lines


def _picked(query: QueryDict, lines: Sequence[UnitLine]) -> frozenset[int]:
    """The units chosen; all of them when an address names none."""
    said = {
        int(value)
        for value in query.getlist("don-vi")
        if value.isascii() and value.isdigit() and len(value) < 10
    }
    known = {line.unit.pk for line in lines}
    return frozenset(said & known if said or query.get("da-chon") else known)


def _proposed(place: Place) -> str:
    due = days_of(place.reach).of(place.body.pk)
    return (
        f"{place.body.name} chưa nhận được hồ sơ “Đơn vị học tập” năm {place.year} của đơn vị. "
        f"Hạn nộp: hết ngày {written_date(due)}. Đề nghị đơn vị hoàn thành tự đánh giá và nộp hồ sơ; "
        "nếu có vướng mắc thì báo lại để được hướng dẫn."
    )


def _say(request: SignedInRequest, told: int, chosen: int) -> None:
    if told == chosen:
        messages.success(request, f"Đã nhắc {told} đơn vị.")
    elif told:
        messages.success(request, f"Đã nhắc {told} đơn vị; {chosen - told} đơn vị đã được nhắc hôm nay rồi.")
    else:
        messages.info(request, "Những đơn vị này đã được nhắc hôm nay rồi; mỗi ngày chỉ nhắc một lần.")


def _remind_page(
    place: Place, lines: Sequence[UnitLine], form: ReminderForm, picked: frozenset[int]
) -> HttpResponse:
    context: Mapping[str, Any] = place.context(lines=lines, form=form, picked=picked)
    return render(
        place.request, "reports/authority_remind.html", context, status=422 if form.is_bound else 200
    )
