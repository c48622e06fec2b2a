"""One row after the other: what an examiner finds, keeps and confirms again."""

from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from tests import make
from tests.appraisal import examining
from tests.appraisal.examining import Case

from dvht.accounts.models import User
from dvht.appraisal.models import Appraisal, Assignment, Finding
from dvht.audit.queries import events_of, scope_of_unit
from dvht.dossiers.models import DeliveredFile
from dvht.evidence.models import StoredFile

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def row_page(case: Case, row: str = "3.1a") -> str:
    return reverse("examination_row", args=[case.appraisal.pk, row])


def sent(**more: Any) -> dict[str, Any]:
    return {"count": "40", "total": "40", "evidence_fits": "yes", "reason": "", "version": "0", **more}


def test_a_row_shows_the_law_both_sides_and_why_it_passes() -> None:
    case = examining.a_case()

    page = signed_in(case.first).get(row_page(case)).content.decode()

    assert "Tối thiểu 90%" in page
    assert "40/40" in page
    assert "Thẩm định xác nhận" in page
    assert "3.1b" in page
    assert "Không áp dụng" in page


def test_saving_goes_on_to_the_next_row_and_keeps_what_was_found() -> None:
    case = examining.a_case()

    answer = signed_in(case.first).post(row_page(case), sent(count="35", reason="Bản tự chấm", go="3.2a"))

    assert answer.headers["Location"] == row_page(case, "3.2a")
    found = Finding.objects.get()
    assert (found.row, found.count, found.total, found.reason) == ("3.1a", 35, 40, "Bản tự chấm")
    assert found.seat == case.seat(case.first)


def test_a_difference_without_a_reason_is_refused_and_nothing_typed_is_lost() -> None:
    case = examining.a_case()

    answer = signed_in(case.first).post(row_page(case), sent(count="35"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kết quả khác đơn vị thì ghi lý do" in page
    assert 'value="35"' in page
    assert "Khác nhau: bớt 5 người" in page
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"evidence_fits": "no"}, "Minh chứng không phù hợp thì ghi vì sao"),
        ({"propose_return": "on"}, "Ghi lý do đề nghị trả lại"),
        ({"count": "41", "reason": "Đếm lại"}, "Nhiều hơn tổng số 40"),
        ({"count": ""}, "Ghi số người đạt"),
        ({"total": "0", "count": "0"}, "Tổng số phải lớn hơn 0"),
        ({"count": "ba"}, "không phải số người"),
    ],
)
def test_what_cant_be_is_refused_at_its_field(typed: dict[str, str], said: str) -> None:
    case = examining.a_case()

    answer = signed_in(case.first).post(row_page(case), sent(**typed))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Finding.objects.exists()


@pytest.mark.parametrize("over_htmx", [False, True])
def test_no_reason_is_asked_for_while_the_numbers_themselves_cant_be(over_htmx: bool) -> None:
    case = examining.a_case()
    headers = {"HX-Request": "true"} if over_htmx else {}

    answer = signed_in(case.first).post(row_page(case), sent(count="99", total="10"), headers=headers)

    page = answer.content.decode()
    assert "Nhiều hơn tổng số 10" in page
    assert "Khác nhau" not in page
    assert "Ghi lý do ở dưới" not in page


def test_evidence_that_does_not_fit_fails_the_row() -> None:
    case = examining.a_case()

    signed_in(case.first).post(row_page(case), sent(evidence_fits="no", reason="Bản chụp mờ"))

    page = signed_in(case.first).get(row_page(case)).content.decode()
    assert "Thiếu minh chứng nên không đạt" in page


def test_two_windows_of_one_examiner_do_not_overwrite_each_other() -> None:
    case = examining.a_case()
    client = signed_in(case.first)
    client.post(row_page(case), sent(count="35", reason="Một"))

    answer = client.post(row_page(case), sent(count="34", reason="Hai"))

    assert answer.status_code == 409
    assert "vừa được lưu ở nơi khác" in answer.content.decode()
    assert Finding.objects.get().count == 35


