"""What an office does with the dossiers that came to it."""

import hashlib
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from tests import make
from tests.cast import Cast, a_cast
from tests.dossiers.build import soon

from dvht.accounts.models import User
from dvht.dossiers.actions import Giving, receive_submission, return_submission
from dvht.dossiers.exports import LostFileError, open_delivered_file
from dvht.dossiers.forms import RegisterForm
from dvht.dossiers.models import DeliveredFile, Delivery, Submission
from dvht.dossiers.queries import changes_between, submission_of, unit_facts_of
from dvht.evidence.models import StoredFile
from dvht.inbox.models import Message
from dvht.regulation.library import load_pack

BACKEND = "django.contrib.auth.backends.ModelBackend"


def png() -> bytes:
    content = BytesIO()
    Image.new("RGB", (4, 4)).save(content, "PNG")
    return content.getvalue()


PNG = png()
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return a_cast()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def url(cast: Cast, name: str, *more: Any) -> str:
    return reverse(name, args=(cast.office.pk, 2025, *more))


def a_submission(cast: Cast, **more: Any) -> Submission:
    return make.a_submission(cast.unit, cast.office, cast.commune, by=cast.head, **more)


def names_in(answer: HttpResponse) -> list[str]:
    return [line.submission.unit.name for line in answer.context["lines"]]  # type: ignore[attr-defined]


def test_the_list_is_narrowed_by_state_sector_officer_and_words(cast: Cast) -> None:
    a_submission(cast, officer=cast.officer)
    make.a_submission(cast.other_unit, cast.office, cast.commune, by=cast.stranger, state="received")
    client = signed_in(cast.officer)
    found = {
        query: names_in(client.get(url(cast, "submission_list") + query))
        for query in (
            "?trang-thai=received",
            "?khoi=primary",
            "?nguoi=toi",
            "?nguoi=chua",
            "?q=mam+non",
            "?muon=1",
        )
    }

    assert found == {
        "?trang-thai=received": ["Trường Mầm non Hoa Mai"],
        "?khoi=primary": ["Trường Tiểu học Hoa Sen"],
        "?nguoi=toi": ["Trường Tiểu học Hoa Sen"],
        "?nguoi=chua": ["Trường Mầm non Hoa Mai"],
        "?q=mam+non": ["Trường Mầm non Hoa Mai"],
        "?muon=1": [],
    }


def test_an_officer_of_a_sector_sees_only_that_sector(cast: Cast) -> None:
    submission = a_submission(cast)
    nursery = make.an_officer(cast.office, "Mầm Non", sectors=("preschool",))
    client = signed_in(nursery)

    assert names_in(client.get(url(cast, "submission_list"))) == []
    assert client.get(url(cast, "submission", submission.pk)).status_code == 404


def test_the_workbook_holds_what_the_list_holds(cast: Cast) -> None:
    a_submission(cast)

    answer = signed_in(cast.officer).get(url(cast, "submission_export"))

    cells = [cell for row in load_workbook(BytesIO(answer.content)).active.values for cell in row]  # type: ignore[union-attr]
    assert "Trường Tiểu học Hoa Sen" in cells
    assert "Chờ kiểm tra" in cells


def test_the_page_shows_rows_completeness_and_history(cast: Cast) -> None:
    submission = a_submission(cast)
    client = signed_in(cast.officer)
    client.post(url(cast, "submission_receive", submission.pk), {"version": 1})

    text = client.get(url(cast, "submission", submission.pk)).content.decode()

    assert "40/40 = 100,0%" in text
    assert "Đối chiếu danh mục" in text
    assert "Thiếu" in text
    assert "Tiếp nhận hồ sơ: Lê Văn Bình" in text


def test_rows_are_given_back_with_their_reasons(cast: Cast) -> None:
    submission = a_submission(cast)
    sent = {"scope": "rows", "due_on": f"{soon():%d/%m/%Y}", "version": 1, "row-2.1": "Thiếu chữ ký"}

    answer = signed_in(cast.officer).post(url(cast, "submission_return", submission.pk), sent)

    given = submission.returns.get()
    assert answer.status_code == 302
    assert [(row.row, row.reason) for row in given.rows.all()] == [("2.1", "Thiếu chữ ký")]
    assert given.due_on == soon()


