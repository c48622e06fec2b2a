"""A record that two deeds write at the very same moment: a mark of many, and an approval or a confirmation."""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone
from tests.cast import a_cast

from dvht.members.actions import Mark, facts, record_facts
from dvht.members.actions.certificates import decide_certificates
from dvht.members.actions.study_plans import decide_study_plans
from dvht.members.models import Certificate, Completion, Fact, Programme, Source, StudyPlan

YEAR = timezone.localdate().year
pytestmark = pytest.mark.usefixtures("committed_db")


def between(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> Thread:
    """Let the deed begin when the marking has read what stands, and give it time to end before the marking writes."""
    read = facts._completions

    def run() -> None:
        try:
            deed()
        finally:
            connection.close()

    other = Thread(target=run)

    def reading(*args: object) -> object:
        found = read(*args)  # type: ignore[arg-type]
        other.start()
        other.join(1)
        return found

    monkeypatch.setattr(facts, "_completions", reading)
    return other


def test_a_plan_approved_while_its_row_is_marked_leaves_one_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = a_cast()
    member = cast.as_member("member")
    plan = StudyPlan.objects.create(member=member, year=YEAR, state="submitted", submitted_at=timezone.now())
    other = between(
        monkeypatch, lambda: decide_study_plans({plan.pk: plan.version}, approve=True, by=cast.head)
    )

    mark = Mark(member.pk, "study_plan", "none")
    record_facts(cast.unit, YEAR, [mark], by=cast.clerk, source=Source.UNIT)
    other.join()

    assert Fact.objects.get().value == "met"
    assert StudyPlan.objects.get().state == "approved"


def test_a_certificate_confirmed_while_its_programme_is_marked_leaves_one_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = a_cast()
    member = cast.as_member("member")
    programme = Programme.objects.create(unit=cast.unit, year=YEAR, title="Bồi dưỡng", title_key="boi duong")
    certificate = Certificate.objects.create(
        member=member, year=YEAR, programme=programme, title="Giấy chứng nhận"
    )
    other = between(
        monkeypatch,
        lambda: decide_certificates({certificate.pk: certificate.version}, confirm=True, by=cast.head),
    )

    mark = Mark(member.pk, f"programme:{programme.pk}", "not_done")
    record_facts(cast.unit, YEAR, [mark], by=cast.clerk, source=Source.UNIT)
    other.join()

    assert Completion.objects.get().is_done
    assert Certificate.objects.get().state == "confirmed"
