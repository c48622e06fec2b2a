"""From the finalised assessment to papers and volumes that an authority accepts."""

import datetime as dt
import hashlib
import io
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields.files import FieldFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader
from tests import make

from dvht.accounts.models import User
from dvht.assessment.actions import finalise_assessment, reopen_assessment, sheet_digest
from dvht.assessment.queries import assessment_of, sheet_of
from dvht.documents.models import IssuedPaper
from dvht.dossiers.actions import SILENCE, ask_for_volume, issue_year_paper, open_dossier, request_recognition
from dvht.dossiers.models import Dossier, Volume, VolumeKind
from dvht.dossiers.queries import Year, checks, dossier_of, goals_within_reach
from dvht.evidence.models import StoredFile
from dvht.plans.models import Plan
from dvht.units.models import Unit

TODAY = timezone.localdate()


@pytest.fixture(scope="module")
def finalised(module_db: None) -> Plan:
    unit = make.a_unit()
    return make.a_finalised_year(unit, by=make.a_head(unit))


@pytest.fixture
def plan(finalised: Plan, db: None) -> Plan:
    return deepcopy(finalised)


@pytest.fixture
def unit(db: None) -> Unit:
    """One without a year."""
    return make.a_unit("Trường Tiểu học Phù Sa")


@pytest.fixture
def head(plan: Plan) -> User:
    return User.objects.get(roles__unit=plan.unit)


@pytest.fixture
def as_head(client: Client, head: User) -> Client:
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    return client


def year_of(plan: Plan) -> Year:
    return Year(dossier_of(plan))


def ask(plan: Plan, level: str, head: User) -> None:
    dossier = open_dossier(plan)
    request_recognition(dossier, requested=level, next_year_goal="2", version=dossier.version, by=head)


def issue(plan: Plan, kind: str, head: User, issued_on: dt.date = TODAY) -> IssuedPaper:
    return issue_year_paper(year_of(plan), kind, issued_on=issued_on, head_name=head.full_name, by=head)


def url(name: str, plan: Plan, *more: Any) -> str:
    return reverse(name, args=[plan.unit_id, plan.year, *more])


def words_of(shown: Any) -> dict[str, Any]:
    """What a browser would send back of the paper's form, unchanged."""
    values = {bound.html_name: bound.value() for bound in shown.context["form"]}
    return {name: "" if value is None else value for name, value in values.items()}


def issue_all(plan: Plan, head: User) -> None:
    ask(plan, "2", head)
    for line in year_of(plan).lines:
        if line.wanted.submitted and line.wanted.kind != "evidence":
            issue(plan, line.wanted.kind, head)


def test_the_level_asked_for_never_exceeds_the_self_assessment(unit: Unit) -> None:
    head = make.a_head(unit)
    plan = make.a_filled_year(unit, by=head)
    make.save(plan, "2.1", {"count": 37, "total": 40}, by=head)
    dossier = open_dossier(plan)

    with pytest.raises(ValidationError, match="Không đề nghị được mức độ 2"):
        request_recognition(dossier, requested="2", next_year_goal="", version=1, by=head)
    request_recognition(dossier, requested="1", next_year_goal="", version=1, by=head)

    assert Dossier.objects.get().requested == "1"


def test_two_people_choosing_the_level_at_once_are_told(plan: Plan, head: User) -> None:
    dossier = open_dossier(plan)
    request_recognition(dossier, requested="2", next_year_goal="", version=1, by=head)

    with pytest.raises(ValidationError, match="Người khác vừa đổi"):
        request_recognition(dossier, requested="1", next_year_goal="", version=1, by=head)


def test_a_paper_of_the_result_waits_for_the_head_to_finalise(unit: Unit) -> None:
    head = make.a_head(unit)
    plan = make.a_filled_year(unit, by=head)

    with pytest.raises(ValidationError, match="chỉ ban hành sau khi thủ trưởng đã chốt"):
        issue(plan, "self_assessment_report", head)
    assert issue(plan, "plan", head).number == 1


def test_a_submission_letter_waits_for_the_level_asked_for(plan: Plan, head: User) -> None:
    with pytest.raises(ValidationError, match="chọn mức đề nghị"):
        issue(plan, "submission_letter", head)


