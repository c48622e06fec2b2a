"""The time of one member at the unit: changes from a day on, leaving, coming back, mistakes taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.audit.actions import Actor, record
from dvht.members.actions.drafting import PersonWords, period_of
from dvht.members.actions.roster import hold_roster, write_people
from dvht.members.models import Member, Posting
from dvht.members.queries.periods import written_period
from dvht.members.queries.roster import titles_of
from dvht.members.queries.standing import hanging_on
from dvht.ui.vietnamese import written_date

ONE_DAY = dt.timedelta(days=1)


def words_of(member: Member, posting: Posting | None) -> PersonWords:
    """The member and one posting as they stand, to be changed in part."""
    if posting is None:
        return PersonWords(member=member, full_name=member.full_name, kind="")
    return PersonWords(
        member=member,
        full_name=member.full_name,
        kind=posting.kind,
        department=posting.department.name if posting.department else "",
        positions=titles_of(posting),
        started_on=posting.started_on,
        ended_on=posting.ended_on,
        posting=posting,
    )


def last_posting(member: Member) -> Posting | None:
    """The posting that no other follows."""
    held = member.postings.select_related("department").prefetch_related("positions")
    return max(held, key=lambda one: one.started_on or dt.date.min, default=None)


def move_member(  # a posting is all of these
    member: Member,
    on: dt.date,
    *,
    kind: str,
    department: str = "",
    positions: tuple[str, ...] = (),
    by: Actor,
) -> Member:
    """From that day on the member stands elsewhere or as something else; also for somebody who comes back.

    Raises PeopleError by field, on "started_on" when the day doesn't come after the last posting began.
    """
    with transaction.atomic():
        hold_roster(member.unit)
        last = last_posting(member)
        new = PersonWords(
            member=member,
            full_name=member.full_name,
            kind=kind,
            department=department,
            positions=positions,
            started_on=on,
        )
        if last is None:
            return write_people(member.unit, [new], by=by, verb="thêm quá trình công tác")[0]
        _check_day_of_move(last, on)
        verb = "đổi nơi, đổi việc của thành viên"
        if last.ended_on is not None and last.ended_on < on:
            verb = "ghi thành viên trở lại"
        else:
            new = replace(new, ended_on=last.ended_on)
            last.ended_on = on - ONE_DAY
            last.save(update_fields=["ended_on"])
        return write_people(member.unit, [new], by=by, verb=verb)[0]


def end_posting(member: Member, on: dt.date, *, by: Actor) -> Member:
    """That day is the member's last at the unit."""
    last = _last(member)
    return write_people(
        member.unit, [replace(words_of(member, last), ended_on=on)], by=by, verb="ghi thành viên rời đơn vị"
    )[0]


def resume_posting(member: Member, *, by: Actor) -> Member:
    """The member didn't leave after all: the last posting holds on."""
    last = _last(member)
    return write_people(
        member.unit, [replace(words_of(member, last), ended_on=None)], by=by, verb="bỏ ghi rời đơn vị"
    )[0]


def remove_posting(posting: Posting, *, version: int, by: Actor) -> None:
    """Take back a posting that was entered by mistake; the one before it holds on where it had been cut.

    Raises ValidationError for the only posting and for one that others follow.
    """
    with transaction.atomic():
        hold_roster(posting.member.unit)
        member = _fresh(posting.member, version)
        held = sorted(member.postings.all(), key=lambda one: one.started_on or dt.date.min)
        if not held or held[-1].pk != posting.pk:
            raise ValidationError("Chỉ bỏ được quá trình công tác cuối cùng. Hãy xem lại.", code="gone")
        if len(held) == 1:
            raise ValidationError("Đây là quá trình công tác duy nhất. Nếu ghi nhầm người, hãy xóa cả người.")
        last, before = held[-1], held[-2]
        last.delete()
        if before.ended_on and last.started_on and before.ended_on + ONE_DAY == last.started_on:
            before.ended_on = last.ended_on
            before.save(update_fields=["ended_on"])
        member.version += 1
        member.save(update_fields=["version"])
        _record(member, "bỏ quá trình công tác", by=by, before={"Thời gian": written_period(period_of(last))})


def remove_member(member: Member, *, by: Actor) -> None:
    """Take out somebody who was entered by mistake. Raises ValidationError when anything was recorded of them."""
    with transaction.atomic():
        hold_roster(member.unit)
        kept = hanging_on(member)
        if kept:
            raise ValidationError(
                f"Không xóa {member} được: đã có {', '.join(kept)}. Nếu người này đã rời đơn vị, "
                "hãy ghi ngày cuối ở đơn vị.",
                code="kept",
            )
        _record(member, "xóa thành viên ghi nhầm", by=by, before={"Mã": member.code})
        member.delete()


def _check_day_of_move(last: Posting, on: dt.date) -> None:
    if last.started_on and on <= last.started_on:
        raise ValidationError(
            {
                "started_on": f"Quá trình gần nhất bắt đầu ngày {written_date(last.started_on)}: "
                "hãy ghi một ngày sau đó, hoặc sửa chính quá trình ấy."
            }
        )


def _last(member: Member) -> Posting:
    last = last_posting(member)
    if last is None:
        raise ValidationError("Người này chưa có quá trình công tác nào.", code="gone")
    return last


def _fresh(member: Member, version: int) -> Member:
    fresh = Member.objects.filter(pk=member.pk).select_related("unit").first()
    if fresh is None:
        raise ValidationError("Người này không còn trong danh sách của đơn vị.", code="gone")
    if fresh.version != version:
        raise ValidationError("Người khác vừa sửa người này. Hãy xem lại rồi làm tiếp.", code="conflict")
    return fresh


def _record(member: Member, verb: str, *, by: Actor, before: dict[str, str]) -> None:
    record(
        verb,
        by=by,
        thing="members.Member",
        thing_id=member.pk,
        label=f"{member} ({member.code})",
        unit_id=member.unit_id,
        before=before,
    )
