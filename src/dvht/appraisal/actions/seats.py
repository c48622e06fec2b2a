"""Who sits in a panel."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from dvht.accounts.models import User
from dvht.appraisal.actions.panel_holding import held_open, leave_panel_trace, same_version
from dvht.appraisal.models import Panel, Seat
from dvht.appraisal.queries.panels import seats_of
from dvht.inbox.actions import tell_person
from dvht.inbox.models import Topic
from dvht.units.models import Unit


@dataclass(frozen=True)
class SeatWords:
    """`home` is the unit of which the person is a member: they never examine it."""

    full_name: str
    position: str
    organisation: str
    organisation_kind: str
    role: str
    home: Unit | None = None


def add_seat(panel: Panel, words: SeatWords, *, by: User, user: User | None = None) -> Seat:
    """Seat a person, last in order; with `user` the account that sees. Raises ValidationError by field."""
    with transaction.atomic():
        kept = held_open(panel)
        _check_role(kept, words.role)
        last = kept.seats.aggregate(last=Max("order"))["last"]
        seat = Seat(panel=kept, user=user, order=0 if last is None else last + 1, **_values(words))
        _save(seat)
        leave_panel_trace("thêm người vào hội đồng, đoàn", kept, by=by, label=str(seat), after=_told(words))
        if user is not None and kept.is_at_work:
            tell_seated(seat, kept)
    return seat


def change_seat(seat: Seat, words: SeatWords, *, version: int, by: User) -> Seat:
    """Change what is said of a person. Raises ValidationError by field, with code "conflict" on a race."""
    with transaction.atomic():
        panel, kept = _held(seat)
        same_version(kept, version)
        _check_role(panel, words.role)
        before = {name: str(getattr(kept, name) or "") for name in _names(words)}
        for name, value in _values(words).items():
            setattr(kept, name, value)
        kept.version += 1
        _save(kept)
        leave_panel_trace(
            "sửa người trong hội đồng, đoàn", panel, by=by, label=str(kept), before=before, after=_told(words)
        )
    return kept


def remove_seat(seat: Seat, *, by: User) -> bool:
    """Take a person out: what they saw closes at once. False when their findings stay, and so their name does.

    Who has written findings or voted stays in the list without an account: what was done isn't undone.
    """
    with transaction.atomic():
        panel, kept = _held(seat)
        name = str(kept)
        try:
            with transaction.atomic():
                kept.delete()
            gone = True
        except ProtectedError:
            gone = False
            Seat.objects.filter(pk=seat.pk).update(user=None, version=kept.version + 1)
            kept.assignments.all().delete()
            kept.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())
        verb = "bỏ người khỏi hội đồng, đoàn" if gone else "đóng quyền xem của người trong hội đồng, đoàn"
        leave_panel_trace(verb, panel, by=by, label=name)
    return gone


def move_seat(seat: Seat, *, up: bool, by: User) -> None:
    """Change places with the neighbour in the list."""
    with transaction.atomic():
        panel, kept = _held(seat)
        people = list(seats_of(panel))
        place = next(number for number, one in enumerate(people) if one.pk == kept.pk)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(people):
            return
        people[place], people[other] = people[other], people[place]
        for number, one in enumerate(people):
            one.order = number
        Seat.objects.bulk_update(people, ["order"])
        leave_panel_trace("đổi thứ tự trong hội đồng, đoàn", panel, by=by, label=str(kept))


def copy_seats(source: Panel, panel: Panel, *, by: User) -> int:
    """Take over the people of an earlier panel of the body; who sits already is left out. How many came."""
    if source.body_id != panel.body_id or source.form != panel.form or source.pk == panel.pk:
        raise ValidationError(
            "Chỉ lấy được người từ hội đồng, đoàn cùng hình thức của cơ quan này.", code="source"
        )
    with transaction.atomic():
        kept = held_open(panel)
        here = list(seats_of(kept))
        names = {one.full_name for one in here}
        users = {one.user_id for one in here if one.user_id}
        roles = {one.role for one in here} - {"councillor", "inspector", "deputy_leader"}
        came = 0
        for number, one in enumerate(seats_of(source), len(here)):
            if one.full_name in names or (one.user_id and one.user_id in users) or one.role in roles:
                continue
            active = one.user if one.user is not None and one.user.is_active else None
            Seat.objects.create(
                panel=kept, user=active, order=number, full_name=one.full_name, position=one.position, role=one.role,
                organisation=one.organisation, organisation_kind=one.organisation_kind, home=one.home,
            )  # fmt: skip
            came += 1
        leave_panel_trace(
            "lấy người từ năm trước",
            kept,
            by=by,
            after={"from": f"{source.name} {source.year}", "people": came},
        )
    return came


def tell_seated(seat: Seat, panel: Panel) -> None:
    """Tell the person that they sit in a panel at work."""
    if seat.user is None:
        return
    tell_person(
        seat.user,
        Topic.APPRAISAL,
        f"Bạn có tên trong {panel.name} năm {panel.year}: {seat.get_role_display()}",
        key=f"panel-begin:{panel.pk}:{seat.pk}",
    )


def _held(seat: Seat) -> tuple[Panel, Seat]:
    panel = held_open(seat.panel)
    seats = Seat.objects.select_for_update(of=("self",)).select_related("user", "home")
    kept: Seat | None = seats.filter(pk=seat.pk, panel=panel).first()
    if kept is None:
        raise ValidationError("Người này vừa được bỏ khỏi danh sách.", code="gone")
    return panel, kept


def _check_role(panel: Panel, role: str) -> None:
    if role not in dict(panel.roles):
        raise ValidationError({"role": "Nhiệm vụ này không có trong hình thức thẩm định đã chọn."})


def _names(words: SeatWords) -> list[str]:
    return [field.name for field in fields(words)]


def _values(words: SeatWords) -> dict[str, Any]:
    return {name: getattr(words, name) for name in _names(words)}


def _told(words: SeatWords) -> dict[str, str]:
    return {name: str(value or "") for name, value in _values(words).items()}


def _save(seat: Seat) -> None:
    if not seat.full_name.strip() or not seat.organisation.strip():
        raise ValidationError({"full_name": "Ghi họ tên và cơ quan, tổ chức của người này."})
    others = Seat.objects.filter(panel=seat.panel).exclude(pk=seat.pk)
    if seat.user_id and others.filter(user=seat.user_id).exists():
        raise ValidationError({"full_name": f"{seat.full_name} đã có trong danh sách."}, code="twice")
    try:
        with transaction.atomic():
            seat.save()
    except IntegrityError as error:
        raise ValidationError({"role": f"Đã có người làm {seat.get_role_display().lower()}."}) from error
