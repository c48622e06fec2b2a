"""One member: their year, who they are, where they stand; coming, going and mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dvht.audit.queries import events_of, scope_of_unit, trail_line
from dvht.members import actions
from dvht.members.actions import PersonWords
from dvht.members.forms.people import (
    ConfirmNameForm,
    ExclusionForm,
    LeaveForm,
    MemberForm,
    MoveForm,
    initial_of_posting,
)
from dvht.members.models import Exclusion, Member, Posting
from dvht.members.queries.facts import BY_ANOTHER
from dvht.members.queries.lines import columns_of, member_lines
from dvht.members.queries.roster import departments_of, posting_on
from dvht.members.queries.standing import fact_lines_of, hanging_on, postings_of, programme_lines_of
from dvht.members.queries.titles import known_titles
from dvht.members.views.roster.doors import (
    Place,
    into_form,
    keeps_roster,
    reads_roster,
    small_deed,
)
from dvht.ui.requests import version_sent

FORM = ["GET", "HEAD", "POST"]
EVENTS_SHOWN = 10


@require_safe
@reads_roster
def member(place: Place, member_id: int) -> HttpResponse:
    """Everything that the year knows of a member."""
    found = place.member(member_id)
    columns = columns_of(place.unit, place.year)
    (line,) = member_lines(place.unit, place.year, [found], columns.columns)
    events = events_of([scope_of_unit(place.unit.pk)]).filter(thing="members.Member", thing_id=str(found.pk))
    return place.page(
        "member",
        member=found,
        line=line,
        columns=columns,
        facts=fact_lines_of(found, place.year, columns.columns),
        by_another=BY_ANOTHER if found.user_id == place.request.user.pk else frozenset(),
        programmes=programme_lines_of(found, place.unit, place.year),
        postings=postings_of(found),
        events=[trail_line(one) for one in events[:EVENTS_SHOWN]] if place.reads_all else [],
    )


@require_http_methods(FORM)
@keeps_roster
def member_add(place: Place) -> HttpResponse:
    form = MemberForm(place.request.POST or None)
    if place.request.method == "POST" and form.is_valid():
        try:
            (made,) = actions.save_members(place.unit, [_words(form)], by=place.request.user)
        except ValidationError as error:
            into_form(form, error)
        else:
            messages.success(place.request, f"Đã thêm {made} ({made.code}).")
            return place.to("member_add") if "more" in place.request.POST else place.to("member", made.pk)
    return _form_page(place, "member_form", form, None)


@require_http_methods(FORM)
@keeps_roster
def member_change(place: Place, member_id: int) -> HttpResponse:
    """Correct who somebody is and their last posting."""
    found = place.member(member_id)
    return _change(place, found, actions.last_posting(found))


@require_http_methods(FORM)
@keeps_roster
def posting_change(place: Place, member_id: int, posting_id: int) -> HttpResponse:
    """Correct one of the postings of somebody's history."""
    found = place.member(member_id)
    posting = next((one for one in postings_of(found) if one.pk == posting_id), None)
    if posting is None:
        raise Http404
    return _change(place, found, posting)


def _words(form: MemberForm, found: Member | None = None, posting: Posting | None = None) -> PersonWords:
    said = form.cleaned_data
    return PersonWords(
        member=found,
        full_name=said["full_name"],
        kind=said["kind"],
        department=said["department"],
        positions=said["positions"],
        started_on=said["started_on"],
        ended_on=said["ended_on"],
        code=said["code"],
        identity=form.new_identity,
        posting=posting,
    )


def _change(place: Place, found: Member, posting: Posting | None) -> HttpResponse:
    form = MemberForm(place.request.POST or None, member=found, posting=posting)

    def deed() -> Member:
        found.version = version_sent(place.request)
        return actions.save_members(place.unit, [_words(form, found, posting)], by=place.request.user)[0]

    return _deed_page(place, "member_form", form, found, deed, "Đã lưu {}.", posting=posting)


@require_http_methods(FORM)
@keeps_roster
def member_move(place: Place, member_id: int) -> HttpResponse:
    """From a day on somebody stands elsewhere, or as something else, or is back."""
    found = place.member(member_id)
    last = actions.last_posting(found)
    initial = {key: value for key, value in initial_of_posting(last).items() if key != "started_on"}
    form = MoveForm(place.request.POST or None, initial=initial)

    def deed() -> Member:
        said = form.cleaned_data
        found.version = version_sent(place.request)
        return actions.move_member(
            found,
            said["started_on"],
            kind=said["kind"],
            department=said["department"],
            positions=said["positions"],
            by=place.request.user,
        )

    return _deed_page(place, "member_move", form, found, deed, "Đã ghi thay đổi của {}.", posting=last)


