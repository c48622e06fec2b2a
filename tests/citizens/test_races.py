"""Two people at the very same moment, on a database that really commits."""

from datetime import date

import pytest
from tests import make
from tests.citizens import making
from tests.races import at_once

from dvht.citizens import actions
from dvht.citizens.models import CitizenDecision, CitizenRound, Registrant
from dvht.documents.models import IssuedPaper
from dvht.members.models import Fact

pytestmark = pytest.mark.usefixtures("committed_db")


def a_scored_round() -> tuple[CitizenRound, Registrant, Registrant]:
    unit = make.a_unit()
    head = make.a_head(unit)
    people = [make.a_member(unit, name) for name in ("Trịnh Thị An", "Ngô Văn Bảo")]
    opened = making.a_round(unit, by=head)
    an, bao = making.registered(opened, people, by=head)
    making.scored(an, 9, by=head)
    kept = actions.save_scores(bao, making.scores(9), version=bao.version, by=head)
    return making.met(making.fresh(unit), by=head), an, kept


def test_a_form_handed_in_while_the_review_closes_is_counted_or_comes_too_late() -> None:
    reviewed, an, bao = a_scored_round()
    unit, head = reviewed.unit, make.a_head(reviewed.unit, "Đỗ Văn Hai")
    seen = making.minutes_digest(reviewed)

    outcome = at_once(
        lambda: actions.close_review(
            making.fresh(unit), issued_on=making.HELD_ON, head_name="Trần Thu Sen", seen=seen, by=head
        ),
        lambda: actions.submit_scores(Registrant.objects.get(pk=bao.pk), version=bao.version, by=head),
    )

    assert outcome in (["changed", "done"], ["closed", "done"])
    submitted = Registrant.objects.get(pk=bao.pk).is_submitted
    assert making.fresh(unit).is_open is submitted
    assert IssuedPaper.objects.count() == (0 if submitted else 1)
    assert Registrant.objects.get(pk=an.pk).is_submitted


def test_two_decisions_at_once_leave_one_with_its_facts() -> None:
    reviewed, _, _ = a_scored_round()
    unit = reviewed.unit
    heads = [make.a_head(unit, "Đỗ Văn Hai"), make.a_head(unit, "Lý Thị Ba")]
    making.closed(reviewed, by=heads[0])
    seen = making.list_digest(making.fresh(unit))

    outcome = at_once(
        *(
            lambda by=by: actions.issue_decision(  # type: ignore[misc]  # its own head
                making.fresh(unit), issued_on=making.DECIDED_ON, head_name="Trần Thu Sen", seen=seen, by=by
            )
            for by in heads
        )
    )

    assert outcome == ["done", "state"]
    decision = CitizenDecision.objects.get()
    assert decision.number == "02/QĐ-THHS"
    assert {fact.basis for fact in Fact.objects.filter(code="citizen")} == {
        "Quyết định số 02/QĐ-THHS ngày 05/12/2025"
    }
    assert sorted(IssuedPaper.objects.values_list("number", flat=True)) == [1, 2]


def test_a_round_opened_twice_at_once_is_one() -> None:
    unit = make.a_unit()
    heads = [make.a_head(unit), make.a_head(unit, "Đỗ Văn Hai")]
    make.a_member(unit)

    outcome = at_once(*(lambda by=by: making.a_round(unit, by=by) for by in heads))  # type: ignore[misc]  # its own head

    assert outcome == ["done", "exists"]
    assert making.fresh(unit).registration_until == date(2025, 3, 31)


def test_a_person_registered_twice_at_once_is_registered_once() -> None:
    unit = make.a_unit()
    heads = [make.a_head(unit), make.a_head(unit, "Đỗ Văn Hai")]
    member = make.a_member(unit)
    opened = making.a_round(unit, by=heads[0])

    outcome = at_once(*(lambda by=by: making.registered(opened, [member], by=by) for by in heads))  # type: ignore[misc]  # its own head

    assert outcome == ["done", "done"]
    assert Registrant.objects.count() == 1
