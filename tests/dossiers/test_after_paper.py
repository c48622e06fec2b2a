"""A dossier that came on paper and was given back goes on online, from whatever the unit has in this system."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, a_cast
from tests.dossiers.build import LATE, Place, a_place, hand_in, soon, submission_at

from dvht.accounts.models import User
from dvht.assessment.queries import assessment_of
from dvht.dossiers.actions import (
    Arrival,
    Giving,
    register_submission,
    return_submission,
    submit_dossier,
    withdraw_submission,
)
from dvht.dossiers.models import Channel, Delivery, Submission
from dvht.dossiers.queries import changes_between
from dvht.dossiers.states import SUBMISSION_MOVES, SubmissionState
from dvht.inbox.models import Message
from dvht.plans.models import Plan
from dvht.regulation.library import load_pack
from dvht.units.models import Unit

BACKEND = "django.contrib.auth.backends.ModelBackend"
WHY = "Sổ theo dõi chưa có chữ ký."


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def register(unit: Unit, body: Unit, by: User) -> Delivery:
    pack = load_pack("tt24-2023-huyen")
    arrival = Arrival(Channel.PAPER, date(2026, 1, 9), "1", LATE, {"1.1": {"met": False}})
    return register_submission(unit, 2025, pack, body, arrival, by=by)


def give_back(unit: Unit, by: User, rows: Mapping[str, str] | None = None) -> Submission:
    found = Submission.objects.select_related("unit", "receiving").get(unit=unit)
    giving = Giving(soon(), "" if rows else "Thiếu biên bản", rows or {})
    return_submission(found, giving, version=found.version, by=by)
    return found


def page(user: User, name: str, unit: Unit, *more: object) -> str:
    return signed_in(user).get(reverse(name, args=(unit.pk, 2025, *more))).content.decode()


def test_giving_paper_back_promises_no_lock_at_the_unit(db: None) -> None:
    place = a_place()
    delivery = register(place.unit, place.office, place.officer)

    shown = page(place.officer, "submission_return", place.office, delivery.submission_id)

    assert "năm của đơn vị không bị khóa" in shown
    assert "mới mở khóa ở đơn vị" not in shown


def test_a_unit_that_works_here_hands_its_returned_paper_in_again_online(db: None) -> None:
    place = a_place()
    register(place.unit, place.office, place.officer)
    give_back(place.unit, place.officer)

    second = hand_in(place, late_reason="")

    submission = submission_at(place)
    assert submission.state == "submitted"
    assert submission.dossier is not None
    assert submission.officer == place.officer
    assert [one.channel for one in submission.deliveries.order_by("number")] == ["paper", "online"]
    assert (second.number, second.days_late) == (2, 0)
    first = submission.deliveries.get(number=1)
    assert set(changes_between(first, second).changed_rows) == set(second.snapshot["rows"])
    assert "Thay đổi so với lần 1" in page(place.head, "delivery", place.unit, 2)


def test_rows_of_a_paper_given_back_lock_nothing_online(db: None) -> None:
    place = a_place(ready=False)
    register(place.unit, place.office, place.officer)
    give_back(place.unit, place.officer, {"2.1": WHY})

    for row in ("2.1", "2.2"):
        make.save(_plan(place), row, {"count": 39, "total": 40}, by=place.head)

    shown = page(place.head, "assessment_row", place.unit, "2.2")
    assert f"2.1: {WHY}" in shown
    assert "trả lại hồ sơ giấy" in shown
    assert "đang khóa" not in shown
    assert assessment_of(_plan(place)).returned_rows == {}
    assert "cả năm mở để sửa" in page(place.head, "dossier", place.unit)


def test_taking_back_what_went_on_online_leaves_the_year_open(db: None) -> None:
    place = a_place()
    register(place.unit, place.office, place.officer)
    give_back(place.unit, place.officer)
    hand_in(place, late_reason="")
    submission = submission_at(place)

    withdraw_submission(submission, version=submission.version, by=place.head)

    assert assessment_of(_plan(place)).returned_rows == {}
    assert hand_in(place, late_reason=LATE).number == 3


def _plan(place: Place) -> Plan:
    return Plan.objects.select_related("unit", "collection").get(pk=place.plan.pk)


@pytest.fixture
def cast(db: None) -> Cast:
    found = a_cast()
    Unit.objects.filter(pk=found.unit.pk).update(receiving_name="")
    found.unit.refresh_from_db()
    return found


def test_a_unit_without_a_plan_reads_why_and_how_to_go_on(cast: Cast) -> None:
    register(cast.unit, cast.office, cast.officer)
    waiting = page(cast.head, "dossier", cast.unit)
    give_back(cast.unit, cast.officer, {"2.1": WHY})
    told = Message.objects.filter(unit=cast.unit).order_by("-pk")[0]

    shown = signed_in(cast.head).get(told.url)

    start = reverse("plan_start", args=(cast.unit.pk, 2025))
    assert shown.status_code == 200
    assert f"2.1: {WHY}" in shown.content.decode()
    assert start in shown.content.decode()
    assert start not in waiting
    assert "chờ kiểm tra" in waiting
    assert told.url in page(cast.head, "year_home", cast.unit)
    assert signed_in(cast.stranger).get(told.url).status_code == 404


def test_a_unit_that_handed_in_nothing_has_only_the_way_to_a_plan(cast: Cast) -> None:
    found = page(cast.head, "dossier", cast.unit)

    assert "Đơn vị chưa có kế hoạch năm 2025" in found
    assert "Đã ghi nhận" not in found


@pytest.mark.parametrize("state", SubmissionState)
def test_what_came_on_paper_goes_on_online_from_the_states_of_the_table_only(
    cast: Cast, state: SubmissionState
) -> None:
    more = {"closed_reason": "Sáp nhập"} if state == SubmissionState.CLOSED else {}
    submission = make.a_submission(cast.unit, cast.office, state=state.value, by=cast.officer, **more)
    plan = make.a_plan(cast.unit, 2025, by=cast.head)

    with pytest.raises(ValidationError) as caught:
        submit_dossier(plan, seen="", by=cast.head)

    may_move = SubmissionState.SUBMITTED in SUBMISSION_MOVES[state]
    assert caught.value.code == ("blocked" if may_move else "state")
    submission.refresh_from_db()
    assert submission.state == state


def test_only_the_head_goes_on_online(cast: Cast) -> None:
    register(cast.unit, cast.office, cast.officer)
    give_back(cast.unit, cast.officer)
    make.a_plan(cast.unit, 2025, by=cast.head)
    address = reverse("dossier_submit", args=(cast.unit.pk, 2025))
    others = (
        cast.deputy, cast.clerk, cast.committee, cast.member, cast.administrator, cast.stranger, cast.officer,
        cast.office_head, cast.chair, cast.examiner, cast.association, cast.other_officer,
    )  # fmt: skip

    refused = {signed_in(one).post(address, {"seen": "x"}).status_code for one in others}

    assert refused == {403, 404}
    assert signed_in(cast.head).post(address, {"seen": "x"}).status_code == 422
    assert Submission.objects.get().state == "returned"


def test_rows_of_two_regulations_are_not_compared(cast: Cast) -> None:
    submission = make.a_submission(cast.unit, cast.office, year=2022, pack="tt22-2020", by=cast.officer)
    newer = make.a_delivery(submission, make.a_snapshot(cast.unit, 2022, "tt24-2023-huyen"), by=cast.head)

    found = changes_between(submission.deliveries.get(number=1), newer)

    assert next((one.label, one.old, one.new) for one in found.general) == (
        "Bộ quy định", "TT 22/2020", "TT 24/2023 cấp huyện",
    )  # fmt: skip
    assert found.rows == ()
