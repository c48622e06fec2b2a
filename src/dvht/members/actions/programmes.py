"""The learning programmes that a unit asks of its members in a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from dvht.audit.actions import Actor, record
from dvht.members.actions.roster import hold_roster
from dvht.members.actions.wording import LONGEST_NAME, WordsError, key_of, one_line
from dvht.members.models import Audience, Completion, Department, MemberKind, Programme
from dvht.units.models import Unit

LONGEST_TITLE: Final = 200
MOST_HOURS: Final = 10000


@dataclass(frozen=True, kw_only=True)
class ProgrammeWords:
    """A programme as somebody wrote it; without any audience it is for everybody."""

    title: str
    basis: str = ""
    hours: int | None = None
    due_on: dt.date | None = None
    kinds: tuple[str, ...] = ()
    departments: tuple[Department, ...] = ()
    titles: tuple[str, ...] = ()


def add_programme(unit: Unit, year: int, words: ProgrammeWords, *, by: Actor) -> Programme:
    """Add one at the end of the year's list. Raises ValidationError by field."""
    with transaction.atomic():
        hold_roster(unit)
        last = Programme.objects.filter(unit=unit, year=year).aggregate(last=Max("position"))["last"] or 0
        programme = Programme(unit=unit, year=year, position=last + 1)
        _fill(programme, words)
        programme.save()
        _write_audiences(programme, words)
        _record("thêm chương trình", programme, by=by, after=_facts(programme))
    return programme


def change_programme(programme: Programme, words: ProgrammeWords, *, version: int, by: Actor) -> Programme:
    """Change it; what was recorded stays. Raises ValidationError by field, or "conflict"."""
    with transaction.atomic():
        hold_roster(programme.unit)
        fresh = Programme.objects.select_related("unit").filter(pk=programme.pk).first()
        if fresh is None:
            raise ValidationError("Chương trình này không còn nữa: có người vừa xóa.", code="gone")
        if fresh.version != version:
            raise ValidationError(
                "Người khác vừa sửa chương trình này. Hãy xem bản mới rồi lưu lại.", code="conflict"
            )
        before = _facts(fresh)
        _fill(fresh, words)
        fresh.version += 1
        fresh.save()
        _write_audiences(fresh, words)
        after = _facts(fresh)
        if before != after:
            _record("sửa chương trình", fresh, by=by, before=before, after=after)
    return fresh


def remove_programme(programme: Programme, *, by: Actor) -> None:
    """Take it off the year's list, with what was recorded of it."""
    with transaction.atomic():
        hold_roster(programme.unit)
        results = Completion.objects.filter(programme=programme).count()
        before = {**_facts(programme), "Kết quả đã ghi": results}
        _record("xóa chương trình", programme, by=by, before=before)
        Programme.objects.filter(pk=programme.pk).delete()


def copy_programmes(unit: Unit, year: int, *, by: Actor) -> int:
    """Take over the list of the last year that had one, without dates and results; returns how many are new."""
    with transaction.atomic():
        hold_roster(unit)
        earlier = Programme.objects.filter(unit=unit, year__lt=year).order_by("-year").first()
        if earlier is None:
            return 0
        held = set(Programme.objects.filter(unit=unit, year=year).values_list("title_key", flat=True))
        source = Programme.objects.filter(unit=unit, year=earlier.year).prefetch_related("audiences")
        wanted = [one for one in source if one.title_key not in held]
        made = Programme.objects.bulk_create(
            Programme(
                unit=unit,
                year=year,
                title=one.title,
                title_key=one.title_key,
                basis=one.basis,
                hours=one.hours,
                position=len(held) + place,
                for_everybody=one.for_everybody,
            )
            for place, one in enumerate(wanted, 1)
        )
        Audience.objects.bulk_create(
            Audience(
                programme=copy,
                kind=audience.kind,
                department_id=audience.department_id,
                title=audience.title,
                title_key=audience.title_key,
            )
            for copy, one in zip(made, wanted, strict=True)
            for audience in one.audiences.all()
        )
        if made:
            _record_copy(unit, year, earlier.year, made, by=by)
    return len(made)


def _fill(programme: Programme, words: ProgrammeWords) -> None:
    problems: dict[str, str] = {}
    for name, text, what, longest, wanted in (
        ("title", words.title, "Tên chương trình", LONGEST_TITLE, True),
        ("basis", words.basis, "Căn cứ", 300, False),
    ):
        try:
            setattr(programme, name, one_line(text, what, longest, wanted=wanted))
        except WordsError as error:
            problems[name] = str(error)
    if words.hours is not None and not 0 < words.hours <= MOST_HOURS:
        problems["hours"] = f"Số tiết từ 1 đến {MOST_HOURS}."
    if problems:
        raise ValidationError(problems)
    programme.title_key = key_of(programme.title, LONGEST_TITLE)
    taken = Programme.objects.filter(
        unit=programme.unit, year=programme.year, title_key=programme.title_key
    ).exclude(pk=programme.pk)
    if taken.exists():
        raise ValidationError({"title": "Danh mục của năm đã có chương trình tên này."})
    programme.hours, programme.due_on = words.hours, words.due_on
    programme.for_everybody = not (words.kinds or words.departments or words.titles)


def _write_audiences(programme: Programme, words: ProgrammeWords) -> None:
    """Make these the audiences; raises ValidationError for what isn't the unit's or isn't known."""
    if not set(words.kinds) <= set(MemberKind.values):
        raise ValidationError({"kinds": "Hãy chọn đối tượng trong danh sách."})
    if any(one.unit_id != programme.unit_id for one in words.departments):
        raise ValidationError({"departments": "Hãy chọn tổ, phòng của đơn vị."})
    titles: dict[str, str] = {}
    for text in words.titles:
        try:
            title = one_line(text, "Vị trí việc làm", LONGEST_NAME)
        except WordsError as error:
            raise ValidationError({"titles": str(error)}) from error
        if key_of(title):
            titles.setdefault(key_of(title), title)
    Audience.objects.filter(programme=programme).delete()
    Audience.objects.bulk_create(
        [
            *(Audience(programme=programme, kind=kind) for kind in dict.fromkeys(words.kinds)),
            *(Audience(programme=programme, department=one) for one in dict.fromkeys(words.departments)),
            *(Audience(programme=programme, title=title, title_key=key) for key, title in titles.items()),
        ]
    )


def _facts(programme: Programme) -> dict[str, Any]:
    audiences = Audience.objects.filter(programme=programme).select_related("department").order_by("pk")
    return {
        "Tên": programme.title,
        "Căn cứ": programme.basis,
        "Số tiết": programme.hours,
        "Hạn": programme.due_on,
        "Dành cho": "mọi thành viên" if programme.for_everybody else "; ".join(map(str, audiences)),
    }


def _record(verb: str, programme: Programme, *, by: Actor, **sides: dict[str, Any]) -> None:
    record(
        verb,
        by=by,
        thing="members.Programme",
        thing_id=programme.pk,
        label=f"{programme} · {programme.year}",
        unit_id=programme.unit_id,
        **sides,
    )


def _record_copy(unit: Unit, year: int, source: int, made: Iterable[Programme], *, by: Actor) -> None:
    record(
        "lấy danh mục chương trình năm trước",
        by=by,
        thing="members.Programme",
        thing_id="",
        label=f"Danh mục năm {year}, từ năm {source}",
        unit_id=unit.pk,
        after={"Đã thêm": [one.title for one in made]},
    )
