"""Quyết định công nhận Công dân học tập, with its list."""

from collections.abc import Sequence
from typing import Final

from dvht.citizens.letters.minutes import MINUTES
from dvht.citizens.letters.sources import law_note, line_source
from dvht.citizens.models import CitizenDecision, CitizenRound
from dvht.citizens.queries.decisions import decision_in_force
from dvht.citizens.queries.lines import Line
from dvht.citizens.queries.rounds import instrument_words
from dvht.citizens.queries.votes import conclusion_of
from dvht.documents.letters import Letter, TextPart
from dvht.documents.models import IssuedPaper
from dvht.documents.queries import papers_in_force
from dvht.paper.blocks import Annex, Column, Table
from dvht.ui.vietnamese import written_date, written_number
from dvht.units.queries import decider_of

DECISION: Final = "citizen_decision"
IN_FORCE: Final = (
    "Quyết định này có hiệu lực thi hành kể từ ngày ký. Các bộ phận liên quan và các ông, bà có tên trong danh "
    "sách chịu trách nhiệm thi hành Quyết định này./."
)


def decision_letter(citizen_round: CitizenRound, people: Sequence[Line]) -> Letter:
    """The decision on those whom the minutes propose; a correction says which decision it replaces."""
    unit, year = citizen_round.unit, citizen_round.year
    voters = citizen_round.review.voters
    chosen = [line for line in people if conclusion_of(line, voters).recognised]
    title = f"danh hiệu “Công dân học tập” năm {year}"
    replaced = decision_in_force(citizen_round)
    minutes = papers_in_force(unit, year).get(MINUTES)
    articles = [
        f"Công nhận {title} cho {len(chosen):02} người của {unit.name} (có danh sách kèm theo).",
        *_replacing(replaced),
        IN_FORCE,
    ]
    text = "\n".join(f"Điều {number}. {article}" for number, article in enumerate(articles, 1))
    annex = Annex(
        title=f"Danh sách công nhận {title}", body=(_table(chosen), *law_note(citizen_round.pack, year))
    )
    return Letter(
        kind=DECISION,
        title="Quyết định công nhận Công dân học tập",
        type_name="QUYẾT ĐỊNH",
        abbreviation="QĐ",
        subject=f"Về việc công nhận {title}",
        decided_by=decider_of(unit).upper(),
        bases=_bases(citizen_round, minutes),
        recipients=(f"Như Điều {len(articles)}", "Chi hội Khuyến học"),
        parts=(TextPart("articles", "Các điều", text),),
        annexes=(annex,),
        source={
            "Biên bản": minutes.full_number if minutes else "",
            "Thay thế": replaced.number if replaced else "",
            **line_source(citizen_round, chosen),
        },
    )


def _replacing(replaced: CitizenDecision | None) -> tuple[str, ...]:
    if replaced is None:
        return ()
    day = written_date(replaced.decided_on)
    return (f"Quyết định này thay thế Quyết định số {replaced.number} ngày {day}.",)


def _bases(citizen_round: CitizenRound, minutes: IssuedPaper | None) -> tuple[str, ...]:
    text = instrument_words(citizen_round.pack, citizen_round.year)
    bases = [f"Căn cứ {text} của {citizen_round.pack.issuer}"]
    if minutes is not None:
        number = f" số {minutes.full_number}" if minutes.number else ""
        day = written_date(minutes.issued_on)
        bases.append(
            f"Căn cứ Biên bản{number} ngày {day} về xét duyệt công nhận danh hiệu “Công dân học tập” "
            f"năm {citizen_round.year}"
        )
    return tuple(bases)


def _table(chosen: Sequence[Line]) -> Table:
    return Table(
        columns=(
            Column("TT", 12, "center"),
            Column("Họ và tên", 50),
            Column("Chức vụ, vị trí việc làm"),
            Column("Tổ, phòng", 36),
            Column("Tổng điểm", 22, "center"),
        ),
        rows=tuple(
            (
                str(number),
                line.member.full_name,
                line.titles,
                line.department,
                written_number(line.counted.total) if line.counted else "",
            )
            for number, line in enumerate(chosen, 1)
        ),
        size=13,
    )
