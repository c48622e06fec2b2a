"""Every door of the house: each URL with what each person of the cast gets there.

A new URL fails these tests until it has a line in READING (by GET) or in SENDING (an empty form by POST), or in
both. To add one: `"name": READERS`, with a door that exists already or one of its own; where the address asks for
more than `unit_id` and `year`, give a value in `addresses`. A room with many doors has a module in `tests/doors`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from copy import deepcopy
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponseBase
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils.safestring import SafeString
from tests import doors, make
from tests.cast import Cast, a_cast
from tests.doors import (
    ADMINISTRATORS,
    ADMINISTRATORS_OF_UNIT,
    ASSESSORS,
    EVERYBODY,
    HEAD,
    IN,
    KEEPERS,
    NOBODY,
    PEOPLE,
    READERS,
    ROLES,
    SIGN_IN,
    YEAR,
    Door,
)

from dvht.documents.models import IssuedPaper, StoredPaper
from dvht.dossiers.models import Dossier, Volume
from dvht.evidence.models import Evidence, StoredFile, Use
from dvht.plans.models import CommitteeMember, Milestone, Plan, PlanPaper, Task

BACKEND = "django.contrib.auth.backends.ModelBackend"
PDF = b"%PDF-1.4"


PARTS = doors.parts()

READING: Mapping[str, Door] = {
    **doors.reading(PARTS),
    # accounts
    "unit_list": ADMINISTRATORS,
    "event_list": ADMINISTRATORS,
    "event_export": ADMINISTRATORS,
    "unit_change": ADMINISTRATORS_OF_UNIT,
    "unit_add": ADMINISTRATORS_OF_UNIT,
    "unit_move": ADMINISTRATORS_OF_UNIT,
    "user_list": ADMINISTRATORS_OF_UNIT,
    "user_add": ADMINISTRATORS_OF_UNIT,
    "user_join": ADMINISTRATORS_OF_UNIT,
    "user_change": ADMINISTRATORS_OF_UNIT,
    "set_up": NOBODY,
    "set_up_person": NOBODY,
    "set_up_check": NOBODY,
    # documents
    "paper_register": READERS,
    # evidence
    "evidence_list": READERS,
    "evidence_item": READERS,
    "evidence_export": READERS,
    "evidence_file": READERS,
    "evidence_preview": READERS,
    "evidence_edit": ASSESSORS,
    "evidence_link_add": ASSESSORS,
    "evidence_paper_add": ASSESSORS,
    "evidence_reuse": ASSESSORS,
    # plans
    "plan": READERS,
    "plan_start": READERS,
    "plan_check": READERS,
    "plan_committee": READERS,
    "plan_tasks": READERS,
    "plan_calendar": READERS,
    "plan_papers": READERS,
    "plan_purpose": KEEPERS,
    "plan_targets": KEEPERS,
    "plan_other": KEEPERS,
    "plan_member": KEEPERS,
    "plan_member_add": KEEPERS,
    "plan_task": KEEPERS,
    "plan_task_add": KEEPERS,
    "plan_task_progress": KEEPERS,
    "plan_milestone": KEEPERS,
    "plan_milestone_add": KEEPERS,
    "plan_paper": KEEPERS,
    "plan_paper_add": KEEPERS,
    "plan_reopen": HEAD,
    "plan_discard": HEAD,
    # assessment
    "assessment": READERS,
    "assessment_row": READERS,
    "assessment_check": READERS,
    "assessment_history": READERS,
    "assessment_export": READERS,
    "assessment_member_total": ASSESSORS,
    # dossiers
    "dossier": READERS,
    "dossier_archive": READERS,
    "paper": READERS,
    "paper_preview": READERS,
    "paper_page": READERS,
    "paper_draft_docx": READERS,
    "issued_paper": READERS,
    "volume": READERS,
    "volume_file": READERS,
    # reports
    "home": PEOPLE,
    "regulations": EVERYBODY,
    "regulation": EVERYBODY,
    "unit_home": READERS,
    "year_home": READERS,
}
"""What a GET gives."""

SENDING: Mapping[str, Door] = {
    **doors.sending(PARTS),
    # accounts
    "unit_change": ADMINISTRATORS_OF_UNIT,
    "unit_add": ADMINISTRATORS_OF_UNIT,
    "unit_move": ADMINISTRATORS_OF_UNIT,
    "unit_paper_head": ADMINISTRATORS_OF_UNIT,
    "user_add": ADMINISTRATORS_OF_UNIT,
    "user_join": ADMINISTRATORS_OF_UNIT,
    "user_change": ADMINISTRATORS_OF_UNIT,
    "user_password": ADMINISTRATORS_OF_UNIT,
    "user_deactivate": ADMINISTRATORS_OF_UNIT,
    "user_reactivate": ADMINISTRATORS_OF_UNIT,
    "set_up": NOBODY,
    "set_up_person": NOBODY,
    "set_up_check": NOBODY,
    # documents
    "paper_register": KEEPERS,
    # evidence
    "evidence_add": ASSESSORS,
    "evidence_edit": ASSESSORS,
    "evidence_link_add": ASSESSORS,
    "evidence_paper_add": ASSESSORS,
    "evidence_reuse": ASSESSORS,
    "evidence_file_under": ASSESSORS,
    "evidence_remove": ASSESSORS,
    "evidence_restore": ASSESSORS,
    # plans
    "plan_purpose": KEEPERS,
    "plan_targets": KEEPERS,
    "plan_other": KEEPERS,
    "plan_member": KEEPERS,
    "plan_member_add": KEEPERS,
    "plan_member_move": KEEPERS,
    "plan_member_remove": KEEPERS,
    "plan_task": KEEPERS,
    "plan_task_add": KEEPERS,
    "plan_task_progress": KEEPERS,
    "plan_task_move": KEEPERS,
    "plan_task_remove": KEEPERS,
    "plan_milestone": KEEPERS,
    "plan_milestone_add": KEEPERS,
    "plan_milestone_remove": KEEPERS,
    "plan_calendar_follow": KEEPERS,
    "plan_papers_follow": KEEPERS,
    "plan_paper": KEEPERS,
    "plan_paper_add": KEEPERS,
    "plan_paper_move": KEEPERS,
    "plan_paper_remove": KEEPERS,
    "plan_check": HEAD,
    "plan_reopen": HEAD,
    "plan_discard": HEAD,
    # assessment
    "assessment_row": ASSESSORS,
    "assessment_member_total": ASSESSORS,
    "assessment_finalise": HEAD,
    "assessment_reopen": HEAD,
    # dossiers
    "dossier_request": KEEPERS,
    "paper": KEEPERS,
    "paper_reset": KEEPERS,
    "volume_bind": KEEPERS,
    "paper_issue": HEAD,
}
"""What a POST of an empty form gives; IN may well be the form again, with its errors."""

LIBRARY = ("account_", "mfa_")
"""Pages of allauth, about the person's own account: they ask for sign-in or lead to it."""