def test_a_return_without_a_reason_keeps_what_was_typed(cast: Cast) -> None:
    submission = a_submission(cast)
    sent = {"scope": "whole", "due_on": f"{soon():%d/%m/%Y}", "version": 1, "reason": ""}

    answer = signed_in(cast.officer).post(url(cast, "submission_return", submission.pk), sent)

    assert answer.status_code == 422
    assert "Ghi lý do trả lại cả hồ sơ" in answer.content.decode()
    assert f"{soon():%d/%m/%Y}" in answer.content.decode()


def test_whoever_comes_second_is_told(cast: Cast) -> None:
    submission = a_submission(cast)
    receive_submission(submission, version=1, by=cast.office_head)

    answer = signed_in(cast.officer).post(
        url(cast, "submission_receive", submission.pk), {"version": 1}, follow=True
    )

    assert "vừa được người khác xử lý" in answer.content.decode()


def test_only_people_of_the_body_can_be_put_in_charge(cast: Cast) -> None:
    submission = a_submission(cast)
    client = signed_in(cast.officer)
    address = url(cast, "submission_reassign", submission.pk)

    refused = client.post(address, {"officer": cast.other_officer.pk, "version": 1})
    client.post(address, {"officer": cast.office_head.pk, "version": 1})

    assert refused.status_code == 422
    assert Submission.objects.get().officer == cast.office_head
    assert Message.objects.filter(person=cast.office_head).exists()


def test_a_dossier_ends_with_a_reason(cast: Cast) -> None:
    submission = a_submission(cast)
    client = signed_in(cast.office_head)
    address = url(cast, "submission_close", submission.pk)

    refused = client.post(address, {"version": 1, "reason": " "})
    client.post(address, {"version": 1, "reason": "Sáp nhập theo Quyết định 12/QĐ-UBND"})

    assert refused.status_code == 422
    assert Submission.objects.get().state == "closed"
    assert "Sáp nhập" in client.get(url(cast, "submission", submission.pk)).content.decode()


def a_file(cast: Cast, submission: Submission, content: bytes = PDF) -> DeliveredFile:
    stored = StoredFile.objects.create(
        unit=cast.unit, content=ContentFile(content, "a.pdf"), sha256="0" * 64, size=len(PDF),
        media_type="application/pdf",
    )  # fmt: skip
    return DeliveredFile.objects.create(
        delivery=submission.deliveries.get(number=1), kind="evidence_file", title="Sổ", codes=["2.1"],
        code="2.1-01", stored=stored, sha256=hashlib.sha256(PDF).hexdigest(), media_type="application/pdf",
        place="so.pdf",
    )  # fmt: skip


def test_a_file_is_given_as_it_was_handed_in_and_kept_by_no_cache(cast: Cast) -> None:
    submission = a_submission(cast)
    file = a_file(cast, submission)

    answer = signed_in(cast.officer).get(url(cast, "submission_file", submission.pk, file.pk))

    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_bytes_that_changed_are_not_given_out(cast: Cast) -> None:
    submission = a_submission(cast)
    file = a_file(cast, submission, PDF + b"x")

    answer = signed_in(cast.officer).get(url(cast, "submission_file", submission.pk, file.pk))

    assert answer.status_code == 410
    with pytest.raises(LostFileError):
        open_delivered_file(file)


def register(cast: Cast, user: User, **more: Any) -> HttpResponse:
    cast.unit.receiving_name = ""
    cast.unit.save()
    sent = {
        "unit": cast.unit.pk, "channel": "paper", "arrived_on": "05/01/2026", "requested": "1",
        "late_reason": "Bưu điện chậm", "r0-met": "yes", **more,
    }  # fmt: skip
    return signed_in(user).post(url(cast, "submission_register"), sent)  # type: ignore[return-value]


