"""Issuing from the page on which the words are written."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make

from dvht.accounts.models import User
from dvht.documents.models import Draft, IssuedPaper
from dvht.dossiers.actions import issue_year_paper, open_dossier, request_recognition
from dvht.dossiers.queries import Year, dossier_of
from dvht.plans.models import Plan

TODAY = timezone.localdate()


@pytest.fixture
def head(db: None) -> User:
    return make.a_head(make.a_unit())


@pytest.fixture
def plan(head: User) -> Plan:
    return make.a_finalised_year(head.roles.get().unit, by=head)


@pytest.fixture
def as_head(client: Client, head: User) -> Client:
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, plan: Plan, *more: Any) -> str:
    return reverse(name, args=[plan.unit_id, plan.year, *more])


def words_of(shown: Any) -> dict[str, Any]:
    """What a browser would send back of the paper's form, unchanged."""
    values = {bound.html_name: bound.value() for bound in shown.context["form"]}
    return {name: "" if value is None else value for name, value in values.items()}


def test_issuing_keeps_the_words_that_stand_unsaved_on_the_page(as_head: Client, plan: Plan) -> None:
    words = words_of(as_head.get(url("paper", plan, "team_decision")))

    as_head.post(
        url("paper_issue", plan, "team_decision"),
        {**words, "subject": "Về việc lập Tổ đánh giá", "issued_on": f"{TODAY:%d/%m/%Y}"},
    )

    assert IssuedPaper.objects.get().subject == "Về việc lập Tổ đánh giá"


def test_words_that_cannot_be_kept_are_not_issued(as_head: Client, plan: Plan) -> None:
    words = words_of(as_head.get(url("paper", plan, "team_decision")))

    shown = as_head.post(
        url("paper_issue", plan, "team_decision"),
        {**words, "place": "", "part-articles": "Điều 1. Mới.", "issued_on": f"{TODAY:%d/%m/%Y}"},
    )

    assert shown.status_code == 422
    assert shown.context["form"]["part-articles"].value() == "Điều 1. Mới."
    assert not IssuedPaper.objects.exists()


def test_issuing_untouched_words_leaves_no_draft_behind(as_head: Client, plan: Plan) -> None:
    words = words_of(as_head.get(url("paper", plan, "team_decision")))

    as_head.post(url("paper_issue", plan, "team_decision"), {**words, "issued_on": f"{TODAY:%d/%m/%Y}"})

    assert IssuedPaper.objects.count() == 1
    assert not Draft.objects.exists()


def test_the_dossier_shows_the_draft_of_the_next_paper_to_issue(
    as_head: Client, plan: Plan, head: User
) -> None:
    first, second = [
        line.wanted.kind for line in Year(dossier_of(plan)).lines if line.wanted.kind != "evidence"
    ][:2]
    dossier = open_dossier(plan)
    request_recognition(dossier, requested="2", next_year_goal="", version=dossier.version, by=head)
    issue_year_paper(Year(dossier_of(plan)), first, issued_on=TODAY, head_name=head.full_name, by=head)

    shown = as_head.get(url("dossier", plan))

    assert shown.context["shown"].wanted.kind == second


def test_who_may_not_word_a_paper_sees_the_print_and_no_form(client: Client, plan: Plan) -> None:
    member = make.a_committee_member(plan.unit)
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")

    shown = client.get(url("paper", plan, "team_decision")).content.decode()

    assert "Thủ trưởng và văn thư của đơn vị sửa văn bản này" in shown
    assert "<textarea" not in shown
    assert "ban hành lại" not in shown
