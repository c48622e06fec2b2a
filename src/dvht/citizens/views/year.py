"""The unit's year: its state and next act, its days, its people, its lists."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dvht.citizens import exports
from dvht.citizens.actions import change_round, open_round, register_members
from dvht.citizens.forms import PeopleForm, ReasonForm, RoundForm, numbers_in
from dvht.citizens.forms.rounds import pack_key
from dvht.citizens.letters import registration_letter, results_letter
from dvht.citizens.models import CitizenDecision
from dvht.citizens.models.registrants import RegisteredBy
from dvht.citizens.queries import (
    decisions_of,
    instrument_words,
    last_year_people,
    lines_of,
    packs_offered,
    proposed_days,
    unregistered,
)
from dvht.citizens.queries.board import board_of
from dvht.citizens.views.place import Place, into_form, keepers, readers, with_round
from dvht.documents.queries import papers_in_force
from dvht.members.models import Member
from dvht.members.queries.roster import departments_of
from dvht.ui.downloads import MEDIA_TYPES, titled_download

ON_A_PAGE: Final = 50
MOST_AT_ONCE: Final = 300
"""People chosen on one page: more fields than this no browser form should carry."""


@require_safe
@readers
def citizens(place: Place) -> HttpResponse:
    """The round of the year: where it stands, what comes next, and everybody in it."""
    if place.found is None:
        packs = packs_offered(place.year)
        context = place.context(has_roster=place.has_roster, packs=packs)
        return render(place.request, "citizens/citizens.html", context)
    lines = lines_of(place.round)
    decisions = list(decisions_of(place.round))
    board = board_of(place.round, lines, decisions, timezone.localdate())
    chosen = place.request.GET.get("loc", "")
    shown = board.filtered(chosen, place.request.GET.get("tim", ""))
    page = Paginator(shown, ON_A_PAGE).get_page(place.request.GET.get("page"))
    context = place.context(
        board=board,
        page=page,
        chosen=chosen,
        words=place.request.GET.get("tim", ""),
        decisions=decisions,
        papers=papers_in_force(place.unit, place.year),
        reason_form=ReasonForm(),
        instrument=instrument_words(place.round.pack, place.year),
        next_year=place.year + 1,
    )
    return render(place.request, "citizens/citizens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def citizen_round(place: Place) -> HttpResponse:
    """The days of the round: proposed by the pack's calendar, chosen by the unit."""
    packs = packs_offered(place.year)
    if not packs:
        messages.warning(place.request, f"Không có bộ chỉ báo nào dùng cho năm {place.year}.")
        return place.to("citizens")
    if not place.has_roster:
        return place.to("citizens")
    data = place.request.POST if place.request.method == "POST" else None
    form = _round_form(place, data)
    status = 200
    if data is not None:
        status = _saved_round(place, form) if form.is_valid() else 422
        if status == 302:
            return place.to("citizens")
    pack = place.round.pack if place.found else packs[0]
    context = place.context(form=form, pack=pack, proposed=proposed_days(pack, place.year))
    return render(place.request, "citizens/citizen_round.html", context, status=status)


def _round_form(place: Place, data: Any) -> RoundForm:
    packs = packs_offered(place.year)
    if place.found is None:
        proposed = proposed_days(packs[0], place.year)
        initial = {name: value for name, value in vars(proposed).items() if name != "milestones"}
        return RoundForm(packs, {**initial, "pack": pack_key(packs[0])}, data)
    kept = place.found.pack
    known = packs if pack_key(kept) in {pack_key(pack) for pack in packs} else (kept, *packs)
    initial = {name: getattr(place.found, name) for name in RoundForm.base_fields if name != "pack"}
    return RoundForm(known, {**initial, "pack": pack_key(kept)}, data)


def _saved_round(place: Place, form: RoundForm) -> int:
    request = place.request
    try:
        if place.found is None:
            open_round(place.unit, place.year, form.chosen_pack(), form.days(), by=request.user)
            messages.success(
                request, f"Đã mở đợt Công dân học tập năm {place.year}. Tiếp theo: đăng ký người."
            )
        else:
            version = form.cleaned_data["version"] or 0
            change_round(place.found, form.chosen_pack(), form.days(), version=version, by=request.user)
            messages.success(request, "Đã lưu các ngày của đợt.")
    except ValidationError as error:
        return into_form(form, error)
    return 302


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
@with_round
def citizen_register(place: Place) -> HttpResponse:
    """Choose people; see their names, groups and the day; register."""
    if not place.round.is_open:
        messages.warning(place.request, "Đợt này đã chốt xét duyệt nên không đăng ký thêm được.")
        return place.to("citizens")
    if place.request.method != "POST":
        return _choosing(place)
    if "confirm" in place.request.POST:
        return _registered(place)
    members = _chosen(place)
    if not members:
        messages.error(place.request, "Chưa chọn ai. Hãy đánh dấu những người đăng ký.")
        return _choosing(place, status=422)
    form = PeopleForm(place.round.pack, members)
    return _listing(place, form)


