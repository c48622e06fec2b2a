"""What the papers of a panel say, by its form and by the circular of its dossiers."""

import pytest
from tests.appraisal import examining

from dvht.appraisal.letters.minutes import minutes_letter
from dvht.appraisal.letters.report import proposal_letter, report_letter
from dvht.appraisal.letters.results import summary_letter
from dvht.documents.letters import FixedPart, symbol_of
from dvht.paper.blocks import Cell, GroupRow, Table

pytestmark = pytest.mark.django_db


def test_a_council_writes_in_its_own_name_with_numbers_of_its_own_and_its_office_in_the_office_s() -> None:
    case = examining.at("passed")
    report, proposal = report_letter(case.panel), proposal_letter(case.panel)

    assert report.issuer == (case.cast.office.name, case.panel.name)
    assert symbol_of(report, case.cast.office, {}) == "BC-HĐĐG"
    assert symbol_of(minutes_letter(case.panel.meetings.get()), case.cast.office, {}) == "BB-HĐĐG"
    assert (proposal.issuer, proposal.series_body) == (None, "")
    assert proposal.subject == "Đề nghị công nhận “Đơn vị học tập” cấp huyện năm 2025"
    assert proposal.bases[0].endswith("quy định về đánh giá, công nhận “Đơn vị học tập” cấp huyện, tỉnh")


def test_under_points_a_result_is_proposed_and_the_circular_s_words_are_used() -> None:
    case = examining.at("passed", "tt22-2020")

    proposal = proposal_letter(case.panel)

    assert proposal.subject == "Đề nghị công nhận kết quả đánh giá, xếp loại Đơn vị học tập năm 2022"
    (table,) = [block for part in proposal.parts if isinstance(part, FixedPart) for block in part.blocks]
    assert isinstance(table, Table)
    assert table.columns[3].title == "Tổng điểm"
    assert "chỉ tiêu" not in proposal.text_parts[-1].text


def test_the_summary_tells_whether_each_criterion_passes_at_each_level() -> None:
    letter = summary_letter(examining.at("passed").fresh())

    table = next(part.blocks[0] for part in letter.parts if isinstance(part, FixedPart))
    assert isinstance(table, Table)
    groups = [row.cells for row in table.rows if isinstance(row, GroupRow)]
    assert [(str(cells[0].text), *cells[1:3]) for cells in groups if isinstance(cells[0], Cell)] == [
        ("Tiêu chí 1. Điều kiện xây dựng", "Đạt", "Đạt"),
        ("Tiêu chí 2. Kết quả học tập của thành viên", "Đạt", "Đạt"),
        ("Tiêu chí 3. Tác dụng của việc xây dựng", "Đạt", "Đạt"),
    ]


def opinions_of(case: examining.Case) -> list[str]:
    letter = minutes_letter(case.panel.meetings.get())
    return next(part.text for part in letter.text_parts if part.key == "opinions").splitlines()


def test_the_minutes_give_each_opinion_of_those_who_disagree() -> None:
    case = examining.at("voting")
    examining.vote(case, case.first)

    assert opinions_of(case) == [
        "IV. Ý kiến không đồng ý",
        f"- Trường Tiểu học Hoa Sen, {case.first.full_name} không đồng ý: Chưa đủ minh chứng.",
    ]


def test_the_minutes_say_that_nobody_disagreed() -> None:
    case = examining.at("voting")
    examining.vote(case)

    assert opinions_of(case) == ["IV. Ý kiến không đồng ý", "Không có ý kiến không đồng ý."]