def patterns(found: Any = None) -> Iterator[URLPattern]:
    for item in get_resolver().url_patterns if found is None else found:
        if isinstance(item, URLResolver):
            yield from patterns(item.url_patterns)
        else:
            yield item


NAMES = sorted(str(pattern.name) for pattern in patterns())
OUR_NAMES = [name for name in NAMES if not name.startswith(LIBRARY)]


@pytest.fixture(scope="module")
def furnished(module_db: None) -> Cast:
    """The cast, with a year of everything at the first unit."""
    cast = a_cast()
    plan = make.a_filled_year(cast.unit, YEAR, by=cast.head)
    _a_file(plan)
    _an_issued_paper(plan)
    _a_volume(plan)
    for part in PARTS:
        part.furnish(cast, plan)
    return cast


@pytest.fixture
def cast(
    furnished: Cast, each_paper_set_once: None, refusals_in_a_word: None, people_are_known: None
) -> Cast:
    return deepcopy(furnished)


def _a_file(plan: Plan) -> None:
    stored = StoredFile.objects.create(
        unit=plan.unit,
        content=ContentFile(PDF, "a.pdf"),
        sha256="0" * 64,
        size=len(PDF),
        media_type="application/pdf",
    )
    Evidence.objects.create(
        collection=plan.collection, kind="file", title="Ảnh", file=stored, file_name="a.pdf", added_by=None
    )


def _an_issued_paper(plan: Plan) -> None:
    paper = IssuedPaper.objects.create(
        unit=plan.unit,
        kind="score_sheet",
        year=YEAR,
        title="Bản tổng hợp",
        subject="kết quả",
        place="Đồng Sen",
        issued_on=date(YEAR, 12, 1),
        signatory_name="Trần Thu Sen",
        signatory_title="Hiệu trưởng",
        verification_code="A",
        source_digest="",
        pages=1,
    )
    StoredPaper.objects.create(paper=paper, format="pdf", content=PDF, sha256="0" * 64)


