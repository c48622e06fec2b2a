"""Deeds on the activities of a year: record, change, remove, say who took part, prove.

All wait for nobody's plan to be a draft, and none is done while the year's evidence is closed.
"""

import datetime as dt
from collections.abc import Collection as Ids
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.evidence.actions import FileOutcome, add_files, file_under
from dvht.evidence.actions.filing import locked as open_for_change
from dvht.evidence.models import CheckedFile, Collection, Evidence, RefusedFile
from dvht.members.models import Member
from dvht.plans.actions.locking import locked_line, locked_plan, one_newline, trace, values_of
from dvht.plans.models import MOST_PEOPLE, Activity, ActivityEvidence, Participation, Plan
from dvht.plans.queries import rows_proved
from dvht.regulation.personal import activity_kinds
from dvht.ui.vietnamese import written_date, written_number

NAMES_IN_TRAIL: Final = 50


@dataclass(frozen=True)
class ActivityWords:
    """`kind` is a code of the regulations; `attended` counts everybody who came, people from outside too."""

    kind: str
    title: str
    held_on: dt.date
    ended_on: dt.date | None = None
    place: str = ""
    partners: str = ""
    attended: int | None = None
    result: str = ""


def add_activity(plan: Plan, words: ActivityWords, *, by: User) -> Activity:
    """Record an activity that has taken place, or has begun, in the year of the plan."""
    with transaction.atomic():
        fresh = _held(plan)
        activity = Activity(plan=fresh)
        values = _fill(activity, asdict(words))
        activity.save(force_insert=True)
        trace("ghi hoạt động", fresh, by=by, thing=activity, after=values)
    return activity


def change_activity(activity: Activity, words: ActivityWords, *, version: int, by: User) -> Activity:
    """Change what was recorded. Of another kind, its evidence also stands under the rows that this kind shows."""
    with transaction.atomic():
        plan = _held(activity.plan)
        fresh = locked_line(activity, version=version)
        before = values_of(fresh, asdict(words))
        after = _fill(fresh, asdict(words))
        if after != before:
            fresh.version += 1
            fresh.save()
            trace("sửa hoạt động", plan, by=by, thing=fresh, before=before, after=after)
        if after["kind"] != before["kind"]:
            for proof in fresh.proofs.select_related("evidence__collection"):
                _file(proof.evidence, rows_proved(plan, fresh.kind), by=by)
    return fresh


def remove_activity(activity: Activity, *, by: User) -> None:
    """Strike the activity off the record; its evidence stays where it is filed."""
    with transaction.atomic():
        plan = _held(activity.plan)
        fresh = locked_line(activity)
        before = {"title": fresh.title, "kind": fresh.kind, "held_on": fresh.held_on}
        before["people"] = fresh.participations.count()
        trace("xóa hoạt động", plan, by=by, thing=fresh, before=before)
        fresh.delete()


def change_participants(activity: Activity, *, add: Ids[int], remove: Ids[int], by: User) -> tuple[int, int]:
    """Name members as participants, or no longer; how many were added and how many removed.

    Who is named already, or isn't, is left as it is. Raises ValidationError ("unknown") for somebody of another unit.
    """
    with transaction.atomic():
        plan = _held(activity.plan)
        fresh = locked_line(activity)
        named = set(fresh.participations.values_list("member_id", flat=True))
        new, gone = set(add) - named, set(remove) & named - set(add)
        added = _members(plan, new)
        removed = _members(plan, gone)
        Participation.objects.bulk_create(Participation(activity=fresh, member=member) for member in added)
        fresh.participations.filter(member_id__in=gone).delete()
        if added or removed:
            after = {
                "added": _named(added),
                "removed": _named(removed),
                "people": len(named | new) - len(gone),
            }
            trace("ghi người tham gia hoạt động", plan, by=by, thing=fresh, after=after)
    return len(added), len(removed)


def add_activity_files(
    activity: Activity, rows: Sequence[str], uploads: Sequence[CheckedFile | RefusedFile], *, by: User
) -> tuple[FileOutcome, ...]:
    """Take files as evidence of these rows and of the activity; a bad file spoils no other."""
    outcomes = add_files(_collection(activity.plan), rows, uploads, by=by)
    for outcome in outcomes:
        if outcome.evidence is not None:
            _prove(activity, outcome.evidence, by=by)
    return outcomes


