"""A member's own “Công dân học tập”, phone first: register, score, hand in, take back, print."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.citizens import exports
from dvht.citizens.actions import (
    Choice,
    register_members,
    save_scores,
    submit_scores,
    take_back_scores,
)
from dvht.citizens.forms import ScoreForm
from dvht.citizens.models import CitizenRound, DecisionLine
from dvht.citizens.models.registrants import RegisteredBy
from dvht.citizens.queries import (
    Line,
    OwnState,
    instrument_words,
    known_of,
    own_line,
    own_state,
    round_of,
)
from dvht.citizens.queries.lines import group_title
from dvht.citizens.views.place import EARLIEST, LATEST, into_form
from dvht.members.models import Member
from dvht.members.queries.own import own_members
from dvht.members.queries.roster import posting_on, roster_day, with_posting
from dvht.regulation.errors import RegulationError
from dvht.regulation.pack import Group, Pack
from dvht.ui.answers import refused
from dvht.ui.downloads import titled_download
from dvht.ui.requests import SignedInRequest, version_sent

LAST = "nop"
"""The step after the last group: see everything, then hand in."""


@dataclass(frozen=True)
class OwnPlace:
    """One's own year: the round if the unit has opened one, and one's line in it if one has registered."""

    member: Member
    year: int
    round: CitizenRound | None
    line: Line | None

    def to(self, step: str = "") -> HttpResponse:
        address = reverse("own_citizen", args=[self.member.pk, self.year])
        return redirect(f"{address}?nhom={step}" if step else address)


def _own_place(request: SignedInRequest, member_id: int, year: int) -> OwnPlace:
    """One's own line of a roster; anybody else's is unknown here, whatever one's role."""
    if not EARLIEST <= year <= LATEST:
        raise Http404
    day = roster_day(year, timezone.localdate())
    members = with_posting(own_members(request.user).select_related("unit"), day)
    member = get_object_or_404(members, pk=member_id)
    found = round_of(member.unit, year)
    try:
        line = own_line(found, member) if found else None
    except RegulationError as error:
        messages.error(
            request, f"{error.message[:1].upper()}{error.message[1:]}. Hãy báo văn thư của đơn vị."
        )
        return OwnPlace(member, year, None, None)
    return OwnPlace(member, year, found, line)


@require_http_methods(["GET", "HEAD", "POST"])
def own_citizen(request: SignedInRequest, member_id: int, year: int) -> HttpResponse:
    """The self-score by groups of indicators; each answer is saved as it is given."""
    place = _own_place(request, member_id, year)
    if request.method == "POST":
        return _save(request, place)
    return _own_page(request, place)


def _save(request: SignedInRequest, place: OwnPlace) -> HttpResponse:
    if place.line is None or place.round is None:
        messages.warning(request, "Bạn chưa đăng ký nên chưa chấm được.")
        return place.to()
    group = _group(place.line, request.GET.get("nhom", "")) or place.line.pack.groups[0]
    form = ScoreForm(place.line, group.rows, request.POST, pressed=True)
    status = 422
    if form.is_valid():
        try:
            said, version = form.said(), form.cleaned_data["version"]
            save_scores(place.line.registrant, said, version=version, by=request.user)
        except ValidationError as error:
            status = into_form(form, error, form.name_of)
        else:
            return _saved(request, place, group)
    if request.htmx:
        part = "citizens/_own_conflict.html" if status == 409 else "citizens/_own_refused.html"
        return render(request, part, {"form": form}, status=status)
    return _own_page(request, place, form, group, status=status)


def _saved(request: SignedInRequest, place: OwnPlace, group: Group) -> HttpResponse:
    fresh = _own_place(request, place.member.pk, place.year)
    if request.htmx:
        return render(request, "citizens/_own_saved.html", _context(fresh, None, group))
    wanted = request.POST.get("go", "")
    messages.success(request, f"Đã lưu nhóm {group.code}.")
    codes = {one.code for one in fresh.line.pack.groups} if fresh.line else set()
    return fresh.to(wanted if wanted in codes | {LAST} else group.code)