def test_autosave_answers_with_the_verdict_of_the_engine() -> None:
    case = examining.a_case()
    client = signed_in(case.first)

    kept = client.post(row_page(case), sent(count="35", reason="Đếm lại"), headers={"HX-Request": "true"})
    refused = client.post(row_page(case), sent(count="34", version="1"), headers={"HX-Request": "true"})

    assert kept.status_code == 200
    assert "cần 36. Còn thiếu 1 người" in kept.content.decode()
    assert 'id="exam-strip"' in kept.content.decode()
    assert refused.status_code == 422
    assert "Còn thiếu 2 người" in refused.content.decode()


def test_rows_are_taken_over_only_after_they_are_listed() -> None:
    case = examining.a_case()
    client = signed_in(case.first)
    examining.find(case, case.first, "3.1a", count=35, reason="Đếm lại")
    address = reverse("examination_agree", args=[case.appraisal.pk])

    page = client.get(address).content.decode()
    delivery = case.submission.deliveries.get().pk
    client.post(address, {"rows": ["1.1", "1.2a", "3.1a", "3.1b"], "delivery": delivery})

    assert 'value="1.1" checked' in page
    assert 'value="3.1a"' not in page
    assert set(Finding.objects.values_list("row", flat=True)) == {"1.1", "1.2a", "3.1a"}
    assert Finding.objects.get(row="3.1a").count == 35


def test_what_was_listed_of_an_older_delivery_is_not_taken_over() -> None:
    case = examining.a_case()
    old = case.submission.deliveries.get()
    make.a_delivery(case.submission, make.a_snapshot(case.cast.unit), by=case.cast.head)

    with pytest.raises(ValidationError) as refusal:
        examining.findings.agree_with_unit(
            case.fresh(), case.seat(case.first), ["1.1"], delivery_id=old.pk, by=case.first
        )

    assert refusal.value.code == "conflict"


def test_a_row_that_was_handed_in_otherwise_must_be_confirmed_again() -> None:
    case = examining.a_case()
    examining.agree(case, case.first)
    snapshot = make.a_snapshot(case.cast.unit)
    snapshot["rows"]["3.1a"]["facts"]["count"] = 37
    make.a_delivery(case.submission, snapshot, by=case.cast.head)
    client = signed_in(case.first)

    page = client.get(row_page(case)).content.decode()
    whole = client.get(reverse("examination", args=[case.appraisal.pk])).content.decode()

    assert "Đã đổi sau khi thẩm định" in page
    assert "Lần 1 ghi" in page
    assert "Thay đổi từ lần nộp 1" in whole
    client.post(row_page(case), sent(count="37", version="1"))
    assert Finding.objects.get(row="3.1a").delivery.number == 2
    assert "Đã đổi sau khi thẩm định." not in client.get(row_page(case)).content.decode()


def test_a_desk_shows_only_what_is_given_with_progress() -> None:
    case = examining.a_case()
    other = make.a_submission(case.cast.other_unit, case.cast.office, by=case.cast.stranger, state="received")
    make.an_appraisal(other, case.panel, assigned=(case.second,))
    examining.find(case, case.first, "1.1")

    page = signed_in(case.first).get(reverse("examinations")).content.decode()

    assert "Trường Tiểu học Hoa Sen" in page
    assert "Trường Mầm non Hoa Mai" not in page
    assert "1/" in page


def test_a_chair_sees_everything_of_the_panel() -> None:
    case = examining.a_case()
    other = make.a_submission(case.cast.other_unit, case.cast.office, by=case.cast.stranger, state="received")
    make.an_appraisal(other, case.panel)

    page = signed_in(case.chair).get(reverse("examinations")).content.decode()

    assert "Trường Tiểu học Hoa Sen" in page
    assert "Trường Mầm non Hoa Mai" in page


def test_who_was_given_one_group_opens_no_other() -> None:
    case = examining.a_case()
    Assignment.objects.filter(seat__user=case.first).update(group="3")
    client = signed_in(case.first)

    assert client.get(row_page(case)).status_code == 200
    assert client.get(row_page(case, "1.1")).status_code == 404
    assert client.post(row_page(case, "1.1"), {"met": "yes"}).status_code == 404


def test_an_examiner_does_not_read_what_another_found_until_it_is_consolidated() -> None:
    case = examining.a_case()
    examining.find(case, case.second, "3.1a", count=30, reason="Bí mật tới lúc thống nhất")

    page = signed_in(case.first).get(row_page(case)).content.decode()
    together = signed_in(case.first).get(reverse("consolidation", args=[case.appraisal.pk]))
    chairs = signed_in(case.chair).get(row_page(case)).content.decode()

    assert "Bí mật" not in page
    assert together.status_code == 403
    assert "Bí mật" in chairs