def test_a_level_that_fails_is_not_offered_although_the_next_one_passes(head: User) -> None:
    """3.3 binds an enterprise at level 1 only (TT 24, Điều 6.3.c and 7.3.c)."""
    firm = make.a_unit("Công ty Sen Vàng", kind="enterprise", ownership="private")
    plan = make.a_filled_year(firm, by=head)
    make.save(plan, "3.3", {"met": False}, by=head)

    assert goals_within_reach(year_of(plan)) == (("2", "Mức độ 2"),)


def test_a_submission_letter_is_refused_when_the_result_no_longer_reaches_what_was_asked(
    plan: Plan, head: User
) -> None:
    ask(plan, "2", head)
    assessment = reopen_assessment(assessment_of(plan), reason="sai số liệu", by=head)
    make.save(plan, "2.1", {"count": 37, "total": 40}, by=head)
    finalise_assessment(assessment, seen=sheet_digest(sheet_of(assessment)), by=head)

    with pytest.raises(ValidationError, match="không còn đạt mức độ 2"):
        issue(plan, "submission_letter", head)


def test_a_registration_names_what_is_registered(plan: Plan, head: User) -> None:
    with pytest.raises(ValidationError, match="mức đăng ký cho năm sau"):
        issue(plan, "registration", head)


def test_a_dossier_that_only_reports_needs_no_level_asked_for(plan: Plan, head: User) -> None:
    """Thanh Xuân's list has no submission letter: whatever the rank, the unit reports (TT 22, Điều 7.1)."""
    plan = make.a_finalised_year(plan.unit, 2022, "tt22-2020-ha-noi", by=head)

    request = checks(year_of(plan))[1]

    assert (request.state, request.text) == ("pass", "Hồ sơ báo cáo kết quả, không kèm văn bản đề nghị")


def test_figures_of_a_year_that_is_not_over_may_still_change(unit: Unit) -> None:
    head = make.a_head(unit)
    over, running = (make.a_plan(unit, year, by=head) for year in (2024, timezone.localdate().year))

    def told(plan: Plan) -> list[str]:
        return [one.detail for one in checks(year_of(plan)) if one.text.startswith("Năm đánh giá")]

    assert told(over) == []
    assert told(running) == ["Từ ngày 01/01 đến ngày 31/12 của năm đánh giá (Điều 10 khoản 1 điểm b)"]


def test_only_a_former_district_unit_is_told_that_no_text_names_its_receiver(
    plan: Plan, head: User, as_head: Client
) -> None:
    earlier = make.a_plan_in_force(plan.unit, 2022, "tt22-2020-ha-noi", by=head)

    assert "Từ 01/7/2025 không còn cấp huyện" in as_head.get(url("dossier", plan)).content.decode()
    assert "Từ 01/7/2025" not in as_head.get(url("dossier", earlier)).content.decode()


def test_every_paper_of_the_year_can_be_composed_and_shown(plan: Plan, as_head: Client) -> None:
    for line in year_of(plan).lines:
        if line.wanted.kind == "evidence":
            continue
        assert as_head.get(url("paper", plan, line.wanted.kind)).status_code == 200
        picture = as_head.get(url("paper_page", plan, line.wanted.kind, 1))
        assert picture.content.startswith(b"\x89PNG")
        assert as_head.get(url("paper_draft_docx", plan, line.wanted.kind)).content.startswith(b"PK")


def test_words_that_people_change_are_printed_and_untouched_passages_follow_the_data(
    plan: Plan, head: User, as_head: Client
) -> None:
    shown = as_head.get(url("paper", plan, "minutes"))
    values = words_of(shown)
    changed = as_head.post(url("paper", plan, "minutes"), {**values, "place": "Đồng Sen Thượng"})

    assert changed.status_code == 302, changed.context["form"].errors
    draft = year_of(plan).drafts["minutes"]
    assert draft.fields == {"place": "Đồng Sen Thượng"}
    assert issue(plan, "minutes", head).place == "Đồng Sen Thượng"


