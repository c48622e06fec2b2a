"""Handing in: exactly what was shown, once, to the body that receives."""

import hashlib
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests import make
from tests.dossiers.build import LATE, Place, a_place, hand_in, parcel_of, submission_at

from dvht.accounts.models import User
from dvht.assessment.actions import reopen_assessment
from dvht.assessment.queries import assessment_of
from dvht.audit.models import Event
from dvht.documents.letters import canonical
from dvht.documents.models import IssuedPaper
from dvht.dossiers.actions import (
    issue_year_paper,
    open_dossier,
    receive_submission,
    request_recognition,
    submit_dossier,
    withdraw_submission,
)
from dvht.dossiers.models import Delivery, Submission
from dvht.dossiers.queries import facts_of_delivery, latest_delivery
from dvht.evidence.actions import Description, add_paper_record
from dvht.inbox.models import Message
from dvht.plans.actions import reopen_plan
from dvht.plans.models import Plan
from dvht.regulation.engine import evaluate
from dvht.regulation.facts import parse_facts
from dvht.units.models import Jurisdiction
from dvht.units.queries import TWO_TIERS_BASIS

BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page(place: Place, name: str = "dossier_submit", *more: Any) -> str:
    return reverse(name, args=(place.unit.pk, place.plan.year, *more))