def _a_volume(plan: Plan) -> None:
    dossier, _ = Dossier.objects.get_or_create(plan=plan)
    Volume.objects.create(
        dossier=dossier,
        kind="dossier",
        state="bound",
        content=ContentFile(PDF, "a.pdf"),
        sha256="0" * 64,
        pages=1,
        source_digest="",
    )


def address(name: str, cast: Cast) -> str:
    """The address of a page, about the cast's first unit."""
    asked = {"unit_id": cast.unit.pk, "year": YEAR, **addresses(name, cast)}
    parameters = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    return reverse(name, kwargs={key: asked[key] for key in parameters})


PLAN_LINES: Mapping[str, type[Model]] = {
    "plan_member": CommitteeMember,
    "plan_task": Task,
    "plan_milestone": Milestone,
    "plan_paper": PlanPaper,
}


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    """Values of the parameters besides unit and year."""
    for part in PARTS:
        if name in part.READING or name in part.SENDING:
            return part.addresses(name, cast)
    lines = [model for start, model in PLAN_LINES.items() if name.startswith(start)]
    return {
        "user_id": cast.clerk.pk,
        "line_id": _one(lines[0]) if lines else 0,
        "evidence_id": _one(
            Evidence, kind="file" if name in {"evidence_file", "evidence_preview"} else "paper"
        ),
        "use_id": _one(Use),
        "paper_id": _one(IssuedPaper),
        "paper_format": "pdf",
        "volume_id": _one(Volume),
        "code": "2.1",
        "pack_id": "tt24-2023-huyen",
        "kind": "dossier" if name == "volume_bind" else "plan",
        "page": 1,
    }


def _one(model: type[Model], **facts: str) -> int:
    found: int = model._default_manager.filter(**facts).order_by("pk").values_list("pk", flat=True)[0]
    return found


def outcome_of(response: HttpResponseBase) -> str:
    sign_in = reverse(settings.LOGIN_URL)
    if response.status_code in {301, 302} and response.headers["Location"].startswith(sign_in):
        return SIGN_IN
    if response.status_code in {403, 404}:
        return str(response.status_code)
    assert response.status_code not in {405, 500}
    return IN


def got(client: Client, method: str, page: str) -> str:
    """What a person gets; whatever the visit did is undone, so that the next one finds the same house."""
    with transaction.atomic():
        response = client.get(page) if method == "get" else client.post(page)
        outcome = outcome_of(response)
        if response.streaming:
            list(response)
        transaction.set_rollback(True)
    return outcome


def outcomes_at(page: str, method: str, opened: Mapping[str, Client]) -> dict[str, str]:
    """What each person gets. The first who is let in gets the page written out; the others only try the door."""
    outcomes: dict[str, str] = {}
    for role, client in opened.items():
        with unwritten() if IN in outcomes.values() else nullcontext():
            outcomes[role] = got(client, method, page)
    return outcomes


@contextmanager
def unwritten() -> Iterator[None]:
    """Pages stay blank: whoever is let in has been, and what stands on a page is other tests' business."""
    with patch.object(Template, "render", return_value=SafeString("")):
        yield


def browsers(cast: Cast) -> dict[str, Client]:
    """A browser for each person, signed in."""
    opened = {role: Client() for role in ROLES}
    for role, client in opened.items():
        person = cast.person(role)
        if person is not None:
            client.force_login(person, backend=BACKEND)
    return opened


def test_every_page_has_a_line_here_and_every_line_a_page() -> None:
    assert sorted({*READING, *SENDING}) == OUR_NAMES


def test_no_two_pages_share_a_name() -> None:
    assert [name for name in NAMES if NAMES.count(name) > 1] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "doors"), [("get", READING), ("post", SENDING)], ids=["get", "post"])
def test_each_person_gets_what_this_table_says(cast: Cast, method: str, doors: Mapping[str, Door]) -> None:
    opened = browsers(cast)
    known = {name: door for name, door in doors.items() if name in NAMES}
    outcomes = {name: outcomes_at(address(name, cast), method, opened) for name in known}

    assert outcomes == {name: door.expected() for name, door in known.items()}


@pytest.mark.django_db
def test_an_address_leads_to_the_page_that_it_is_named_after(cast: Cast) -> None:
    assert [resolve(address(name, cast)).url_name for name in OUR_NAMES] == OUR_NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("mfa_")])
def test_the_pages_of_two_factor_sign_in_are_not_hidden_behind_others(name: str) -> None:
    assert resolve(reverse(name)).url_name == name
