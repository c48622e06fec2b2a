"""From several findings to one value a row: taken over where all agree, settled by the chair where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.appraisal.actions.findings import bound_row, check_words, write_words
from dvht.appraisal.actions.holding import held, hold_seat, leave_trace, move, must_be, must_be_received
from dvht.appraisal.models import Appraisal, Conclusion, Finding, Seat, Vote
from dvht.appraisal.models.words import Words
from dvht.appraisal.queries.consolidation import agreed, standing_findings
from dvht.appraisal.queries.laid import Laid, laid_of
from dvht.appraisal.queries.results import examined
from dvht.appraisal.queries.rules import conflicts_of
from dvht.appraisal.states import AppraisalState
from dvht.inbox.actions import tell_person
from dvht.inbox.models import Topic

VALUES = ("met", "count", "count_level_2", "total", "grade", "points", "evidence_fits")


def begin_consolidation(appraisal: Appraisal, *, version: int, by: User) -> Appraisal:
    """Lay the findings side by side; where all agree their value becomes the conclusion at once.

    What the chair settled before stays while nobody found anything else since. Raises ValidationError: "gaps" with the
    rows that nobody has examined (as they now stand), "state", "conflict".
    """
    with transaction.atomic():
        kept = held(appraisal, version)
        must_be(kept, AppraisalState.EXAMINING)
        laid = laid_of(kept)
        findings = standing_findings(laid)
        gaps = [row.code for row in laid.applying if row.code not in findings]
        if gaps:
            raise ValidationError(f"Chưa ai thẩm định {laid.pack.row_noun}: {', '.join(gaps)}.", code="gaps")
        move(kept, AppraisalState.CONSOLIDATING)
        kept.save()
        taken = _take_over(kept, laid, findings)
        leave_trace("thống nhất ý kiến thẩm định", kept, by=by, after={"taken_over": taken})
    return kept


def _take_over(kept: Appraisal, laid: Laid, findings: dict[str, tuple[Finding, ...]]) -> list[str]:
    settled = {
        one.row
        for one in kept.conclusions.filter(settled_by__isnull=False)
        if not laid.is_outdated(one, one.delivery_id)
        and all(found.found_at <= one.settled_at for found in findings.get(one.row, ()))
    }
    kept.conclusions.exclude(row__in=settled).delete()
    made = [
        _shared(kept, laid, row, said)
        for row, said in findings.items()
        if row not in settled and agreed(said)
    ]
    Conclusion.objects.bulk_create(made)
    return [one.row for one in made]


def _shared(kept: Appraisal, laid: Laid, row: str, said: Sequence[Finding]) -> Conclusion:
    first = said[0]
    reasons = dict.fromkeys(one.reason.strip() for one in said if one.reason.strip())
    values = {name: getattr(first, name) for name in VALUES}
    return Conclusion(appraisal=kept, row=row, delivery=laid.delivery, reason="\n".join(reasons), **values)


def settle_row(
    appraisal: Appraisal, seat: Seat, row: str, words: Words, *, version: int, by: User
) -> Conclusion:
    """The chair gives the panel's value for a row, with a reason; `version` 0 where nothing is concluded yet.

    Raises ValidationError by field; "state" outside the consolidation, "conflict" when it was settled meanwhile.
    """
    with transaction.atomic():
        kept = held(appraisal)
        hold_seat(seat)
        must_be(kept, AppraisalState.CONSOLIDATING)
        laid = laid_of(kept)
        theirs = bound_row(laid, row)
        if not words.reason.strip():
            raise ValidationError({"reason": "Ghi lý do thống nhất; lý do này in trong phiếu thẩm định."})
        check_words(laid, theirs, words, needs_reason=True)
        found = Conclusion.objects.filter(appraisal=kept, row=row).first()
        if (found.version if found else 0) != version:
            raise ValidationError("Chỉ tiêu này vừa được thống nhất ở nơi khác.", code="conflict")
        before = {name: getattr(found, name) for name in VALUES} if found else None
        found = found or Conclusion(appraisal=kept, row=row, version=0)
        write_words(found, words)
        found.delivery, found.settled_by, found.version = laid.delivery, seat, version + 1
        found.save()
        after = {"row": row, **{name: getattr(found, name) for name in VALUES}, "reason": found.reason}
        leave_trace("thống nhất chỉ tiêu", kept, by=by, before=before, after=after)
    return found


def open_voting(appraisal: Appraisal, *, version: int, by: User) -> Appraisal:
    """Put the examined result to the vote, once every row has a conclusion on what now lies there.

    Raises ValidationError: "gaps", "away" (the unit has the dossier), "state", "conflict".
    """
    with transaction.atomic():
        kept = held(appraisal, version)
        must_be(kept, AppraisalState.CONSOLIDATING)
        must_be_received(kept)
        must_be_concluded(kept)
        move(kept, AppraisalState.VOTING)
        kept.save()
        leave_trace("đưa ra biểu quyết", kept, by=by, after={"state": kept.state})
        _tell(kept, kept.panel.seats.all(), "mời biểu quyết kết quả thẩm định", "bieu-quyet/")
    return kept


def must_be_concluded(kept: Appraisal) -> None:
    """Raises ValidationError (code "gaps") with the rows that have no conclusion on the newest delivery."""
    found = examined(kept)
    if found.open_rows:
        noun = found.laid.pack.row_noun
        raise ValidationError(f"Chưa thống nhất {noun}: {', '.join(found.open_rows)}.", code="gaps")


def step_back(appraisal: Appraisal, *, reason: str, version: int, by: User) -> Appraisal:
    """Back to the step before: from the vote to consolidating, from there to the examiners. Votes cast are dropped.

    Raises ValidationError: by "reason", "state" from any other step, "conflict".
    """
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do làm lại bước trước."})
    with transaction.atomic():
        kept = held(appraisal, version)
        before = kept.state
        voting = before == AppraisalState.VOTING
        if not voting:
            must_be(kept, AppraisalState.CONSOLIDATING)
        move(kept, AppraisalState.CONSOLIDATING if voting else AppraisalState.EXAMINING)
        dropped = drop_votes(kept)
        kept.back_reason = reason.strip()
        kept.save()
        leave_trace(
            "làm lại bước trước",
            kept,
            by=by,
            before={"state": before, "votes": dropped},
            after={"state": kept.state, "lý do": kept.back_reason},
        )
        if not voting:
            examiners = Seat.objects.filter(assignments__submission=kept.submission_id, panel=kept.panel_id)
            _tell(kept, examiners.distinct(), "thẩm định lại", text=kept.back_reason)
    return kept


def _tell(kept: Appraisal, seats: Iterable[Seat], what: str, page: str = "", *, text: str = "") -> None:
    """News for the accounts of these seats; nobody is told of their own unit."""
    told = list(seats)
    conflicts = conflicts_of(told)
    submission = kept.submission
    for seat in told:
        if seat.user is not None and not conflicts.reason(seat, submission.unit_id, submission.year):
            subject = f"{submission.unit.name}: {what}"
            tell_person(seat.user, Topic.APPRAISAL, subject, text=text, url=f"/tham-dinh/{kept.pk}/{page}")


def drop_votes(kept: Appraisal) -> list[str]:
    """Votes on a result that is worked over again no longer count; the trail keeps them."""
    votes = Vote.objects.filter(appraisal=kept).select_related("seat")
    said = [words_of_vote(vote) for vote in votes]
    votes.delete()
    return said


def words_of_vote(vote: Vote) -> str:
    word = "đồng ý" if vote.agrees else "không đồng ý"
    return f"{vote.seat.full_name}: {word}" + (f" ({vote.opinion})" if vote.opinion else "")
