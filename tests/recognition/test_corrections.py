"""What a decision that replaces another may say of a unit."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, a_cast
from tests.recognition import build

from dvht.recognition import actions
from dvht.recognition.models import Decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def a_correction(cast: Cast, outcome: str) -> Decision:
    """The draft that replaces the decision over one unit found good enough for this level."""
    build.passed(cast, outcome=outcome)
    old = build.issued(cast)
    return actions.draft_correction(
        old, body=cast.commune, origin=cast.commune, reason="Ghi nhầm tên", by=cast.chair
    )


def written(cast: Cast, draft: Decision, outcome: str) -> Decision:
    words = {cast.unit.pk: actions.LineWords("Trường Tiểu học Hoa Sen 1", outcome)}
    said = actions.Said("year_end", reason="Ghi nhầm tên")
    return actions.change_list(draft, (), said, kept=words, version=draft.version, by=cast.chair)


def test_it_grants_no_higher_level_than_the_examination_found(cast: Cast) -> None:
    draft = a_correction(cast, "1")

    with pytest.raises(ValidationError) as refused:
        written(cast, draft, "2")

    assert "thẩm định kết luận Mức độ 1" in refused.value.messages[0]
    assert [line.outcome for line in draft.lines.all()] == ["1"]


def test_it_may_grant_a_lower_one(cast: Cast) -> None:
    draft = a_correction(cast, "2")

    written(cast, draft, "1")

    assert [line.outcome for line in draft.lines.all()] == ["1"]


@pytest.mark.parametrize(("found", "offered"), [("1", ["1"]), ("2", ["2", "1"])])
def test_the_page_offers_no_higher_level(cast: Cast, found: str, offered: list[str]) -> None:
    draft = a_correction(cast, found)
    client = Client()
    client.force_login(cast.chair, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(reverse("decision_correction", args=[cast.commune.pk, build.YEAR, draft.pk]))

    (line,) = page.context["forms"]
    assert [code for code, _ in line.fields["outcome"].choices] == offered


def issued(cast: Cast, draft: Decision, publish_on: date) -> Decision:
    draft = Decision.objects.get(pk=draft.pk)
    signing = build.signing(draft, on=date(2026, 3, 1), publish_on=publish_on)
    return actions.issue_decision(draft, signing, by=cast.chair)


def test_it_is_public_at_once_since_what_it_replaces_is(cast: Cast) -> None:
    draft = a_correction(cast, "1")

    with pytest.raises(ValidationError) as refused:
        issued(cast, draft, build.today() + timedelta(days=1))
    done = issued(cast, draft, build.today())

    assert "Công bố chậm nhất ngày" in refused.value.message_dict["publish_on"][0]
    assert done.publication is not None


def test_it_may_wait_with_what_it_replaces_when_that_is_not_public_yet(cast: Cast) -> None:
    waits_until = build.today() + timedelta(days=20)
    build.passed(cast)
    old = build.issued(cast, on=build.today(), publish_on=waits_until)
    draft = actions.draft_correction(old, body=cast.commune, origin=cast.commune, reason="Tên", by=cast.chair)
    draft = Decision.objects.get(pk=draft.pk)
    signing = build.signing(draft, on=build.today(), publish_on=waits_until)

    done = actions.issue_decision(draft, signing, by=cast.chair)

    assert done.publish_on == waits_until


def test_a_first_result_is_public_within_a_year(cast: Cast) -> None:
    build.passed(cast)

    with pytest.raises(ValidationError) as refused:
        build.issued(cast, publish_on=date(2099, 12, 31))

    assert "trong vòng một năm" in refused.value.message_dict["publish_on"][0]
