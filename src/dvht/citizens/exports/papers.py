"""Papers of a round: drafts of those that are issued, and lists and forms that are printed and signed by hand."""

from collections.abc import Sequence
from dataclasses import replace

from dvht.accounts.queries import head_name_of
from dvht.citizens.letters import form_letter
from dvht.citizens.models import CitizenRound
from dvht.citizens.queries import Line
from dvht.documents.exports import rendered, rendered_together
from dvht.documents.letters import Letter, Registration, compose, field_values
from dvht.documents.queries import drafts_of
from dvht.paper.blocks import OfficialPaper


def drafted(citizen_round: CitizenRound, letter: Letter) -> OfficialPaper:
    """The paper as it would be issued now, marked as a draft."""
    unit, year = citizen_round.unit, citizen_round.year
    head_name = "" if letter.signatory else head_name_of(unit)
    draft = drafts_of(unit, year).get(letter.kind) if letter.abbreviation else None
    values = field_values(letter, unit, draft.fields if draft else {}, head_name)
    return compose(letter, unit, values, Registration(year=year))


def printed(citizen_round: CitizenRound, letter: Letter, paper_format: str) -> bytes:
    """A list to be printed and signed by hand: day and month are left open."""
    return rendered(replace(drafted(citizen_round, letter), draft=False), paper_format)


def printed_forms(citizen_round: CitizenRound, lines: Sequence[Line], paper_format: str) -> bytes:
    """The personal forms of these people in one file, each from a new page."""
    papers = [replace(drafted(citizen_round, form_letter(line)), draft=False) for line in lines]
    title = f"Phiếu tự đánh giá Công dân học tập năm {citizen_round.year}"
    return rendered_together(papers, title, paper_format)
