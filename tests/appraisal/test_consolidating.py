"""Several examiners become one value a row; every move that the table doesn't name is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests import make
from tests.appraisal import examining
from tests.appraisal.examining import Case
from tests.races import at_once

from dvht.accounts.models import User
from dvht.appraisal.actions import concluding, consolidating
from dvht.appraisal.models import Conclusion, Vote
from dvht.appraisal.queries import examined_result
from dvht.appraisal.states import APPRAISAL_MOVES, AppraisalState
from dvht.inbox.models import Message

STATES = ("examining", "consolidating", "voting", "passed", "failed")
ROLES = ("first", "secretary", "chair", "officer", "stranger", "head", "commune_chair", "other_officer")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_rows_in_which_all_agree_are_taken_over_at_once() -> None:
    case = examining.a_case()
    for user in (case.first, case.second):
        examining.find(case, user, "3.1a", count=36, reason="Đếm theo bản tự chấm")

    examining.consolidate(case)

    conclusion = Conclusion.objects.get(row="3.1a")
    assert (conclusion.count, conclusion.settled_by, conclusion.reason) == (36, None, "Đếm theo bản tự chấm")
    assert case.fresh().state == "consolidating"


@pytest.mark.django_db
def test_a_row_in_which_they_differ_waits_for_the_chair_who_says_why() -> None:
    case = examining.a_case()
    examining.find(case, case.first, "3.1a", count=35, reason="Thiếu một người")
    examining.consolidate(case)

    assert not Conclusion.objects.filter(row="3.1a").exists()
    with pytest.raises(ValidationError) as silent:
        examining.settle(case, "3.1a", reason=" ", count=35)
    examining.settle(case, "3.1a", reason="Bản tự chấm ghi 78 điểm", count=35)

    assert "reason" in silent.value.message_dict
    conclusion = Conclusion.objects.get(row="3.1a")
    assert (conclusion.count, conclusion.settled_by) == (35, case.seat(case.chair))
    assert examined_result(case.fresh()).level == 0


@pytest.mark.django_db
def test_a_row_nobody_examined_keeps_the_dossier_with_its_examiners() -> None:
    case = examining.a_case()
    examining.find(case, case.first, "1.1")

    with pytest.raises(ValidationError) as refusal:
        consolidating.begin_consolidation(case.fresh(), version=1, by=case.secretary)

    assert refusal.value.code == "gaps"
    assert "3.1a" in str(refusal.value)


@pytest.mark.django_db
def test_a_finding_on_what_was_replaced_does_not_count() -> None:
    case = examining.a_case()
    for user in (case.first, case.second):
        examining.agree(case, user)
    snapshot = make.a_snapshot(case.cast.unit)
    snapshot["rows"]["3.1a"]["facts"]["count"] = 37
    make.a_delivery(case.submission, snapshot, by=case.cast.head)

    with pytest.raises(ValidationError) as refusal:
        consolidating.begin_consolidation(case.fresh(), version=1, by=case.secretary)

    assert str(refusal.value) == "['Chưa ai thẩm định chỉ tiêu: 3.1a.']"


@pytest.mark.django_db
def test_a_vote_waits_until_every_row_is_concluded_and_the_dossier_is_here() -> None:
    case = examining.a_case()
    examining.find(case, case.first, "3.1a", count=35, reason="Thiếu một người")
    examining.consolidate(case)

    with pytest.raises(ValidationError) as open_row:
        examining.to_the_vote(case)
    examining.settle(case, "3.1a", count=36)
    case.submission.state = "returned"
    case.submission.save()
    with pytest.raises(ValidationError) as away:
        examining.to_the_vote(case)

    assert open_row.value.code == "gaps"
    assert away.value.code == "away"


@pytest.mark.django_db
def test_going_back_drops_the_votes_and_keeps_what_the_chair_settled() -> None:
    case = examining.a_case()
    examining.find(case, case.first, "3.1a", count=35, reason="Thiếu một người")
    examining.consolidate(case)
    examining.settle(case, "3.1a", count=36)
    examining.to_the_vote(case)
    examining.vote(case)

    for _ in range(2):
        consolidating.step_back(
            case.fresh(), reason="Xem lại 2.1", version=case.fresh().version, by=case.chair
        )
    consolidating.begin_consolidation(case.fresh(), version=case.fresh().version, by=case.secretary)

    assert not Vote.objects.exists()
    assert Conclusion.objects.get(row="3.1a").settled_by == case.seat(case.chair)
    assert case.fresh().back_reason == "Xem lại 2.1"


@pytest.mark.django_db
def test_examiners_are_told_why_they_examine_again_and_seats_that_they_are_to_vote() -> None:
    case = examining.at("voting")
    invited = set(Message.objects.filter(subject__contains="mời biểu quyết").values_list("person", flat=True))
    for _ in range(2):
        consolidating.step_back(case.fresh(), reason="Xem lại", version=case.fresh().version, by=case.chair)
    again = Message.objects.filter(subject__contains="thẩm định lại", text="Xem lại")

    assert invited == set(case.panel.seats.values_list("user", flat=True))
    assert set(again.values_list("person", flat=True)) == {case.first.pk, case.second.pk}


@pytest.mark.django_db
def test_what_an_examiner_finds_anew_undoes_what_was_settled_before() -> None:
    case = examining.a_case()
    examining.find(case, case.first, "3.1a", count=35, reason="Thiếu một người")
    examining.consolidate(case)
    examining.settle(case, "3.1a", count=36)
    consolidating.step_back(case.fresh(), reason="Xem lại", version=case.fresh().version, by=case.chair)
    examining.find(case, case.second, "3.1a", count=30, reason="Đếm lại")

    consolidating.begin_consolidation(case.fresh(), version=case.fresh().version, by=case.secretary)

    assert not Conclusion.objects.filter(row="3.1a").exists()


@pytest.mark.django_db
def test_the_page_lays_findings_side_by_side_and_lets_the_chair_settle() -> None:
    case = examining.a_case()
    examining.find(case, case.first, "3.1a", count=35, reason="Thiếu một người")
    examining.consolidate(case)
    client = signed_in(case.chair)
    address = reverse("consolidation_row", args=[case.appraisal.pk, "3.1a"])

    page = client.get(reverse("consolidation", args=[case.appraisal.pk])).content.decode()
    silent = client.post(
        address, {"count": "35", "total": "40", "evidence_fits": "yes", "reason": "", "version": "0"}
    )
    said = client.post(
        address, {"count": "35", "total": "40", "evidence_fits": "yes", "reason": "Đúng", "version": "0"}
    )

    assert "35/40 = 87,5%" in page
    assert "Khác nhau" in page
    assert (silent.status_code, said.status_code) == (422, 302)
    assert Conclusion.objects.get(row="3.1a").count == 35


def version(case: Case) -> int:
    return case.fresh().version


MOVES: dict[str, tuple[AppraisalState, set[str], Callable[[Case, User], Any]]] = {
    "begin": (
        AppraisalState.CONSOLIDATING,
        {"examining"},
        lambda case, by: consolidating.begin_consolidation(case.fresh(), version=version(case), by=by),
    ),
    "vote": (
        AppraisalState.VOTING,
        {"consolidating"},
        lambda case, by: consolidating.open_voting(case.fresh(), version=version(case), by=by),
    ),
    "back": (
        AppraisalState.EXAMINING,
        {"consolidating", "voting"},
        lambda case, by: consolidating.step_back(case.fresh(), reason="Lại", version=version(case), by=by),
    ),
    "pass": (
        AppraisalState.PASSED,
        {"voting"},
        lambda case, by: concluding.conclude(case.fresh(), outcome="1", version=version(case), by=by),
    ),
    "fail": (
        AppraisalState.FAILED,
        {"voting"},
        lambda case, by: concluding.conclude(
            case.fresh(), outcome="", reasons="Chưa đủ", version=version(case), by=by
        ),
    ),
    "reopen": (
        AppraisalState.CONSOLIDATING,
        {"passed", "failed"},
        lambda case, by: concluding.reopen_appraisal(
            case.fresh(), reason="Xem lại", version=version(case), by=by
        ),
    ),
    "find": (
        AppraisalState.EXAMINING,
        {"examining"},
        lambda case, _by: examining.find(case, case.first, "1.1"),
    ),
    "settle": (
        AppraisalState.CONSOLIDATING,
        {"consolidating"},
        lambda case, _by: examining.settle(case, "1.1"),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_every_illegal_deed_from_every_state_is_refused(state: str) -> None:
    """The deeds that a state doesn't allow leave it as it is, whoever does them."""
    case = examining.at(state)

    for name, (_, allowed, deed) in MOVES.items():
        if state in allowed:
            continue
        with pytest.raises(ValidationError) as refusal:
            deed(case, case.chair)
        assert refusal.value.code == "state", name
        assert case.fresh().state == state


