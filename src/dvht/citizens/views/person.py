"""One person of a round, as the unit sees them: conditions, points, the national site's print, the paper form."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.citizens import exports
from dvht.citizens.actions import (
    choose_group,
    forget_result,
    record_print,
    save_scores,
    submit_scores,
    take_back_scores,
    withdraw,
)
from dvht.citizens.forms import GroupForm, PrintForm, ScoreForm
from dvht.citizens.queries import Line, conclusion_of, decision_in_force, line_votes
from dvht.citizens.views.place import Place, into_form, keepers, line_of, readers, with_round
from dvht.evidence.models import PREVIEWED
from dvht.ui.answers import refused
from dvht.ui.downloads import stored_file, titled_download

NOT_STORED: Final = "Máy chủ không ghi được tệp. Hãy thử lại sau ít phút."


@require_safe
@readers
@with_round
def citizen(place: Place, registrant_id: int) -> HttpResponse:
    """The person's registration, points and conditions."""
    return _person_page(place, line_of(place, registrant_id))


def _person_page(place: Place, line: Line, form: PrintForm | None = None, status: int = 200) -> HttpResponse:
    decision = decision_in_force(place.round)
    decided = (
        next((one for one in decision.lines.all() if one.member_id == line.member.pk), None)
        if decision
        else None
    )
    voters = place.round.review.voters
    context = place.context(
        line=line,
        rows=_score_rows(line),
        form=form or PrintForm(line),
        group_form=GroupForm(line.pack, line.registrant.group),
        decision=decision,
        decided=decided,
        votes=line_votes(line, voters),
        concluded=conclusion_of(line, voters),
        may_type=place.may_keep and place.round.is_open and may_type(line),
    )
    return render(place.request, "citizens/citizen.html", context, status=status)


@dataclass(frozen=True)
class ScoreRow:
    """One indicator with what the person gave themselves."""

    code: str
    title: str
    points: Decimal | None
    words: str
    below: bool


def _score_rows(line: Line) -> list[ScoreRow]:
    below = set(line.running.below_floor)
    return [
        ScoreRow(
            row.code, row.title, line.points.get(row.code), line.words.get(row.code, ""), row.code in below
        )
        for row in line.pack.rows
    ]


def may_type(line: Line) -> bool:
    """The unit copies a paper form; it never writes over what a member scored themself."""
    return line.registrant.from_paper or not line.scored


@require_POST
@keepers
@with_round
def citizen_group(place: Place, registrant_id: int) -> HttpResponse:
    line = line_of(place, registrant_id)
    form = GroupForm(line.pack, line.registrant.group, place.request.POST)
    if not form.is_valid():
        messages.error(place.request, "Chưa đổi nhóm: hãy chọn một nhóm trong danh sách.")
        return place.to("citizen", registrant_id)
    try:
        choose_group(line.registrant, form.cleaned_data["group"], by=place.request.user)
        messages.success(place.request, f"Đã xếp {line.member.full_name} vào nhóm đã chọn.")
    except ValidationError as error:
        refused(place.request, error)
    return place.to("citizen", registrant_id)


@require_POST
@keepers
@with_round
def citizen_withdraw(place: Place, registrant_id: int) -> HttpResponse:
    line = line_of(place, registrant_id)
    try:
        withdraw(line.registrant, by=place.request.user)
    except ValidationError as error:
        refused(place.request, error)
        return place.to("citizen", registrant_id)
    messages.success(place.request, f"Đã gỡ {line.member.full_name} khỏi danh sách đăng ký.")
    return place.to("citizens")


@require_POST
@keepers
@with_round
def citizen_print(place: Place, registrant_id: int) -> HttpResponse:
    """Write down the total on a print of the national site, with a photo or PDF of it."""
    line = line_of(place, registrant_id)
    form = PrintForm(line, place.request.POST, place.request.FILES)
    if not form.is_valid():
        return _person_page(place, line, form, 422)
    try:
        record_print(line.registrant, form.said(), form.cleaned_data["upload"], by=place.request.user)
    except ValidationError as error:
        return _person_page(place, line, form, into_form(form, error))
    except OSError:
        form.add_error(None, NOT_STORED)
        return _person_page(place, line, form, 422)
    messages.success(place.request, f"Đã ghi kết quả trang quốc gia của {line.member.full_name}.")
    return place.to("citizen", registrant_id)


