"""Votes on several dossiers stand on one page, each with fields of its own."""

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.appraisal import examining

pytestmark = pytest.mark.django_db


def test_each_dossier_of_a_meeting_has_fields_that_labels_can_tell_apart(client: Client) -> None:
    case = examining.at("voting")
    meeting = examining.a_meeting(case)
    submission = make.a_submission(
        case.cast.other_unit, case.cast.office, case.cast.commune, by=case.cast.officer
    )
    other = make.an_appraisal(submission, case.panel, state="voting")
    meeting.appraisals.add(other)
    client.force_login(case.secretary, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(reverse("meeting", args=[case.cast.office.pk, 2025, meeting.pk])).content.decode()

    ids = Counter(re.findall(r' id="([^"]+)"', page))
    assert [one for one, times in ids.items() if times > 1] == []
    chair = case.seat(case.chair).pk
    assert {f"id_{case.appraisal.pk}-{chair}-vote", f"id_{other.pk}-{chair}-vote"} <= ids.keys()
