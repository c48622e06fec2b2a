"""What an authority reads asks the database as often at a thousand units as at ten, and its lists at most 15 times.

The pages are those of the table of doors (`tests/test_doors.py`) that open without belonging to the unit: to somebody
of an authority, to everybody, or to an administrator of the tree. One whose address holds no more than a unit and a
year is measured here as soon as it has a door; one about a further thing must be named with that thing in LISTS or in
PAPERS, or in OF_ONE.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.db import connection
from django.template.base import Template
from django.test import Client
from django.urls import get_resolver, reverse
from tests import crowd
from tests.crowd import NEXT, RECOGNISED, SEASON, WANTING, Crowd
from tests.doors import IN
from tests.test_doors import BACKEND, READING

from dvht.units.models import Jurisdiction

FEW, MANY = 10, 1_000
MOST_QUERIES: Final = 15
LARGEST: Final = 500_000
"""Bytes of a page; one of fifty lines is a tenth of it."""

AUTHORITY: Final = ("officer", "office_head", "chair", "examiner", "association")
ROLES: Final = (*AUTHORITY, "administrator", "anonymous")
SEVERAL: Final[Mapping[str, tuple[str, ...]]] = {
    "authority_board": ("officer", "association"),
    "authority_units": ("officer", "chair"),
    "decisions": ("officer", "chair"),
    "examinations": ("officer", "examiner"),
    "published_results": ("officer", "anonymous"),
    "titles": ("officer", "chair"),
}
"""Pages that people of several roles read differently; every other is opened by the first of ROLES who gets in."""

PROVINCIAL: Final = ("authority_board", "authority_units", "consolidated_report")
"""Pages that the department of the province reads over all its communes."""

YEARS: Final[Mapping[str, int]] = {
    "plan_appraisal": NEXT,
    "plan_models": NEXT,
    "plan_routings": NEXT,
    "plan_session_add": NEXT,
    "refusals": WANTING,
    "titles": RECOGNISED,
    "titles_export": RECOGNISED,
    "withdrawal_start": RECOGNISED,
}
"""The year in which all units stand in the list, or in which the office's plan is a draft; else it is the season's."""

Thing = Callable[[Crowd], Mapping[str, Any]]
LISTS: Final[tuple[tuple[str, Thing], ...]] = (
    ("assignments", lambda made: {"panel_id": made.panels[WANTING].pk, "year": WANTING}),
    ("panel", lambda made: {"panel_id": made.panels[SEASON].pk}),
    ("panel", lambda made: {"panel_id": made.team.pk}),
    ("panel_begin", lambda made: {"panel_id": made.team.pk}),
    ("panel_end", lambda made: {"panel_id": made.panels[SEASON].pk}),
    ("seat_add", lambda made: {"panel_id": made.panels[SEASON].pk}),
    ("seat", lambda made: {"panel_id": made.team.pk, "seat_id": made.team.seats.values_list("pk")[2][0]}),
    ("visits", lambda made: {"panel_id": made.team.pk}),
    ("visit_add", lambda made: {"panel_id": made.panels[SEASON].pk}),
    ("visit_export", lambda made: {"panel_id": made.team.pk}),
    ("meeting_add", lambda made: {"panel_id": made.panels[SEASON].pk}),
    ("decision", lambda made: {"decision_id": made.issued[RECOGNISED].pk, "year": RECOGNISED}),
    ("decision_list", lambda made: {"decision_id": made.draft.pk}),
    ("decision_confirm", lambda made: {"decision_id": made.draft.pk}),
    ("decision_correct", lambda made: {"decision_id": made.issued[RECOGNISED].pk, "year": RECOGNISED}),
    ("decision_correction", lambda made: {"decision_id": made.correction.pk}),
    ("plan_answers", lambda made: {"line_id": made.survey.pk}),
    ("plan_answers_export", lambda made: {"line_id": made.survey.pk}),
    (
        "jurisdiction_change",
        lambda made: {"jurisdiction_id": Jurisdiction.objects.get(area=made.cast.commune).pk},
    ),
)
"""Pages about a further thing that list many units."""
PAPERS: Final[tuple[tuple[str, Thing], ...]] = (
    ("panel_paper", lambda made: {"panel_id": made.team.pk, "slug": "to-trinh"}),
    ("meeting", lambda made: {"meeting_id": made.meeting.pk}),
    ("appraisal_paper", lambda made: {"slug": "bien-ban", "key": str(made.meeting.pk)}),
    ("appraisal_paper", lambda made: {"slug": "bao-cao", "key": str(made.panels[SEASON].pk)}),
    ("appraisal_paper", lambda made: {"slug": "to-trinh", "key": str(made.panels[SEASON].pk)}),
    ("decision", lambda made: {"decision_id": made.draft.pk}),
)
"""A paper over many units beside its words, and one meeting with its votes: not held to MOST_QUERIES."""

OF_ONE: Final = frozenset({
    "appraisal_paper_draft", "appraisal_paper_page", "appraisal_result", "calendar_feed", "consolidated_paper_draft",
    "consolidated_paper_page", "consolidation", "consolidation_row", "decision_file", "decision_page", "examination",
    "examination_agree", "examination_row", "examination_sheet", "examination_vote", "invitation", "invitation_accept",
    "panel_change", "panel_paper_draft", "panel_paper_file", "panel_paper_page", "paper_verification",
    "plan_extension_revoke", "plan_questions", "plan_session", "plan_session_result", "refusal", "refusal_file",
    "refusal_page", "regulation", "submission", "submission_file", "submission_receipt", "submission_return",
    "user_change", "visit",
})  # fmt: skip
"""About one dossier, person or session; or the bytes of a paper whose page is measured."""

OWN: Final = ("plan", "year_home")
"""Of a body's own year, which its people open as those of any unit do: not held to MOST_QUERIES."""
NO_LISTS: Final = frozenset({"consolidated_paper", "reminders"})
"""A paper beside its words, and a person's own days and wishes: not held to MOST_QUERIES."""
OF_A_UNIT: Final = frozenset({
    "published_unit", "unit_dissolve", "unit_merge", "unit_move", "unit_rename", "unit_split", "unit_transfer",
})  # fmt: skip
"""About one unit among many: what is public of it, and how it changes beside its neighbours."""
SENT_WHOLE: Final = frozenset({"open_data_json"})
"""Data: not held to LARGEST."""