@require_POST
@keepers
@with_round
def citizen_print_remove(place: Place, registrant_id: int) -> HttpResponse:
    line = line_of(place, registrant_id)
    try:
        forget_result(line.registrant, by=place.request.user)
        messages.success(place.request, f"Đã bỏ kết quả trang quốc gia của {line.member.full_name}.")
    except ValidationError as error:
        refused(place.request, error)
    return place.to("citizen", registrant_id)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
@with_round
def citizen_score(place: Place, registrant_id: int) -> HttpResponse:
    """The clerk copies the paper form of somebody who scores on paper."""
    line = line_of(place, registrant_id)
    if not place.round.is_open or line.registrant.is_submitted or not may_type(line):
        messages.warning(
            place.request, "Phiếu này đã nộp hoặc do chính người ấy chấm, nên đơn vị không nhập thay."
        )
        return place.to("citizen", registrant_id)
    rows = line.pack.rows
    form = ScoreForm(line, rows, place.request.POST if place.request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = _typed(place, line, form) if form.is_valid() else 422
        if status == 302:
            return place.to("citizen", registrant_id)
    groups = [
        (group, [one for one in form.lines if one.row.group == group.code]) for group in line.pack.groups
    ]
    context = place.context(line=line, form=form, groups=groups)
    return render(place.request, "citizens/citizen_score.html", context, status=status)


def _typed(place: Place, line: Line, form: ScoreForm) -> int:
    request, name = place.request, line.member.full_name
    try:
        kept = save_scores(
            line.registrant,
            form.said(),
            version=form.cleaned_data["version"],
            by=request.user,
            from_paper=True,
        )
        if "submit" in request.POST:
            submit_scores(kept, version=kept.version, by=request.user)
            messages.success(request, f"Đã nhập và nộp phiếu giấy của {name}.")
        else:
            messages.success(request, f"Đã lưu phiếu giấy của {name}, chưa nộp.")
    except ValidationError as error:
        return into_form(form, error, form.name_of)
    return 302


@require_POST
@keepers
@with_round
def citizen_score_return(place: Place, registrant_id: int) -> HttpResponse:
    """Open a paper form that the unit typed, to mend it; a member's own form is taken back by the member."""
    line = line_of(place, registrant_id)
    if not line.registrant.from_paper:
        messages.error(
            place.request, "Phiếu này do chính người ấy nộp: người ấy tự lấy lại trên trang của mình."
        )
        return place.to("citizen", registrant_id)
    try:
        take_back_scores(line.registrant, by=place.request.user)
    except ValidationError as error:
        refused(place.request, error)
        return place.to("citizen", registrant_id)
    return place.to("citizen_score", registrant_id)


@require_safe
@readers
@with_round
def citizen_form(place: Place, registrant_id: int, paper_format: str) -> HttpResponse:
    """The personal form of one person."""
    if paper_format not in {"pdf", "docx"}:
        raise Http404
    line = line_of(place, registrant_id)
    content = exports.printed_forms(place.round, [line], paper_format)
    return titled_download(content, f"phieu tu danh gia {line.member.full_name} {place.year}", paper_format)


@require_safe
@xframe_options_sameorigin
@readers
@with_round
def citizen_file(place: Place, registrant_id: int) -> HttpResponse:
    """The photo or PDF of the national site's print."""
    found = line_of(place, registrant_id).national_result
    stored = found.file if found else None
    if found is None or stored is None:
        raise Http404
    try:
        content = stored.content.open("rb")
    except OSError as error:
        raise Http404 from error
    shown = stored.media_type in PREVIEWED
    answer = stored_file(content, found.file_name, stored.media_type, as_attachment=not shown)
    return cast(HttpResponse, answer)
