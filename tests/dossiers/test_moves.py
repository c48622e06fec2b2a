"""Every deed from every state by every role: only what the table and the permissions allow goes through."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, a_cast
from tests.dossiers.build import soon
from tests.races import at_once

from dvht.accounts.models import Role, RoleKind
from dvht.dossiers.actions import (
    Giving,
    close_submission,
    reassign_submission,
    receive_submission,
    return_submission,
    withdraw_submission,
)
from dvht.dossiers.models import DeliveredFile, Return, Submission
from dvht.dossiers.permissions import can_handle_submission, can_lead_submission
from dvht.dossiers.queries import acting_body
from dvht.dossiers.states import SUBMISSION_MOVES, SubmissionState
from dvht.inbox.models import Message
from dvht.units.models import Change, ChangedUnit, Unit

BACKEND = "django.contrib.auth.backends.ModelBackend"
STATES: Final = tuple(SubmissionState)
DEEDS: Final[Mapping[str, SubmissionState]] = {
    "submission_receive": SubmissionState.RECEIVED,
    "submission_return": SubmissionState.RETURNED,
    "submission_close": SubmissionState.CLOSED,
    "dossier_withdraw": SubmissionState.WITHDRAWN,
}
MAY: Final[Mapping[str, frozenset[str]]] = {
    "submission_receive": frozenset({"officer", "office_head", "office_clerk"}),
    "submission_return": frozenset({"officer", "office_head", "office_clerk"}),
    "submission_close": frozenset({"office_head"}),
    "dossier_withdraw": frozenset({"head"}),
}
PEOPLE: Final = (
    "head", "deputy", "clerk", "committee", "member", "administrator", "stranger", "officer", "office_head",
    "office_clerk", "office_deputy", "chair", "examiner", "association", "other_officer", "nursery_officer",
)  # fmt: skip


def submission_in(cast: Cast, state: str) -> Submission:
    more = {"closed_reason": "Sáp nhập"} if state == "closed" else {}
    made = make.a_submission(cast.unit, cast.office, cast.commune, state=state, by=cast.head, **more)
    make.a_plan(cast.unit, 2025, by=cast.head)
    return made


def someone(cast: Cast, role: str) -> Any:
    extra: dict[str, Callable[[], Any]] = {
        "office_clerk": lambda: make.a_clerk(cast.office, "Văn Thư Phòng"),
        "office_deputy": lambda: make.a_deputy(cast.office, "Phó Phòng"),
        "nursery_officer": lambda: make.an_officer(cast.office, "Mầm Non", sectors=("preschool",)),
    }
    return extra[role]() if role in extra else cast.person(role)


def press(cast: Cast, deed: str, submission: Submission, person: Any) -> int:
    client = Client()
    client.force_login(person, backend=BACKEND)
    body = {
        "version": submission.version, "scope": "whole", "due_on": f"{soon():%d/%m/%Y}", "reason": "Thiếu biên bản",
    }  # fmt: skip
    args = (cast.unit.pk, 2025) if deed == "dossier_withdraw" else (cast.office.pk, 2025, submission.pk)
    return client.post(reverse(deed, args=args), body).status_code


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()


@pytest.mark.parametrize("state", STATES)
def test_only_the_table_and_the_permissions_let_a_deed_through(cast: Cast, state: SubmissionState) -> None:
    submission = submission_in(cast, state.value)
    people = {role: someone(cast, role) for role in PEOPLE}
    before = Submission.objects.values().get()
    wrong = []
    for deed, to in DEEDS.items():
        for role, person in people.items():
            press(cast, deed, submission, person)
            now = Submission.objects.values().get()
            moved = now != before
            allowed = role in MAY[deed] and to in SUBMISSION_MOVES[state]
            if moved != allowed or (moved and now["state"] != to.value):
                wrong.append((deed, role, now["state"]))
            if moved:
                Submission.objects.filter(pk=submission.pk).update(**before)
            # a return is append-only and stands once for a delivery: the next one needs a further delivery
            if Return.objects.filter(delivery=submission.deliveries.first()).exists():
                make.a_delivery(submission, make.a_snapshot(cast.unit), by=cast.head)

    assert wrong == []


@pytest.mark.parametrize("state", STATES)
def test_a_deed_refuses_what_the_table_refuses(cast: Cast, state: SubmissionState) -> None:
    submission = submission_in(cast, state.value)
    version, by = submission.version, cast.officer
    deeds: dict[SubmissionState, Callable[[], object]] = {
        SubmissionState.RECEIVED: lambda: receive_submission(submission, version=version, by=by),
        SubmissionState.RETURNED: lambda: return_submission(
            submission, Giving(soon(), "Thiếu"), version=version, by=by
        ),
        SubmissionState.CLOSED: lambda: close_submission(submission, reason="Thôi", version=version, by=by),
        SubmissionState.WITHDRAWN: lambda: withdraw_submission(submission, version=version, by=by),
    }
    for to, deed in deeds.items():
        if to not in SUBMISSION_MOVES[state]:
            with pytest.raises(ValidationError) as caught:
                deed()
            assert getattr(caught.value, "code", "") == "state"
    assert Submission.objects.get().state == state.value


def test_a_page_that_is_out_of_date_does_nothing(cast: Cast) -> None:
    submission = submission_in(cast, "submitted")
    Submission.objects.update(version=7)

    with pytest.raises(ValidationError) as caught:
        receive_submission(submission, version=1, by=cast.officer)

    assert caught.value.code == "conflict"
    assert Submission.objects.get().state == "submitted"


def test_nobody_handles_the_dossier_of_their_own_unit(cast: Cast) -> None:
    submission = submission_in(cast, "submitted")
    Role.objects.create(user=cast.officer, unit=cast.unit, kind=RoleKind.MEMBER)
    cast.officer.known_roles = None

    assert not can_handle_submission(cast.officer, submission)
    assert can_handle_submission(cast.office_head, submission)


def test_a_closed_dossier_is_nobodys_to_handle(cast: Cast) -> None:
    submission = submission_in(cast, "closed")

    assert not can_handle_submission(cast.officer, submission)
    assert not can_lead_submission(cast.office_head, submission)


def test_a_closed_account_handles_nothing(cast: Cast) -> None:
    submission = submission_in(cast, "submitted")
    cast.officer.is_active = False
    cast.officer.save()
    cast.officer.known_roles = None

    assert not can_handle_submission(cast.officer, submission)


def test_after_the_end_of_a_body_its_successor_acts(cast: Cast) -> None:
    submission = submission_in(cast, "submitted")
    today = soon()
    Unit.objects.filter(pk=cast.office.pk).update(dissolved_on="2025-12-31")
    change = Change.objects.create(
        kind="merge",
        effective_on="2025-12-31",
        decision_number="1/QĐ",
        decided_on="2025-12-01",
        decided_by="UBND",
    )
    ChangedUnit.objects.create(change=change, unit=cast.office, side="before", name="Phòng cũ")
    ChangedUnit.objects.create(change=change, unit=cast.other_office, side="after", name="Phòng mới")
    cast.unit.receiving_name, cast.unit.receiving = "", cast.other_office
    cast.unit.save()
    submission = Submission.objects.select_related("unit", "receiving").get(pk=submission.pk)

    assert acting_body(submission, today) == cast.other_office
    assert can_handle_submission(cast.other_officer, submission)
    assert not can_handle_submission(cast.officer, submission)


def test_the_unit_is_told_of_each_deed(cast: Cast) -> None:
    submission = submission_in(cast, "submitted")
    other = make.an_officer(cast.office, "Đặng Thị Hai")

    reassign_submission(submission, other, version=1, by=cast.officer)
    receive_submission(submission, version=2, by=cast.officer)
    return_submission(submission, Giving(soon(), rows={"2.1": "Thiếu sổ"}), version=3, by=other)

    subjects = list(Message.objects.filter(unit=cast.unit).order_by("pk").values_list("subject", flat=True))
    assert ["phụ trách" in subjects[0], "tiếp nhận" in subjects[1], "2.1" in subjects[2]] == [True] * 3
    assert Message.objects.filter(person=other).count() == 1


@pytest.mark.parametrize(
    ("giving", "code"),
    [
        (Giving(make.date(2020, 1, 1), "Thiếu"), "due_on"),
        (Giving(soon(), " "), "reason"),
        (Giving(soon(), rows={"9.9": "Thiếu"}), "row"),
        (Giving(soon(), rows={"2.1": " "}), "reason"),
    ],
)
def test_a_return_says_what_why_and_until_when(cast: Cast, giving: Giving, code: str) -> None:
    submission = submission_in(cast, "submitted")

    with pytest.raises(ValidationError) as caught:
        return_submission(submission, giving, version=1, by=cast.officer)

    errors = getattr(caught.value, "error_dict", None)
    found = next(iter(errors.values()))[0].code if errors else caught.value.code
    assert found in {code, None}
    assert not Return.objects.exists()


def test_a_file_of_another_dossier_is_not_found_by_its_number(cast: Cast) -> None:
    submission = submission_in(cast, "submitted")
    other = make.a_submission(cast.other_unit, cast.other_office, by=cast.stranger)
    hidden = DeliveredFile.objects.create(delivery=other.deliveries.get(), kind="scan", title="Kín")
    client = Client()
    client.force_login(cast.officer, backend=BACKEND)

    guessed = client.get(reverse("submission_file", args=(cast.office.pk, 2025, submission.pk, hidden.pk)))
    through = client.get(reverse("submission_file", args=(cast.office.pk, 2025, other.pk, hidden.pk)))

    assert [guessed.status_code, through.status_code] == [404, 404]


def test_two_officers_at_once_one_receives_and_the_other_is_told(committed_db: None) -> None:
    cast = a_cast()
    submission = submission_in(cast, "submitted")

    outcome = at_once(
        lambda: receive_submission(submission, version=1, by=cast.officer),
        lambda: return_submission(submission, Giving(soon(), "Thiếu"), version=1, by=cast.office_head),
    )

    now = Submission.objects.get()
    assert outcome == ["conflict", "done"]
    assert (now.version, now.state == "returned") == (2, Return.objects.exists())
