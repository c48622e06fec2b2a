"""Meetings, written opinions, votes and the conclusion on them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.appraisal import examining
from tests.appraisal.build import a_full_council, decided
from tests.appraisal.examining import Case
from tests.cast import a_cast
from tests.dossiers.build import soon

from dvht.accounts.models import User
from dvht.appraisal.actions import concluding, voting
from dvht.appraisal.models import Appraisal, Meeting, Panel, Vote
from dvht.appraisal.models.words import MeetingWords, VoteWords
from dvht.appraisal.queries.panels import set_up_on
from dvht.appraisal.views import meeting as meeting_pages
from dvht.inbox.models import Message

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def in_writing(case: Case, until: date | None = None) -> Case:
    case.panel.mode, case.panel.written_until = "written", until
    case.panel.save()
    return case


def test_a_council_of_five_passes_with_one_against() -> None:
    case = examining.at("voting")
    examining.vote(case, case.voter)

    concluded = examining.conclude(case, "1")

    assert (concluded.state, concluded.outcome) == ("passed", "1")
    assert concluded.result is not None
    assert concluded.result["result"] == {"level": 2}
    assert concluded.passed_rows == concluded.applicable_rows
    assert Message.objects.filter(unit=case.cast.office, subject__contains="Mức độ 1").exists()
    assert not Message.objects.filter(unit=case.cast.unit).exists()


def test_nothing_is_proposed_above_the_request_or_the_examined_result() -> None:
    case = examining.at("voting")
    examining.vote(case)

    with pytest.raises(ValidationError) as above:
        examining.conclude(case, "2")

    assert above.value.code == "outcome"


def test_a_dossier_that_fails_its_examination_cant_pass() -> None:
    case = examining.a_case()
    for user in (case.first, case.second):
        examining.find(case, user, "3.1a", count=30, reason="Đếm lại")
    examining.to_the_vote(case)
    examining.vote(case)

    with pytest.raises(ValidationError) as above:
        examining.conclude(case, "1")
    failed = examining.conclude(case, "", "Chưa đủ “Công dân học tập”")

    assert above.value.code == "outcome"
    assert (failed.state, failed.outcome) == ("failed", "")
    assert (failed.passed_rows or 0) < (failed.applicable_rows or 0)


def test_a_majority_against_blocks_the_proposal_until_it_votes_again() -> None:
    case = examining.at("voting")
    meeting = examining.a_meeting(case)
    examining.vote(case, case.voter, case.first, case.second, meeting=meeting)

    with pytest.raises(ValidationError) as against:
        examining.conclude(case, "1")
    examining.vote(case, case.voter, meeting=meeting)

    assert against.value.code == "votes"
    assert examining.conclude(case, "1").state == "passed"


def test_nothing_is_concluded_without_a_vote_and_no_failure_without_a_reason() -> None:
    case = examining.at("voting")

    with pytest.raises(ValidationError) as unvoted:
        examining.conclude(case, "1")
    examining.vote(case, case.voter, case.first, case.second)
    with pytest.raises(ValidationError) as silent:
        examining.conclude(case, "")

    assert unvoted.value.code == "votes"
    assert "reasons" in silent.value.message_dict


def test_who_belongs_to_the_unit_does_not_vote_on_it() -> None:
    case = examining.at("voting")
    seat = case.seat(case.voter)
    seat.home = case.cast.unit
    seat.save()

    with pytest.raises(ValidationError) as refusal:
        examining.vote(case)

    assert refusal.value.code == "seat"
    assert signed_in(case.voter).get(reverse("examination_vote", args=[case.appraisal.pk])).status_code == 404


def test_who_was_absent_has_no_vote_and_who_disagrees_says_why() -> None:
    case = examining.at("voting")
    meeting = examining.a_meeting(case)
    absent = case.seat(case.voter)
    meeting.present.remove(absent)

    def record(*votes: VoteWords) -> None:
        voting.record_votes(meeting, case.fresh(), votes, version=case.fresh().version, by=case.secretary)

    with pytest.raises(ValidationError) as away:
        record(VoteWords(absent.pk, agrees=True))
    with pytest.raises(ValidationError) as silent:
        record(VoteWords(case.seat(case.first).pk, agrees=False))

    assert away.value.code == "seat"
    assert list(silent.value.message_dict) == [f"{case.seat(case.first).pk}-opinion"]
    assert not Vote.objects.exists()


def test_a_seat_votes_for_itself_in_writing_until_the_day_and_may_change_its_mind() -> None:
    case = in_writing(examining.at("voting"), timezone.localdate())
    address = reverse("examination_vote", args=[case.appraisal.pk])
    client = signed_in(case.voter)

    page = client.get(address).content.decode()
    client.post(address, {"vote": "no", "opinion": "Thiếu minh chứng 2.1"})
    silent = client.post(address, {"vote": "no", "opinion": ""})
    client.post(address, {"vote": "yes", "opinion": ""})

    assert "Đồng ý đề nghị công nhận Trường Tiểu học Hoa Sen mức độ 1." in page
    assert silent.status_code == 422
    vote = Vote.objects.get()
    assert (vote.agrees, vote.seat, vote.recorded_by) == (True, case.seat(case.voter), case.voter)


def test_a_written_opinion_after_the_day_is_too_late() -> None:
    case = in_writing(examining.at("voting"), timezone.localdate() - timedelta(days=1))

    with pytest.raises(ValidationError) as late:
        voting.cast_vote(case.fresh(), case.seat(case.voter), agrees=True, by=case.voter)

    assert late.value.code == "late"


def test_in_a_meeting_nobody_votes_by_themselves() -> None:
    case = examining.at("voting")

    answer = signed_in(case.voter).post(
        reverse("examination_vote", args=[case.appraisal.pk]), {"vote": "yes"}
    )

    assert answer.status_code == 422
    assert not Vote.objects.exists()


def meeting_of(case: Case, **more: Any) -> dict[str, Any]:
    return {
        "mode": "meeting",
        "held_on": f"{timezone.localdate():%d/%m/%Y}",
        "starts_at": "08:30",
        "ends_at": "10:00",
        "place": "Phòng họp",
        "present": list(case.panel.seats.values_list("pk", flat=True)),
        "appraisals": [case.appraisal.pk],
        "notes": "",
        **more,
    }


def test_the_secretary_writes_the_meeting_and_its_votes_on_the_page() -> None:
    case = examining.at("voting")
    client = signed_in(case.secretary)
    place = [case.cast.office.pk, 2025]

    client.post(reverse("meeting_add", args=[*place, case.panel.pk]), meeting_of(case))
    meeting = Meeting.objects.get()
    votes = {f"{seat.pk}-vote": "yes" for seat in case.panel.seats.all()}
    answer = client.post(
        reverse("meeting_votes", args=[*place, meeting.pk, case.appraisal.pk]),
        {**votes, "version": case.fresh().version},
    )

    assert answer.status_code == 302
    assert Vote.objects.filter(agrees=True).count() == 5
    page = client.get(reverse("meeting", args=[*place, meeting.pk])).content.decode()
    assert "5 đồng ý, 0 không đồng ý trên 5 người" in page


def test_a_long_agenda_stands_on_several_pages_and_each_form_comes_back_on_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(meeting_pages, "ON_A_PAGE", 1)
    case = examining.at("voting")
    meeting = examining.a_meeting(case)
    before = make.a_unit("Trường A", under=case.cast.commune)
    other = make.an_appraisal(
        make.a_submission(before, case.cast.office, case.cast.commune, by=case.cast.stranger), case.panel
    )
    meeting.appraisals.add(other)
    place = [case.cast.office.pk, 2025, meeting.pk]
    page, votes = reverse("meeting", args=place), reverse("meeting_votes", args=[*place, case.appraisal.pk])
    client, chair = signed_in(case.secretary), case.seat(case.chair).pk

    first = client.get(page)
    refused = client.post(votes, {f"{chair}-vote": "no", "version": case.fresh().version})
    saved = client.post(votes, {f"{chair}-vote": "yes", "version": case.fresh().version})

    assert [one["appraisal"] for one in first.context["cases"]] == [other]
    assert refused.status_code == 422
    assert [one["appraisal"] for one in refused.context["cases"]] == [case.appraisal]
    assert saved.headers["Location"] == f"{page}?page=2"


def test_votes_on_a_dossier_that_somebody_just_took_off_the_agenda_are_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = examining.at("voting")
    meeting = examining.a_meeting(case)
    record = meeting_pages.record_votes

    def after_somebody_else(found: Meeting, *said: Any, **more: Any) -> Any:
        found.appraisals.clear()
        return record(found, *said, **more)

    monkeypatch.setattr(meeting_pages, "record_votes", after_somebody_else)
    votes = reverse("meeting_votes", args=[case.cast.office.pk, 2025, meeting.pk, case.appraisal.pk])
    said = {f"{case.seat(case.chair).pk}-vote": "yes", "version": case.fresh().version}

    answer = signed_in(case.secretary).post(votes, said)

    assert answer.status_code in {409, 422}
    assert "không có trong phiên họp" in answer.content.decode()
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"held_on": "31/12/2099"}, "Ngày này chưa đến"),
        ({"ends_at": "08:00"}, "Giờ kết thúc trước giờ bắt đầu"),
        ({"present": []}, "Đánh dấu người có mặt"),
        ({"appraisals": []}, "Chọn hồ sơ đang ở bước biểu quyết"),
    ],
)
def test_a_meeting_that_cant_have_been_is_refused(typed: dict[str, Any], said: str) -> None:
    case = examining.at("voting")

    answer = signed_in(case.secretary).post(
        reverse("meeting_add", args=[case.cast.office.pk, 2025, case.panel.pk]), meeting_of(case, **typed)
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Meeting.objects.exists()


def test_nobody_has_met_before_the_panel_was_set_up_or_the_dossier_had_come() -> None:
    case = examining.at("voting")
    came = case.submission.deliveries.get().arrived_on
    client, add = (
        signed_in(case.secretary),
        reverse("meeting_add", args=[case.cast.office.pk, 2025, case.panel.pk]),
    )

    def said(day: date) -> list[str]:
        form = client.post(add, meeting_of(case, held_on=f"{day:%d/%m/%Y}")).context["form"]
        return list(form.errors["held_on"])

    (too_early,) = said(date(1900, 1, 1))
    (day_before,) = said(came - timedelta(days=1))
    Panel.objects.update(decided_on=came + timedelta(days=6))
    (no_panel,) = said(came + timedelta(days=5))
    kept = client.post(add, meeting_of(case, held_on=f"{came + timedelta(days=6):%d/%m/%Y}"))

    assert too_early == day_before
    assert day_before.startswith(f"Hồ sơ của Trường Tiểu học Hoa Sen đến ngày {came:%d/%m/%Y}")
    assert no_panel.startswith(f"Hội đồng đánh giá được thành lập ngày {came + timedelta(days=6):%d/%m/%Y}")
    assert kept.status_code == 302


def test_a_later_decision_on_the_panel_forbids_no_meeting_before_it() -> None:
    cast = a_cast()
    panel = a_full_council(cast)
    first = decided(panel, cast.office_head).issued_on
    decided(Panel.objects.get(pk=panel.pk), cast.office_head, issued_on=first + timedelta(days=9))

    assert set_up_on(Panel.objects.get(pk=panel.pk)) == first


def test_a_new_meeting_has_nobody_there_before_the_secretary_says_so() -> None:
    case = examining.at("voting")
    client, place = signed_in(case.secretary), [case.cast.office.pk, 2025]

    form = client.get(reverse("meeting_add", args=[*place, case.panel.pk])).context["form"]

    assert not form["present"].value()
    assert form["appraisals"].value() == [case.appraisal.pk]


def test_a_meeting_written_by_two_keeps_the_first() -> None:
    case = examining.at("voting")
    meeting = examining.a_meeting(case)
    words = MeetingWords(
        "meeting", meeting.held_on, present=(case.seat(case.chair).pk,), appraisals=(case.appraisal.pk,)
    )
    voting.save_meeting(case.panel, words, meeting=meeting, version=1, by=case.secretary)

    with pytest.raises(ValidationError) as refusal:
        voting.save_meeting(case.panel, words, meeting=meeting, version=1, by=case.chair)

    assert refusal.value.code == "conflict"


def test_a_conclusion_is_opened_again_by_the_chair_until_a_decision_rests_on_it() -> None:
    case = examining.at("passed")

    Appraisal.objects.update(decided_in="Quyết định số 12/QĐ-UBND")
    with pytest.raises(ValidationError) as decided:
        concluding.reopen_appraisal(
            case.fresh(), reason="Xem lại", version=case.fresh().version, by=case.chair
        )
    Appraisal.objects.update(decided_in="")
    concluding.reopen_appraisal(case.fresh(), reason="Xem lại", version=case.fresh().version, by=case.chair)

    assert decided.value.code == "decided"
    found = case.fresh()
    assert (found.state, found.outcome, found.result, found.concluded_by) == ("consolidating", "", None, None)
    assert not Vote.objects.exists()


def test_a_concluded_dossier_is_given_back_only_after_the_conclusion_was_opened_again() -> None:
    case = examining.at("passed")
    officer, place = signed_in(case.cast.officer), (case.cast.office.pk, 2025, case.submission.pk)
    giving = {"scope": "whole", "reason": "Thiếu sổ", "due_on": soon().strftime("%d/%m/%Y"), "version": 1}

    kept = officer.post(reverse("submission_return", args=place), giving)
    concluding.reopen_appraisal(case.fresh(), reason="Xem lại", version=case.fresh().version, by=case.chair)
    given_back = officer.post(reverse("submission_return", args=place), giving)

    assert (kept.status_code, given_back.status_code) == (422, 302)
    assert "đã kết luận ngày" in kept.content.decode()


def test_points_pass_at_the_rank_that_they_reach_and_no_other() -> None:
    case = examining.at("voting", "tt22-2020")
    examining.vote(case)

    with pytest.raises(ValidationError) as other:
        examining.conclude(case, "kha")
    concluded = examining.conclude(case, "tot")

    assert other.value.code == "outcome"
    assert (concluded.state, concluded.outcome) == ("passed", "tot")
