"""No one reaches another unit's member: by page, search, export, file, a guessed number or a forged form.

Every address of the house is visited by everybody who has no business with the names of a unit: as it stands, with
a search for the name, and under the visitor's own unit with the numbers of things of the other one.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection, transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from pypdf import PdfReader
from tests import make
from tests.cast import Cast
from tests.doors import YEAR
from tests.test_doors import BACKEND, OUR_NAMES, READING, SENDING, addresses, cast, furnished

from dvht.audit.models import Event
from dvht.citizens.letters import DECISION, MINUTES
from dvht.documents.models import IssuedPaper, StoredPaper
from dvht.members.actions import Mark, record_facts
from dvht.members.models import Member, Source
from dvht.plans import actions as plans
from dvht.plans.models import Plan

__all__ = ["cast", "furnished"]

SECRET_NAME = "Hồ Kín Đáo"
SECRET_IDENTITY = "079188004321"
TELLING = ("Kín Đáo", "kin dao", SECRET_IDENTITY)
SEARCH = "kin dao"
OUTSIDE = ("stranger", "other_member", "outside_administrator")
WITHOUT_BUSINESS = (*OUTSIDE, "anonymous", "administrator", "member", "department_head")
HARMLESS = (
    "SELECT",
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "ROLLBACK TO SAVEPOINT",
    'INSERT INTO "django_session"',
)
GUESSED_FIELDS = (
    "member", "members", "member_id", "person", "people", "chosen", "selected", "ids", "head", "user", "plans",
    "plan", "certificates", "certificate", "registrations", "registration", "participants", "all",
)  # fmt: skip


@pytest.fixture
def secret(cast: Cast) -> Member:
    """Somebody of the unit without an account, outside the department of the cast's members."""
    member = make.a_member(cast.unit, SECRET_NAME, department="Tổ Văn phòng", identity=SECRET_IDENTITY)
    for code in ("discipline", "citizen", "commitment"):
        make.a_fact(member, code, year=YEAR, basis="Sổ của tổ")
    return member


@pytest.fixture
def deeds(cast: Cast, secret: Member) -> None:
    """What the trail says of the person: facts, and taking part in an activity."""
    record_facts(cast.unit, YEAR, [Mark(secret.pk, "digital", "met")], by=cast.clerk, source=Source.UNIT)
    plan = Plan.objects.get(unit=cast.unit, year=YEAR)
    activity = make.an_activity(plan, by=cast.head)
    plans.change_participants(activity, add={secret.pk}, remove=set(), by=cast.head)


def papers_with_the_name(cast: Cast) -> list[IssuedPaper]:
    """The minutes and the decision on learning citizens, issued with the name in them."""
    made = []
    for number, kind in enumerate((MINUTES, DECISION)):
        paper = IssuedPaper.objects.create(
            unit=cast.unit, kind=kind, year=YEAR, title="Văn bản", subject="Công dân học tập", place="Đồng Sen",
            issued_on=date(YEAR, 12, 1), signatory_name="Trần Thu Sen", signatory_title="Hiệu trưởng",
            verification_code=f"T{number}", source_digest="", pages=1,
        )  # fmt: skip
        for stored in ("pdf", "docx"):
            StoredPaper.objects.create(
                paper=paper, format=stored, content=SECRET_NAME.encode(), sha256="0" * 64
            )
        made.append(paper)
    return made


def visitor(cast: Cast, role: str) -> Client:
    client = Client()
    person = cast.person(role)
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def visited(client: Client, page: str, fields: dict[str, Any] | None = None) -> tuple[int, str]:
    """The status and everything that can be read in the answer; what the visit did is undone."""
    with transaction.atomic():
        response = client.get(page) if fields is None else client.post(page, fields)
        body = told_by(response)
        transaction.set_rollback(True)
    return response.status_code, body


def told_by(response: HttpResponseBase) -> str:
    # a synchronous client gets bytes
    streamed = isinstance(response, StreamingHttpResponse)
    content = b"".join(response) if streamed else getattr(response, "content", b"")  # type: ignore[arg-type]
    return f"{response.headers} {text_of(content)}"


