"""Two people at the very same moment, on a database that really commits."""

from collections.abc import Callable

import pytest
from tests import make
from tests.races import at_once

from dvht.accounts.models import User
from dvht.assessment.actions import (
    finalise_assessment,
    open_assessment,
    reopen_assessment,
    save_entry,
    sheet_digest,
)
from dvht.assessment.models import Assessment, Entry, Revision
from dvht.assessment.queries import assessment_of, sheet_of
from dvht.evidence.actions import remove_use, restore_use
from dvht.evidence.models import Use
from dvht.members.models import Member
from dvht.plans.models import Plan
from dvht.plans.queries import plan_of


def fresh(plan: Plan) -> Assessment:
    found = plan_of(plan.unit, plan.year)
    assert found is not None
    return assessment_of(found)


@pytest.mark.usefixtures("committed_db")
def test_two_heads_finalising_at_once_make_one_revision() -> None:
    unit = make.a_unit()
    heads = [make.a_head(unit), make.a_head(unit, "Nguyễn Văn Phó")]
    plan = make.a_filled_year(unit, 2026, by=heads[0])
    seen = sheet_digest(sheet_of(fresh(plan)))

    def finalising(by: User) -> Callable[[], object]:
        return lambda: finalise_assessment(fresh(plan), seen=seen, by=by)

    assert at_once(*(finalising(head) for head in heads)) == ["done", "final"]
    assert Revision.objects.count() == 1


@pytest.mark.usefixtures("committed_db")
def test_two_people_saving_a_new_row_at_once_conflict_and_one_stands() -> None:
    unit = make.a_unit()
    head, clerk = make.a_head(unit), make.a_clerk(unit)
    plan = make.a_plan_in_force(unit, 2026, by=head)

    def saving(count: int, by: User) -> Callable[[], object]:
        def deed() -> object:
            assessment = open_assessment(fresh(plan).plan, by=by)
            values = {"count": count, "total": 40}
            return save_entry(assessment, plan.pack.row("2.1"), values, version=0, by=by)

        return deed

    assert at_once(saving(35, head), saving(36, clerk)) == ["conflict", "done"]
    assert Entry.objects.get().version == 1
    assert Assessment.objects.count() == 1


@pytest.mark.usefixtures("committed_db")
def test_evidence_removed_while_the_head_finalises_is_counted_or_stays() -> None:
    unit = make.a_unit()
    head, clerk = make.a_head(unit), make.a_clerk(unit)
    plan = make.a_filled_year(unit, 2026, by=head)
    use = Use.objects.filter(collection=plan.collection).order_by("pk")[0]
    for _ in range(8):
        seen = sheet_digest(sheet_of(fresh(plan)))

        outcome = at_once(
            lambda: remove_use(Use.objects.get(pk=use.pk), by=clerk),
            lambda seen=seen: finalise_assessment(fresh(plan), seen=seen, by=head),  # type: ignore[misc]  # its own round's
        )

        assert outcome in (["changed", "done"], ["closed", "done"])
        if fresh(plan).is_final:
            reopen_assessment(fresh(plan), reason="Làm lại", by=head)
        restore_use(Use.objects.get(pk=use.pk), by=clerk)


@pytest.mark.usefixtures("committed_db")
def test_a_member_who_joins_while_the_head_finalises_is_in_both_the_names_and_the_numbers_or_in_neither() -> (
    None
):
    unit = make.a_unit()
    head = make.a_head(unit)
    plan = make.a_filled_year(unit, 2026, by=head)
    make.a_fact(make.a_member(unit, "Lê Thu Hà"), "discipline")
    for _ in range(6):
        seen = sheet_digest(sheet_of(fresh(plan)))
        before = Member.objects.filter(unit=unit).count()

        outcome = at_once(
            lambda: make.a_fact(make.a_member(unit, "Ngô Văn Bảo"), "discipline"),
            lambda seen=seen: finalise_assessment(fresh(plan), seen=seen, by=head),  # type: ignore[misc]  # its own round's
        )

        assert outcome in (["changed", "done"], ["done", "done"])
        if fresh(plan).is_final:
            revision = Revision.objects.order_by("number").last()
            assert revision is not None
            assert len(revision.roster.names["members"]) == before
            assert revision.facts["indicators"]["2.1"] == {"count": before, "total": before, "evidence": 1}
            reopen_assessment(fresh(plan), reason="Làm lại", by=head)
