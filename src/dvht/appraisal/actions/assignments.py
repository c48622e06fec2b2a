"""Giving dossiers to examine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.appraisal.actions.consolidating import drop_votes
from dvht.appraisal.actions.panel_holding import held_in, held_open, leave_panel_trace
from dvht.appraisal.models import Appraisal, Assignment, Panel, Seat
from dvht.appraisal.queries.rules import conflicts_of
from dvht.appraisal.states import AppraisalState, PanelState
from dvht.audit.actions import record
from dvht.dossiers.models import Submission
from dvht.dossiers.queries import acting_body
from dvht.dossiers.states import SubmissionState
from dvht.inbox.actions import tell_person
from dvht.inbox.models import Topic


@dataclass(frozen=True)
class Given:
    """What an act of assigning did: how many dossiers, and how many new lines."""

    dossiers: int
    lines: int


def assign(
    panel: Panel,
    seats: Sequence[Seat],
    submissions: Sequence[Submission],
    groups: Sequence[str] = (),
    *,
    by: User,
) -> Given:
    """Give these dossiers to each of these seats, whole or only these groups of rows, and lay them before the panel.

    All or nothing. Raises ValidationError: "conflict_of_interest" names who may not examine what and why; "empty".
    """
    if not seats or not submissions:
        raise ValidationError("Chọn ít nhất một hồ sơ và một người.", code="empty")
    with transaction.atomic():
        kept = held_in(panel, PanelState.AT_WORK)
        held_seats = list(
            Seat.objects.filter(panel=kept, pk__in=[seat.pk for seat in seats]).select_related("user")
        )
        if len(held_seats) != len({seat.pk for seat in seats}):
            raise ValidationError("Có người vừa được bỏ khỏi danh sách. Hãy chọn lại.", code="gone")
        _refuse_conflicts(held_seats, submissions)
        for submission in submissions:
            _check_groups(submission, groups)
            _lay(submission, kept, by=by)
        lines = _write_lines(held_seats, submissions, groups)
        label = f"{len(submissions)} hồ sơ cho {', '.join(seat.full_name for seat in held_seats)}"
        after = {"units": [str(one.unit) for one in submissions], "groups": list(groups)}
        leave_panel_trace("phân công thẩm định", kept, by=by, label=label, after=after)
        if lines:
            for seat in held_seats:
                _tell(seat, kept, len(submissions))
    return Given(len(submissions), lines)


def take_back_assignment(assignment: Assignment, *, by: User) -> None:
    """The seat sees the dossier no more, unless it leads the panel; what it found stays. Raises ValidationError."""
    with transaction.atomic():
        panel = held_open(assignment.seat.panel)
        concluded = Appraisal.objects.filter(submission=assignment.submission, concluded_at__isnull=False)
        if concluded.exists():
            raise ValidationError(
                "Hồ sơ này đã có kết luận thẩm định nên không đổi phân công nữa.", code="state"
            )
        deleted, _ = Assignment.objects.filter(pk=assignment.pk, seat__panel=panel).delete()
        if deleted:
            label = f"{assignment.submission.unit} · {assignment.seat}"
            leave_panel_trace("thôi phân công thẩm định", panel, by=by, label=label)


def _refuse_conflicts(seats: Sequence[Seat], submissions: Sequence[Submission]) -> None:
    conflicts = conflicts_of(seats)
    found = [
        f"{seat.full_name} không thẩm định {submission.unit}: {reason}."
        for submission in submissions
        for seat in seats
        if (reason := conflicts.reason(seat, submission.unit_id, submission.year))
    ]
    if found:
        raise ValidationError(found, code="conflict_of_interest")


def _check_groups(submission: Submission, groups: Sequence[str]) -> None:
    known = {group.code for group in submission.pack.groups}
    if not set(groups) <= known:
        raise ValidationError(f"Hồ sơ của {submission.unit} không có nhóm tiêu chí đã chọn.", code="groups")


def _lay(submission: Submission, panel: Panel, *, by: User) -> None:
    """Begin the appraisal unless this panel already has it open."""
    found = Appraisal.objects.filter(submission=submission, panel=panel).first()
    if found is None:
        begin_appraisal(submission, panel, by=by)
    elif found.concluded_at is not None:
        raise ValidationError(f"Hồ sơ của {submission.unit} đã có kết luận thẩm định.", code="state")


def _write_lines(seats: Sequence[Seat], submissions: Sequence[Submission], groups: Sequence[str]) -> int:
    """The whole takes the place of groups; a group adds nothing to the whole."""
    mine = Assignment.objects.filter(seat__in=seats, submission__in=submissions)
    if not groups:
        mine.exclude(group="").delete()
    there = set(mine.values_list("seat_id", "submission_id", "group"))
    wanted = [
        (seat.pk, submission.pk, group)
        for seat in seats
        for submission in submissions
        for group in (groups or [""])
        if (seat.pk, submission.pk, "") not in there and (seat.pk, submission.pk, group) not in there
    ]
    Assignment.objects.bulk_create(
        Assignment(seat_id=seat, submission_id=submission, group=group) for seat, submission, group in wanted
    )
    return len(wanted)


def _tell(seat: Seat, panel: Panel, dossiers: int) -> None:
    if seat.user is None:
        return
    tell_person(
        seat.user,
        Topic.APPRAISAL,
        f"{panel.name} giao bạn thẩm định {dossiers} hồ sơ năm {panel.year}",
        url="/tham-dinh/",
    )


def begin_appraisal(submission: Submission, panel: Panel, *, by: User) -> Appraisal:
    """Lay a received dossier before a panel of the body that acts on it.

    What a panel at its end left without a conclusion goes to the next one, findings and all. Raises ValidationError:
    "state" (panel not at work, dossier not received), "body" (another body's), "exists" (another panel has it).
    """
    with transaction.atomic():
        held_panel = Panel.objects.select_for_update(of=("self",)).select_related("body").get(pk=panel.pk)
        held = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("unit", "receiving")
            .get(pk=submission.pk)
        )
        _check_laying(held, held_panel)
        appraisal, is_new = Appraisal.objects.select_related("panel__body").get_or_create(
            submission=held, defaults={"panel": held_panel}
        )
        if not is_new:
            _take_over(appraisal, held_panel)
        record(
            "đưa hồ sơ ra thẩm định",
            by=by,
            thing="appraisal.Appraisal",
            thing_id=appraisal.pk,
            label=str(held),
            unit_id=held_panel.body_id,
            after={"panel": held_panel.name},
        )
    return appraisal


def _check_laying(submission: Submission, panel: Panel) -> None:
    if panel.state != PanelState.AT_WORK:
        raise ValidationError(f"{panel.name} chưa làm việc hoặc đã kết thúc.", code="state")
    if submission.state != SubmissionState.RECEIVED:
        raise ValidationError(
            f"Hồ sơ của {submission.unit} chưa được tiếp nhận nên chưa thẩm định được.", code="state"
        )
    body = acting_body(submission, timezone.localdate())
    if body is None or body.pk != panel.body_id or submission.year != panel.year:
        raise ValidationError(f"Hồ sơ của {submission.unit} không thuộc {panel.name}.", code="body")


def _take_over(appraisal: Appraisal, panel: Panel) -> None:
    """From a panel that no longer works, without its votes; a concluded appraisal stays where it was concluded."""
    old = appraisal.panel
    if old.works_on(timezone.localdate()) or appraisal.state in {
        AppraisalState.PASSED,
        AppraisalState.FAILED,
    }:
        raise ValidationError(f"Hồ sơ này đã do {old.name} thẩm định.", code="exists")
    drop_votes(appraisal)
    appraisal.panel, appraisal.state = panel, AppraisalState.EXAMINING.value
    appraisal.version += 1
    appraisal.save(update_fields=["panel", "state", "version"])