def test_two_people_wording_one_paper_at_once_lose_nothing(plan: Plan, as_head: Client) -> None:
    shown = as_head.get(url("paper", plan, "minutes"))
    values = words_of(shown)
    as_head.post(url("paper", plan, "minutes"), {**values, "place": "Bản của người thứ nhất"})

    late = as_head.post(url("paper", plan, "minutes"), {**values, "place": "Bản của người thứ hai"})

    assert late.status_code == 422
    assert "vừa sửa văn bản này" in late.content.decode()
    assert "Bản của người thứ hai" in late.content.decode()
    assert year_of(plan).drafts["minutes"].fields["place"] == "Bản của người thứ nhất"


def test_signing_for_another_asks_whom(plan: Plan, as_head: Client) -> None:
    shown = as_head.get(url("paper", plan, "minutes"))
    values = words_of(shown)

    refused = as_head.post(url("paper", plan, "minutes"), {**values, "authority": "KT.", "on_behalf_of": ""})

    assert refused.status_code == 422
    assert "phải ghi ký thay ai" in refused.content.decode()


def test_a_paper_is_out_of_date_when_its_figures_changed(plan: Plan, head: User) -> None:
    issue(plan, "results_summary", head)
    assessment = reopen_assessment(assessment_of(plan), reason="sai số liệu", by=head)
    make.save(assessment.plan, "2.1", {"count": 38, "total": 40}, by=head)

    line = next(line for line in year_of(plan).lines if line.wanted.kind == "results_summary")

    assert line.state == "stale"
    assert any("38/40" in change.new and "40/40" in change.old for change in line.changes)


def test_a_dossier_is_ready_when_every_paper_is_issued_and_the_level_is_chosen(
    plan: Plan, head: User
) -> None:
    assert [check.state for check in checks(year_of(plan))].count("fail") == 2

    issue_all(plan, head)

    assert [check for check in checks(year_of(plan)) if check.state == "fail"] == []


def test_binding_makes_one_pdf_in_the_order_of_the_list(plan: Plan, head: User, as_head: Client) -> None:
    issue_all(plan, head)

    answer = as_head.post(url("volume_bind", plan, "dossier"), follow=True)

    volume = Volume.objects.get()
    assert (answer.status_code, volume.state, volume.problem) == (200, "bound", "")
    content = b"".join(as_head.get(url("volume_file", plan, volume.pk)).streaming_content)
    assert hashlib.sha256(content).hexdigest() == volume.sha256
    assert len(PdfReader(io.BytesIO(content)).pages) == volume.pages
    titles = [line.wanted.title for line in year_of(plan).lines if line.wanted.submitted]
    assert [title for title, _ in volume.contents] == titles


def test_the_bytes_of_a_bound_paper_stay_as_issued(plan: Plan, head: User, as_head: Client) -> None:
    issue_all(plan, head)
    paper = IssuedPaper.objects.get(kind="submission_letter")
    before = as_head.get(url("issued_paper", plan, paper.pk, "pdf")).content

    as_head.post(url("volume_bind", plan, "dossier"))

    assert as_head.get(url("issued_paper", plan, paper.pk, "pdf")).content == before


def test_evidence_is_bound_into_a_volume_of_its_own(plan: Plan, as_head: Client) -> None:
    as_head.post(url("volume_bind", plan, "evidence"))

    volume = Volume.objects.get()
    assert volume.state == "bound"
    assert [title for title, _ in volume.contents if title.startswith("Tiêu chí")] == [
        f"Tiêu chí {group.code}: {group.title}" for group in plan.pack.groups
    ]


def test_a_volume_is_out_of_date_when_a_paper_is_issued_again(
    plan: Plan, head: User, as_head: Client
) -> None:
    issue_all(plan, head)
    as_head.post(url("volume_bind", plan, "dossier"))

    issue(plan, "submission_letter", head)

    assert "Đã cũ" in as_head.get(url("dossier", plan)).content.decode()


def test_only_one_binding_runs_at_a_time(plan: Plan, head: User) -> None:
    dossier = open_dossier(plan)
    ask_for_volume(dossier, VolumeKind.EVIDENCE, by=head)

    with pytest.raises(ValidationError, match="đang được ghép"):
        ask_for_volume(dossier, VolumeKind.EVIDENCE, by=head)


