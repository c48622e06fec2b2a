"""Corrections after corrections and withdrawals: no title comes back, ends or shows in public but by what says so."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, a_cast
from tests.recognition import build

from dvht.portal.queries.results import current_results
from dvht.recognition import actions
from dvht.recognition.actions.publishing import publish_due
from dvht.recognition.models import Decision, Title

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def listing(cast: Cast, old: Decision, *units: str, on: date) -> Decision:
    """The correction of a decision with these units alone, issued."""
    draft = actions.draft_correction(
        old, body=cast.commune, origin=cast.commune, reason="Nhầm", by=cast.chair
    )
    kept = {
        line.unit_id: actions.LineWords(line.unit_name, line.outcome)
        for line in old.lines.all()
        if line.unit_name in units
    }
    said = actions.Said(old.expiry, reason="Nhầm")
    draft = actions.change_list(draft, (), said, kept=kept, version=draft.version, by=cast.chair)
    return actions.issue_decision(draft, build.signing(draft, on=on, publish_on=on), by=cast.chair)


def in_force(year: int = build.YEAR) -> dict[str, int]:
    """Who holds a title of the year, by which decision."""
    return dict(Title.objects.filter(state="in_force", year=year).values_list("unit_name", "decision"))


def a_withdrawal(cast: Cast, title: Title) -> Decision:
    said = actions.Said("", reason="Sai", legal_basis="Kết luận số 5")
    made = actions.draft_withdrawal(
        cast.commune, title.year, [title], said, origin=cast.commune, by=cast.chair
    )
    return Decision.objects.get(pk=made.pk)


def issue(cast: Cast, draft: Decision, *, on: date, publish_on: date | None = None) -> Decision:
    draft = Decision.objects.get(pk=draft.pk)
    signing = build.signing(draft, on=on, publish_on=publish_on or on)
    return actions.issue_decision(draft, signing, by=cast.chair)


def test_a_unit_that_a_second_correction_leaves_out_gets_no_title_of_the_year_back(cast: Cast) -> None:
    build.passed(cast)
    build.passed(cast, cast.other_unit)
    both = (cast.unit.name, cast.other_unit.name)
    first = build.issued(cast)
    second = listing(cast, first, *both, on=date(2026, 3, 1))

    third = listing(cast, second, both[0], on=date(2026, 3, 2))
    fourth = listing(cast, third, both[0], on=date(2026, 3, 3))

    assert in_force() == {both[0]: fourth.pk}


def test_a_unit_left_out_may_be_recognised_by_a_decision_of_its_own(cast: Cast) -> None:
    build.passed(cast)
    build.passed(cast, cast.other_unit)
    first = build.issued(cast)
    second = listing(cast, first, cast.unit.name, cast.other_unit.name, on=date(2026, 3, 1))
    third = listing(cast, second, cast.unit.name, on=date(2026, 3, 2))

    anew = build.issued(cast, on=date(2026, 3, 3))

    assert in_force() == {cast.unit.name: third.pk, cast.other_unit.name: anew.pk}


def test_the_title_of_an_earlier_year_comes_back_whichever_correction_leaves_the_unit_out(cast: Cast) -> None:
    build.passed(cast, year=2024)
    earlier = build.issued(cast, year=2024, on=date(2025, 2, 1))
    build.passed(cast, outcome="2")
    build.passed(cast, cast.other_unit)
    first = build.issued(cast)
    second = listing(cast, first, cast.unit.name, cast.other_unit.name, on=date(2026, 3, 1))
    assert Title.objects.get(year=2024).ended_by == second

    listing(cast, second, cast.other_unit.name, on=date(2026, 3, 2))

    assert in_force(2024) == {cast.unit.name: earlier.pk}


def test_a_correction_to_a_lower_level_gives_the_higher_title_of_an_earlier_year_back(cast: Cast) -> None:
    build.passed(cast, outcome="2", year=2024)
    earlier = build.issued(cast, year=2024, on=date(2025, 2, 1))
    build.passed(cast, outcome="2")
    first = build.issued(cast)
    assert in_force(2024) == {}
    draft = actions.draft_correction(first, body=cast.commune, origin=cast.commune, reason="x", by=cast.chair)
    kept = {cast.unit.pk: actions.LineWords(cast.unit.name, "1")}
    actions.change_list(
        draft, (), actions.Said("year_end", reason="x"), kept=kept, version=draft.version, by=cast.chair
    )

    issue(cast, draft, on=date(2026, 3, 1))

    assert in_force(2024) == {cast.unit.name: earlier.pk}


def test_a_title_corrected_after_that_of_a_later_year_stands_behind_it(cast: Cast) -> None:
    build.passed(cast, year=2024)
    first = build.issued(cast, year=2024, on=date(2025, 2, 1))
    build.passed(cast)
    later = build.issued(cast)

    build.corrected(cast, first)

    assert (in_force(2024), in_force()) == ({}, {cast.unit.name: later.pk})
    ended = Title.objects.filter(year=2024).order_by("pk").values_list("state", "ended_by__year")
    assert list(ended) == [("replaced", 2024), ("replaced", 2025)]


def test_what_is_withdrawn_leaves_a_correction_that_was_drafted_before(cast: Cast) -> None:
    build.passed(cast)
    build.passed(cast, cast.other_unit)
    first = build.issued(cast)
    draft = actions.draft_correction(first, body=cast.commune, origin=cast.commune, reason="x", by=cast.chair)
    shown = build.signing(draft, on=date(2026, 3, 3), publish_on=date(2026, 3, 3))
    build.withdrawn(cast, Title.objects.get(unit=cast.unit))

    with pytest.raises(ValidationError) as refused:
        actions.issue_decision(draft, shown, by=cast.chair)
    done = issue(cast, draft, on=date(2026, 3, 3))

    assert refused.value.code == "changed"
    assert in_force() == {cast.other_unit.name: done.pk}
    assert [row.unit_name for row in current_results(build.NOW)] == [cast.other_unit.name]


def test_the_list_of_a_correction_says_what_was_withdrawn(cast: Cast) -> None:
    build.passed(cast)
    first = build.issued(cast)
    build.withdrawn(cast, Title.objects.get())
    draft = actions.draft_correction(first, body=cast.commune, origin=cast.commune, reason="x", by=cast.chair)
    client = Client()
    client.force_login(cast.chair, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(reverse("decision_correction", args=[cast.commune.pk, build.YEAR, draft.pk]))

    assert "Đã thu hồi danh hiệu" in page.content.decode()
    assert [form["keep"].value() for form in page.context["forms"]] == [False]


def test_a_withdrawal_of_a_title_that_changed_its_level_meanwhile_is_refused(cast: Cast) -> None:
    build.passed(cast, outcome="2")
    first = build.issued(cast)
    stale = a_withdrawal(cast, Title.objects.get())
    draft = actions.draft_correction(first, body=cast.commune, origin=cast.commune, reason="x", by=cast.chair)
    kept = {cast.unit.pk: actions.LineWords(cast.unit.name, "1")}
    actions.change_list(
        draft, (), actions.Said("year_end", reason="x"), kept=kept, version=draft.version, by=cast.chair
    )
    issue(cast, draft, on=date(2026, 3, 1))

    with pytest.raises(ValidationError) as refused:
        issue(cast, stale, on=date(2026, 3, 2))

    assert refused.value.code == "decided"
    assert Title.objects.get(state="in_force").outcome == "1"


@pytest.mark.parametrize("kind", ["withdrawal", "correction"])
def test_what_changes_a_result_is_public_no_earlier_than_the_result(cast: Cast, kind: str) -> None:
    today, later = build.today(), build.today() + timedelta(days=3)
    build.passed(cast)
    first = build.issued(cast, on=today, publish_on=later)
    if kind == "withdrawal":
        draft = a_withdrawal(cast, Title.objects.get())
    else:
        draft = actions.draft_correction(
            first, body=cast.commune, origin=cast.commune, reason="x", by=cast.chair
        )

    with pytest.raises(ValidationError) as refused:
        issue(cast, draft, on=today)
    done = issue(cast, draft, on=today, publish_on=later)
    publish_due(later)

    assert "Công bố từ ngày ấy trở đi" in refused.value.message_dict["publish_on"][0]
    assert list(current_results(later).values_list("publication__decision", flat=True)) == (
        [] if kind == "withdrawal" else [done.pk]
    )


def test_the_page_to_sign_proposes_the_day_on_which_the_result_is_public(cast: Cast) -> None:
    later = build.today() + timedelta(days=3)
    build.passed(cast)
    build.issued(cast, on=build.today(), publish_on=later)
    draft = a_withdrawal(cast, Title.objects.get())
    client = Client()
    client.force_login(cast.chair, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("decision_confirm", args=[cast.commune.pk, build.YEAR, draft.pk])
    shown = client.get(page)
    days = {name: f"{shown.context['form'].initial[name]:%d/%m/%Y}" for name in ("issued_on", "publish_on")}

    answer = client.post(page, {**days, "seen": shown.context["digest"]})

    assert days["publish_on"] == f"{later:%d/%m/%Y}"
    assert answer.status_code == 302
    assert Decision.objects.get(pk=draft.pk).publish_on == later


def test_what_is_due_is_published_before_what_takes_it_away(cast: Cast) -> None:
    build.passed(cast)
    first = build.issued(cast, on=build.today(), publish_on=build.today() + timedelta(days=3))
    Decision.objects.filter(pk=first.pk).update(publish_on=build.today())

    build.withdrawn(cast, Title.objects.get(), on=build.today())

    assert not current_results(build.today()).exists()


def test_the_check_of_a_paper_tells_which_of_its_titles_were_withdrawn(cast: Cast) -> None:
    build.passed(cast)
    build.passed(cast, cast.other_unit)
    first = build.issued(cast)
    gone = build.withdrawn(cast, Title.objects.get(unit=cast.unit))
    assert first.paper is not None
    assert gone.paper is not None

    answer = Client().get(reverse("paper_verification", args=[first.paper.verification_code]))

    page = answer.content.decode()
    assert "có danh hiệu đã bị thu hồi" in page
    assert "chưa bị thay thế" not in page
    assert f"Quyết định số {gone.paper.full_number}" in page
    assert reverse("paper_verification", args=[gone.paper.verification_code]) in page