def text_of(content: bytes) -> str:
    """The words of a page, or of what lies in a workbook, a Word paper, an archive or a PDF."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(text_of(archive.read(name)) for name in archive.namelist())
    if content.startswith(b"%PDF") and len(content) > 20:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8", "replace")


def leaks(body: str) -> list[str]:
    """What the answer gives away; what the visitor typed into the search box themselves is no secret."""
    said = re.sub(r'value="[^"]*"', "", body)
    return [word for word in TELLING if word in said and word != SEARCH]


def pages_of(name: str, cast: Cast, role: str) -> list[str]:
    """The page with a search for the name; for those who belong there in some way also as it stands."""
    page = here(name, cast)
    searched = f"{page}?q={SEARCH}&tim={SEARCH}"
    return [searched] if role in (*OUTSIDE, "anonymous") else [page, searched]


def parameters_of(name: str) -> set[str]:
    return set(get_resolver().reverse_dict.getlist(name)[0][0][0][1])


def here(name: str, cast: Cast) -> str:
    asked = {"unit_id": cast.unit.pk, "year": YEAR, **addresses(name, cast)}
    return reverse(name, kwargs={key: asked[key] for key in parameters_of(name)})


def there(name: str, cast: Cast) -> str:
    """The address under the other unit, with the numbers of things of the first."""
    asked = {"year": YEAR, **addresses(name, cast), "unit_id": cast.other_unit.pk}
    return reverse(name, kwargs={key: asked[key] for key in parameters_of(name)})


def kept(cast: Cast) -> list[str]:
    """Everything that the database holds of the members of the first unit."""
    models = [
        model for model in apps.get_models() if model.__module__.startswith(("dvht.members", "dvht.citizens"))
    ]
    return [serializers.serialize("json", model._default_manager.order_by("pk")) for model in models]


def numbers(cast: Cast) -> Iterator[int]:
    yield from Member.objects.filter(unit=cast.unit).order_by("pk").values_list("pk", flat=True)


@pytest.mark.django_db
@pytest.mark.parametrize("role", WITHOUT_BUSINESS)
def test_no_page_file_or_search_tells_the_name(cast: Cast, secret: Member, role: str) -> None:
    client = visitor(cast, role)
    told = {
        page: found
        for name in OUR_NAMES
        if name in READING
        for page in pages_of(name, cast, role)
        if (found := leaks(visited(client, page)[1]))
    }

    assert told == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["event_list", "event_export"])
def test_the_trail_tells_the_administrator_of_deeds_on_members_without_their_names(
    cast: Cast, deeds: None, name: str
) -> None:
    assert Event.objects.filter(label__contains=SECRET_NAME).exists()

    status, body = visited(visitor(cast, "administrator"), reverse(name))

    assert status == 200
    assert leaks(body) == []
    assert "ghi dữ kiện của thành viên" in body.casefold()


@pytest.mark.django_db
@pytest.mark.parametrize("stored", ["pdf", "docx"])
def test_papers_that_list_people_open_for_the_unit_and_not_for_the_administrator(
    cast: Cast, stored: str
) -> None:
    for paper in papers_with_the_name(cast):
        page = reverse("issued_paper", args=(cast.unit.pk, YEAR, paper.pk, stored))

        assert leaks(visited(visitor(cast, "committee"), page)[1])
        assert visited(visitor(cast, "administrator"), page)[0] == 403
        assert page not in visited(
            visitor(cast, "administrator"), reverse("paper_register", args=(cast.unit.pk, YEAR))
        )[1]  # fmt: skip


@pytest.mark.django_db
def test_under_ones_own_unit_the_numbers_of_another_lead_nowhere(cast: Cast, secret: Member) -> None:
    make.a_plan(cast.other_unit, YEAR, by=cast.stranger)
    client = visitor(cast, "stranger")
    told, opened = {}, {}
    for name in OUR_NAMES:
        more = parameters_of(name) - {"unit_id", "year"}
        if "unit_id" in parameters_of(name) and name in READING:
            status, body = visited(client, there(name, cast))
            if found := leaks(body):
                told[name] = found
            if status == 200 and any(parameter.endswith("_id") for parameter in more):
                opened[name] = status

    assert told == {}
    assert opened == {}


@pytest.mark.django_db
@pytest.mark.parametrize("role", OUTSIDE)
def test_no_forged_form_reaches_a_member_of_another_unit(cast: Cast, secret: Member, role: str) -> None:
    make.a_plan(cast.other_unit, YEAR, by=cast.stranger)
    client = visitor(cast, role)
    guessed = list(numbers(cast))
    fields = {
        **dict.fromkeys(GUESSED_FIELDS, guessed),
        "confirmed": "1",
        "code": "discipline",
        "value": "none",
    }
    before = kept(cast)
    told, changed = {}, []
    for name in SENDING:
        for page in {here(name, cast), *([there(name, cast)] if "unit_id" in parameters_of(name) else [])}:
            with transaction.atomic(), connection.execute_wrapper(written := Written()):
                body = told_by(client.post(page, fields))
                after = kept(cast) if written.anything else before
                transaction.set_rollback(True)
            if found := leaks(body):
                told[page] = found
            if touches(before, after, guessed):
                changed.append(page)

    assert told == {}
    assert changed == []


class Written:
    """Notes whether anything was written: most forms are refused, and then nothing needs to be compared."""

    def __init__(self) -> None:
        self.anything = False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        self.anything = self.anything or not sql.startswith(HARMLESS)
        return execute(sql, *rest)


def touches(before: list[str], after: list[str], numbers: list[int]) -> bool:
    """Whether a line about one of these members is there that wasn't, or is gone."""
    about = [f'"member": {number},' for number in numbers] + [
        f'"pk": {number}, "fields": {{"unit"' for number in numbers
    ]
    return any(
        old != new and any(one in line for one in about for line in set(lines_of(new)) ^ set(lines_of(old)))
        for old, new in zip(before, after, strict=True)
    )


def lines_of(text: str) -> list[str]:
    return [f'{{"model"{line}' for line in text.split('{"model"')]