def test_a_binding_that_fell_silent_may_be_asked_for_again(plan: Plan, head: User) -> None:
    dossier = open_dossier(plan)
    silent = ask_for_volume(dossier, VolumeKind.EVIDENCE, by=head)
    Volume.objects.filter(pk=silent.pk).update(beat_at=timezone.now() - SILENCE - dt.timedelta(seconds=1))

    ask_for_volume(dossier, VolumeKind.EVIDENCE, by=head)

    assert list(Volume.objects.order_by("pk").values_list("state", flat=True)) == ["failed", "waiting"]


def test_everything_leaves_in_one_archive_with_its_digests(plan: Plan, head: User, as_head: Client) -> None:
    issue_all(plan, head)
    as_head.post(url("volume_bind", plan, "dossier"))

    content = b"".join(as_head.get(url("dossier_archive", plan)).streaming_content)

    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        for line in bundle.read("SHA256SUMS.txt").decode().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256(bundle.read(name)).hexdigest() == digest
        assert len(bundle.namelist()) == 2 * IssuedPaper.objects.count() + 2


def test_a_clerk_words_papers_but_does_not_issue_them(plan: Plan, client: Client) -> None:
    clerk = make.a_clerk(plan.unit)
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(url("paper", plan, "minutes")).status_code == 200
    refused = client.post(url("paper_issue", plan, "minutes"), {"issued_on": TODAY.isoformat()})
    assert refused.status_code == 403
    assert not IssuedPaper.objects.exists()


@pytest.mark.parametrize(
    ("name", "more"),
    [("dossier", ()), ("paper", ("minutes",)), ("paper_page", ("minutes", 1)), ("dossier_archive", ())],
)
def test_another_units_head_finds_nothing(
    plan: Plan, client: Client, name: str, more: tuple[Any, ...]
) -> None:
    stranger = make.a_head(make.a_unit("Trường Tiểu học Khác"))
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(url(name, plan, *more)).status_code == 404


def test_a_date_that_is_no_date_is_answered_in_words(plan: Plan, as_head: Client) -> None:
    answer = as_head.post(url("paper_issue", plan, "minutes"), {"issued_on": "31/02/2026"}, follow=True)

    assert "Ngày chưa đúng" in answer.content.decode()


def test_an_unknown_kind_of_paper_is_not_found(plan: Plan, as_head: Client) -> None:
    assert as_head.get(url("paper", plan, "khong-co")).status_code == 404


def test_a_paper_of_the_other_scheme_is_not_found(plan: Plan, as_head: Client) -> None:
    for name in ("paper", "paper_preview", "paper_draft_docx"):
        assert as_head.get(url(name, plan, "score_sheet")).status_code == 404


def test_a_draft_is_named_after_the_paper(plan: Plan, as_head: Client) -> None:
    names = [
        as_head.get(url(door, plan, "plan"))["Content-Disposition"]
        for door in ("paper_preview", "paper_draft_docx")
    ]

    assert names == [
        'inline; filename="nhap-ke-hoach-2025.pdf"',
        'attachment; filename="nhap-ke-hoach-2025.docx"',
    ]


def test_an_issued_paper_is_named_by_a_symbol_with_any_letters(
    plan: Plan, head: User, as_head: Client
) -> None:
    Unit.objects.filter(pk=plan.unit_id).update(symbol='ĐVHT"Đ')
    issued = issue(Plan.objects.get(pk=plan.pk), "team_decision", head)

    answer = as_head.get(url("issued_paper", plan, issued.pk, "pdf"))

    assert unquote(answer["Content-Disposition"]) == (
        f"attachment; filename*=utf-8''{issued.title} 01-QĐ-ĐVHT\"Đ.pdf"
    )


def test_a_day_of_issue_long_before_the_year_is_refused(plan: Plan, head: User) -> None:
    with pytest.raises(ValidationError, match="01/01/1 quá sớm đối với văn bản của năm 2025"):
        issue(plan, "team_decision", head, dt.date(1, 1, 1))


