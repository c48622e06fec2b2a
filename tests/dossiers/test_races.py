"""Two people at the very same moment, on a database that really commits."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from tests import make
from tests.dossiers.build import LATE, a_place, parcel_of
from tests.races import at_once

from dvht.accounts.models import User
from dvht.audit.models import Event
from dvht.documents.models import IssuedPaper, NumberSeries
from dvht.dossiers.actions import (
    ask_for_volume,
    bind_volume,
    issue_year_paper,
    open_dossier,
    request_recognition,
    submit_dossier,
)
from dvht.dossiers.models import Delivery, Volume, VolumeKind
from dvht.dossiers.queries import Year, dossier_of
from dvht.plans.models import Plan


@pytest.fixture
def plan(committed_db: None, settings: object, tmp_path: Path) -> Plan:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    unit = make.a_unit()
    return make.a_finalised_year(unit, by=make.a_head(unit))


@pytest.fixture
def head(plan: Plan) -> User:
    return make.a_head(plan.unit)


def year(plan: Plan) -> Year:
    return Year(dossier_of(Plan.objects.get(pk=plan.pk)))


def issue(plan: Plan, kind: str, head: User) -> IssuedPaper:
    today = timezone.localdate()
    return issue_year_paper(year(plan), kind, issued_on=today, head_name=head.full_name, by=head)


def test_two_heads_issuing_one_paper_at_once_make_one_paper_in_force(plan: Plan, head: User) -> None:
    other = make.a_head(plan.unit)

    outcome = at_once(lambda: issue(plan, "minutes", head), lambda: issue(plan, "minutes", other))

    papers = IssuedPaper.objects.filter(kind="minutes")
    assert papers.filter(superseded_by__isnull=True).count() == 1
    assert outcome.count("done") == papers.count()
    assert NumberSeries.objects.get().last_number == papers.count()


def test_two_papers_issued_at_once_get_numbers_of_their_own(plan: Plan, head: User) -> None:
    kinds = ("minutes", "self_assessment_report", "team_decision")

    assert at_once(*(lambda kind=kind: issue(plan, kind, head) for kind in kinds)) == ["done"] * 3  # type: ignore[misc]

    assert sorted(paper.number for paper in IssuedPaper.objects.all()) == [1, 2, 3]


def test_of_two_people_asking_for_a_binding_at_once_one_is_told_that_it_runs(plan: Plan, head: User) -> None:
    def asking() -> Volume:
        return ask_for_volume(year(plan).dossier, VolumeKind.EVIDENCE, by=head)

    assert at_once(asking, asking) == ["done", "refused"]
    assert Volume.objects.count() == 1
    assert Event.objects.filter(verb="yêu cầu ghép quyển").count() == 1


def test_two_workers_binding_one_volume_bind_it_once(plan: Plan, head: User, tmp_path: Path) -> None:
    volume = ask_for_volume(year(plan).dossier, VolumeKind.EVIDENCE, by=head)

    at_once(lambda: bind_volume(volume.pk), lambda: bind_volume(volume.pk))

    volume.refresh_from_db()
    assert volume.state == "bound"
    assert [path.name for path in tmp_path.glob("volumes/*/*")] == [Path(str(volume.content.name)).name]


def test_two_people_choosing_the_level_at_once_leave_one_choice(plan: Plan, head: User) -> None:
    dossier = open_dossier(plan)

    def choosing(level: str) -> Callable[[], object]:
        return lambda: request_recognition(
            year(plan).dossier, requested=level, next_year_goal="", version=dossier.version, by=head
        )

    assert at_once(choosing("1"), choosing("2")) == ["conflict", "done"]
    assert Event.objects.filter(verb="chọn mức đề nghị").count() == 1


def test_two_presses_at_once_make_one_delivery(committed_db: None) -> None:
    place = a_place()
    seen = parcel_of(place.plan).digest

    def press() -> Delivery:
        return submit_dossier(place.plan, seen=seen, late_reason=LATE, by=place.head)

    outcome = at_once(press, press)

    assert outcome == ["done", "state"]
    assert Delivery.objects.count() == 1
