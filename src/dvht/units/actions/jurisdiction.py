"""Deeds on who receives and who decides within an area. Each leaves one event in the area's trail."""

import datetime as dt
import unicodedata
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from dvht.audit.actions import Actor, record
from dvht.units.actions.holding import again, refuse_dissolved
from dvht.units.models import Jurisdiction, Tier, Unit
from dvht.units.queries import TWO_TIERS_BASIS, TWO_TIERS_SINCE, Proposed, is_over_two_tiers, propose_two_tier

THING: Final = "units.Jurisdiction"


@dataclass(frozen=True, slots=True)
class Powers:
    """Who receives and who decides, from when to when; a body that isn't in the tree is only named.

    An empty name or title is taken from the body chosen.
    """

    receiving: Unit | None
    deciding: Unit | None
    since: dt.date
    receiving_name: str = ""
    receiving_title: str = ""
    deciding_name: str = ""
    deciding_title: str = ""
    until: dt.date | None = None
    basis: str = ""

    def whole(self) -> "Powers":
        """The same with names and titles filled in and without stray spaces."""
        return replace(
            self,
            receiving_name=_tidy(self.receiving_name) or _name(self.receiving),
            receiving_title=_tidy(self.receiving_title) or _title(self.receiving),
            deciding_name=_tidy(self.deciding_name) or _name(self.deciding),
            deciding_title=_tidy(self.deciding_title) or _title(self.deciding),
            basis=_tidy(self.basis),
        )


def set_jurisdiction(area: Unit, tier: Tier, powers: Powers, *, by: Actor) -> Jurisdiction:
    """Say who receives and decides for the units of one tier below an area; raises ValidationError by field.

    Nobody has confirmed it yet. Two spans of one area and tier never overlap (code "overlap").
    """
    with transaction.atomic():
        kept = again(area)
        refuse_dissolved(kept)
        row = Jurisdiction(area=kept, tier=tier, **_columns(powers.whole()))
        _check(row)
        row.save(force_insert=True)
        _record("đặt thẩm quyền", row, by=by, after=_words(row))
    return row


