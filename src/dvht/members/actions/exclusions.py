"""Who doesn't count in a year, and why."""

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.audit.actions import Actor, record
from dvht.members.actions.roster import hold_roster
from dvht.members.actions.wording import WordsError, one_line
from dvht.members.models import Exclusion, ExclusionReason, Member

LONGEST_WORDS = 300


def exclude_member(member: Member, year: int, *, reason: str, words: str, by: Actor) -> Exclusion:
    """Leave the member out of the year's counts, or change why. Raises ValidationError by field."""
    if reason not in ExclusionReason.values:
        raise ValidationError({"reason": "Hãy chọn lý do trong danh sách."})
    try:
        words = one_line(words, "Diễn giải, căn cứ", LONGEST_WORDS, wanted=True)
    except WordsError as error:
        raise ValidationError({"words": str(error)}) from error
    with transaction.atomic():
        hold_roster(member.unit)
        if not Member.objects.filter(pk=member.pk).exists():
            raise ValidationError("Người này không còn trong danh sách của đơn vị.", code="gone")
        held = Exclusion.objects.filter(member=member, year=year).first()
        if held and (held.reason, held.words) == (reason, words):
            return held
        before = _facts(held) if held else None
        kept = held or Exclusion(member=member, year=year)
        kept.reason, kept.words = reason, words
        kept.recorded_by = by if isinstance(by, User) else None
        kept.save()
        _record("không tính thành viên", member, year, by=by, before=before, after=_facts(kept))
    return kept


def include_member(member: Member, year: int, *, by: Actor) -> None:
    """Count the member in the year again."""
    with transaction.atomic():
        hold_roster(member.unit)
        held = Exclusion.objects.filter(member=member, year=year).first()
        if held is None:
            return
        held.delete()
        _record("tính lại thành viên", member, year, by=by, before=_facts(held), after=None)


def _facts(exclusion: Exclusion) -> dict[str, str]:
    return {"Lý do": exclusion.get_reason_display(), "Diễn giải": exclusion.words}


def _record(
    verb: str,
    member: Member,
    year: int,
    *,
    by: Actor,
    before: dict[str, str] | None,
    after: dict[str, str] | None,
) -> None:
    record(
        verb,
        by=by,
        thing="members.Exclusion",
        thing_id=member.pk,
        label=f"{member} ({member.code}) · {year}",
        unit_id=member.unit_id,
        before=before,
        after=after,
    )
