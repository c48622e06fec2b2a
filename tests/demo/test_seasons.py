"""The commune of the demonstration: one season finished and published, one under way, and its neighbours empty."""

from io import BytesIO
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from dvht.accounts.queries import demo_account_lines
from dvht.appraisal.models import Appraisal, Assignment, Finding, Panel
from dvht.appraisal.queries import failing_rows
from dvht.demo.actions import load_demo_once
from dvht.documents.models import IssuedPaper, StoredPaper
from dvht.dossiers.models import Submission
from dvht.plans.models import Plan
from dvht.plans.queries import survey_table
from dvht.recognition.models import Decision, PublishedResult, Refusal
from dvht.units.models import Unit


@pytest.fixture(scope="module")
def loaded(module_db: None) -> None:
    assert load_demo_once()


@pytest.fixture
def demo(loaded: None, db: None) -> None:
    """The loaded demonstration within a test of its own."""


def states(year: int) -> dict[str, str]:
    return dict(Submission.objects.filter(year=year).values_list("unit__name", "state"))


def test_last_season_three_units_are_recognised_and_one_is_told_why_not(demo: None) -> None:
    published = dict(PublishedResult.objects.values_list("unit_name", "outcome"))
    assert published == {
        "Trường THCS Hoa Lau": "2",
        "Trường Mầm non Hoa Cải": "1",
        "Hợp tác xã Chè Đồi Xanh": "1",
    }
    refused = Refusal.objects.get().appraisal
    assert (refused.submission.unit.name, refused.state) == ("Trạm Y tế xã Đồng Sen", "failed")
    assert [row.code for row in failing_rows(refused)] == ["1.5"]


def test_last_seasons_council_left_its_papers_in_order_and_is_at_work_no_more(demo: None) -> None:
    council = Panel.objects.get(year=2025, body__name__contains="Đồng Sen")
    papers = IssuedPaper.objects.filter(unit=council.body, year=2025).order_by("pk")
    decision = Decision.objects.get(year=2025).paper
    proposal = papers.get(kind="recognition_proposal")

    assert council.state == "dissolved"
    assert list(papers.values_list("kind", flat=True)) == [
        "appraisal_minutes", "appraisal_report", "recognition_proposal", "refusal_letter",
    ]  # fmt: skip
    assert decision is not None
    pages = PdfReader(BytesIO(bytes(StoredPaper.objects.get(paper=decision, format="pdf").content))).pages
    assert f"Tờ trình số {proposal.full_number}" in " ".join(pages[0].extract_text().split())


def test_anybody_reads_the_results_of_last_season(demo: None, client: Client) -> None:
    page = client.get(reverse("published_results"), {"nam": 2025}).content.decode()
    assert "Trường THCS Hoa Lau" in page
    assert "Trạm Y tế" not in page


def test_this_season_one_dossier_came_back_and_one_lies_before_the_council(demo: None) -> None:
    assert states(2026) == {
        "Trạm Y tế xã Đồng Sen": "returned",
        "Hội Liên hiệp Phụ nữ xã Đồng Sen": "received",
    }
    returned = Submission.objects.get(year=2026, state="returned").returns.get()
    assert list(returned.rows.values_list("row", flat=True)) == ["1.2a"]
    appraisal = Appraisal.objects.get(submission__year=2026)
    assert appraisal.panel.seats.count() == 5
    assert Assignment.objects.filter(submission=appraisal.submission).count() == 2
    assert Finding.objects.filter(appraisal=appraisal).values("seat").distinct().count() == 2


def test_the_commune_sends_dossiers_to_its_officer_and_asks_its_units_three_questions(demo: None) -> None:
    commune = Plan.objects.get(unit__name="UBND xã Đồng Sen", year=2026)
    assert commune.appraisal_form == "council"
    assert set(commune.routings.values_list("officer__full_name", flat=True)) == {"Lê Văn Bình"}
    assert [(one.kind, one.questions.count()) for one in commune.sessions.order_by("starts_on")] == [
        ("training", 0),
        ("survey", 3),
    ]


def test_the_commune_has_a_model_unit_of_each_education_level_and_some_answers_to_its_survey(
    demo: None,
) -> None:
    commune = Plan.objects.get(unit__name="UBND xã Đồng Sen", year=2026)
    table = survey_table(commune.sessions.get(kind="survey"))

    assert dict(commune.model_units.values_list("sector", "unit__name")) == {
        "preschool": "Trường Mầm non Hoa Cải",
        "primary": "Trường Tiểu học Hoa Sen",
        "lower_secondary": "Trường THCS Hoa Lau",
    }
    answered = {row.unit.name: row.values for row in table.rows if any(row.values)}
    assert len(answered) == 5
    assert answered["Hợp tác xã Chè Đồi Xanh"][:2] == ("Không", "11")
    assert "Trường Tiểu học Hoa Sen" in {row.unit.name for row in table.silent}


def test_printed_plans_say_who_appraises_and_what_is_held(demo: None) -> None:
    said = {
        (plan.unit.name, plan.year): (plan.appraisal_form, plan.sessions.count())
        for plan in Plan.objects.filter(sessions__isnull=False).select_related("unit").distinct()
    }
    assert said["UBND huyện Hà Quảng", 2021] == ("team", 1)
    assert said["UBND thành phố Hà Nội", 2024] == ("council", 3)
    assert said["Phòng Giáo dục và Đào tạo quận Thanh Xuân", 2022][1] == 2


def test_a_commune_and_a_district_begin_with_nothing(demo: None) -> None:
    for area in ("Suối Mơ", "Suối Ngà"):
        units = Unit.objects.filter(area__contains=area)
        assert units.exists()
        assert not Plan.objects.filter(unit__in=units).exists()
        assert not Submission.objects.filter(unit__in=units).exists()
    untouched = ["Trường Mầm non Sen Hồng", "Trường Mầm non tư thục Cá Chép Nhỏ"]
    assert not Plan.objects.filter(unit__name__in=untouched).exists()


def test_accounts_stand_together_by_place_the_largest_first(demo: None) -> None:
    areas = [line.area for line in demo_account_lines()]
    assert areas[0] == "xã Đồng Sen, tỉnh Minh Hà"
    assert len(dict.fromkeys(areas)) == 1 + sum(one != other for one, other in pairwise(areas))