@pytest.mark.parametrize(
    ("harm", "words"), [("lose", "không còn trong kho lưu"), ("change", "đã bị đổi sau khi ghép")]
)
@pytest.mark.parametrize("name", ["volume_file", "dossier_archive"])
def test_a_bound_volume_that_is_lost_or_changed_is_not_handed_out(
    plan: Plan, as_head: Client, harm: str, words: str, name: str
) -> None:
    as_head.post(url("volume_bind", plan, "evidence"))
    volume = Volume.objects.get(state="bound")
    _harm(volume.content, harm)

    answer = as_head.get(url(name, plan, *([volume.pk] if name == "volume_file" else [])), follow=True)

    assert words in answer.content.decode()


@pytest.mark.parametrize(
    ("harm", "words"), [("lose", "không tìm thấy tệp trong kho lưu"), ("change", "không còn như lúc tải lên")]
)
def test_evidence_whose_bytes_are_lost_or_changed_is_named_by_the_binding(
    plan: Plan, head: User, as_head: Client, harm: str, words: str
) -> None:
    reopen_assessment(assessment_of(plan), reason="Thêm minh chứng", by=head)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    upload = SimpleUploadedFile("anh-hop.png", picture.getvalue())
    as_head.post(reverse("evidence_add", args=[plan.unit_id, plan.year]), {"row": "1.1", "uploads": upload})
    _harm(StoredFile.objects.get().content, harm)

    as_head.post(url("volume_bind", plan, "evidence"))

    volume = Volume.objects.get()
    assert volume.state == "failed"
    assert "anh-hop" in volume.problem
    assert words in volume.problem


def _harm(content: FieldFile, harm: str) -> None:
    """What a careless hand does to a file of the data directory."""
    path = Path(content.path)
    if harm == "lose":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b" ")


def test_the_office_in_an_official_letters_symbol_is_the_units_to_name(
    plan: Plan, head: User, as_head: Client
) -> None:
    plan = make.a_finalised_year(plan.unit, 2023, "tt22-2020", by=head)
    dossier = open_dossier(plan)
    request_recognition(dossier, requested="tot", next_year_goal="1", version=dossier.version, by=head)
    shown = as_head.get(url("paper", plan, "official_letter"))
    as_head.post(url("paper", plan, "official_letter"), {**words_of(shown), "office": "CM"})

    assert issue(plan, "official_letter", head).full_number == "01/THHS-CM"


def test_next_year_is_registered_by_the_text_that_governs_it(plan: Plan, head: User, as_head: Client) -> None:
    plan = make.a_finalised_year(plan.unit, 2023, "tt22-2020", by=head)

    form = as_head.get(url("dossier", plan)).context["request_form"]

    assert form.fields["next_year_goal"].choices == [
        ("", "Chưa đăng ký"),
        ("1", "Mức độ 1"),
        ("2", "Mức độ 2"),
    ]


def test_a_volume_with_a_paper_that_is_out_of_date_is_out_of_date(
    plan: Plan, head: User, as_head: Client
) -> None:
    issue_all(plan, head)
    as_head.post(url("volume_bind", plan, "dossier"))
    assessment = reopen_assessment(assessment_of(plan), reason="sai số liệu", by=head)
    make.save(assessment.plan, "2.1", {"count": 39, "total": 40}, by=head)

    lines = {line.kind: line for line in as_head.get(url("dossier", plan)).context["volumes"]}

    assert lines["dossier"].stale


def test_blanks_to_be_filled_by_hand_are_pointed_at_before_issue(plan: Plan, as_head: Client) -> None:
    assert "Lời văn còn chỗ chấm" in as_head.get(url("paper", plan, "minutes")).content.decode()
    assert "Lời văn còn chỗ chấm" not in as_head.get(url("paper", plan, "results_summary")).content.decode()


def test_a_decision_dated_after_what_rests_on_it_is_pointed_at(plan: Plan, head: User) -> None:
    issue(plan, "results_summary", head, TODAY - dt.timedelta(days=1))
    issue(plan, "team_decision", head, TODAY)

    warned = [check.text for check in checks(year_of(plan)) if check.state == "warn"]

    assert any(text.startswith("“Quyết định thành lập Tổ đánh giá” đề ngày") for text in warned)
