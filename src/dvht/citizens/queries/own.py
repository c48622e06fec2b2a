"""A member's own “Công dân học tập” of a year in one line: for the page that lists the year's tasks."""

from dataclasses import dataclass

from dvht.citizens.models import CitizenRound, DecisionLine
from dvht.citizens.queries.lines import own_line
from dvht.members.models import Member
from dvht.ui.vietnamese import written_number


@dataclass(frozen=True)
class OwnState:
    """`state` and `word` for the tag status; `due` is the last day of what the member can still do, if any."""

    state: str
    word: str
    is_registered: bool
    is_open: bool
    recognised: bool | None = None


def own_state(member: Member, year: int) -> OwnState:
    """Where the member stands: a constant number of queries."""
    citizen_round = CitizenRound.objects.filter(unit=member.unit_id, year=year).select_related("unit").first()
    if citizen_round is None:
        return OwnState("todo", "Chưa mở", is_registered=False, is_open=False)
    decided = DecisionLine.objects.filter(
        decision__round=citizen_round, decision__replaced_by__isnull=True, member=member
    ).first()
    if decided is not None:
        state, word = ("gold", "Được công nhận") if decided.recognised else ("fail", "Không công nhận")
        return OwnState(
            state, word, is_registered=True, is_open=citizen_round.is_open, recognised=decided.recognised
        )
    line = own_line(citizen_round, member)
    if line is None:
        return OwnState("todo", "Chưa đăng ký", is_registered=False, is_open=citizen_round.is_open)
    if line.registrant.is_submitted:
        word = f"Đã nộp, {written_number(line.running.total)} điểm"
        return OwnState("wait", word, is_registered=True, is_open=citizen_round.is_open)
    if line.national:
        word = f"Trang quốc gia {written_number(line.national.total)} điểm"
        return OwnState("wait", word, is_registered=True, is_open=citizen_round.is_open)
    word = f"{line.scored}/{len(line.pack.rows)}" if line.scored else "Chưa chấm"
    state = "doing" if line.scored else "todo"
    return OwnState(state, word, is_registered=True, is_open=citizen_round.is_open)
