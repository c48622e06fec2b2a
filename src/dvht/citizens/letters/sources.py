"""The figures that the papers of a round rest on, and what they say of the law behind them."""

from collections.abc import Iterable
from decimal import Decimal

from dvht.citizens.models import CitizenRound
from dvht.citizens.queries.lines import Line
from dvht.citizens.queries.rounds import instrument_words
from dvht.citizens.queries.votes import conclusion_of, line_votes
from dvht.paper.blocks import Paragraph, italic
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_date, written_number


def law_words(pack: Pack, year: int) -> str:
    """What a reader of a paper must know of the points; empty for a pack that was checked against its text."""
    if pack.status == "verified":
        return ""
    return (
        f"Nội dung, điểm từng chỉ báo và mức điểm đạt lấy theo bộ “{pack.short_title}” của phần mềm "
        f"({instrument_words(pack, year)}), chưa đối chiếu được với văn bản gốc."
    )


def law_note(pack: Pack, year: int) -> tuple[Paragraph, ...]:
    words = law_words(pack, year)
    return (Paragraph(italic(f"Ghi chú: {words}")),) if words else ()


def line_source(citizen_round: CitizenRound, lines: Iterable[Line]) -> dict[str, str]:
    """What was concluded about each person, by name and number, since two may bear one name."""
    voters = citizen_round.review.voters
    return {
        f"{number}. {line.member.full_name}": _line_words(line, voters)
        for number, line in enumerate(lines, 1)
    }


def _line_words(line: Line, voters: int | None) -> str:
    votes, concluded = line_votes(line, voters), conclusion_of(line, voters)
    total = points_words(line.counted.total) if line.counted else "chưa có điểm"
    counted = f"{votes.agree}/{votes.disagree}/{votes.abstain} phiếu" if votes else "chưa biểu quyết"
    outcome = "công nhận" if concluded.recognised else "không công nhận"
    if concluded.reason or not concluded.recognised:
        outcome = f"{outcome}: {concluded.reason}"
    day = written_date(line.registrant.registered_on)
    return f"{total}; đăng ký {day}; {counted}; {outcome}"


def points_words(points: Decimal | None) -> str:
    return "" if points is None else f"{written_number(points)} điểm"


def vote_words(line: Line, voters: int | None) -> str:
    """12/12, and who didn't agree: “10/12; không đồng ý 1; không ý kiến 1”; a dash for whom nobody voted."""
    votes = line_votes(line, voters)
    if votes is None:
        return "–" if voters else ""
    parts = [f"{votes.agree}/{voters}"]
    if votes.disagree:
        parts.append(f"không đồng ý {votes.disagree}")
    if votes.abstain:
        parts.append(f"không ý kiến {votes.abstain}")
    return "; ".join(parts)
