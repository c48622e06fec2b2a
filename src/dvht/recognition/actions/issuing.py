"""Issuing a decision: paper, titles granted or ended, who is told, what is published; all or nothing."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from dvht.accounts.models import User
from dvht.appraisal.models import Appraisal
from dvht.audit.actions import record
from dvht.documents.actions import Order, issue_paper
from dvht.documents.models import IssuedPaper
from dvht.inbox.actions import tell_units
from dvht.inbox.models import Topic
from dvht.recognition.actions.drafting import hold_draft, touch
from dvht.recognition.actions.holding import drafts_over, hold_results, mark_of, titles_to_end
from dvht.recognition.actions.publishing import publish_decision, publish_due
from dvht.recognition.models import DecidedUnit, Decision, DecisionKind, Title
from dvht.recognition.queries.dates import Days, days_by_unit
from dvht.recognition.queries.decisions import (
    lines_not_withdrawn,
    lines_of,
    seen_digest,
    sheet_of,
    unpublished_of,
    unpublished_until,
)
from dvht.recognition.queries.words import height
from dvht.recognition.states import DECISION_MOVES, DecisionState, TitleState, before
from dvht.ui.vietnamese import written_date
from dvht.units.models import Unit

LONGEST_WAIT: Final = 366
"""Days from issue to publication. No text sets any: more is a slip of the pen in the year."""


@dataclass(frozen=True)
class Signing:
    """When it is signed and published, by whom, and the digest of what they had before them."""

    issued_on: dt.date
    publish_on: dt.date
    head_name: str
    seen: str


def issue_decision(decision: Decision, signing: Signing, *, by: User) -> Decision:
    """Issue the decision over its whole list in one transaction.

    Raises ValidationError: "state" when it is issued already, "conflict" when somebody changed the draft meanwhile,
    "changed" when the list or the words aren't what was shown, "decided" when a unit was decided by another decision,
    "closed" when the dossier of a unit new to the list has ended.
    """
    if DecisionState.ISSUED not in DECISION_MOVES[DecisionState(decision.state)]:
        raise ValidationError("Quyết định này đã ban hành. Hãy tải lại trang.", code="state")
    lines = lines_of(decision)
    sheet = sheet_of(decision, lines, signing.issued_on, signing.head_name)
    _check(decision, signing, unpublished_until(decision, lines), blanks=sheet.has_blanks)
    if seen_digest(decision, sheet, signing.issued_on, signing.publish_on) != signing.seen:
        raise ValidationError(
            "Danh sách, lời văn hoặc ngày vừa thay đổi so với trang bạn đã xem. Hãy xem lại rồi ban hành.",
            code="changed",
        )
    order = Order(
        sheet.letter, decision.body, decision.year, sheet.values, signing.issued_on, about=decision.about
    )
    done: list[Decision] = []

    def alongside() -> Callable[[IssuedPaper], object]:
        held = hold_draft(decision, decision.version)
        hold_results(held, lines)

        def finish(paper: IssuedPaper) -> None:
            done.append(_issued(held, paper, lines, signing, by=by))

        return finish

    issue_paper(order, by=by, alongside=alongside)
    return done[0]


def _check(decision: Decision, signing: Signing, waiting: dt.date | None, *, blanks: bool) -> None:
    if signing.publish_on < signing.issued_on:
        raise ValidationError(
            {"publish_on": f"Ngày công bố phải từ ngày ban hành {written_date(signing.issued_on)} trở đi."}
        )
    if waiting and signing.publish_on < waiting:
        day = written_date(waiting)
        raise ValidationError(
            {
                "publish_on": f"Kết quả mà quyết định này thay đổi công bố ngày {day}. Công bố từ ngày ấy trở đi."
            }
        )
    last = _last_day_to_publish(decision, signing.issued_on, waiting)
    if signing.publish_on > last:
        raise ValidationError(
            {"publish_on": f"Công bố chậm nhất ngày {written_date(last)}: {_why_by_then(decision)}."}
        )
    old = decision.replaces
    if old and old.paper and signing.issued_on < old.paper.issued_on:
        raise ValidationError(
            {
                "issued_on": f"Quyết định bị thay thế ký ngày {written_date(old.paper.issued_on)}. Ghi ngày muộn hơn."
            }
        )
    if blanks:
        raise ValidationError(
            "Lời văn còn chỗ “……” chưa điền (thường là số, ngày Tờ trình). Hãy điền rồi ban hành.",
            code="blank",
        )


def _last_day_to_publish(decision: Decision, issued_on: dt.date, waiting: dt.date | None) -> dt.date:
    """What changes public results is public at once, or with what it changes; a first result within a year."""
    if decision.kind == DecisionKind.RECOGNITION:
        return issued_on + dt.timedelta(days=LONGEST_WAIT)
    return max(issued_on, timezone.localdate(), waiting or issued_on)


def _why_by_then(decision: Decision) -> str:
    if decision.kind == DecisionKind.RECOGNITION:
        return "trong vòng một năm từ ngày ban hành"
    return "trang công khai không để kết quả đã thay thế, thu hồi như còn hiệu lực"


def _issued(
    held: Decision, paper: IssuedPaper, lines: Sequence[DecidedUnit], signing: Signing, *, by: User
) -> Decision:
    held.state, held.paper, held.publish_on = DecisionState.ISSUED.value, paper, signing.publish_on
    held.issued_at, held.issued_by, held.version = timezone.now(), by, held.version + 1
    held.save()
    unpublished = list(unpublished_of(held, lines).values_list("pk", flat=True))
    ended = _withdraw(held, lines) if held.kind == DecisionKind.WITHDRAWAL else _grant(held, lines)
    record(
        f"ban hành: {held.get_kind_display().lower()}",
        by=by,
        thing="recognition.Decision",
        thing_id=held.pk,
        label=f"{held} số {paper.full_number}",
        unit_id=held.body_id,
        before={"ended": ended, "replaces": held.replaces.number if held.replaces else ""},
        after={
            "number": paper.full_number,
            "on": paper.issued_on,
            "publish_on": held.publish_on,
            "units": [f"{line.unit_name}: {line.outcome}" for line in lines],
        },
    )
    _tell(held, lines)
    if signing.publish_on <= timezone.localdate():
        publish_due(timezone.localdate(), unpublished)  # what it changes is public before it
        publish_decision(held, on=timezone.localdate(), by=by)
    return held


def _grant(decision: Decision, lines: Sequence[DecidedUnit]) -> list[str]:
    """New titles; those that they replace end. Returns what ended, in words."""
    paper = decision.paper
    assert paper is not None  # noqa: S101 - the row that was just saved has it
    ended = _end_corrected(decision, decision.replaces, lines) if decision.replaces else []
    days = days_by_unit(decision, lines, paper.issued_on)
    new = [_title(decision, line, paper.issued_on, days[line.unit_id]) for line in lines]
    ended += _end_earlier(decision, new)
    _stand_behind_later(decision, new)
    Title.objects.bulk_create(new)
    marked = Appraisal.objects.filter(pk__in=[line.appraisal_id for line in lines if line.appraisal_id])
    marked.update(decided_in=mark_of(decision), version=F("version") + 1)
    return ended


def _title(decision: Decision, line: DecidedUnit, decided_on: dt.date, days: Days) -> Title:
    return Title(
        unit=line.unit, unit_name=line.unit_name, year=decision.year, tier=decision.tier, pack_id=decision.pack_id,
        outcome=line.outcome, decision=decision, decided_on=decided_on, until_year_end=days.until_year_end,
        until_months=days.until_months, valid_until=days.valid_until, upgrade_from=days.upgrade_from,
    )  # fmt: skip


def _end_corrected(decision: Decision, old: Decision, lines: Sequence[DecidedUnit]) -> list[str]:
    """The titles of the replaced decision end; those of earlier years which it had ended are given back.

    What the decision now issued grants in its turn takes the place of these again (`_end_earlier`).
    """
    units = {line.unit_id for line in lines}
    later = Q(state=TitleState.REPLACED.value, ended_by__year__gt=decision.year)
    mine = Title.objects.filter(Q(state__in=before(TitleState.REPLACED)) | later, decision=old)
    names = [f"{title.unit_name}: {title.outcome}" for title in mine]
    mine.update(state=TitleState.REPLACED.value, ended_by=decision)
    earlier = Title.objects.filter(year__lt=decision.year, state__in=before(TitleState.IN_FORCE))
    earlier.filter(ended_by=old).update(state=TitleState.IN_FORCE.value, ended_by=None)
    left_out = lines_not_withdrawn(old).exclude(unit__in=units).values("appraisal")
    Appraisal.objects.filter(pk__in=left_out, decided_in=mark_of(old)).update(
        decided_in="", version=F("version") + 1
    )
    return names


def _end_earlier(decision: Decision, new: Sequence[Title]) -> list[str]:
    """A repeated recognition, or a higher level, takes the place of the earlier title.

    A yearly result (no validity in the text) stands for its year. A lower level leaves the higher one until its day.
    """
    if decision.pack.validity is None:
        return []
    heights = {title.unit_id: height(decision.pack, title.outcome) for title in new}
    standing = Title.objects.filter(
        unit__in=heights,
        year__lt=decision.year,
        state__in=before(TitleState.REPLACED),
        until_months__isnull=False,
    )
    gone = [title for title in standing if height(decision.pack, title.outcome) <= heights[title.unit_id]]
    Title.objects.filter(pk__in=[title.pk for title in gone]).update(
        state=TitleState.REPLACED.value, ended_by=decision
    )
    return [f"{title.unit_name}: {title.outcome} ({title.year})" for title in gone]


def _stand_behind_later(decision: Decision, new: Sequence[Title]) -> None:
    """A title granted after that of a later year, as high or higher, has been replaced by it from the start."""
    if decision.pack.validity is None:
        return
    by_unit = {title.unit_id: title for title in new}
    later = Title.objects.filter(
        unit__in=by_unit,
        year__gt=decision.year,
        state=TitleState.IN_FORCE.value,
        until_months__isnull=False,
    )
    for one in later.order_by("-year"):
        title = by_unit[one.unit_id]
        if height(decision.pack, one.outcome) >= height(decision.pack, title.outcome):
            title.state, title.ended_by_id = TitleState.REPLACED.value, one.decision_id


def _withdraw(decision: Decision, lines: Sequence[DecidedUnit]) -> list[str]:
    """Each chosen title ends, and leaves the drafts of corrections: who wants it back must tick it there again."""
    standing = titles_to_end(decision, lines)
    titles, drafts = list(standing), list(drafts_over(standing))
    Title.objects.filter(pk__in=[title.pk for title in titles]).update(
        state=TitleState.WITHDRAWN.value, ended_by=decision
    )
    for draft in drafts:
        of_draft = [title.unit_id for title in titles if title.decision_id == draft.replaces_id]
        if draft.lines.filter(unit__in=of_draft).delete()[0]:
            touch(draft)
    return [f"{line.unit_name}: {decision.year}" for line in lines]


def _tell(decision: Decision, lines: Sequence[DecidedUnit]) -> None:
    number, year = decision.number, decision.year
    said = {
        DecisionKind.RECOGNITION.value: f"Quyết định số {number} công nhận “Đơn vị học tập” năm {year}",
        DecisionKind.CORRECTION.value: f"Quyết định số {number} thay thế quyết định công nhận năm {year}",
        DecisionKind.WITHDRAWAL.value: f"Quyết định số {number} thu hồi danh hiệu năm {year}",
    }[decision.kind]
    units = {line.unit_id: line.unit for line in lines}
    if decision.replaces:
        others = decision.replaces.lines.exclude(unit__in=units).select_related("unit")
        units.update({line.unit_id: line.unit for line in others})
    tell_units(
        units.values(),
        Topic.RECOGNITION,
        said,
        text=f"{decision.body_name} đã ban hành. Mở trang Công nhận để xem kết quả và tải quyết định.",
        url=f"/don-vi/{{unit}}/{year}/cong-nhan/",
        key=decision.about,
    )
    offices = {
        line.appraisal.submission.receiving_id: line.appraisal.submission.receiving
        for line in lines
        if line.appraisal is not None and line.appraisal.submission.receiving_id != decision.body_id
    }
    _tell_offices(decision, list(offices.values()), said, len(lines))


def _tell_offices(decision: Decision, offices: Sequence[Unit], said: str, count: int) -> None:
    url = reverse("decision", args=[decision.body_id, decision.year, decision.pk])
    told = f"{count} đơn vị trong danh sách kèm theo."
    tell_units(offices, Topic.RECOGNITION, said, text=told, url=url, key=f"{decision.about}:office")
