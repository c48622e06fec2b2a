"""What people try who may do something like it elsewhere."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, a_cast
from tests.recognition import build

from dvht.accounts.models import User
from dvht.documents.models import Draft
from dvht.recognition.models import Decision, Title

pytestmark = pytest.mark.django_db
YEAR = build.YEAR


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("role", ["office_head"])
def test_an_office_takes_no_title_away_that_another_body_granted(cast: Cast, role: str) -> None:
    build.passed(cast)
    build.issued(cast)
    title = Title.objects.get()
    own_address = reverse("withdrawal_start", args=[cast.office.pk, YEAR])

    answer = browser(getattr(cast, role)).post(
        own_address, {"title": [title.pk], "reason": "Kê khai sai", "legal_basis": "Kết luận thanh tra số 5"}
    )

    assert answer.status_code == 409
    assert not Decision.objects.filter(kind="withdrawal").exists()


@pytest.mark.parametrize("months", ["035999999", "9" * 5000])
def test_the_register_reads_no_month_that_is_none(cast: Cast, months: str) -> None:
    answer = browser(cast.chair).get(
        reverse("titles", args=[cast.commune.pk, YEAR]), {"show": "ending", "months": months}
    )

    assert answer.status_code == 200


def test_a_decision_is_signed_on_no_day_to_come(cast: Cast) -> None:
    build.passed(cast)
    draft = build.drafted(cast)
    address = reverse("decision_confirm", args=[cast.commune.pk, YEAR, draft.pk])

    answer = browser(cast.chair).post(address, {"issued_on": "31/12/9999", "publish_on": "31/12/9999"})

    assert answer.status_code == 422
    assert "chưa đến" in answer.content.decode()


def test_no_words_of_a_decision_keep_its_page_from_opening(cast: Cast) -> None:
    build.passed(cast)
    draft = build.drafted(cast)
    Draft.objects.filter(about=draft.about).update(fields={"part-article-1": f"Điều {'9' * 5000}. Công nhận"})

    answer = browser(cast.officer).get(reverse("decision", args=[cast.commune.pk, YEAR, draft.pk]))

    assert answer.status_code == 200
