"""In an examination a name is opened only where a row in dispute needs it, and each look stays in the unit's trail."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests import make
from tests.appraisal import examining
from tests.appraisal.examining import Case

from dvht.accounts.models import User
from dvht.assessment.models import Assessment, FrozenRoster, Revision
from dvht.audit.queries import events_of, scope_of_unit
from dvht.dossiers.models import Dossier

pytestmark = pytest.mark.django_db

COUNTED, LACKING = "Phạm Văn Tú", "Hồ Ngọc Trâm"


@pytest.fixture
def case() -> Case:
    """A dossier of a roster of two: one counted at 3.1a, one not."""
    found = examining.a_case()
    unit, head = found.cast.unit, found.cast.head
    plan = make.a_plan(unit, 2025, by=head)
    revision = Revision.objects.create(
        assessment=Assessment.objects.create(plan=plan), number=1, pack_id=plan.pack_id,
        pack_version=plan.pack_version, pack_digest=plan.pack_digest, facts={}, result={}, digest="0" * 64,
        counted_on=date(2025, 12, 31), finalised_by=head,
    )  # fmt: skip
    people = [
        {
            "id": 1,
            "name": COUNTED,
            "code": "M1",
            "department": "Tổ 4-5",
            "position": "",
            "met": ["2.1", "3.1a"],
        },
        {"id": 2, "name": LACKING, "code": "M2", "department": "Tổ 1", "position": "", "met": ["2.1"]},
    ]
    FrozenRoster.objects.create(
        revision=revision,
        names={"members": people, "excluded": [], "classes": [], "counted_on": "2025-12-31"},
    )
    submission = found.submission
    submission.dossier = Dossier.objects.create(plan=plan)
    submission.save()
    snapshot = make.a_snapshot(unit, revision=1)
    snapshot["rows"]["3.1a"]["facts"] |= {"count": 39, "total": 40}
    make.a_delivery(submission, snapshot, by=head)
    return replace(found, submission=submission)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def look(case: Case, user: User, row: str = "3.1a") -> HttpResponse:
    answer: HttpResponse = signed_in(user).post(reverse("examination_names", args=[case.appraisal.pk, row]))
    return answer


def looks(case: Case) -> list[str]:
    events = events_of([scope_of_unit(case.cast.unit.pk)])
    return [event.label for event in events if event.verb == "mở danh sách tên khi thẩm định"]


def test_fewer_than_the_unit_says_opens_whom_it_counted_and_nobody_else(case: Case) -> None:
    examining.find(case, case.first, "3.1a", count=38, reason="Một bản tự chấm thiếu điểm")

    page = look(case, case.first).content.decode()

    assert COUNTED in page
    assert LACKING not in page
    assert looks(case) == ["Chỉ tiêu 3.1a, hồ sơ năm 2025"]


def test_more_than_the_unit_says_opens_whom_it_left_out(case: Case) -> None:
    examining.find(case, case.first, "3.1a", count=40, reason="Có thêm quyết định")

    page = look(case, case.first).content.decode()

    assert LACKING in page
    assert COUNTED not in page


def test_each_look_is_in_the_trail(case: Case) -> None:
    examining.find(case, case.first, "3.1a", count=38, reason="Thiếu")

    look(case, case.first)
    look(case, case.first)

    assert len(looks(case)) == 2


def test_no_dispute_no_names(case: Case) -> None:
    unfound = look(case, case.first)
    examining.find(case, case.first, "3.1a")
    agreed = look(case, case.first)

    assert (unfound.status_code, agreed.status_code) == (404, 404)
    assert looks(case) == []


def test_a_dispute_of_one_row_opens_no_other(case: Case) -> None:
    examining.find(case, case.first, "3.1a", count=38, reason="Thiếu")

    assert look(case, case.first, "2.1").status_code == 404


def test_anothers_dispute_and_a_reader_open_nothing(case: Case) -> None:
    examining.find(case, case.first, "3.1a", count=38, reason="Thiếu")

    assert look(case, case.second).status_code == 404
    assert look(case, case.chair).status_code == 403
    assert look(case, case.cast.officer).status_code == 403
    assert look(case, case.cast.stranger).status_code == 404
    assert looks(case) == []


def test_no_page_of_the_examination_names_anybody_otherwise(case: Case) -> None:
    examining.find(case, case.first, "3.1a", count=38, reason="Thiếu")
    client, pk = signed_in(case.first), case.appraisal.pk

    for address in (
        reverse("examinations"),
        reverse("examination", args=[pk]),
        reverse("examination_agree", args=[pk]),
        *(reverse("examination_row", args=[pk, row.code]) for row in case.submission.pack.rows),
    ):
        page = client.get(address).content.decode()
        assert COUNTED not in page
        assert LACKING not in page


def test_a_dispute_that_the_unit_settled_by_handing_in_again_is_closed(case: Case) -> None:
    examining.find(case, case.first, "3.1a", count=38, reason="Thiếu")
    snapshot = make.a_snapshot(case.cast.unit, revision=1)
    snapshot["rows"]["3.1a"]["facts"] |= {"count": 38, "total": 40}
    make.a_delivery(case.submission, snapshot, by=case.cast.head)

    assert look(case, case.first).status_code == 404