def test_paper_is_entered_with_its_scan_and_values(cast: Cast) -> None:
    scan = SimpleUploadedFile("ho-so.png", PNG, "image/png")

    answer = register(
        cast, cast.officer, uploads=scan, **{"r0-met": "yes", "r0-evidence": "2", "member_total": "40"}
    )

    delivery = Delivery.objects.get()
    first = next(iter(delivery.snapshot["rows"].values()))
    assert answer.status_code == 302
    assert delivery.channel == "paper"
    assert delivery.submission.dossier is None
    assert first["facts"].get("evidence") == 2
    assert delivery.files.get().kind == "scan"
    with open_delivered_file(delivery.files.get()) as content:
        assert content.read() == PNG
    assert Message.objects.filter(unit=cast.unit).count() == 1
    assert unit_facts_of(delivery).kind == "primary_school"


def test_a_unit_is_entered_once(cast: Cast) -> None:
    register(cast, cast.officer)

    answer = register(cast, cast.officer)

    assert answer.status_code == 302
    assert Delivery.objects.count() == 1


def test_a_unit_of_another_office_is_not_entered(cast: Cast) -> None:
    assert register(cast, cast.officer, unit=cast.other_office.pk).status_code == 404
    assert not Submission.objects.exists()


def test_nobody_enters_the_dossier_of_their_own_unit(cast: Cast) -> None:
    both = make.an_officer(cast.office, "Hai Vai")
    cast.unit.receiving_name = ""
    cast.unit.save()
    make.Role.objects.create(user=both, unit=cast.unit, kind="member")

    assert register(cast, both).status_code == 404


def test_a_refused_scan_enters_nothing(cast: Cast) -> None:
    answer = register(
        cast, cast.officer, uploads=SimpleUploadedFile("a.pdf", b"%PDF-1.4\n", "application/pdf")
    )

    assert answer.status_code == 422
    assert not Submission.objects.exists()
    assert not StoredFile.objects.exists()


def box_of(cast: Cast, row: str, name: str) -> str:
    """The box of a row on the page of entering, as its form calls it."""
    form = (
        signed_in(cast.officer)
        .get(url(cast, "submission_register"), {"don-vi": cast.unit.pk})
        .context["form"]
    )
    place = next(place for place, one in enumerate(form.bound_rows) if one.code == row)
    return f"r{place}-{name}"


def test_one_click_enters_no_dossier(cast: Cast) -> None:
    empty = {"r0-met": "", "requested": ""}

    nothing = register(cast, cast.officer, **empty)
    no_level = register(
        cast, cast.officer, **empty, uploads=SimpleUploadedFile("ho-so.png", PNG, "image/png")
    )
    no_content = register(cast, cast.officer, **{"r0-met": "", "r0-evidence": "2"})

    assert [one.status_code for one in (nothing, no_level, no_content)] == [422, 422, 422]
    errors = [one.context["form"].errors for one in (nothing, no_level, no_content)]  # type: ignore[attr-defined]
    assert [sorted(one) for one in errors] == [["__all__", "requested"], ["requested"], ["__all__"]]
    assert errors[0]["requested"] == ["Chọn mức, loại mà đơn vị đề nghị."]
    assert errors[2]["__all__"][0].startswith("Chưa có gì để thẩm định: đính kèm bản quét")
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("typed", "box", "said"),
    [
        ({"count": "41", "total": "40"}, "count", "2.3: số đạt lớn hơn tổng số."),
        ({"count": "41"}, "total", "2.3: thiếu tổng số."),
        ({"count": "0", "total": "0"}, "total", "2.3: tổng số phải lớn hơn 0."),
    ],
)
def test_numbers_that_cant_be_are_refused_at_their_box(
    cast: Cast, typed: dict[str, str], box: str, said: str
) -> None:
    cast.unit.receiving_name = ""
    cast.unit.save()
    sent = {box_of(cast, "2.3", name): value for name, value in typed.items()}

    answer = register(cast, cast.officer, **sent)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {box_of(cast, "2.3", box): [said]}  # type: ignore[attr-defined]
    assert said in answer.content.decode()
    assert "indicators" not in answer.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("typed", "box", "said"),
    [
        ({"met": "yes", "points": "99"}, "points", "1a: điểm tối đa là "),
        ({"met": "yes", "points": "0,25"}, "reason", "1a: điểm khác điểm gợi ý "),
        ({"points": "1"}, "points", "1a: ghi kết quả rồi mới ghi điểm."),
    ],
)
def test_points_that_cant_be_are_refused_at_their_box(
    cast: Cast, typed: dict[str, str], box: str, said: str
) -> None:
    form = RegisterForm(
        cast.unit,
        load_pack("tt22-2020"),
        {
            "channel": "paper", "arrived_on": "05/01/2023", "requested": "tot", "r1-count": "9", "r1-total": "9",
            **{f"r0-{name}": value for name, value in typed.items()},
        },
    )  # fmt: skip

    (wrong,) = form.errors.items()

    assert wrong[0] == f"r0-{box}"
    assert wrong[1][0].startswith(said)


