"""What is warned of before a decision is signed, and which articles its papers and pages cite."""

from dataclasses import replace
from datetime import date

import pytest
from tests.cast import Cast, a_cast
from tests.recognition import build

from dvht.appraisal.queries import failing_rows
from dvht.documents.letters import FixedPart
from dvht.dossiers.queries import latest_delivery
from dvht.paper.blocks import Table
from dvht.recognition import actions
from dvht.recognition.letters.refusal import clause_of, refusal_letter
from dvht.recognition.models import Title
from dvht.recognition.queries.decisions import lines_of
from dvht.recognition.queries.law import conditions_article
from dvht.recognition.queries.warnings import warnings_of
from dvht.regulation.library import load_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def test_level_2_too_early_or_at_once_is_warned_of_and_not_stopped(cast: Cast) -> None:
    build.passed(cast, year=2024)
    build.issued(cast, year=2024, on=date(2025, 12, 1))
    build.passed(cast, outcome="2")
    build.passed(cast, cast.other_unit, outcome="2")
    decision = build.drafted(cast)

    remarks = {
        one.unit_name: one for one in warnings_of(decision.pack, list(decision.lines.all()), build.SIGNED)
    }

    assert "Mức độ 1 năm 2024 đề nghị nâng được từ ngày 01/12/2026" in remarks[cast.unit.name].words
    assert "đề nghị thẳng Mức độ 2" in remarks[cast.other_unit.name].words
    assert remarks[cast.unit.name].reference == "Điều 5 khoản 3 Thông tư 24/2023/TT-BGDĐT"
    actions.issue_decision(decision, build.signing(decision), by=cast.chair)
    assert Title.objects.filter(year=2025).count() == 2


def test_it_is_the_day_of_the_request_that_waits_twelve_months(cast: Cast) -> None:
    build.passed(cast, year=2025)
    build.issued(cast, on=date(2026, 2, 10))
    build.passed(cast, outcome="2", year=2026)
    decision = build.drafted(cast, year=2026)

    (remark,) = warnings_of(decision.pack, lines_of(decision), date(2027, 2, 12))

    assert remark.words == "Mức độ 1 năm 2025 đề nghị nâng được từ ngày 10/02/2027; hồ sơ đến ngày 10/01/2027"


def test_a_correction_does_not_make_level_2_wait_longer(cast: Cast) -> None:
    build.passed(cast, year=2024)
    old = build.issued(cast, year=2024, on=date(2025, 1, 10))
    build.corrected(cast, old, on=date(2025, 6, 1))
    build.passed(cast, outcome="2")
    decision = build.drafted(cast)

    assert Title.objects.get(state="in_force").upgrade_from == date(2026, 1, 10)
    assert warnings_of(decision.pack, lines_of(decision), build.SIGNED) == ()


def test_a_title_that_still_holds_is_not_repeated_unseen(cast: Cast) -> None:
    build.passed(cast)
    build.issued(cast)
    build.passed(cast, year=2026)
    decision = build.drafted(cast, year=2026)

    (remark,) = warnings_of(decision.pack, lines_of(decision), date(2027, 2, 12))

    assert "còn bảo lưu Mức độ 1 đến hết ngày 31/12/2029" in remark.words
    assert remark.reference == "Điều 2 khoản 10 Thông tư 24/2023/TT-BGDĐT"
    other = decision.pack.model_copy(update={"citation": "Thông tư 99/2030/TT-BGDĐT"})
    (remark,) = warnings_of(other, lines_of(decision), date(2027, 2, 12))
    assert (remark.words != "", remark.reference) == (True, "")
    assert warnings_of(decision.pack, lines_of(decision), date(2030, 2, 12)) == ()


@pytest.mark.parametrize(
    ("tier", "level", "conditions", "clause"),
    [
        ("district", "1", "khoản 1 Điều 8 Thông tư số 24", "điểm d khoản 2 Điều 10"),
        ("district", "2", "khoản 2 Điều 8 Thông tư số 24", "điểm d khoản 2 Điều 10"),
        ("province", "2", "khoản 2 Điều 14 Thông tư số 24", "điểm d khoản 2 Điều 16"),
    ],
)
def test_a_reply_names_the_conditions_and_the_clause_by_which_it_answers(
    cast: Cast, tier: str, level: str, conditions: str, clause: str
) -> None:
    appraisal = build.failed(cast)
    appraisal.submission.unit.tier, appraisal.submission.requested = tier, level

    verdict = build.reply_of(appraisal, cast.office, "Vũ Thị Phòng").sheet.letter.text_parts[1].text

    assert f"quy định tại {conditions}/2023/TT-BGDĐT" in verdict
    assert f"Thực hiện {clause} Thông tư 24/2023/TT-BGDĐT" in verdict


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("Điều 6 khoản 1 điểm đ", "điểm đ khoản 1 Điều 6"),
        ("Điều 12 khoản 1 (theo Điều 6 khoản 1 điểm a)", "khoản 1 Điều 12 (theo điểm a khoản 1 Điều 6)"),
        (
            "Điều 5 khoản 2 điểm d; Kế hoạch 27/KH, mục III.2.d",
            "điểm d khoản 2 Điều 5; Kế hoạch 27/KH, mục III.2.d",
        ),
        ("Điều 5 khoản 1 điểm a, b", "Điều 5 khoản 1 điểm a, b"),
    ],
)
def test_a_reply_names_the_place_of_each_row_in_the_order_of_papers(
    cast: Cast, reference: str, printed: str
) -> None:
    appraisal = build.failed(cast)
    pack = load_pack("tt24-2023-huyen")
    row = replace(failing_rows(appraisal)[0], reference=f"{pack.citation}, {reference}")

    letter = refusal_letter(appraisal, [row], latest_delivery(appraisal.submission), cast.office)

    table = next(part.blocks[0] for part in letter.parts if isinstance(part, FixedPart))
    assert isinstance(table, Table)
    assert f"({printed})" in str(table.rows[0][1])


def test_a_reply_under_a_circular_of_unknown_articles_cites_none_of_another(cast: Cast) -> None:
    other = load_pack("tt24-2023-huyen").model_copy(update={"citation": "Thông tư 99/2030/TT-BGDĐT"})

    assert clause_of(other, "district") == "Thông tư 99/2030/TT-BGDĐT"
    assert conditions_article(other, "district", "1") == ""
