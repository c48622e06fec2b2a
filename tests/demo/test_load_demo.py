"""The demonstration: the five plans as printed, invented people, loaded once by the rooms' own deeds."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from tests import make

from dvht.accounts.models import DEMO_PASSWORD, Role, RoleKind, User
from dvht.assessment.models import Entry
from dvht.assessment.queries import assessment_of, result_label, sheet_of
from dvht.audit.models import Chain, Event
from dvht.audit.queries import verify_chains
from dvht.citizens.models import CitizenRound, Registrant
from dvht.demo.actions import load_demo_once
from dvht.documents.models import IssuedPaper
from dvht.evidence.models import Evidence, StoredFile
from dvht.evidence.queries import reusable_evidence
from dvht.members.models import Certificate, Department, Exclusion, Member, StudyPlan
from dvht.plans.models import Plan
from dvht.plans.queries import activities_of
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.units.models import Unit

Day = tuple[str, date | None, date]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration, loaded once for this file and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load_demo_once()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None) -> None:
    """The loaded demonstration within a test of its own."""


def plan(unit: str, year: int) -> Plan:
    return Plan.objects.get(unit__name=unit, year=year)


def days(of: Plan) -> list[Day]:
    return [(m.code, m.starts_on, m.last_day) for m in of.milestones.order_by("position")]


def papers(of: Plan, *, submitted: bool = True) -> list[tuple[str, str]]:
    return list(of.papers.filter(submitted=submitted).values_list("kind", "title"))


def test_loading_twice_loads_once(demo: None) -> None:
    before = (Unit.objects.count(), User.objects.count(), Event.objects.count())
    assert load_demo_once() is False
    assert (Unit.objects.count(), User.objects.count(), Event.objects.count()) == before


def test_a_demonstration_in_use_stays_loaded(demo: None) -> None:
    make.a_user("Người Mới Thêm")
    User.objects.filter(is_demo=True).update(is_demo=False)
    assert load_demo_once() is False


def test_thanh_xuan_keeps_its_number_calendar_and_order_of_papers(demo: None) -> None:
    thanh_xuan = plan("Phòng Giáo dục và Đào tạo quận Thanh Xuân", 2022)
    assert (thanh_xuan.pack_id, thanh_xuan.number_text, thanh_xuan.dated_on) == (
        "tt22-2020-ha-noi",
        "27/KH-PGDĐT",
        date(2021, 11, 30),
    )
    assert thanh_xuan.pack.row("2d").threshold(None) == 70
    assert days(thanh_xuan) == [
        ("unit_dossier", None, date(2022, 11, 14)),
        ("self_assessment", date(2022, 11, 1), date(2022, 11, 30)),
        ("inspection", date(2022, 11, 1), date(2022, 11, 30)),
        ("office_ranking", date(2022, 12, 1), date(2022, 12, 31)),
        ("office_report", None, date(2022, 12, 29)),
    ]
    assert papers(thanh_xuan) == [
        ("plan", "Kế hoạch triển khai và thực hiện việc học tập thường xuyên"),
        ("self_assessment_report", "Báo cáo tự đánh giá"),
        ("minutes", "Biên bản tự đánh giá"),
        ("score_sheet", "Biểu điểm tự đánh giá"),
    ]
    assert papers(thanh_xuan, submitted=False) == [("evidence", "Các minh chứng sắp xếp theo từng tiêu chí")]
    assert "báo cáo Sở trước 30/12" in thanh_xuan.note


def test_nguyen_binh_khiem_keeps_its_four_papers_and_tells_both_readings(demo: None) -> None:
    school = plan("Trường Tiểu học Đồi Gió", 2023)
    assert school.pack_id == "tt22-2020"
    assert days(school) == [
        ("self_assessment", date(2023, 11, 1), date(2023, 11, 30)),
        ("unit_dossier", None, date(2023, 12, 4)),
        ("clerk_report", None, date(2023, 12, 5)),
        ("appraisal", date(2023, 12, 6), date(2023, 12, 20)),
    ]
    assert [kind for kind, _ in papers(school)] == [
        "score_sheet",
        "evidence",
        "official_letter",
        "registration",
    ]
    sent = school.milestones.get(code="unit_dossier")
    assert sent.note == "Năm 2023 ghi “ngày 05/12/2023”, từ 2024 ghi “trước ngày 05/12”; lấy hạn sớm hơn"
    assert "Trường Tiểu học Nguyễn Bỉnh Khiêm" in school.note
    assert "hư cấu" in school.note


def test_thach_ban_a_asks_more_of_2d_than_its_pack_and_assesses_before_10_december(demo: None) -> None:
    school = plan("Trường Tiểu học Phù Sa", 2023)
    assert school.pack_id == "tt22-2020-ha-noi"
    assert list(school.targets.values_list("row", "percent")) == [("2d", 80)]
    assert days(school) == [("self_assessment", None, date(2023, 12, 9))]
    assert school.papers.get(kind="plan").title == "Kế hoạch xây dựng đơn vị học tập"
    assert school.committee.filter(body="steering").count() == 2


def test_ha_noi_carries_out_thong_tu_24_every_year_from_2024(demo: None) -> None:
    for year in (2024, 2025, 2026):
        city = plan("UBND thành phố Hà Nội", year)
        assert (city.pack_id, city.number_text, city.dated_on) == (
            "tt24-2023-huyen",
            "248/KH-UBND",
            date(2024, 8, 20),
        )
        assert days(city)[:3] == [
            ("unit_dossier", None, date(year + 1, 1, 14)),
            ("recognition", None, date(year + 1, 2, 14)),
            ("office_report", None, date(year + 1, 3, 14)),
        ]
        assert [kind for kind, _ in papers(city)] == [
            "submission_letter",
            "self_assessment_report",
            "results_summary",
        ]


def test_ha_quang_keeps_its_six_steps_with_who_leads_and_who_helps(demo: None) -> None:
    district = plan("UBND huyện Hà Quảng", 2021)
    assert days(district) == [
        ("inspection_team", None, date(2022, 1, 4)),
        ("inspection_meeting", None, date(2022, 1, 5)),
        ("inspection", date(2022, 1, 10), date(2022, 1, 13)),
        ("consolidation", None, date(2022, 1, 14)),
        ("recognition", None, date(2022, 1, 17)),
        ("office_report", None, date(2022, 2, 19)),
    ]
    steps = [(task.lead, bool(task.coordinating), task.due_on) for task in district.tasks.all()]
    assert steps == [
        ("Phòng GD&ĐT", False, date(2022, 1, 4)),
        ("Phòng GD&ĐT", True, date(2022, 1, 5)),
        ("Phòng GD&ĐT", True, date(2022, 1, 13)),
        ("Phòng GD&ĐT", False, date(2022, 1, 14)),
        ("Phòng GD&ĐT", False, date(2022, 1, 17)),
        ("Phòng GD&ĐT", False, date(2022, 2, 19)),
    ]
    assert [kind for kind, _ in papers(district)] == [
        "self_check_decision",
        "plan",
        "score_sheet",
        "minutes",
        "self_assessment_report",
        "submission_letter",
    ]
    assert "291/HD-UBND" in district.note
    assert "219/HD-UBND" in district.note


def test_every_plan_is_in_force(demo: None) -> None:
    assert set(Plan.objects.values_list("state", flat=True)) == {"in_force"}


def test_bodies_known_by_name_have_neither_people_nor_results(demo: None) -> None:
    real = Unit.objects.filter(
        name__in=[
            "UBND thành phố Hà Nội",
            "Phòng Giáo dục và Đào tạo quận Thanh Xuân",
            "UBND thị xã Buôn Hồ",
            "UBND huyện Hà Quảng",
        ]
    )
    assert real.count() == 4
    assert not Role.objects.filter(unit__in=real).exists()
    assert not Entry.objects.filter(assessment__plan__unit__in=real).exists()
    assert not IssuedPaper.objects.filter(unit__in=real).exists()


@pytest.mark.parametrize("name", ["Nguyễn Bỉnh Khiêm", "Thạch Bàn A"])
def test_the_real_schools_of_the_plans_are_not_units(demo: None, name: str) -> None:
    assert not Unit.objects.filter(name__contains=name).exists()


@pytest.mark.parametrize(
    "officer",
    [
        "Vũ Thu Hà",
        "Minh Nguyệt",
        "Nguyễn Thị Phương",
        "Nguyễn Thị Thúy Mai",
        "Triệu Thanh Hương",
        "Nguyễn Hồng Thúy",
        "Nguyễn Thị Diệu Thúy",
        "Phạm Gia Hữu",
    ],
)
def test_no_officer_of_the_printed_plans_appears(demo: None, officer: str) -> None:
    assert not User.objects.filter(full_name=officer).exists()
    for each in Plan.objects.all():
        named = [*each.committee.values_list("name", flat=True), each.officer, each.note]
        assert officer not in named


def test_the_two_main_units_have_an_account_of_every_role_that_they_use(demo: None) -> None:
    def kinds(name: str) -> set[str]:
        return set(Role.objects.filter(unit__name=name).values_list("kind", flat=True))

    of_authorities = {RoleKind.OFFICER, RoleKind.EXAMINER, RoleKind.STUDY_ASSOCIATION}
    of_units = set(RoleKind.values) - of_authorities
    assert kinds("Trường Tiểu học Hoa Sen") == of_units
    assert kinds("Trường Tiểu học Bằng Lăng") == of_units - {RoleKind.DEPUTY, RoleKind.MEMBER}


def test_every_account_is_marked_and_has_the_shown_password(demo: None) -> None:
    assert not User.objects.filter(is_demo=False).exists()
    assert all(user.check_password(DEMO_PASSWORD) for user in User.objects.all())
    assert not User.objects.filter(password_is_temporary=True).exists()


def test_the_primary_school_of_thanh_xuan_begins_with_nothing(demo: None) -> None:
    school = Unit.objects.get(name="Trường Tiểu học Bằng Lăng")
    assert not Plan.objects.filter(unit=school).exists()
    assert school.receiver == "Phòng Giáo dục và Đào tạo quận Thanh Xuân"


def test_hoa_sen_is_short_of_level_1_by_one_paper_and_by_its_learning_citizens(demo: None) -> None:
    sheet = sheet_of(assessment_of(plan("Trường Tiểu học Hoa Sen", 2026)))
    assert [row.code for row in sheet.unproved] == ["1.5"]
    shares = ("2.1", "2.2", "2.3", "2.4", "2.5", "3.1a")
    assert [sheet.row(code).share for code in shares] == [
        "40/40", "38/40", "40/40", "24/40 và 26/40", "37/40", "0/40",
    ]  # fmt: skip
    assert {sheet.row(code).source for code in shares} == {"roster"}
    assert [code for code, met in sheet.indicators(1) if not met] == ["1.5", "3.1"]
    assert sheet.result.level == 0


def test_units_whose_counts_are_typed_have_no_roster(demo: None) -> None:
    with_roster = set(Member.objects.values_list("unit__name", flat=True))
    assert with_roster == {"Trường Tiểu học Hoa Sen", "Trung tâm Giáo dục nghề nghiệp Minh Hà"}


def test_a_roster_shows_what_an_official_may_meet(demo: None) -> None:
    school = Unit.objects.get(name="Trường Tiểu học Hoa Sen")
    members = Member.objects.filter(unit=school)
    assert members.count() == 43
    assert {one.reason for one in Exclusion.objects.filter(member__unit=school)} == {
        "long_leave",
        "secondment",
    }
    assert StudyPlan.objects.filter(member__unit=school).values("state").distinct().count() == 4
    assert set(Certificate.objects.values_list("state", flat=True)) == {"pending", "confirmed", "refused"}
    assert members.filter(user__isnull=False).count() == 6
    assert Department.objects.filter(unit=school, head__isnull=False).count() == 3
    waiting = StudyPlan.objects.filter(member__unit=school, state="submitted")
    assert "Trần Thu Sen" in set(waiting.values_list("member__full_name", flat=True))


def test_one_person_stands_on_two_rosters_in_the_year(demo: None) -> None:
    twice = Member.objects.exclude(identity_hash="").values_list("identity_hash", flat=True)
    assert (len(twice), len(set(twice))) == (2, 1)


def test_a_centre_counts_its_learners_by_class(demo: None) -> None:
    sheet = sheet_of(assessment_of(plan("Trung tâm Giáo dục nghề nghiệp Minh Hà", 2026)))
    assert (sheet.row("3.1b").share, sheet.row("3.1b").source) == ("121/158", "classes")


def test_the_activities_of_the_year_show_rows_and_name_people(demo: None) -> None:
    lines = activities_of(plan("Trường Tiểu học Hoa Sen", 2026))
    assert [line.kind.code for line in lines] == [
        "propaganda",
        "learning_week",
        "seminar",
        "praise",
        "training",
    ]
    assert [bool(line.proofs) for line in lines if line.rows] == [False, False, True]
    assert all(line.named for line in lines)


def test_a_round_of_learning_citizens_is_under_way(demo: None) -> None:
    found = CitizenRound.objects.get(unit__name="Trường Tiểu học Hoa Sen")
    registrants = Registrant.objects.filter(round=found)
    assert found.is_open
    assert registrants.count() == 39
    assert (
        0
        < registrants.filter(score_state="submitted").count()
        < registrants.filter(scored_at__isnull=False).count()
    )


def test_hoa_sen_can_use_last_years_evidence_again(demo: None) -> None:
    this_year = plan("Trường Tiểu học Hoa Sen", 2026)
    assert this_year.collection is not None
    last_year = plan("Trường Tiểu học Hoa Sen", 2025).collection
    assert last_year is not None
    assert reusable_evidence(this_year.collection, last_year).count() == 13
    assert Evidence.objects.filter(collection=this_year.collection).count() == 13


def test_hoa_sen_has_issued_its_plan_and_its_teams_decision(demo: None) -> None:
    issued = IssuedPaper.objects.filter(unit__name="Trường Tiểu học Hoa Sen").order_by("number")
    assert [paper.full_number for paper in issued] == ["05/KH-THHS", "06/QĐ-THHS"]


@pytest.mark.parametrize(
    ("unit", "year", "said"),
    [
        ("Trường Tiểu học Đồi Gió", 2023, "99,53 điểm, loại Tốt"),
        ("Phòng Tư liệu và Học liệu", 2021, "99,44 điểm, loại Tốt"),
        ("Trường Mầm non Chồi Biếc", 2022, "30 điểm, Chưa đạt"),
    ],
)
def test_results_of_invented_units(demo: None, unit: str, year: int, said: str) -> None:
    of = plan(unit, year)
    assert result_label(of.pack, sheet_of(assessment_of(of)).result) == said


def test_lower_plans_carry_out_the_higher_ones(demo: None) -> None:
    assert plan("Trường Mầm non Chồi Biếc", 2022).higher == plan(
        "Phòng Giáo dục và Đào tạo quận Thanh Xuân", 2022
    )
    assert plan("Phòng Tư liệu và Học liệu", 2021).higher == plan("UBND huyện Hà Quảng", 2021)
    assert plan("Trường Tiểu học Hoa Sen", 2026).higher == plan("UBND xã Đồng Sen", 2026)


def test_evidence_is_of_every_form(demo: None) -> None:
    assert set(Evidence.objects.values_list("kind", flat=True)) == {"file", "link", "paper"}
    assert set(StoredFile.objects.values_list("media_type", flat=True)) == {
        "application/pdf",
        "image/jpeg",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }


def test_every_deed_of_loading_is_in_an_unbroken_trail(demo: None) -> None:
    checked = list(verify_chains(Chain.objects.values_list("scope", flat=True)))
    assert [check for check in checked if check.broken_at is not None] == []
    assert sum(check.events for check in checked) == Event.objects.count()


def test_every_unit_is_of_a_kind_that_its_pack_governs(demo: None) -> None:
    for each in Plan.objects.select_related("unit"):
        facts = UnitFacts(each.unit.kind, Ownership(each.unit.ownership))
        level = 1 if each.pack.levels else None
        assert any(row.applies(facts, level).applies for row in each.pack.rows)
