"""What comes out: the same engine, reasons for each failing row, lists of constant cost, and the papers."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from tests import make
from tests.appraisal import examining
from tests.appraisal.examining import Case

from dvht.accounts.models import User
from dvht.appraisal.actions.papers import issue_panel_paper
from dvht.appraisal.letters.report import report_letter
from dvht.appraisal.models import Appraisal, Meeting
from dvht.appraisal.queries import FailingRow, examined_result, failing_rows, results_of
from dvht.appraisal.queries.laid import mapping_of
from dvht.documents.letters import field_values
from dvht.documents.models import IssuedPaper, PaperFormat
from dvht.documents.queries import stored_bytes
from dvht.inbox.models import Message
from dvht.regulation.engine import evaluate
from dvht.regulation.facts import parse_facts

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(paper: IssuedPaper) -> str:
    pages = PdfReader(io.BytesIO(stored_bytes(paper, PaperFormat.PDF))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_the_examined_result_is_that_of_the_engine_on_our_values() -> None:
    case = examining.a_case()
    for user in (case.first, case.second):
        examining.find(case, user, "3.1a", count=36, reason="Đếm lại")
        examining.find(case, user, "3.4", grade="basic", reason="Bản chấm ghi 62 điểm")
    examining.consolidate(case)

    snapshot = case.submission.deliveries.get().snapshot
    snapshot["rows"]["3.1a"]["facts"]["count"] = 36
    snapshot["rows"]["3.4"]["facts"]["grade"] = "basic"
    law = case.submission.pack

    assert examined_result(case.fresh()) == evaluate(law, parse_facts(mapping_of(snapshot), law))
    assert examined_result(case.fresh()).level == 1


def test_points_are_computed_from_what_was_found() -> None:
    case = examining.a_case("tt22-2020")
    for user in (case.first, case.second):
        examining.find(case, user, "2d", count=20, reason="Đếm lại")
    examining.consolidate(case)

    result = examined_result(case.fresh())

    assert result.points is not None
    assert result.points < 100
    assert result.rank == "tot"


def test_a_failing_row_tells_both_values_and_the_reason() -> None:
    case = examining.a_case()
    for user in (case.first, case.second):
        examining.find(case, user, "3.1a", count=35, reason="Bản tự chấm ghi 78 điểm")
        examining.find(case, user, "2.1", evidence_fits=False, reason="Không có danh sách kèm theo")
    examining.consolidate(case)

    rows = failing_rows(case.fresh())

    assert [row.code for row in rows] == ["2.1", "3.1a"]
    assert rows[1] == FailingRow(
        code="3.1a",
        title="Thành viên đạt “Công dân học tập”",
        reference=rows[1].reference,
        unit_value="40/40 = 100,0%",
        our_value="35/40 = 87,5%",
        reason="Bản tự chấm ghi 78 điểm",
    )
    assert rows[1].reference.startswith("Thông tư 24/2023")


def test_results_are_those_that_are_concluded_of_this_body_and_year() -> None:
    case = examining.at("passed")
    other = make.a_submission(case.cast.other_unit, case.cast.office, by=case.cast.stranger, state="received")
    make.an_appraisal(other, case.panel)

    (line,) = results_of(case.cast.office, 2025)

    assert (line.unit, line.passed, line.outcome, line.outcome_words) == (
        case.cast.unit,
        True,
        "1",
        "Mức độ 1",
    )
    assert results_of(case.cast.commune, 2025) == (line,)
    assert results_of(case.cast.other_office, 2025) == ()
    assert results_of(case.cast.office, 2024) == ()


def paper(case: Case, slug: str, key: object, *, by: User, day: date | None = None) -> HttpResponse:
    """Issue a paper as its page does."""
    address = [case.cast.office.pk, case.panel.year, slug, str(key)]
    client = signed_in(by)
    seen = client.get(reverse("appraisal_paper", args=address)).context["letter"].source_digest
    day = day or case.submission.first_submitted_at.date()
    answer: HttpResponse = client.post(
        reverse("appraisal_paper_issue", args=address), {"seen": seen, "issued_on": f"{day:%d/%m/%Y}"}
    )
    return answer


def test_every_paper_of_an_examination_comes_out() -> None:
    case = examining.a_case()
    examining.find(case, case.first, "3.1a", count=39, reason="Một bản tự chấm thiếu điểm")
    examining.consolidate(case)
    examining.settle(case, "3.1a", reason="Theo bản tự chấm", count=39)
    examining.to_the_vote(case)
    examining.vote(case, case.voter)
    examining.conclude(case, "1")
    pk, head, meeting = case.appraisal.pk, case.cast.office_head, Meeting.objects.get()

    paper(case, "phieu", f"{pk}-{case.seat(case.first).pk}", by=case.cast.officer)
    paper(case, "phieu-tong-hop", pk, by=case.cast.officer)
    paper(case, "tong-hop", pk, by=case.cast.officer)
    paper(case, "bien-ban", meeting.pk, by=case.secretary)
    paper(case, "bao-cao", case.panel.pk, by=case.cast.officer)
    paper(case, "to-trinh", case.panel.pk, by=head)

    made = {one.kind: one for one in IssuedPaper.objects.filter(unit=case.cast.office)}
    assert sorted(made) == [
        "appraisal_minutes", "appraisal_report", "appraisal_summary", "examination_sheet", "examiner_sheet",
        "recognition_proposal",
    ]  # fmt: skip
    assert "39/40 = 97,5%" in words(made["examiner_sheet"])
    assert "Theo bản tự chấm" in words(made["examination_sheet"])
    assert "Mức độ 1" in words(made["appraisal_summary"])
    assert "4/5" in words(made["appraisal_minutes"])
    assert "Chưa đủ minh chứng" in words(made["appraisal_minutes"])
    assert "Trường Tiểu học Hoa Sen" in words(made["appraisal_report"])
    assert "Xã Đồng Sen" in words(made["recognition_proposal"])
    assert Meeting.objects.get().minutes == made["appraisal_minutes"]


def test_minutes_close_their_meeting_and_only_the_head_proposes() -> None:
    case = examining.at("passed")
    meeting = Meeting.objects.get()
    paper(case, "bien-ban", meeting.pk, by=case.secretary)

    changed = signed_in(case.secretary).post(
        reverse("meeting", args=[case.cast.office.pk, 2025, meeting.pk]),
        {
            "mode": "meeting", "held_on": f"{meeting.held_on:%d/%m/%Y}", "version": 2,
            "appraisals": [case.appraisal.pk], "present": [case.seat(case.chair).pk],
        },
    )  # fmt: skip
    refused = paper(case, "to-trinh", case.panel.pk, by=case.cast.officer)

    assert changed.status_code == 409
    assert refused.status_code == 403


def test_a_paper_whose_figures_changed_is_read_again_first() -> None:
    case = examining.at("passed")
    address = reverse(
        "appraisal_paper_issue", args=[case.cast.office.pk, 2025, "tong-hop", case.appraisal.pk]
    )

    signed_in(case.cast.officer).post(address, {"seen": "0" * 64, "issued_on": "01/02/2026"})

    assert not IssuedPaper.objects.filter(unit=case.cast.office).exists()


@pytest.mark.parametrize("slug", ["phieu", "phieu-tong-hop", "tong-hop", "bien-ban", "bao-cao", "to-trinh"])
def test_papers_of_another_body_are_not_there(slug: str) -> None:
    case = examining.at("passed")
    keys = {"phieu": f"{case.appraisal.pk}-{case.seat(case.first).pk}", "bien-ban": Meeting.objects.get().pk}
    key = str(keys.get(slug, case.panel.pk if slug in {"bao-cao", "to-trinh"} else case.appraisal.pk))
    client = signed_in(case.cast.other_officer)

    there = client.get(reverse("appraisal_paper", args=[case.cast.office.pk, 2025, slug, key]))
    here = client.get(reverse("appraisal_paper", args=[case.cast.other_office.pk, 2025, slug, key]))

    assert (there.status_code, here.status_code) == (404, 404)


def test_who_belongs_to_the_unit_reads_no_minutes_about_it() -> None:
    case = examining.at("passed")
    make.a_member(case.cast.unit, "Lê Văn Bình", user=case.cast.officer)
    key = Meeting.objects.get().pk

    answer = signed_in(case.cast.officer).get(
        reverse("appraisal_paper", args=[case.cast.office.pk, 2025, "bien-ban", key])
    )

    assert answer.status_code == 404
    assert not Appraisal.objects.visible_to(case.cast.officer).exists()


def result_page(case: Case) -> str:
    return signed_in(case.chair).get(reverse("appraisal_result", args=[case.appraisal.pk])).content.decode()


def pronounces(page: str) -> bool:
    return any(
        words in page for words in ("chưa đạt", "Chưa đạt", "Đồng ý rằng", "Đồng ý đề nghị", "biểu quyết:")
    )


def test_before_rows_are_settled_there_is_no_result_only_how_far_the_work_is() -> None:
    case = examining.a_case()
    examining.find(case, case.first, "2.1")
    examining.find(case, case.first, "3.1a", count=30, reason="Đếm lại")
    examining.find(case, case.second, "3.1a", count=31, reason="Đếm lại")

    early = result_page(case)
    examining.consolidate(case)
    unsettled = result_page(case)
    rows = len(case.submission.deliveries.get().snapshot["rows"])
    examining.settle(case, "3.1a", count=30)
    settled = result_page(case)

    assert "Trường Tiểu học Hoa Sen: chưa có kết quả" in early
    assert f"Đã thẩm định 2/{rows} chỉ tiêu" in early
    assert f"</strong> 2/{rows} chỉ tiêu" in early
    assert not pronounces(early)
    assert f"Đã thống nhất {rows - 1}/{rows} chỉ tiêu" in unsettled
    assert not pronounces(unsettled)
    assert "Chỉ tiêu chưa đạt (1)" in settled


def paper_page(case: Case, slug: str, key: object) -> str:
    address = reverse("appraisal_paper", args=[case.cast.office.pk, case.panel.year, slug, str(key)])
    return signed_in(case.cast.office_head).get(address).content.decode()


def test_no_report_and_no_proposal_goes_out_while_nothing_is_concluded() -> None:
    case = examining.at("voting")

    for slug in ("bao-cao", "to-trinh"):
        page = paper_page(case, slug, case.panel.pk)
        paper(case, slug, case.panel.pk, by=case.cast.office_head)

        assert "Chưa ban hành được: Chưa có hồ sơ nào được kết luận." in page
        assert "sẵn sàng" not in page
    assert not IssuedPaper.objects.filter(unit=case.cast.office).exists()


def test_the_proposal_waits_for_the_report_that_goes_with_it() -> None:
    case = examining.at("passed")
    head, missing = case.cast.office_head, "Hội đồng đánh giá chưa ban hành báo cáo thẩm định"

    before = paper_page(case, "to-trinh", case.panel.pk)
    paper(case, "to-trinh", case.panel.pk, by=head)
    early = IssuedPaper.objects.filter(kind="recognition_proposal").exists()
    paper(case, "bao-cao", case.panel.pk, by=head)
    after = paper_page(case, "to-trinh", case.panel.pk)
    paper(case, "to-trinh", case.panel.pk, by=head)

    assert f"Chưa ban hành được: {missing}" in before
    assert not early
    assert "chưa ban hành được" not in after
    assert missing not in after
    assert IssuedPaper.objects.filter(kind="recognition_proposal").exists()


def test_the_body_that_decides_hears_of_the_proposal_and_where_to_go_on() -> None:
    case = examining.at("passed")

    for slug in ("bao-cao", "to-trinh"):
        paper(case, slug, case.panel.pk, by=case.cast.office_head)

    (news,) = Message.objects.filter(unit=case.cast.commune)
    proposal = IssuedPaper.objects.get(kind="recognition_proposal")
    assert news.subject == f"{case.cast.office.name} trình công nhận 1 đơn vị năm 2025"
    assert proposal.full_number in news.text
    assert signed_in(case.cast.chair).get(news.url).status_code == 200


def test_minutes_wait_for_votes_and_conclusions() -> None:
    case = examining.at("voting")
    meeting, unit = examining.a_meeting(case), case.cast.unit.name

    unvoted = paper_page(case, "bien-ban", meeting.pk)
    examining.vote(case, meeting=meeting)
    voted = paper_page(case, "bien-ban", meeting.pk)
    paper(case, "bien-ban", meeting.pk, by=case.secretary)
    early = IssuedPaper.objects.filter(kind="appraisal_minutes").exists()
    examining.conclude(case)
    paper(case, "bien-ban", meeting.pk, by=case.secretary)

    assert f"Chưa ban hành được: Chưa ghi phiếu biểu quyết: {unit}. Chưa kết luận: {unit}." in unvoted
    assert f"Chưa ban hành được: Chưa kết luận: {unit}." in voted
    assert not early
    assert IssuedPaper.objects.filter(kind="appraisal_minutes").exists()


def test_a_paper_whose_ground_is_taken_away_while_it_is_issued_is_refused() -> None:
    case = examining.at("passed")
    letter = report_letter(case.panel)
    Appraisal.objects.update(state="consolidating")

    with pytest.raises(ValidationError) as refusal:
        issue_panel_paper(
            letter, case.panel, about=case.panel.about, seen=letter.source_digest, by=case.cast.officer,
            values=field_values(letter, case.cast.office, {}, ""), issued_on=timezone.localdate(),
        )  # fmt: skip

    assert refusal.value.code == "gaps"
    assert not IssuedPaper.objects.filter(unit=case.cast.office).exists()