def link_activity_evidence(
    activity: Activity, evidence: Evidence, rows: Sequence[str] = (), *, by: User
) -> ActivityEvidence:
    """Let evidence of the year prove the activity; it comes to stand under the rows that it doesn't yet."""
    if evidence.collection_id != activity.plan.collection_id:
        raise ValidationError("Minh chứng này không thuộc năm của hoạt động.", code="unknown")
    with transaction.atomic():
        _file(evidence, rows, by=by)
        return _prove(activity, evidence, by=by)


def unlink_activity_evidence(activity: Activity, evidence: Evidence, *, by: User) -> None:
    """The evidence no longer proves the activity; it stays where it is filed. Twice is no error."""
    with transaction.atomic():
        plan = _held(activity.plan)
        fresh = locked_line(activity)
        removed, _ = fresh.proofs.filter(evidence=evidence).delete()
        if removed:
            before = {"evidence": evidence.title}
            trace("gỡ minh chứng khỏi hoạt động", plan, by=by, thing=fresh, before=before)


def _prove(activity: Activity, evidence: Evidence, *, by: User) -> ActivityEvidence:
    with transaction.atomic():
        plan = _held(activity.plan)
        fresh = locked_line(activity)
        proof, made = ActivityEvidence.objects.get_or_create(activity=fresh, evidence=evidence)
        if made:
            trace(
                "gắn minh chứng vào hoạt động", plan, by=by, thing=fresh, after={"evidence": evidence.title}
            )
    return proof


def _file(evidence: Evidence, rows: Sequence[str], *, by: User) -> None:
    there = set(evidence.uses.filter(removed_at=None).values_list("row", flat=True))
    for row in rows:
        if row not in there:
            file_under(evidence, row, by=by)


def _held(plan: Plan) -> Plan:
    """The plan, held, with its year's evidence open; ValidationError "closed" when it is closed."""
    fresh = locked_plan(plan, must_be_draft=False)
    if fresh.collection is not None:
        open_for_change(fresh.collection)
    return fresh


def _collection(plan: Plan) -> Collection:
    if plan.collection is None:
        raise ValidationError("Năm này chưa mở kho minh chứng.", code="state")
    return plan.collection


def _members(plan: Plan, ids: Ids[int]) -> list[Member]:
    found = list(Member.objects.filter(unit_id=plan.unit_id, pk__in=ids).order_by("name_order", "pk"))
    if len(found) < len(ids):
        raise ValidationError(
            "Có người không thuộc danh sách thành viên của đơn vị. Hãy tải lại trang rồi chọn lại.",
            code="unknown",
        )
    return found


def _named(members: Sequence[Member]) -> list[str]:
    names = [member.full_name for member in members[:NAMES_IN_TRAIL]]
    left = len(members) - len(names)
    return [*names, f"và {written_number(left)} người nữa"] if left else names


def _fill(activity: Activity, values: dict[str, Any]) -> dict[str, Any]:
    """Write the values into the activity and check them; ValidationError by field."""
    for name, value in values.items():
        setattr(activity, name, one_newline(value))
    errors = {field: words for field, words in _refusals(activity) if words}
    if errors:
        raise ValidationError(errors)
    activity.full_clean()
    return values_of(activity, values)


def _refusals(activity: Activity) -> tuple[tuple[str, str], ...]:
    return (
        (
            "kind",
            "" if activity.kind in {kind.code for kind in activity_kinds()} else "Hãy chọn loại hoạt động.",
        ),
        ("title", "" if activity.title.strip() else "Hãy ghi tên hoạt động."),
        ("held_on", _wrong_day(activity.held_on, activity.plan.year)),
        ("attended", _too_few(activity)),
    )


def _wrong_day(day: dt.date, year: int) -> str:
    if day.year != year:
        return f"Ngày {written_date(day)} không thuộc năm {year}. Hoạt động của năm nào ghi ở năm đó."
    if day > timezone.localdate():
        return f"Ngày {written_date(day)} chưa đến. Hãy ghi hoạt động khi đã tổ chức."
    return ""


def _too_few(activity: Activity) -> str:
    if activity.attended is None:
        return ""
    if not 0 <= activity.attended <= MOST_PEOPLE:
        return f"Hãy ghi số người từ 0 đến {written_number(MOST_PEOPLE)}."
    named = activity.participations.count() if activity.pk else 0
    if activity.attended < named:
        return f"Đã chọn tên {written_number(named)} người: tổng số không thể ít hơn."
    return ""