def change_jurisdiction(row: Jurisdiction, powers: Powers, *, version: int, by: Actor) -> Jurisdiction:
    """Correct a row as it stood at `version`; what was confirmed must be confirmed anew when a body changes.

    Raises ValidationError, with code "conflict" when the row moved on. Nothing is written when nothing changes.
    """
    with transaction.atomic():
        kept = _held(row, version)
        before = _words(kept)
        bodies = _bodies(kept)
        for name, value in _columns(powers.whole()).items():
            setattr(kept, name, value)
        if _bodies(kept) != bodies:
            kept.confirmed_by = ""
        _check(kept)
        after = _words(kept)
        if before == after:
            return kept
        _save(kept)
        changed = [name for name in after if before[name] != after[name]]
        _record(
            "sửa thẩm quyền",
            kept,
            by=by,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return kept


def end_jurisdiction(row: Jurisdiction, *, until: dt.date, version: int, by: Actor) -> Jurisdiction:
    """Let a row hold until the end of a day and no longer; raises ValidationError on "until"."""
    with transaction.atomic():
        kept = _held(row, version)
        if until < kept.since:
            raise ValidationError({"until": f"Ngày cuối phải từ {kept.since:%d/%m/%Y} trở đi."})
        if kept.until is not None and until > kept.until:
            raise ValidationError({"until": f"Thẩm quyền này đã kết thúc {kept.until:%d/%m/%Y}."})
        before, kept.until = kept.until, until
        _save(kept)
        _record("kết thúc thẩm quyền", kept, by=by, before={"until": before}, after={"until": until})
    return kept


def confirm_jurisdiction(row: Jurisdiction, *, document: str, version: int, by: Actor) -> Jurisdiction:
    """Write down which document of the Sở confirmed the row; raises ValidationError on "document"."""
    said = _tidy(document)
    if not said:
        raise ValidationError(
            {"document": "Ghi văn bản xác nhận, ví dụ: Công văn số 12/SGDĐT-GDTX ngày 05/01/2026."}
        )
    with transaction.atomic():
        kept = _held(row, version)
        before, kept.confirmed_by = kept.confirmed_by, said
        _check(kept)
        _save(kept)
        _record(
            "xác nhận thẩm quyền", kept, by=by, before={"confirmed_by": before}, after={"confirmed_by": said}
        )
    return kept


def apply_two_tier(province: Unit, *, seen: int, by: Actor) -> tuple[Jurisdiction, ...]:
    """Set every row of the default that no row stands against; each is unconfirmed.

    `seen` is how many new rows the person was shown: another number is refused (code "conflict"). So is a unit that
    is no province's (code "state").
    """
    with transaction.atomic():
        kept = again(province)
        refuse_dissolved(kept)
        if not is_over_two_tiers(kept):
            raise ValidationError("Mặc định hai cấp chỉ đặt ở đơn vị của tỉnh, thành phố.", code="state")
        new = [row for row in propose_two_tier(kept) if row.standing is None]
        if len(new) != seen:
            raise ValidationError(
                "Danh sách vừa thay đổi trong khi bạn xem. Xem lại các dòng rồi áp dụng.", code="conflict"
            )
        return tuple(set_jurisdiction(row.area, row.tier, _proposed(row), by=by) for row in new)


def _proposed(row: Proposed) -> Powers:
    return Powers(
        receiving=row.receiving,
        deciding=row.deciding,
        since=TWO_TIERS_SINCE,
        receiving_name=row.receiving_name,
        receiving_title=row.receiving_title,
        deciding_name=row.deciding_name,
        deciding_title=row.deciding_title,
        basis=TWO_TIERS_BASIS,
    )


def powers_of(row: Jurisdiction) -> Powers:
    """What a row says."""
    return Powers(
        receiving=row.receiving,
        deciding=row.deciding,
        since=row.since,
        receiving_name=row.receiving_name,
        receiving_title=row.receiving_title,
        deciding_name=row.deciding_name,
        deciding_title=row.deciding_title,
        until=row.until,
        basis=row.basis,
    )


def _held(row: Jurisdiction, version: int) -> Jurisdiction:
    """The row as it stands now, with its area held so that no span can come in between."""
    again(row.area)
    kept = Jurisdiction.objects.select_for_update().get(pk=row.pk)
    if kept.version != version:
        raise ValidationError(
            "Người khác vừa sửa dòng thẩm quyền này. Xem lại rồi làm tiếp.", code="conflict"
        )
    return kept


def _save(row: Jurisdiction) -> None:
    row.version += 1
    row.save()


def _check(row: Jurisdiction) -> None:
    problems: dict[str, str] = {}
    for side, word in (("receiving", "nơi nhận hồ sơ"), ("deciding", "nơi quyết định")):
        body: Unit | None = getattr(row, side)
        if not getattr(row, f"{side}_name"):
            problems[f"{side}_name"] = f"Chọn hoặc ghi tên {word}."
        if body is not None and body.is_dissolved(row.since):
            problems[side] = f"{body.name} đã thôi hoạt động vào ngày bắt đầu. Chọn đơn vị khác."
        if not getattr(row, f"{side}_title"):
            problems[f"{side}_title"] = "Ghi chức vụ người đứng đầu."
    if row.until is not None and row.until < row.since:
        problems["until"] = "Ngày cuối phải từ ngày bắt đầu trở đi."
    if problems:
        raise ValidationError(problems)
    row.full_clean(validate_unique=False, validate_constraints=False)
    _refuse_overlap(row)


def _refuse_overlap(row: Jurisdiction) -> None:
    others = Jurisdiction.objects.filter(area=row.area, tier=row.tier).exclude(pk=row.pk)
    others = others.filter(Q(until__isnull=True) | Q(until__gte=row.since))
    if row.until is not None:
        others = others.filter(since__lte=row.until)
    other = others.first()
    if other is not None:
        span = f"từ {other.since:%d/%m/%Y}" + (f" đến {other.until:%d/%m/%Y}" if other.until else "")
        problem = f"Trùng thời gian với dòng {span} ({other.receiving_name}). Cho dòng kia kết thúc trước."
        raise ValidationError({"since": ValidationError(problem, code="overlap")})


def _columns(powers: Powers) -> dict[str, Any]:
    return {name: getattr(powers, name) for name in Powers.__dataclass_fields__}


def _bodies(row: Jurisdiction) -> tuple[Any, ...]:
    return row.receiving_id, row.receiving_name, row.deciding_id, row.deciding_name


def _words(row: Jurisdiction) -> dict[str, Any]:
    facts = (
        "tier", "receiving_name", "receiving_title", "deciding_name", "deciding_title", "since", "until", "basis",
        "confirmed_by",
    )  # fmt: skip
    bodies = {"receiving": _name(row.receiving) or None, "deciding": _name(row.deciding) or None}
    return {**bodies, **{name: getattr(row, name) for name in facts}}


def _record(verb: str, row: Jurisdiction, *, by: Actor, **sides: dict[str, Any]) -> None:
    record(verb, by=by, thing=THING, thing_id=row.pk, label=str(row), unit_id=row.area_id, **sides)


def _name(body: Unit | None) -> str:
    return body.name if body else ""


def _title(body: Unit | None) -> str:
    return body.head_title if body else ""


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