@require_http_methods(FORM)
@keeps_roster
def member_leave(place: Place, member_id: int) -> HttpResponse:
    found = place.member(member_id)
    form = LeaveForm(place.request.POST or None, initial={"ended_on": place.on})

    def deed() -> Member:
        found.version = version_sent(place.request)
        return actions.end_posting(found, form.cleaned_data["ended_on"], by=place.request.user)

    return _deed_page(
        place,
        "member_leave",
        form,
        found,
        deed,
        "Đã ghi ngày cuối của {}.",
        posting=actions.last_posting(found),
    )


@require_POST
@keeps_roster
def member_resume(place: Place, member_id: int) -> HttpResponse:
    """The leave was a mistake."""
    found = place.member(member_id)
    found.version = version_sent(place.request)
    small_deed(
        place,
        lambda: actions.resume_posting(found, by=place.request.user),
        f"{found} vẫn đang ở đơn vị.",
    )
    return place.to("member", found.pk)


@require_POST
@keeps_roster
def posting_remove(place: Place, member_id: int, posting_id: int) -> HttpResponse:
    found = place.member(member_id)
    posting = next((one for one in postings_of(found) if one.pk == posting_id), None)
    if posting is None:
        raise Http404
    posting.member = found
    small_deed(
        place,
        lambda: actions.remove_posting(posting, version=version_sent(place.request), by=place.request.user),
        f"Đã bỏ quá trình công tác cuối của {found}.",
    )
    return place.to("member", found.pk)


@require_http_methods(FORM)
@keeps_roster
def member_remove(place: Place, member_id: int) -> HttpResponse:
    """Take out somebody who was entered by mistake."""
    found = place.member(member_id)
    form = ConfirmNameForm(place.request.POST or None, expected=found.full_name)
    status = 200
    if place.request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.remove_member(found, by=place.request.user)
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(place.request, f"Đã xóa {found.full_name} khỏi danh sách.")
                return place.to("roster")
    return place.page("member_remove", status=status, form=form, member=found, hanging=hanging_on(found))


@require_http_methods(FORM)
@keeps_roster
def member_exclude(place: Place, member_id: int) -> HttpResponse:
    """Leave somebody out of the year's counts, with the reason."""
    found = place.member(member_id)
    held = Exclusion.objects.filter(member=found, year=place.year).first()
    initial = {"reason": held.reason, "words": held.words} if held else None
    form = ExclusionForm(place.request.POST or None, initial=initial)

    def deed() -> Member:
        said = form.cleaned_data
        actions.exclude_member(
            found, place.year, reason=said["reason"], words=said["words"], by=place.request.user
        )
        return found

    told = f"Năm {place.year} không tính {{}}."
    return _deed_page(place, "member_exclude", form, found, deed, told, held=held)


@require_POST
@keeps_roster
def member_include(place: Place, member_id: int) -> HttpResponse:
    found = place.member(member_id)
    small_deed(
        place,
        lambda: actions.include_member(found, place.year, by=place.request.user),
        f"Năm {place.year} lại tính {found}.",
    )
    return place.to("exclusion_list" if "list" in place.request.POST else "member", *_of_member(place, found))


def _of_member(place: Place, found: Member) -> tuple[int, ...]:
    return () if "list" in place.request.POST else (found.pk,)


def _deed_page(
    place: Place,
    name: str,
    form: BaseForm,
    found: Member,
    deed: Callable[[], Member],
    told: str,
    **more: Any,
) -> HttpResponse:
    """Show the form, or do the deed and go to the member; what somebody else saved meanwhile is shown beside."""
    status, version = 200, found.version
    if place.request.method == "POST":
        status, version = 422, version_sent(place.request)
        if form.is_valid():
            try:
                done = deed()
            except ValidationError as error:
                status = into_form(form, error)
            else:
                messages.success(place.request, told.format(done))
                return place.to("member", done.pk)
    theirs = place.member(found.pk) if status == 409 else None
    version = theirs.version if theirs else version
    return _form_page(
        place, name, form, theirs or found, status=status, version=version, theirs=theirs, **more
    )


def _form_page(
    place: Place, name: str, form: BaseForm, found: Member | None, *, status: int = 0, **more: Any
) -> HttpResponse:
    theirs = more.get("theirs")
    return place.page(
        name,
        status=status or (422 if form.is_bound else 200),
        form=form,
        member=found,
        departments=departments_of(place.unit),
        titles=known_titles(place.unit),
        their_posting=posting_on(theirs) if theirs else None,
        **more,
    )
