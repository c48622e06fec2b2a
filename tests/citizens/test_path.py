"""From registration to the decision, and what may not happen on the way."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests import make
from tests.citizens import making

from dvht.accounts.models import User
from dvht.citizens import actions
from dvht.citizens.actions import Choice, OutsideWords, ResultWords, ScoreWords, VerdictWords
from dvht.citizens.actions.reviewing import review_gaps
from dvht.citizens.letters import minutes_letter
from dvht.citizens.models import CitizenDecision, NationalResult, Registrant, Score, Verdict
from dvht.citizens.models.registrants import RegisteredBy
from dvht.citizens.queries import conclusion_of, last_year_people, lines_of, own_state
from dvht.documents.models import IssuedPaper, NumberSeries
from dvht.members.models import Fact, Member, Source
from dvht.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make.a_unit()


@pytest.fixture
def head(unit: Unit) -> User:
    return make.a_head(unit)


@pytest.fixture
def people(unit: Unit) -> list[Member]:
    return [make.a_member(unit, name) for name in ("Trịnh Thị An", "Ngô Văn Bảo", "Lê Thu Hà")]


def code_of(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return str(getattr(error.value, "code", ""))


def conditions(unit: Unit) -> dict[str, dict[str, str]]:
    return {
        line.member.full_name: {condition.code: condition.state for condition in line.conditions}
        for line in lines_of(making.fresh(unit))
    }


def test_the_decision_writes_the_fact_of_everybody_on_the_list(
    unit: Unit, head: User, people: list[Member]
) -> None:
    opened = making.a_round(unit, by=head)
    an, bao, ha = making.registered(opened, people, by=head)
    making.scored(an, 9, by=head)
    making.scored(bao, 7, by=head)
    making.scored(ha, 10, 10, 10, 10, 10, 10, 10, 10, 10, 4, by=head)
    minutes = making.closed(making.met(making.fresh(unit), by=head), by=head)

    decision = making.decided(making.fresh(unit), by=head)

    assert minutes.full_number == "01/BB-THHS"
    assert decision.number == "02/QĐ-THHS"
    assert {(line.full_name, line.recognised, line.total) for line in decision.lines.all()} == {
        ("Trịnh Thị An", True, Decimal(90)),
        ("Ngô Văn Bảo", False, Decimal(70)),
        ("Lê Thu Hà", False, Decimal(94)),
    }
    facts = {fact.member_id: fact for fact in Fact.objects.filter(year=making.YEAR, code="citizen")}
    assert {pk: fact.value for pk, fact in facts.items()} == {
        people[0].pk: "met",
        people[1].pk: "none",
        people[2].pk: "none",
    }
    assert facts[people[0].pk].source == Source.DECISION
    assert facts[people[0].pk].basis == "Quyết định số 02/QĐ-THHS ngày 05/12/2025"
    assert facts[people[0].pk].stated_on == making.DECIDED_ON
    assert making.fresh(unit).is_decided


def test_a_fact_typed_before_rests_on_the_decision_afterwards(
    unit: Unit, head: User, people: list[Member]
) -> None:
    make.a_fact(people[0], "citizen", year=making.YEAR)
    opened = making.a_round(unit, by=head)
    making.scored(making.registered(opened, people[:1], by=head)[0], 8, by=head)
    making.closed(making.met(making.fresh(unit), by=head), by=head)

    making.decided(making.fresh(unit), by=head)

    fact = Fact.objects.get(member=people[0], code="citizen")
    assert (fact.value, fact.source) == ("met", Source.DECISION)


def test_each_condition_says_whether_it_holds(unit: Unit, head: User, people: list[Member]) -> None:
    opened = making.a_round(unit, by=head)
    an, _ = making.registered(opened, people[:2], by=head)
    (ha,) = making.registered(opened, people[2:], by=head, on=making.LATE)
    making.scored(an, 10, 10, 10, 10, 10, 10, 10, 10, 10, 4, by=head)
    actions.bring_results(opened, [ResultWords(ha.pk, Decimal(85))], origin="kq.xlsx", by=head)

    assert conditions(unit) == {
        "Trịnh Thị An": {"registered": "pass", "file": "pass", "total": "pass", "floor": "fail"},
        "Ngô Văn Bảo": {"registered": "pass", "file": "wait", "total": "wait", "floor": "wait"},
        "Lê Thu Hà": {"registered": "fail", "file": "pass", "total": "pass", "floor": "warn"},
    }


def test_exactly_the_pass_mark_and_the_floor_are_enough(unit: Unit, head: User, people: list[Member]) -> None:
    opened = making.a_round(unit, by=head)
    (an,) = making.registered(opened, people[:1], by=head)
    making.scored(an, 5, 5, 10, 10, 10, 10, 10, 10, 5, 5, by=head)

    (line,) = lines_of(making.fresh(unit))

    assert line.is_eligible
    assert line.counted is not None
    assert line.counted.total == 80


def test_who_registers_on_the_last_day_is_in_time(unit: Unit, head: User, people: list[Member]) -> None:
    opened = making.a_round(unit, by=head)
    making.registered(opened, people[:1], by=head, on=making.DAYS.registration_until)
    making.registered(opened, people[1:2], by=head, on=making.DAYS.registration_until + timedelta(days=1))

    assert [line.is_late for line in lines_of(making.fresh(unit))] == [False, True]


def test_a_kind_of_member_is_put_into_its_group(unit: Unit, head: User) -> None:
    teacher, worker = make.a_member(unit), make.a_member(unit, "Đỗ Quang Huy", kind="worker")
    opened = making.a_round(unit, by=head)

    groups = [one.group for one in making.registered(opened, [teacher, worker], by=head)]

    assert groups == ["staff", "worker"]


def test_registering_twice_changes_nothing(unit: Unit, head: User, people: list[Member]) -> None:
    opened = making.a_round(unit, by=head)
    making.registered(opened, people, by=head)

    made = actions.register_members(
        opened, [Choice(one.pk) for one in people], on=making.LATE, how=RegisteredBy.UNIT, by=head
    )

    assert made == ()
    assert {one.registered_on for one in Registrant.objects.all()} == {making.IN_TIME}


def test_nobody_of_another_unit_is_registered(unit: Unit, head: User, people: list[Member]) -> None:
    opened = making.a_round(unit, by=head)
    stranger = make.a_member(make.a_unit("Trường Mầm non Hoa Mai", symbol="MNHM"))

    with pytest.raises(ValidationError) as refusal:
        making.registered(opened, [people[0], stranger], by=head)

    assert code_of(refusal) == "gone"
    assert not Registrant.objects.exists()


def test_next_year_takes_over_who_is_still_on_the_roster(
    unit: Unit, head: User, people: list[Member]
) -> None:
    opened = making.a_round(unit, by=head)
    making.registered(opened, people, by=head)
    people[0].postings.update(ended_on=date(2025, 12, 31))

    following = making.a_round(
        unit,
        by=head,
        year=2026,
        days=actions.Days(*(day.replace(year=2026) for day in vars(making.DAYS).values())),
    )

    assert [member.full_name for member in last_year_people(following)] == ["Ngô Văn Bảo", "Lê Thu Hà"]


def test_a_form_with_a_gap_is_not_handed_in(unit: Unit, head: User, people: list[Member]) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    given = {code: said for code, said in making.scores(9).items() if code != "7"}
    kept = actions.save_scores(an, given, version=an.version, by=head)

    with pytest.raises(ValidationError, match="chỉ báo 7") as refusal:
        actions.submit_scores(kept, version=kept.version, by=head)

    assert code_of(refusal) == "missing"


@pytest.mark.parametrize("points", ["10.01", "-1", "NaN", "Infinity", "1e400", "5.555"])
def test_points_that_cannot_be_are_refused_by_row(
    unit: Unit, head: User, people: list[Member], points: str
) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)

    with pytest.raises(ValidationError) as refusal:
        actions.save_scores(an, {"3": ScoreWords(Decimal(points))}, version=an.version, by=head)

    assert set(refusal.value.message_dict) == {"3"}
    assert not Score.objects.exists()


def test_a_form_is_kept_until_the_first_day_of_scoring(unit: Unit, head: User, people: list[Member]) -> None:
    today = timezone.localdate()
    days = actions.Days(
        today, today + timedelta(days=1), today + timedelta(days=5), today + timedelta(days=6), today
    )
    (an,) = making.registered(
        making.a_round(unit, by=head, year=today.year, days=days), people[:1], by=head, on=today
    )
    kept = actions.save_scores(an, making.scores(9), version=an.version, by=head)

    with pytest.raises(ValidationError) as refusal:
        actions.submit_scores(kept, version=kept.version, by=head)

    assert code_of(refusal) == "early"
    assert Score.objects.count() == 10


def test_a_form_handed_in_changes_only_after_it_was_taken_back(
    unit: Unit, head: User, people: list[Member]
) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    kept = making.scored(an, 9, by=head)

    with pytest.raises(ValidationError) as refusal:
        actions.save_scores(kept, making.scores(8), version=kept.version, by=head)
    again = actions.take_back_scores(kept, by=head)
    actions.save_scores(again, making.scores(8), version=again.version, by=head)

    assert code_of(refusal) == "submitted"
    assert {score.points for score in Score.objects.all()} == {Decimal(8)}


def test_two_windows_do_not_overwrite_each_other(unit: Unit, head: User, people: list[Member]) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    actions.save_scores(an, making.scores(9), version=an.version, by=head)

    with pytest.raises(ValidationError) as refusal:
        actions.save_scores(an, making.scores(5), version=an.version, by=head)

    assert code_of(refusal) == "conflict"


def test_after_the_review_nothing_of_it_changes(unit: Unit, head: User, people: list[Member]) -> None:
    opened = making.a_round(unit, by=head)
    an, bao, _ = making.registered(opened, people, by=head)
    making.scored(an, 9, by=head)
    reviewed = making.met(making.fresh(unit), by=head)
    making.closed(reviewed, by=head)
    deeds = (
        lambda: actions.save_scores(bao, making.scores(9), version=bao.version, by=head),
        lambda: actions.submit_scores(bao, version=bao.version, by=head),
        lambda: actions.take_back_scores(an, by=head),
        lambda: making.registered(opened, [make.a_member(unit, "Vũ Thị Lan")], by=head),
        lambda: actions.withdraw(bao, by=head),
        lambda: actions.choose_group(bao, "worker", by=head),
        lambda: actions.bring_results(opened, [ResultWords(bao.pk, Decimal(90))], origin="a", by=head),
        lambda: actions.record_print(bao, ResultWords(bao.pk, Decimal(90)), None, by=head),
        lambda: actions.forget_result(bao, by=head),
        lambda: making.met(reviewed, by=head),
        lambda: making.closed(reviewed, by=head),
        lambda: actions.change_round(opened, opened.pack, making.DAYS, version=opened.version, by=head),
    )

    for deed in deeds:
        with pytest.raises(ValidationError) as refusal:
            deed()
        assert code_of(refusal) == "closed"
    assert IssuedPaper.objects.count() == 1


def test_no_decision_before_the_review_is_closed(unit: Unit, head: User, people: list[Member]) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    making.scored(an, 9, by=head)

    with pytest.raises(ValidationError) as refusal:
        making.decided(making.met(making.fresh(unit), by=head), by=head)

    assert code_of(refusal) == "state"
    assert not NumberSeries.objects.filter(last_number__gt=0).exists()


def test_a_person_below_the_conditions_cannot_be_recognised(
    unit: Unit, head: User, people: list[Member]
) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    making.scored(an, 7, by=head)

    with pytest.raises(ValidationError) as refusal:
        making.met(making.fresh(unit), VerdictWords(an.pk, recognised=True), by=head)

    assert list(refusal.value.message_dict) == [f"{an.pk}-recognised"]
    assert "dưới 80 điểm" in refusal.value.messages[0]
    assert not Verdict.objects.exists()


def test_votes_stay_within_those_who_vote(unit: Unit, head: User, people: list[Member]) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    making.scored(an, 9, by=head)

    with pytest.raises(ValidationError) as refusal:
        making.met(making.fresh(unit), VerdictWords(an.pk, agree=3, disagree=1), by=head, voters=3)

    assert list(refusal.value.message_dict) == [f"{an.pk}-agree"]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (VerdictWords(0), True),
        (VerdictWords(0, disagree=1), True),
        (VerdictWords(0, disagree=2), False),
        (VerdictWords(0, disagree=1, abstain=1), False),
        (VerdictWords(0, agree=2, disagree=0), True),
        (VerdictWords(0, recognised=False, reason="Xin rút"), False),
    ],
)
def test_who_is_not_written_down_agreed_and_more_than_half_decide(
    unit: Unit, head: User, people: list[Member], said: VerdictWords, outcome: bool
) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    making.scored(an, 9, by=head)
    words = VerdictWords(an.pk, said.agree, said.disagree, said.abstain, "", said.recognised, said.reason)

    (line,) = lines_of(making.met(making.fresh(unit), words, by=head, voters=3))

    assert conclusion_of(line, 3).recognised is outcome


def test_recognising_against_the_votes_wants_a_reason_which_the_minutes_print(
    unit: Unit, head: User, people: list[Member]
) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    making.scored(an, 9, by=head)

    with pytest.raises(ValidationError) as refusal:
        making.met(making.fresh(unit), VerdictWords(an.pk, disagree=2, recognised=True), by=head)
    told = VerdictWords(an.pk, disagree=2, recognised=True, reason="Đã bổ sung minh chứng")
    kept = making.met(making.fresh(unit), told, by=head)
    (line,) = lines_of(kept)

    assert list(refusal.value.message_dict) == [f"{an.pk}-reason"]
    assert "Ghi lý do" in refusal.value.messages[0]
    assert (conclusion_of(line, 3).recognised, conclusion_of(line, 3).reason) == (
        True,
        "Đã bổ sung minh chứng",
    )
    assert review_gaps(kept, [line]) == ()
    assert "Đã bổ sung minh chứng" in str(minutes_letter(kept, [line]).parts)


def test_a_review_does_not_close_while_more_voters_leave_a_recognition_unexplained(
    unit: Unit, head: User, people: list[Member]
) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    making.scored(an, 9, by=head)
    making.met(making.fresh(unit), VerdictWords(an.pk, agree=2, recognised=True), by=head, voters=3)

    grown = making.met(making.fresh(unit), by=head, voters=5)

    with pytest.raises(
        ValidationError, match="chưa ghi lý do công nhận khác kết quả biểu quyết: Trịnh Thị An"
    ):
        making.closed(grown, by=head)


def test_the_minutes_leave_open_who_was_absent_until_somebody_writes_it(
    unit: Unit, head: User, people: list[Member]
) -> None:
    making.registered(making.a_round(unit, by=head), people[:1], by=head)
    silent = making.met(making.fresh(unit), by=head)
    before = str(minutes_letter(silent, lines_of(silent)).parts)
    silent.review.absent = "Lê Thu Hà, đi công tác"
    after = str(minutes_letter(silent, lines_of(silent)).parts)

    assert "Vắng mặt: …" in before
    assert "Vắng mặt: Lê Thu Hà, đi công tác." in after


def test_a_difference_to_the_national_site_waits_for_the_review(
    unit: Unit, head: User, people: list[Member]
) -> None:
    opened = making.a_round(unit, by=head)
    (an,) = making.registered(opened, people[:1], by=head)
    making.scored(an, 9, by=head)
    actions.bring_results(opened, [ResultWords(an.pk, Decimal(84), Decimal(6))], origin="kq.xlsx", by=head)
    unsettled = making.met(making.fresh(unit), by=head)

    with pytest.raises(ValidationError, match="chưa thống nhất"):
        making.closed(unsettled, by=head)
    settled = making.met(unsettled, VerdictWords(an.pk, counted="national"), by=head)
    making.closed(settled, by=head)
    decision = making.decided(making.fresh(unit), by=head)

    assert [line.total for line in decision.lines.all()] == [Decimal(84)]


def test_bringing_the_same_results_again_changes_nothing(
    unit: Unit, head: User, people: list[Member]
) -> None:
    opened = making.a_round(unit, by=head)
    (an,) = making.registered(opened, people[:1], by=head)
    said = ResultWords(an.pk, Decimal("84.5"), Decimal(6))

    first = actions.bring_results(opened, [said], origin="kq.xlsx", by=head)
    second = actions.bring_results(opened, [said], origin="kq-2.xlsx", by=head)

    assert (first, second) == (("Trịnh Thị An",), ())
    assert NationalResult.objects.get().origin == "kq.xlsx"


def test_minutes_are_closed_only_as_they_were_read(unit: Unit, head: User, people: list[Member]) -> None:
    an, bao = making.registered(making.a_round(unit, by=head), people[:2], by=head)
    making.scored(an, 9, by=head)
    reviewed = making.met(making.fresh(unit), by=head)
    seen = making.minutes_digest(reviewed)
    making.scored(bao, 9, by=head)

    with pytest.raises(ValidationError) as refusal:
        actions.close_review(
            making.fresh(unit), issued_on=making.HELD_ON, head_name="Trần Thu Sen", seen=seen, by=head
        )

    assert code_of(refusal) == "changed"


def test_a_correction_is_a_new_decision_that_names_the_one_it_replaces(
    unit: Unit, head: User, people: list[Member]
) -> None:
    opened = making.a_round(unit, by=head)
    an, bao = making.registered(opened, people[:2], by=head)
    making.scored(an, 9, by=head)
    making.scored(bao, 9, by=head)
    making.closed(making.met(making.fresh(unit), by=head), by=head)
    first = making.decided(making.fresh(unit), by=head)
    actions.reopen_review(making.fresh(unit), reason="Nhập nhầm điểm của thầy Bảo", by=head)
    during = {fact.value for fact in Fact.objects.filter(code="citizen")}
    refused = making.met(making.fresh(unit), VerdictWords(bao.pk, recognised=False, reason="Nhầm"), by=head)
    making.closed(refused, by=head, on=making.DECIDED_ON)

    second = making.decided(making.fresh(unit), by=head)

    assert during == {"met"}
    assert second.replaces == first
    assert second.paper is not None
    assert first.paper == second.paper.supersedes
    assert Fact.objects.get(member=people[1], code="citizen").value == "none"


def test_who_stands_in_a_decision_is_not_taken_off_the_list(
    unit: Unit, head: User, people: list[Member]
) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    making.scored(an, 9, by=head)
    making.closed(making.met(making.fresh(unit), by=head), by=head)
    making.decided(making.fresh(unit), by=head)
    actions.reopen_review(making.fresh(unit), reason="Xét lại", by=head)

    with pytest.raises(ValidationError) as refusal:
        actions.withdraw(an, by=head)

    assert code_of(refusal) == "decided"


def outside(*recognised: Registrant, accept: bool = False) -> OutsideWords:
    return OutsideWords(
        "45/QĐ-THHS", making.DECIDED_ON, "Trần Thu Sen", "", frozenset(one.pk for one in recognised), accept
    )


def test_a_decision_on_paper_needs_a_word_for_people_below_the_conditions(
    unit: Unit, head: User, people: list[Member]
) -> None:
    an, bao = making.registered(making.a_round(unit, by=head), people[:2], by=head)
    making.scored(an, 9, by=head)

    with pytest.raises(ValidationError) as refusal:
        actions.record_outside_decision(making.fresh(unit), outside(an, bao), by=head)
    decision = actions.record_outside_decision(making.fresh(unit), outside(an, bao, accept=True), by=head)

    assert code_of(refusal) == "lacking"
    assert [line.recognised for line in decision.lines.all()] == [True, True]
    assert decision.paper is None
    assert {fact.value for fact in Fact.objects.filter(code="citizen")} == {"met"}


def test_a_second_decision_needs_the_review_opened_again(
    unit: Unit, head: User, people: list[Member]
) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    making.scored(an, 9, by=head)
    actions.record_outside_decision(making.fresh(unit), outside(an), by=head)

    with pytest.raises(ValidationError) as refusal:
        actions.record_outside_decision(making.fresh(unit), outside(an), by=head)

    assert code_of(refusal) == "state"
    assert CitizenDecision.objects.count() == 1


def test_the_branch_collects_only_what_was_decided(unit: Unit, head: User, people: list[Member]) -> None:
    (an,) = making.registered(making.a_round(unit, by=head), people[:1], by=head)
    handing = {"on": making.DECIDED_ON, "receiver": "Bà Lý, Chi hội trưởng", "note": "", "by": head}

    with pytest.raises(ValidationError) as refusal:
        actions.mark_collected(making.fresh(unit), **handing)
    making.scored(an, 9, by=head)
    actions.record_outside_decision(making.fresh(unit), outside(an), by=head)
    collected = actions.mark_collected(making.fresh(unit), **handing)

    assert code_of(refusal) == "state"
    assert (collected.collected_on, collected.collected_by) == (making.DECIDED_ON, "Bà Lý, Chi hội trưởng")


def test_a_unit_without_a_roster_opens_no_round(unit: Unit, head: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        making.a_round(unit, by=head)

    assert code_of(refusal) == "no_roster"


def test_the_member_reads_the_state_of_their_year(unit: Unit, head: User, people: list[Member]) -> None:
    states = [own_state(people[0], making.YEAR).word]
    opened = making.a_round(unit, by=head)
    states.append(own_state(people[0], making.YEAR).word)
    (an,) = making.registered(opened, people[:1], by=head)
    states.append(own_state(people[0], making.YEAR).word)
    kept = actions.save_scores(an, {"1": ScoreWords(Decimal(9))}, version=an.version, by=head)
    states.append(own_state(people[0], making.YEAR).word)
    making.scored(kept, 9, by=head)
    states.append(own_state(people[0], making.YEAR).word)
    making.closed(making.met(making.fresh(unit), by=head), by=head)
    making.decided(making.fresh(unit), by=head)
    states.append(own_state(people[0], making.YEAR).word)

    assert states == ["Chưa mở", "Chưa đăng ký", "Chưa chấm", "1/10", "Đã nộp, 90 điểm", "Được công nhận"]