def _own_page(
    request: SignedInRequest,
    place: OwnPlace,
    form: ScoreForm | None = None,
    group: Group | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    asked = request.GET.get("nhom", "")
    if place.line is not None and group is None:
        group = None if asked == LAST else _group(place.line, asked) or _first_open(place.line)
    context = _context(place, form, group)
    context["known"] = known_of(place.member, place.year) if place.line else ()
    return render(request, "citizens/own_citizen.html", context, status=status)


def _group(line: Line, code: str) -> Group | None:
    return next((group for group in line.pack.groups if group.code == code), None)


def _first_open(line: Line) -> Group | None:
    """The first group with a gap; none when everything is scored, so that the page leads to handing in."""
    missing = set(line.running.missing)
    return next((group for group in line.pack.groups if missing & {row.code for row in group.rows}), None)


def _context(place: OwnPlace, form: ScoreForm | None, group: Group | None) -> dict[str, Any]:
    line, found = place.line, place.round
    pack = found.pack if found else None
    decided = (
        DecisionLine.objects.select_related("decision")
        .filter(decision__round=found, decision__replaced_by__isnull=True, member=place.member)
        .first()
        if found
        else None
    )
    editable = line is not None and found is not None and found.is_open and not line.registrant.is_submitted
    return {
        "place": place,
        "member": place.member,
        "year": place.year,
        "round": found,
        "line": line,
        "pack": pack,
        "instrument": instrument_words(pack, place.year) if pack else "",
        "group": group,
        "form": (form or ScoreForm(line, group.rows, pressed=True)) if line and group else None,
        "steps": _steps(line, group) if line else [],
        "neighbours": _neighbours(line, group) if line and group else None,
        "own_rows": _rows(line) if line and not (group and editable) else [],
        "editable": editable,
        "decided": decided,
        "today": timezone.localdate(),
        "marks": _marks(pack),
        "groups_offered": pack.citizens.citizen_groups if pack and pack.citizens else (),
        "proposed_group": _proposed_group(place, pack),
    }


def _marks(pack: Pack | None) -> list[tuple[str, Decimal]]:
    if pack is None or pack.citizens is None:
        return []
    return [("Đạt từ", pack.citizens.pass_points)]


def _proposed_group(place: OwnPlace, pack: Pack | None) -> str:
    posting = posting_on(place.member)
    found = pack.citizens.group_for(posting.kind) if pack and pack.citizens and posting else None
    return group_title(pack, found.code) if pack and found else ""


@dataclass(frozen=True)
class Step:
    """A group of indicators in the row of steps."""

    code: str
    title: str
    scored: int
    whole: int
    current: bool

    @property
    def is_done(self) -> bool:
        return self.scored == self.whole


def _steps(line: Line, current: Group | None) -> list[Step]:
    missing = set(line.running.missing)
    return [
        Step(
            group.code,
            group.title,
            sum(row.code not in missing for row in group.rows),
            len(group.rows),
            current is not None and group.code == current.code,
        )
        for group in line.pack.groups
    ]


@dataclass(frozen=True)
class OwnRow:
    """One indicator in the list that is read before handing in."""

    code: str
    group: str
    title: str
    points: Decimal | None
    words: str


def _rows(line: Line) -> list[OwnRow]:
    return [
        OwnRow(row.code, row.group, row.wording, line.points.get(row.code), line.words.get(row.code, ""))
        for row in line.pack.rows
    ]


def _neighbours(line: Line, group: Group) -> tuple[Group | None, Group | None]:
    groups = line.pack.groups
    place = groups.index(group)
    before = groups[place - 1] if place else None
    return before, groups[place + 1] if place + 1 < len(groups) else None


@require_safe
def own_citizen_state(request: SignedInRequest, member_id: int, year: int) -> HttpResponse:
    """Where one stands, as a mark that the list of the year's tasks fetches."""
    member = get_object_or_404(own_members(request.user), pk=member_id)
    if not EARLIEST <= year <= LATEST:
        raise Http404
    try:
        state = own_state(member, year)
    except RegulationError:
        state = OwnState("todo", "Chưa mở", is_registered=False, is_open=False)
    return render(request, "citizens/_own_state.html", {"state": state})


@require_POST
def own_citizen_register(request: SignedInRequest, member_id: int, year: int) -> HttpResponse:
    place = _own_place(request, member_id, year)
    if place.round is None:
        messages.warning(request, "Đơn vị chưa mở đợt của năm này nên chưa đăng ký được.")
        return place.to()
    today = timezone.localdate()
    choice = Choice(place.member.pk, request.POST.get("group", ""))
    try:
        register_members(place.round, [choice], on=today, how=RegisteredBy.MEMBER, by=request.user)
    except ValidationError as error:
        refused(request, error)
        return place.to()
    late = today > place.round.registration_until
    if late:
        messages.warning(
            request, "Đã đăng ký, nhưng sau hạn của đơn vị: năm nay không đủ điều kiện công nhận."
        )
    else:
        messages.success(request, f"Đã đăng ký Công dân học tập năm {year}.")
    return place.to()


@require_POST
def own_citizen_submit(request: SignedInRequest, member_id: int, year: int) -> HttpResponse:
    place = _own_place(request, member_id, year)
    if place.line is None:
        raise Http404
    try:
        submit_scores(place.line.registrant, version=version_sent(request), by=request.user)
        messages.success(request, "Đã nộp phiếu tự chấm. Lấy lại được cho đến khi đơn vị chốt xét duyệt.")
    except ValidationError as error:
        refused(request, error)
        return place.to(LAST)
    return place.to()


@require_POST
def own_citizen_take_back(request: SignedInRequest, member_id: int, year: int) -> HttpResponse:
    place = _own_place(request, member_id, year)
    if place.line is None:
        raise Http404
    try:
        take_back_scores(place.line.registrant, by=request.user)
        messages.success(request, "Đã lấy lại phiếu. Sửa xong nhớ nộp lại.")
    except ValidationError as error:
        refused(request, error)
        return place.to()
    return place.to(place.line.pack.groups[0].code)


@require_safe
def own_citizen_form(request: SignedInRequest, member_id: int, year: int, paper_format: str) -> HttpResponse:
    """One's own form, to be printed and signed."""
    place = _own_place(request, member_id, year)
    if place.line is None or place.round is None or paper_format not in {"pdf", "docx"}:
        raise Http404
    content = exports.printed_forms(place.round, [place.line], paper_format)
    return titled_download(content, f"phieu tu danh gia {place.member.full_name} {year}", paper_format)