def test_only_who_has_no_dossier_or_got_it_back_is_offered(cast: Cast) -> None:
    cast.unit.receiving_name = ""
    cast.unit.save()
    client, page = signed_in(cast.officer), url(cast, "submission_register")

    def offered() -> list[str]:
        return re.findall(
            rf'<option value="{cast.unit.pk}">(.*?)</option>', client.get(page).content.decode()
        )

    without = offered()
    register(cast, cast.officer)
    there = offered()
    return_submission(Submission.objects.get(), Giving(soon(), "Thiếu"), version=1, by=cast.officer)

    assert without == [cast.unit.name]
    assert there == []
    assert offered() == [f"{cast.unit.name} (đã trả lại)"]


def test_only_a_dossier_with_a_scan_is_said_to_have_one(cast: Cast) -> None:
    submission = a_submission(cast)
    bare = make.a_snapshot(cast.unit)
    bare["rows"] = {code: {**row, "facts": {}} for code, row in bare["rows"].items()}
    delivery = make.a_delivery(submission, bare, by=cast.officer)
    client, page = signed_in(cast.officer), url(cast, "submission", submission.pk)

    without = client.get(page).content.decode()
    DeliveredFile.objects.create(delivery=delivery, kind="scan", title="ho-so.pdf", sha256="0" * 64)
    scanned = client.get(page).content.decode()

    assert "Không kèm kết quả từng chỉ tiêu." in without
    assert "Không kèm kết quả từng chỉ tiêu; xem trong bản quét." in scanned


def test_two_deliveries_are_compared_row_by_row(cast: Cast) -> None:
    submission = a_submission(cast)
    return_submission(submission, Giving(soon(), "Thiếu"), version=1, by=cast.officer)
    newer = make.a_snapshot(cast.unit)
    newer["rows"]["2.1"] = {
        **newer["rows"]["2.1"],
        "facts": {"count": 30, "total": 40},
        "note": "Đã tính lại",
    }
    second = make.a_delivery(submission, newer, by=cast.head)

    found = changes_between(submission.deliveries.get(number=1), second)

    assert [(one.row, one.label, one.new) for one in found.every] == [
        ("2.1", "Kết quả", "30/40 = 75,0%"),
        ("2.1", "Ghi chú", "Đã tính lại"),
    ]


def test_a_plan_finds_its_submission(cast: Cast) -> None:
    plan = make.a_plan(cast.unit, 2025, by=cast.head)
    assert submission_of(plan) is None

    submission = a_submission(cast)

    assert submission_of(plan) == submission


def test_paper_of_a_year_does_not_come_before_the_year(cast: Cast) -> None:
    answer = register(cast, cast.officer, arrived_on="01/01/0001")

    assert answer.status_code == 422
    assert "không thể đến trước ngày 01/01/" in answer.content.decode()
    assert not Delivery.objects.exists()