def code_of(deed: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        deed()
    return str(getattr(caught.value, "code", ""))


def test_the_page_shows_everything_and_a_press_hands_it_in(place: Place) -> None:
    client = signed_in(place.head)
    shown = client.get(page(place))
    seen = shown.context["parcel"].digest

    answer = client.post(page(place), {"seen": seen, "late_reason": LATE})

    delivery = Delivery.objects.get()
    assert answer.headers["Location"] == page(place, "delivery", 1)
    text = shown.content.decode()
    assert "Phòng Văn hóa - Xã hội" in text
    assert "Sổ theo dõi 2.1" in text
    assert "Nộp hồ sơ năm 2025" in text
    assert delivery.digest == hashlib.sha256(canonical(delivery.snapshot).encode()).hexdigest()
    assert delivery.receipt.startswith("0001/")
    assert delivery.late_reason == LATE


def test_a_snapshot_says_what_the_engine_takes(place: Place) -> None:
    delivery = hand_in(place)

    facts = facts_of_delivery(delivery)

    assert set(make.a_snapshot(place.unit)) <= set(delivery.snapshot)
    assert evaluate(place.plan.pack, parse_facts(facts, place.plan.pack)).passes(1)
    assert facts["indicators"]["2.1"] == {"count": 40, "total": 40, "evidence": 1}
    assert delivery.snapshot["rows"]["2.1"]["evidence"] == ["2.1-01"]


def test_papers_and_evidence_travel_by_their_digest(place: Place) -> None:
    delivery = hand_in(place)

    papers = {file.kind: file for file in delivery.files.filter(paper__isnull=False)}
    issued = IssuedPaper.objects.get(kind="submission_letter")
    assert papers["submission_letter"].sha256 == issued.files.get(format="pdf").sha256
    assert delivery.files.filter(kind="evidence_paper").count() == len(delivery.snapshot["rows"])


def test_nobody_can_change_what_was_handed_in(place: Place) -> None:
    delivery = hand_in(place)

    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(receipt="0099/2027")


def test_the_officer_of_the_sector_is_told_and_the_unit_gets_its_receipt(place: Place) -> None:
    delivery = hand_in(place)

    told = Message.objects.get(person=place.officer)
    assert place.unit.name in told.subject
    assert delivery.receipt in Message.objects.get(unit=place.unit).subject
    assert submission_at(place).officer == place.officer


def test_without_one_officer_of_the_sector_the_office_is_told(place: Place) -> None:
    make.an_officer(place.office, "Đặng Thị Hai")

    hand_in(place)

    assert Message.objects.filter(unit=place.office).count() == 1
    assert submission_at(place).officer is None


def test_what_changed_after_the_page_was_opened_is_not_handed_in(place: Place) -> None:
    seen = parcel_of(place.plan).digest
    dossier = open_dossier(place.plan)
    request_recognition(dossier, requested="1", next_year_goal="2", version=dossier.version, by=place.head)

    code = code_of(lambda: submit_dossier(place.plan, seen=seen, late_reason=LATE, by=place.head))

    assert code == "changed"
    assert not Submission.objects.exists()


def test_a_late_dossier_needs_a_reason_and_keeps_what_was_typed(place: Place) -> None:
    client = signed_in(place.head)
    answer = client.post(page(place), {"seen": parcel_of(place.plan).digest, "late_reason": " "})

    assert answer.status_code == 422
    assert "Ghi lý do nộp muộn" in answer.content.decode()
    assert not Submission.objects.exists()


def test_an_unfinished_dossier_is_refused_with_what_is_missing(db: None) -> None:
    place = a_place(ready=False)

    answer = signed_in(place.head).post(
        page(place), {"seen": parcel_of(place.plan).digest, "late_reason": LATE}
    )

    assert answer.status_code == 422
    assert "Chưa nộp được" in answer.content.decode()
    assert not Submission.objects.exists()


def test_a_receiver_outside_the_system_gets_the_dossier_by_hand(place: Place) -> None:
    place.unit.receiving_name = "Phòng Giáo dục huyện Cũ"
    place.unit.save()

    text = signed_in(place.head).get(page(place)).content.decode()

    assert "Phòng Giáo dục huyện Cũ chưa có trong phần mềm này" in text
    assert page(place, "dossier_archive") in text
    assert code_of(lambda: hand_in(place)) == "receiver"


def test_an_unconfirmed_receiver_is_said_to_be_one(place: Place) -> None:
    text = signed_in(place.head).get(page(place)).content.decode()

    assert parcel_of(place.plan).authority.note in text


def test_a_year_before_the_two_tiers_is_told_nothing_of_them(place: Place) -> None:
    Jurisdiction.objects.update(basis=TWO_TIERS_BASIS)
    make.a_plan(place.unit, 2022, "tt22-2020", by=place.head)
    client = signed_in(place.head)

    def said(year: int) -> str:
        page = client.get(reverse("dossier_submit", args=(place.unit.pk, year))).content.decode()
        return page[page.index("<main") : page.index("</main>")]

    assert ["01/7/2025" in said(year) for year in (2022, 2025)] == [False, True]
    assert ["24/2023" in said(year) for year in (2022, 2025)] == [False, True]


def test_an_upgrade_is_told_its_twelve_months(place: Place) -> None:
    dossier = open_dossier(place.plan)
    request_recognition(dossier, requested="2", next_year_goal="", version=dossier.version, by=place.head)

    assert "Điều 5 khoản 3" in signed_in(place.head).get(page(place)).content.decode()


def test_a_second_press_makes_no_second_delivery(place: Place) -> None:
    seen = parcel_of(place.plan).digest
    submit_dossier(place.plan, seen=seen, late_reason=LATE, by=place.head)

    code = code_of(lambda: submit_dossier(place.plan, seen=seen, late_reason=LATE, by=place.head))

    assert code == "state"
    assert Delivery.objects.count() == 1


def test_receipts_are_numbered_by_the_body_without_a_gap(place: Place) -> None:
    first = hand_in(place)
    withdraw_submission(submission_at(place), version=1, by=place.head)

    second = hand_in(place)

    assert [first.receipt[:4], second.receipt[:4]] == ["0001", "0002"]
    assert [first.number, second.number] == [1, 2]


def test_the_receipt_prints_number_moment_and_digest(place: Place) -> None:
    delivery = hand_in(place)

    answer = signed_in(place.head).get(page(place, "delivery_receipt", 1))

    text = " ".join(PdfReader(BytesIO(answer.content)).pages[0].extract_text().split())
    assert delivery.receipt in text
    assert delivery.digest[:8] in text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_while_an_authority_has_it_nothing_of_the_year_moves(place: Place) -> None:
    hand_in(place)
    plan = Plan.objects.get(pk=place.plan.pk)
    dossier = open_dossier(plan)
    deeds = [
        lambda: reopen_assessment(assessment_of(plan), reason="Sửa lại", by=place.head),
        lambda: reopen_plan(plan, reason="Sửa lại", by=place.head),
        lambda: issue_year_paper(
            parcel_of(plan).year, "submission_letter", issued_on=parcel_of(plan).on, head_name="A", by=place.head
        ),
        lambda: request_recognition(dossier, requested="1", next_year_goal="2", version=dossier.version, by=place.head),
    ]  # fmt: skip

    assert [code_of(deed) for deed in deeds] == ["held"] * 4
    assert plan.collection is not None
    collection = plan.collection
    assert (
        code_of(lambda: add_paper_record(collection, ["2.1"], Description("Sổ mới"), "Tủ 2", by=place.head))
        == "closed"
    )


def test_a_paper_outside_the_dossier_may_still_be_issued(place: Place) -> None:
    hand_in(place)
    year = parcel_of(place.plan).year
    issued = issue_year_paper(year, "plan", issued_on=parcel_of(place.plan).on, head_name="A", by=place.head)

    assert issued.pk


def test_taking_back_frees_the_year(place: Place) -> None:
    hand_in(place)

    withdraw_submission(submission_at(place), version=1, by=place.head)

    plan = Plan.objects.get(pk=place.plan.pk)
    assert not reopen_assessment(assessment_of(plan), reason="Sửa", by=place.head).is_final
    assert submission_at(place).state == "withdrawn"


def test_what_was_received_is_not_taken_back(place: Place) -> None:
    hand_in(place)
    receive_submission(submission_at(place), version=1, by=place.officer)

    answer = signed_in(place.head).post(page(place, "dossier_withdraw"), {"version": 2}, follow=True)

    assert "không rút được nữa" in answer.content.decode()
    assert submission_at(place).state == "received"


def test_handing_in_leaves_one_event(place: Place) -> None:
    hand_in(place)

    assert Event.objects.filter(verb="nộp hồ sơ", thing="dossiers.Submission").count() == 1


def test_nothing_handed_in_holds_a_name_of_a_member(db: None) -> None:
    place = a_place()
    member = make.a_member(place.unit, "Trịnh Xuân Bí Mật")

    delivery = hand_in(place)

    assert member.full_name not in canonical(delivery.snapshot)
    assert latest_delivery(submission_at(place)) == delivery


def test_the_dossier_page_tells_where_it_stands(place: Place) -> None:
    hand_in(place)

    text = signed_in(place.head).get(page(place, "dossier")).content.decode()

    assert "chờ kiểm tra" in text
    assert "Rút hồ sơ về" in text
    assert "giữ nguyên" in text