def _choosing(place: Place, status: int = 200) -> HttpResponse:
    people, department = _people_asked(place)
    page = Paginator(people, MOST_AT_ONCE).get_page(place.request.GET.get("page"))
    context = place.context(
        page=page,
        departments=departments_of(place.unit),
        department=department,
        last_year=last_year_people(place.round).count(),
        from_last_year="nam-truoc" in place.request.GET,
        today=timezone.localdate(),
    )
    return render(place.request, "citizens/citizen_register.html", context, status=status)


def _people_asked(place: Place) -> tuple[Any, int | None]:
    """Who is offered: everybody on the roster who hasn't registered, those of a department, or last year's people."""
    asked = place.request.GET if place.request.method != "POST" else place.request.POST
    people = last_year_people(place.round) if "nam-truoc" in asked else unregistered(place.round)
    numbers = numbers_in(asked.get("to", ""))
    if numbers:
        people = people.filter(Q(there__department=numbers[0]))
    return people, numbers[0] if numbers else None


def _chosen(place: Place) -> Sequence[Member]:
    sent = place.request.POST
    people, _ = _people_asked(place)
    if "all" in sent:
        return list(people[:MOST_AT_ONCE])
    ids = numbers_in(",".join(sent.getlist("member")))
    return list(unregistered(place.round).filter(pk__in=ids[:MOST_AT_ONCE]))


def _listing(place: Place, form: PeopleForm, status: int = 200) -> HttpResponse:
    late = timezone.localdate() > place.round.registration_until
    context = place.context(form=form, late=late, from_last_year="nam-truoc" in place.request.POST)
    return render(place.request, "citizens/citizen_register_list.html", context, status=status)


def _registered(place: Place) -> HttpResponse:
    request = place.request
    ids = numbers_in(request.POST.get("people", ""))[:MOST_AT_ONCE]
    members = list(unregistered(place.round).filter(pk__in=ids))
    form = PeopleForm(place.round.pack, members, request.POST)
    if not form.is_valid():
        return _listing(place, form, 422)
    how = RegisteredBy.LAST_YEAR if "nam-truoc" in request.POST else RegisteredBy.UNIT
    try:
        made = register_members(
            place.round, form.choices(), on=form.cleaned_data["on"], how=how, by=request.user
        )
    except ValidationError as error:
        return _listing(place, form, into_form(form, error))
    messages.success(request, f"Đã đăng ký {len(made)} người.")
    return place.to("citizens")


@require_safe
@readers
@with_round
def citizen_list_file(place: Place, what: str, paper_format: str) -> HttpResponse:
    """The list of registrants, all personal forms, or the results, as a file."""
    makers = {"dang-ky": _registration_file, "phieu": _forms_file, "ket-qua": _results_file}
    if what not in makers or paper_format not in MEDIA_TYPES:
        raise Http404
    content = makers[what](place, paper_format)
    return titled_download(content, f"cong dan hoc tap {what} {place.year}", paper_format)


def _registration_file(place: Place, paper_format: str) -> bytes:
    lines = lines_of(place.round)
    if paper_format == "xlsx":
        return exports.registration_workbook(place.round, lines)
    return exports.printed(place.round, registration_letter(place.round, lines), paper_format)


def _forms_file(place: Place, paper_format: str) -> bytes:
    lines = lines_of(place.round)
    if paper_format == "xlsx" or not lines:
        raise Http404
    return exports.printed_forms(place.round, lines, paper_format)


def _results_file(place: Place, paper_format: str) -> bytes:
    decision = _in_force(place)
    if paper_format == "xlsx":
        return exports.results_workbook(place.round, decision)
    return exports.printed(place.round, results_letter(place.round, decision), paper_format)


def _in_force(place: Place) -> CitizenDecision:
    decision = next(iter(decisions_of(place.round)), None)
    if decision is None:
        raise Http404
    return decision
