"""Registering people for a year's round."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.citizens.actions.holding import held_open, held_registrant, leave_trace
from dvht.citizens.models import CitizenRound, DecisionLine, Registrant
from dvht.citizens.models.registrants import RegisteredBy
from dvht.citizens.models.words import Choice
from dvht.citizens.queries.rounds import unregistered
from dvht.members.models import Member
from dvht.members.queries.roster import posting_on
from dvht.regulation.pack import Pack

MOST_NAMES = 200
"""Names kept with one event; a longer list says how many more there were."""


def register_members(
    citizen_round: CitizenRound, choices: Sequence[Choice], *, on: dt.date, how: RegisteredBy, by: User
) -> tuple[Registrant, ...]:
    """Register members of the roster, all or none; who is registered already is left as they are.

    Late registrations are kept, with their day. Raises ValidationError for people who aren't on the roster, unknown
    groups and days that can't be.
    """
    if on > timezone.localdate():
        raise ValidationError({"on": f"Ngày đăng ký {on:%d/%m/%Y} chưa đến. Ghi hôm nay hoặc ngày trước."})
    if on.year < citizen_round.year - 1:
        raise ValidationError(
            {"on": f"Ngày đăng ký {on:%d/%m}/{on.year} quá sớm đối với năm {citizen_round.year}."}
        )
    if not choices:
        raise ValidationError("Chưa chọn ai. Hãy đánh dấu những người đăng ký.")
    with transaction.atomic():
        kept = held_open(citizen_round)
        wanted = {choice.member_id: choice.group for choice in choices}
        known = set(
            Registrant.objects.filter(round=kept, member__in=wanted).values_list("member_id", flat=True)
        )
        people = list(unregistered(kept).filter(pk__in=wanted.keys() - known))
        if len(people) != len(wanted.keys() - known):
            raise ValidationError(
                "Có người không còn trong danh sách thành viên của đơn vị. Hãy tải lại trang rồi chọn lại.",
                code="gone",
            )
        made = Registrant.objects.bulk_create(
            Registrant(
                round=kept,
                member=member,
                group=_group(kept.pack, member, wanted[member.pk]),
                registered_on=on,
                registered_how=how,
                registered_by=by,
            )
            for member in people
        )
        if made:
            names = [member.full_name for member in people]
            leave_trace(
                "đăng ký Công dân học tập",
                kept,
                by=by,
                label=f"{len(names)} người, năm {kept.year}",
                after={"on": on, "names": names[:MOST_NAMES], "more": max(0, len(names) - MOST_NAMES)},
            )
    return tuple(made)


def choose_group(registrant: Registrant, group: str, *, by: User) -> None:
    """Put a person into another group of citizens."""
    with transaction.atomic():
        kept_round = held_open(registrant.round)
        kept = held_registrant(registrant)
        _check_group(kept_round.pack, group)
        if kept.group != group:
            before, kept.group = kept.group, group
            kept.save(update_fields=["group"])
            leave_trace(
                "đổi nhóm công dân",
                kept_round,
                by=by,
                label=kept.member.full_name,
                before={"group": before},
                after={"group": group},
            )


def withdraw(registrant: Registrant, *, by: User) -> None:
    """Take a person off the list. Who stands in a decision stays: the list of the decision is not rewritten."""
    with transaction.atomic():
        kept_round = held_open(registrant.round)
        kept = held_registrant(registrant)
        if DecisionLine.objects.filter(decision__round=kept_round, member=kept.member_id).exists():
            raise ValidationError(
                f"{kept.member.full_name} đã có tên trong một quyết định của năm nay nên không gỡ được. "
                "Khi xét lại, hãy kết luận không công nhận và ghi lý do.",
                code="decided",
            )
        leave_trace(
            "gỡ đăng ký Công dân học tập",
            kept_round,
            by=by,
            label=kept.member.full_name,
            before={"registered_on": kept.registered_on, "group": kept.group, "submitted": kept.is_submitted},
        )
        kept.delete()


def _group(pack: Pack, member: Member, chosen: str) -> str:
    if chosen:
        return _check_group(pack, chosen)
    posting = posting_on(member)
    found = pack.citizens.group_for(posting.kind) if pack.citizens and posting else None
    return found.code if found else ""


def _check_group(pack: Pack, code: str) -> str:
    if pack.citizens is None or code not in {group.code for group in pack.citizens.citizen_groups}:
        raise ValidationError(
            {"group": "Nhóm công dân này không có trong bộ chỉ báo. Chọn một nhóm trong danh sách."}
        )
    return code