def test_files_are_of_the_newest_delivery_of_this_dossier_only() -> None:
    case = examining.a_case()
    file = DeliveredFile.objects.create(
        delivery=case.submission.deliveries.get(),
        kind="evidence_file",
        title="Sổ",
        codes=["3.1a"],
        code="3.1a-01",
    )
    make.a_delivery(case.submission, make.a_snapshot(case.cast.unit), by=case.cast.head)
    client = signed_in(case.first)

    assert client.get(reverse("examination_file", args=[case.appraisal.pk, file.pk])).status_code == 404


def test_a_file_is_handed_out_only_while_its_bytes_are_those_that_came() -> None:
    case = examining.a_case()
    content = b"%PDF-1.4 so theo doi"
    stored = StoredFile.objects.create(
        unit=case.cast.unit, content=ContentFile(content, "a.pdf"), sha256=sha256(content).hexdigest(),
        size=len(content), media_type="application/pdf",
    )  # fmt: skip
    came = {"delivery": case.submission.deliveries.get(), "stored": stored, "media_type": "application/pdf"}
    same = DeliveredFile.objects.create(kind="evidence_file", title="Sổ", sha256=stored.sha256, **came)
    other = DeliveredFile.objects.create(kind="evidence_file", title="Sổ", sha256="0" * 64, **came)

    answers = [
        signed_in(case.first).get(reverse("examination_file", args=[case.appraisal.pk, file.pk]))
        for file in (same, other)
    ]

    assert [answer.status_code for answer in answers] == [200, 404]
    assert b"".join(answers[0].streaming_content) == content  # type: ignore[attr-defined]  # a file


def test_only_the_office_is_shown_where_to_give_a_row_back() -> None:
    case = examining.a_case()
    examining.find(case, case.first, "3.1a", reason="Mờ", propose_return=True)

    page = signed_in(case.first).get(row_page(case)).content.decode()

    assert "Đề nghị trả lại" in page
    assert "Trả lại chỉ tiêu 3.1a…" not in page


def test_the_trail_of_examining_stays_with_the_body() -> None:
    case = examining.a_case()

    examining.find(case, case.first, "3.1a", count=35, reason="Đếm lại")

    verbs = [event.verb for event in events_of([scope_of_unit(case.cast.office.pk)])]
    assert "thẩm định chỉ tiêu" in verbs
    assert "thẩm định chỉ tiêu" not in [event.verb for event in events_of([scope_of_unit(case.cast.unit.pk)])]


def test_points_are_found_within_the_maximum_and_default_to_the_suggestion() -> None:
    case = examining.a_case("tt22-2020")
    client = signed_in(case.first)
    most = case.submission.pack.row("2d").max_points

    over = client.post(row_page(case, "2d"), sent(points="99"))
    fewer = client.post(row_page(case, "2d"), sent(count="20", reason="Đếm lại"))

    assert over.status_code == 422
    assert f"Điểm tối đa là {most:g}".replace(".", ",") in over.content.decode()
    assert fewer.status_code == 302
    assert Appraisal.objects.get().findings.get(row="2d").points is None


def test_evidence_of_several_rows_is_called_by_its_code_in_the_row_that_is_examined() -> None:
    case = examining.a_case()
    delivery = case.submission.deliveries.get()
    delivery.snapshot["rows"]["2.3"]["evidence"] = ["2.3-01", "2.3-02"]
    delivery.snapshot["also"] = {"1.4-01": ["2.3-02"], "2.2-02": ["2.3-01"]}
    newer = make.a_delivery(case.submission, delivery.snapshot, by=case.cast.head)
    for code in ("1.4-01", "2.2-02"):
        DeliveredFile.objects.create(
            delivery=newer, kind="evidence_paper", title=f"Sổ {code}", code=code, codes=[code[:3], "2.3"]
        )

    answer = signed_in(case.first).get(row_page(case, "2.3"))

    assert [(code, file.title) for code, file in answer.context["files"]] == [
        ("2.3-01", "Sổ 2.2-02"), ("2.3-02", "Sổ 1.4-01"),
    ]  # fmt: skip
    assert "<strong>2.3-01</strong> Sổ 2.2-02" in answer.content.decode()