def test_the_table_names_every_move_that_a_deed_makes() -> None:
    reached = {
        (AppraisalState(source), target)
        for name, (target, sources, _) in MOVES.items()
        if name not in {"find", "settle", "back"}
        for source in sources
    } | {
        (AppraisalState.CONSOLIDATING, AppraisalState.EXAMINING),
        (AppraisalState.VOTING, AppraisalState.CONSOLIDATING),
    }

    assert reached == {(source, target) for source, targets in APPRAISAL_MOVES.items() for target in targets}


MAY: dict[str, tuple[str, dict[str, str], set[str]]] = {
    "consolidation_begin": ("examining", {}, {"secretary", "chair", "officer"}),
    "voting_open": ("consolidating", {}, {"secretary", "chair", "officer"}),
    "appraisal_back": ("voting", {"reason": "Lại"}, {"chair"}),
    "appraisal_conclude": ("voting", {"outcome": "fail", "reasons": "Chưa đủ"}, {"chair"}),
    "appraisal_reopen": ("passed", {"reason": "Lại"}, {"chair"}),
}
SEES = {"first", "secretary", "chair", "officer", "commune_chair"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(MAY))
def test_every_move_is_refused_to_every_role_that_may_not_make_it(name: str) -> None:
    state, said, may = MAY[name]
    case = examining.at(state)
    people = {
        "first": case.first,
        "secretary": case.secretary,
        "chair": case.chair,
        "officer": case.cast.officer,
        "stranger": case.cast.stranger,
        "head": case.cast.head,
        "commune_chair": case.cast.chair,
        "other_officer": case.cast.other_officer,
    }

    for role in ROLES:
        if role in may:
            continue
        address = reverse(name, args=[case.appraisal.pk])
        answer = signed_in(people[role]).post(address, {**said, "version": version(case)})
        assert answer.status_code == (403 if role in SEES else 404), role
        assert case.fresh().state == state, role


