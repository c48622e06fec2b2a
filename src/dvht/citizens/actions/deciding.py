"""The head's decision: issued here with its list, or made on paper elsewhere; the facts of the people follow it."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.citizens.actions.holding import held, leave_trace, move_round
from dvht.citizens.letters import DECISION, decision_letter
from dvht.citizens.models import CitizenDecision, CitizenRound, DecisionLine
from dvht.citizens.models.words import OutsideWords
from dvht.citizens.queries.decisions import decision_in_force
from dvht.citizens.queries.lines import Line, lines_of
from dvht.citizens.queries.votes import Conclusion, conclusion_of
from dvht.citizens.states import RoundState
from dvht.documents.actions import Order, issue_paper
from dvht.documents.letters import field_values
from dvht.documents.models import IssuedPaper
from dvht.documents.queries import drafts_of, papers_in_force
from dvht.members.actions.facts import Mark, record_facts
from dvht.members.actions.roster import hold_roster
from dvht.members.models import Fact, Source
from dvht.regulation.personal import NONE
from dvht.ui.vietnamese import written_date

FACT, MET = "citizen", "met"


def issue_decision(
    citizen_round: CitizenRound, *, issued_on: dt.date, head_name: str, seen: str, by: User
) -> CitizenDecision:
    """Issue the decision; in the same transaction the fact of every person on its list is written.

    `seen` is the digest of the list that the head read. Raises ValidationError: code "state" when the review isn't
    closed or another decision was issued meanwhile, "changed" when the list isn't what was read.
    """
    if citizen_round.state != RoundState.REVIEWED:
        raise ValidationError(
            "Biên bản xét duyệt chưa chốt hoặc quyết định đã được ban hành. Hãy tải lại trang.", code="state"
        )
    unit, year = citizen_round.unit, citizen_round.year
    lines = lines_of(citizen_round)
    letter = decision_letter(citizen_round, lines)
    if letter.source_digest != seen:
        raise ValidationError("Danh sách vừa thay đổi. Hãy xem lại rồi ban hành.", code="changed")
    if not any(_concluded(citizen_round, line).recognised for line in lines):
        raise ValidationError(
            "Không có ai được đề nghị công nhận nên không có quyết định để ban hành.", code="empty"
        )
    draft = drafts_of(unit, year).get(DECISION)
    values = field_values(letter, unit, draft.fields if draft else {}, head_name)
    order = Order(letter, unit, year, values, issued_on, papers_in_force(unit, year).get(DECISION))
    made: list[CitizenDecision] = []

    def alongside() -> Callable[[IssuedPaper], object]:
        hold_roster(unit)
        kept = held(citizen_round)
        if kept.version != citizen_round.version:
            raise ValidationError("Đợt này vừa thay đổi. Hãy tải lại trang rồi ban hành.", code="state")
        move_round(kept, RoundState.DECIDED)

        def finish(paper: IssuedPaper) -> None:
            decision = CitizenDecision(
                paper=paper, number=paper.full_number, decided_on=issued_on, signatory=paper.signatory_name
            )
            verdicts = {line.registrant.pk: _concluded(citizen_round, line) for line in lines}
            made.append(_decided(kept, decision, lines, verdicts, by=by))

        return finish

    issue_paper(order, by=by, alongside=alongside)
    return made[0]


def record_outside_decision(citizen_round: CitizenRound, words: OutsideWords, *, by: User) -> CitizenDecision:
    """Write down a decision that was issued on paper elsewhere; facts follow it as they follow our own.

    Raises ValidationError: by field; code "lacking" when people are recognised whose conditions don't hold here and
    nobody has said that the paper really has them.
    """
    _check_outside(citizen_round, words)
    with transaction.atomic():
        hold_roster(citizen_round.unit)
        kept = held(citizen_round)
        move_round(kept, RoundState.DECIDED)
        lines = lines_of(kept)
        unknown = words.recognised - {line.registrant.pk for line in lines}
        if unknown or not words.recognised:
            raise ValidationError({"recognised": "Chọn ít nhất một người trong danh sách đăng ký."})
        lacking = [line for line in lines if line.registrant.pk in words.recognised and not line.is_eligible]
        if lacking and not words.accept_lacking:
            names = "; ".join(f"{line.member.full_name} ({line.lacking_words})" for line in lacking[:10])
            raise ValidationError(
                f"Theo hồ sơ ở đây, {len(lacking)} người chưa đủ điều kiện: {names}. Nếu quyết định trên giấy có tên "
                "họ, hãy đánh dấu xác nhận ở dưới rồi ghi lại.",
                code="lacking",
            )
        decision = CitizenDecision(
            number=words.number.strip(),
            decided_on=words.decided_on,
            signatory=words.signatory.strip(),
            note=words.note.strip(),
        )
        verdicts = {line.registrant.pk: _outside(line, words) for line in lines}
        return _decided(kept, decision, lines, verdicts, by=by)


def _check_outside(citizen_round: CitizenRound, words: OutsideWords) -> None:
    problems: dict[str, str] = {}
    if not words.number.strip():
        problems["number"] = "Ghi số, ký hiệu của quyết định."
    if words.decided_on > timezone.localdate():
        problems["decided_on"] = f"Ngày {words.decided_on:%d/%m/%Y} chưa đến. Ghi ngày trên quyết định."
    elif words.decided_on.year < citizen_round.year:
        problems["decided_on"] = (
            f"Ngày {words.decided_on:%d/%m}/{words.decided_on.year} trước năm {citizen_round.year}."
        )
    if problems:
        raise ValidationError(problems)


def _outside(line: Line, words: OutsideWords) -> Conclusion:
    if line.registrant.pk in words.recognised:
        return Conclusion(recognised=True)
    return Conclusion(recognised=False, reason=line.lacking_words or "không có tên trong quyết định")


def _concluded(citizen_round: CitizenRound, line: Line) -> Conclusion:
    return conclusion_of(line, citizen_round.review.voters)


def _decided(
    kept: CitizenRound,
    decision: CitizenDecision,
    lines: Sequence[Line],
    verdicts: Mapping[int, Conclusion],
    *,
    by: User,
) -> CitizenDecision:
    decision.round, decision.recorded_by = kept, by
    decision.replaces = decision_in_force(kept)
    decision.save()
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=decision,
            member=line.member,
            full_name=line.member.full_name,
            recognised=bool(verdicts[line.registrant.pk].recognised),
            total=line.counted.total if line.counted else None,
            reason=verdicts[line.registrant.pk].reason[:500],
        )
        for line in lines
    )
    kept.reopened_because = ""
    kept.save()
    _write_facts(kept, decision, lines, verdicts, by=by)
    leave_trace(
        "quyết định công nhận Công dân học tập",
        kept,
        by=by,
        label=str(decision),
        before={"replaces": decision.replaces.number} if decision.replaces else None,
        after={
            "number": decision.number,
            "on": decision.decided_on,
            "recognised": sum(bool(one.recognised) for one in verdicts.values()),
            "of": len(verdicts),
            "issued_here": decision.paper_id is not None,
        },
    )
    return decision


def _write_facts(
    kept: CitizenRound,
    decision: CitizenDecision,
    lines: Sequence[Line],
    verdicts: Mapping[int, Conclusion],
    *,
    by: User,
) -> None:
    """A fact that says the same on another basis is written anew: the decision is what it rests on from now on."""
    wanted = {line.member.pk: MET if verdicts[line.registrant.pk].recognised else NONE for line in lines}
    basis = f"Quyết định số {decision.number} ngày {written_date(decision.decided_on)}"
    standing = Fact.objects.filter(member__in=wanted, year=kept.year, code=FACT).exclude(
        source=Source.DECISION, basis=basis
    )
    stale = [fact.member_id for fact in standing if fact.value == wanted[fact.member_id]]
    unit, year, source = kept.unit, kept.year, Source.DECISION
    if stale:
        record_facts(unit, year, [Mark(pk, FACT, None) for pk in stale], by=by, source=source)
    marks = [Mark(pk, FACT, value) for pk, value in wanted.items()]
    record_facts(unit, year, marks, by=by, source=source, basis=basis, stated_on=decision.decided_on)