@dataclass(frozen=True)
class Page:
    """A page as one person opens it."""

    name: str
    role: str
    address: str
    is_list: bool = True


@dataclass(frozen=True)
class Cost:
    """How often a page asked the database, and how many bytes came back."""

    queries: int
    size: int


def readers(name: str) -> tuple[str, ...]:
    """Who opens a page without belonging to the unit; nobody for a page of a unit's own."""
    gets = READING[name].expected()
    theirs = any(gets[role] == IN for role in AUTHORITY)
    of_the_tree = gets["administrator"] == IN != gets["head"]
    return tuple(role for role in ROLES if gets[role] == IN) if theirs or of_the_tree else ()


def parameters(name: str) -> frozenset[str]:
    return frozenset(get_resolver().reverse_dict.getlist(name)[0][0][0][1])


NAMES: Final = frozenset(name for name in READING if readers(name))
OF_ALL: Final = frozenset(name for name in NAMES if parameters(name) <= {"unit_id", "year"})


def pages(made: Crowd) -> Iterator[Page]:
    """Every page of the tables above, with its address in this crowd."""
    for name in sorted(OF_ALL):
        for role in SEVERAL.get(name, readers(name)[:1]):
            yield Page(name, role, address(made, name, role), is_list=name not in NO_LISTS)
    for named in (LISTS, PAPERS):
        for name, thing in named:
            role = readers(name)[0]
            yield Page(name, role, address(made, name, role, **thing(made)), is_list=named is LISTS)
    for name in PROVINCIAL:
        yield Page(name, "provincial", reverse(name, args=[made.department.pk, SEASON]))
    for name in OWN:
        yield Page(name, "officer", address(made, name, "officer"), is_list=False)


def address(made: Crowd, name: str, role: str, **more: Any) -> str:
    """About the office; about the commune for its own people, and where decisions are read."""
    decides = name.startswith(("decision", "titles", "withdrawal"))
    above = decides or role in {"chair", "association", "administrator"}
    body = made.cast.commune if above else made.cast.office
    unit = made.units[0] if name in OF_A_UNIT else body
    asked = {"unit_id": unit.pk, "year": YEARS.get(name, SEASON), **more}
    return reverse(name, kwargs={key: asked[key] for key in parameters(name)})


def browsers(made: Crowd) -> dict[str, Client]:
    """One for each role, signed in and past the first page, which writes to the session; `make bench` has them too."""
    people = {role: made.cast.person(role) for role in ROLES} | {"provincial": made.provincial}
    opened = {role: Client(HTTP_HOST="127.0.0.1") for role in people}
    for role, person in people.items():
        if person is not None:
            opened[role].force_login(person, backend=BACKEND)
        opened[role].get(reverse("regulations"))
    return opened


def costs(made: Crowd, opened: Mapping[str, Client]) -> dict[Page, Cost]:
    return {page: cost(opened[page.role], page) for page in pages(made)}


def cost(client: Client, page: Page) -> Cost:
    asked = 0

    def count(execute: Callable[..., Any], *statement: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*statement)

    with connection.execute_wrapper(count):
        answer = client.get(page.address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # one of two kinds of answer
    assert answer.status_code == (302 if page.name == "home" else 200), page
    return Cost(asked, len(content))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are composed and not set, which is tested where they are made; no template's context is kept for tests."""
    monkeypatch.setattr("dvht.documents.exports.render_pages", lambda _: (b"\x89PNG",))
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))


def test_every_page_of_an_authority_is_measured_or_known_to_be_about_one_thing() -> None:
    of_many = {name for name, _ in (*LISTS, *PAPERS)}

    assert OF_ONE | of_many == NAMES - OF_ALL
    assert OF_ONE & of_many == set()
    assert {*SEVERAL, *YEARS, *SENT_WHOLE, *NO_LISTS} <= OF_ALL


@pytest.mark.django_db
@pytest.mark.usefixtures("quick")
def test_a_thousand_units_cost_no_more_queries_than_ten() -> None:
    made = crowd.grow(crowd.a_crowd(), FEW)
    opened = browsers(made)
    few = costs(made, opened)

    many = costs(crowd.grow(made, MANY), opened)

    assert {page: one.queries for page, one in many.items()} == {
        page: one.queries for page, one in few.items()
    }
    lists = {page: one.queries for page, one in many.items() if page.is_list}
    assert [(page, asked) for page, asked in lists.items() if asked > MOST_QUERIES] == []
    sizes = {page: one.size for page, one in many.items() if page.name not in SENT_WHOLE}
    assert [(page, size) for page, size in sizes.items() if size > LARGEST] == []
