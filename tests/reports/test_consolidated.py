"""The consolidated report of an office to the Sở and of the Sở to the Bộ: figures, paper, workbook."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.portal.build import a_paper
from tests.reports.build import (
    YEAR,
    a_province_over,
    a_title,
    as_person,
    many_submissions,
    many_units,
    page_of,
    url,
)

from dvht.accounts.models import User
from dvht.documents.letters import FixedPart
from dvht.documents.models import IssuedPaper
from dvht.paper.blocks import Paragraph
from dvht.plans import actions as plans
from dvht.reports.actions import issue_consolidated_report
from dvht.reports.letters import consolidated_letter
from dvht.reports.queries.bodies import reach_of
from dvht.reports.queries.consolidated import Consolidated
from dvht.units.models import Unit
from dvht.units.queries import name_on_papers
from dvht.workbook.reading import read_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(office: Unit) -> User:
    return make.a_head(office, "Vũ Thị Phòng")


def report_of(body: Unit, year: int = YEAR, *, provincial: bool = False) -> Consolidated:
    today = timezone.localdate()
    return Consolidated(reach_of(body, year, today, whole=provincial), today, provincial=provincial)


def lines_of(report: Consolidated, title: str) -> dict[str, tuple[int, ...]]:
    table = next(table for table in report.tables if table.title == title)
    return {line.label: (line.total, line.handed_in, *line.outcomes) for line in table.lines}


def test_units_are_counted_by_sector_kind_and_level(commune: Unit, office: Unit) -> None:
    units = many_units(commune, 4)
    many_submissions(units[:3], office, state="received")
    a_title(units[0], commune, outcome="2")
    a_title(units[1], commune, outcome="1")
    report = report_of(office)

    assert report.outcome_names == ("Mức độ 2", "Mức độ 1")
    assert lines_of(report, "Theo cấp học, khối") == {
        "Mầm non": (1, 1, 1, 0),
        "Tiểu học": (1, 1, 0, 1),
        "THCS": (1, 1, 0, 0),
        "Tổ chức kinh tế": (1, 0, 0, 0),
    }
    assert [row.name for row in report.missing] == ["Đơn vị số 3"]
    assert (report.total.recognised, report.total.missing) == (2, 1)


def test_the_year_before_stands_beside(commune: Unit, office: Unit) -> None:
    units = many_units(commune, 2)
    a_title(units[0], commune, year=YEAR - 1)
    a_title(units[0], commune)
    a_title(units[1], commune)
    report = report_of(office)

    assert (report.total.before, report.total.change, report.is_new) == (1, 1, False)


def test_a_title_that_was_withdrawn_or_corrected_away_counts_no_more(commune: Unit, office: Unit) -> None:
    units = many_units(commune, 2)
    for unit, state in zip(units, ("withdrawn", "replaced"), strict=True):
        title = a_title(unit, commune)
        type(title).objects.filter(pk=title.pk).update(state=state, ended_by=title.decision)

    assert report_of(office).total.recognised == 0


def test_a_unit_whose_title_was_withdrawn_waits_for_nothing_and_is_told_apart(
    commune: Unit, office: Unit, head: User
) -> None:
    (unit,) = many_units(commune, 1)
    submission = make.a_submission(unit, office, commune, by=head, state="received")
    make.a_passed_appraisal(submission, make.a_panel(office, [head], year=YEAR), by=head)
    title = a_title(unit, commune)
    type(title).objects.filter(pk=title.pk).update(state="withdrawn", ended_by=title.decision)

    total = report_of(office).total
    board = page_of(head, url("authority_board", office))

    assert (total.recognised, total.refused, total.withdrawn, total.handed_in) == (0, 0, 1, 1)
    assert "đã thu hồi danh hiệu: 1" in words_of(consolidated_letter(report_of(office)))
    assert "Đã thu hồi danh hiệu" in board
    assert "chờ quyết định" not in board


def test_a_title_that_a_later_year_replaced_still_counts_for_its_year(commune: Unit, office: Unit) -> None:
    (unit,) = many_units(commune, 1)
    old, new = a_title(unit, commune), a_title(unit, commune, year=YEAR + 1, outcome="2")
    type(old).objects.filter(pk=old.pk).update(state="replaced", ended_by=new.decision)

    assert report_of(office).total.recognised == 1


def test_rows_that_fail_are_ranked_from_conclusions_else_from_what_units_settled(
    commune: Unit, office: Unit, head: User
) -> None:
    first, second = (
        make.a_unit(f"Trường {n}", under=commune, receiving_name="", symbol=f"T{n}") for n in range(2)
    )
    plans = [make.a_finalised_year(unit, by=make.a_head(unit)) for unit in (first, second)]
    submission = make.a_submission(first, office, commune, by=head, state="received")
    failing = {"rows": [{"code": "2.1", "applicable": {"1": True}, "reasons": {"1": ["below_threshold"]}}]}
    make.an_appraisal(
        submission, make.a_panel(office, [head]), state="failed", result=failing,
        concluded_at=timezone.now(), concluded_by=head,
    )  # fmt: skip
    found = report_of(office).failing

    assert plans
    assert (found.concluded, found.settled) == (1, 1)
    assert [(row.code, row.failed, row.asked) for row in found.rows] == [("2.1", 1, 2)]


def test_learning_citizens_are_added_up_from_the_results(commune: Unit, office: Unit) -> None:
    for number in range(2):
        unit = make.a_unit(f"Trường {number}", under=commune, receiving_name="", symbol=f"T{number}")
        make.a_finalised_year(unit, by=make.a_head(unit))
    citizens = report_of(office).citizens

    assert (citizens.recognised, citizens.counted, citizens.units) == (80, 80, 2)


def test_a_department_reports_over_every_office_of_its_province(commune: Unit, office: Unit) -> None:
    units = many_units(commune, 3)
    many_submissions(units[:1], office)
    department, _ = a_province_over(commune)
    report = report_of(department, provincial=True)

    assert report.total.total == 3
    assert lines_of(report, "Theo địa bàn, nơi nhận hồ sơ") == {office.name: (3, 1, 0, 0)}
    assert report.upward == "Bộ Giáo dục và Đào tạo"


@pytest.mark.parametrize(
    ("year", "provincial", "last_day", "reference"),
    [
        (2025, False, date(2026, 3, 14), "Điều 20 khoản 3"),
        (2025, True, date(2026, 5, 31), "Điều 18 khoản 3"),
        (2022, True, date(2023, 1, 30), "Điều 8 khoản 2 điểm c"),
    ],
)
def test_the_day_of_the_report_is_that_of_the_circular(
    office: Unit, year: int, provincial: bool, last_day: date, reference: str
) -> None:
    due = report_of(office, year, provincial=provincial).due

    assert due is not None
    assert (due.last_day, due.reference) == (last_day, reference)


def test_an_office_under_the_old_circular_has_no_day(office: Unit) -> None:
    assert report_of(office, 2022).due is None


def test_a_report_of_a_year_before_the_two_tiers_says_nothing_of_them(office: Unit, head: User) -> None:
    client = as_person(head)

    pages = [client.get(reverse("consolidated_report", args=[office.pk, year])) for year in (2022, YEAR)]

    assert ["01/7/2025" in page.content.decode() for page in pages] == [False, True]


def test_the_workbook_holds_every_table_and_both_lists(commune: Unit, office: Unit, head: User) -> None:
    many_submissions(many_units(commune, 2)[:1], office)

    book = read_workbook(as_person(head).get(url("consolidated_workbook", office)).content, "bc.xlsx")

    assert [sheet.name for sheet in book.sheets] == [
        "Tổng hợp", "Theo cấp học, khối", "Theo loại đơn vị", "Theo địa bàn", "Chỉ tiêu chưa đạt", "Các đơn vị",
        "Chưa nộp",
    ]  # fmt: skip
    assert [row[0] for row in book.sheets[-1].rows[1:]] == ["Đơn vị số 1"]


def test_the_paper_says_the_figures_of_the_page(commune: Unit, office: Unit) -> None:
    units = many_units(commune, 4)
    many_submissions(units[:2], office)
    a_title(units[0], commune)

    words = words_of(consolidated_letter(report_of(office)))

    assert "Tổng số đơn vị: 4. Đã nộp hồ sơ: 2/4 (50,0%); chưa nộp: 2." in words
    assert "Được công nhận năm 2025: 1/4 (25,0%) (Mức độ 1: 1)" in words


def work_in(body: Unit) -> str:
    return next(part.text for part in consolidated_letter(report_of(body)).text_parts if part.key == "work")


def test_the_paper_tells_of_a_plan_whose_it_is_and_of_what_was_held_once_its_result_is_noted(
    commune: Unit, office: Unit, head: User
) -> None:
    chair = make.a_head(commune, "Bùi Văn Chủ")
    draft = make.a_full_plan(commune, YEAR, by=chair)
    sessions = [
        plans.add_session(
            draft, plans.SessionWords("training", title, date(YEAR, 3, 1), lead="Phòng VH-XH"), by=chair
        )
        for title in ("Tập huấn tiêu chí", "Tập huấn phần mềm")
    ]
    plan = plans.put_in_force(draft, by=chair)
    plans.record_session_result(sessions[0], "40 người dự", version=1, by=chair)

    unprinted = work_in(office)
    paper = a_paper(commune, kind="plan", year=YEAR, issued_on=date(YEAR, 1, 5), about="")
    named = f"{plan.title} (số {paper.full_number}, ngày 05/01/2025)"

    told, of_the_commune = work_in(office), work_in(commune)

    assert f"- Thực hiện {plan.title} của {name_on_papers(commune)}." in unprinted
    assert f"- Thực hiện {named} của {name_on_papers(commune)}." in told
    assert f"- Ban hành {named}." in of_the_commune
    assert "- Tập huấn tiêu chí (01/03/2025; chủ trì: Phòng VH-XH)." in told
    assert "phần mềm" not in told


@pytest.mark.parametrize(
    ("year", "subject", "ground"),
    [
        (
            2022,
            "Kết quả đánh giá, xếp loại Đơn vị học tập năm 2022",
            "Thực hiện Thông tư số 22/2020/TT-BGDĐT",
        ),
        (
            2025,
            "Kết quả đánh giá, công nhận “Đơn vị học tập” năm 2025",
            "Thực hiện khoản 3 Điều 20 Thông tư số 24",
        ),
    ],
)
def test_the_paper_speaks_the_words_of_the_circular_of_its_year(
    office: Unit, year: int, subject: str, ground: str
) -> None:
    letter = consolidated_letter(report_of(office, year))

    assert letter.subject == subject
    assert letter.text_parts[0].text.startswith(ground)
    labels = [part.label for part in letter.parts]
    assert ("Tiêu chí có nhiều đơn vị chưa đạt điểm tối đa" in labels) == (year == 2022)
    assert ("Chỉ tiêu có nhiều đơn vị chưa đạt" in labels) == (year == 2025)


def test_a_report_with_dots_left_to_fill_says_so_before_it_is_issued(
    commune: Unit, office: Unit, head: User
) -> None:
    many_units(commune, 1)
    client = as_person(head)
    page = url("consolidated_paper", office)

    blank = client.get(page).content.decode()
    whole = {name: value.replace("……", "Đủ.") for name, value in filled(client, office).items()}
    client.post(page, whole)
    after = client.get(page).content.decode()

    assert "Lời văn còn chỗ chấm" in blank
    assert "sẵn sàng ban hành" not in blank
    assert "Lời văn còn chỗ chấm" not in after
    assert "sẵn sàng ban hành" in after


def test_the_head_issues_the_report_and_a_newer_one_replaces_it(
    commune: Unit, office: Unit, head: User
) -> None:
    many_units(commune, 1)
    client = as_person(head)

    for number in (1, 2):
        assert client.post(url("consolidated_paper_issue", office), filled(client, office)).status_code == 302
        newest = IssuedPaper.objects.get(kind="consolidated_report", superseded_by__isnull=True)
        assert newest.number == number
    assert newest.full_number in page_of(head, url("consolidated_report", office))


def test_a_report_whose_figures_have_changed_says_that_it_is_old(
    commune: Unit, office: Unit, head: User
) -> None:
    units = many_units(commune, 1)
    client = as_person(head)
    client.post(url("consolidated_paper_issue", office), filled(client, office))
    many_submissions(units, office)

    assert "Số liệu đã đổi từ khi ban hành" in page_of(head, url("consolidated_report", office))


def test_figures_that_changed_while_the_head_read_stop_the_issue(
    commune: Unit, office: Unit, head: User
) -> None:
    units = many_units(commune, 1)
    client = as_person(head)
    said = filled(client, office)
    many_submissions(units, office)

    assert client.post(url("consolidated_paper_issue", office), said).status_code == 422
    assert not IssuedPaper.objects.exists()


def test_a_report_that_nobody_read_is_not_issued(commune: Unit, office: Unit, head: User) -> None:
    many_units(commune, 1)
    letter = consolidated_letter(report_of(office))
    with pytest.raises(ValidationError, match="Số liệu đã đổi"):
        issue_consolidated_report(
            office, YEAR, letter, seen="", issued_on=timezone.localdate(), head_name="Vũ", by=head
        )


def test_an_officer_words_the_report_and_may_not_issue_it(commune: Unit, office: Unit, head: User) -> None:
    many_units(commune, 1)
    client = as_person(make.an_officer(office))
    said = {**filled(client, office), "part-proposal": "V. Kiến nghị\nCấp thêm kinh phí."}

    assert client.post(url("consolidated_paper_issue", office), said).status_code == 403
    assert client.post(url("consolidated_paper", office), said).status_code == 302
    assert "Cấp thêm kinh phí" in page_of(head, url("consolidated_paper", office))


def test_an_association_reads_the_report_of_its_area_without_its_paper(commune: Unit, office: Unit) -> None:
    many_units(commune, 1)
    association = make.a_study_association(commune)

    assert "Chỉ tiêu chưa đạt nhiều" not in page_of(association, url("consolidated_report", commune))
    assert as_person(association).get(url("consolidated_paper", commune)).status_code == 403


def filled(client: Any, office: Unit) -> dict[str, str]:
    """The form of the paper as the page shows it."""
    answer = client.get(url("consolidated_paper", office))
    form = answer.context["form"]
    said = {name: "" if (value := form[name].value()) is None else str(value) for name in form.fields}
    return {**said, "seen": answer.context["digest"], "issued_on": f"{timezone.localdate():%d/%m/%Y}"}


def words_of(letter: Any) -> str:
    blocks = [block for part in letter.parts if isinstance(part, FixedPart) for block in part.blocks]
    return " ".join(str(block.text) for block in blocks if isinstance(block, Paragraph))