@pytest.mark.django_db
def test_a_panel_at_its_end_does_nothing_more() -> None:
    case = examining.at("consolidating")
    case.panel.state = "dissolved"
    case.panel.save()

    with pytest.raises(ValidationError) as refusal:
        examining.settle(case, "1.1")

    assert refusal.value.code == "state"
    assert signed_in(case.first).get(reverse("examination", args=[case.appraisal.pk])).status_code == 404


@pytest.mark.usefixtures("committed_db")
def test_two_who_consolidate_at_once_do_it_once() -> None:
    case = examining.a_case()
    examining.agree(case, case.first)
    begun = case.fresh()

    outcome = at_once(
        *(
            lambda by=by: consolidating.begin_consolidation(begun, version=begun.version, by=by)  # type: ignore[misc]  # its own person
            for by in (case.secretary, case.chair)
        )
    )

    assert outcome == ["conflict", "done"]
    assert Conclusion.objects.count() == len(set(Conclusion.objects.values_list("row", flat=True)))


@pytest.mark.usefixtures("committed_db")
def test_two_conclusions_at_once_leave_one() -> None:
    case = examining.at("voting")
    examining.vote(case)
    seen = case.fresh()

    outcome = at_once(
        lambda: concluding.conclude(seen, outcome="1", version=seen.version, by=case.chair),
        lambda: concluding.conclude(
            seen, outcome="", reasons="Chưa đủ", version=seen.version, by=case.secretary
        ),
    )

    assert outcome == ["conflict", "done"]
    assert case.fresh().state in {"passed", "failed"}


@pytest.mark.usefixtures("committed_db")
def test_a_vote_that_comes_while_the_chair_concludes_is_counted_or_comes_too_late() -> None:
    case = examining.at("voting")
    meeting = examining.a_meeting(case)
    examining.vote(case, meeting=meeting)
    seen = case.fresh()

    outcome = at_once(
        lambda: concluding.conclude(seen, outcome="1", version=seen.version, by=case.chair),
        lambda: examining.vote(case, case.voter, meeting=meeting),
    )

    assert outcome in (["conflict", "done"], ["done", "state"])
    assert (case.fresh().state == "passed") is (Vote.objects.filter(agrees=False).count() == 0)
