"""Which moves of a panel are lawful from which state, and who makes them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.appraisal.build import OUTSIDER, a_full_council, decided, proposed
from tests.cast import Cast, a_cast

from dvht.appraisal.actions import panels as actions
from dvht.appraisal.actions import seats as seating
from dvht.appraisal.actions.panels import OutsideDecision, PanelWords
from dvht.appraisal.models import Panel

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
OUTSIDE = OutsideDecision("15/QĐ-UBND", date(2026, 1, 5), "UBND xã Đồng Sen")


@pytest.fixture
def cast() -> Cast:
    return a_cast()


DRAFT, AT_WORK, DISSOLVED = "draft", "at_work", "dissolved"
WORDS = PanelWords("Tên mới")
SEAT = seating.SeatWords("Người mới", "", "Nơi khác", "other", "councillor")

MOVES: dict[str, tuple[Callable[[Panel, Cast], object], set[str]]] = {
    "begin_work": (lambda panel, cast: actions.begin_work(panel, OUTSIDE, by=cast.office_head), {DRAFT}),
    "issue_decision": (lambda panel, cast: decided(panel, cast.office_head), {DRAFT, AT_WORK}),
    "discard": (lambda panel, cast: actions.discard_panel(panel, by=cast.officer), {DRAFT}),
    "dissolve": (lambda panel, cast: actions.dissolve_panel(panel, "xong", by=cast.office_head), {AT_WORK}),
    "rename": (lambda panel, cast: actions.change_panel(panel, WORDS, version=1, by=cast.officer), {DRAFT}),
    "propose": (lambda panel, cast: proposed(panel, cast.office_head), set()),
    "seat": (lambda panel, cast: seating.add_seat(panel, SEAT, by=cast.officer), {DRAFT, AT_WORK}),
    "remove": (
        lambda panel, cast: seating.remove_seat(panel.seats.get(full_name=OUTSIDER), by=cast.officer),
        {DRAFT, AT_WORK},
    ),
}


@pytest.mark.parametrize("state", [DRAFT, AT_WORK, DISSOLVED])
@pytest.mark.parametrize("move", MOVES)
def test_only_lawful_moves_of_a_council_are_made(cast: Cast, move: str, state: str) -> None:
    deed, lawful = MOVES[move]
    panel = a_full_council(cast, state=state)
    if state in lawful:
        deed(panel, cast)
        return

    with pytest.raises(ValidationError) as refused:
        deed(panel, cast)

    assert refused.value.code == "state"
    assert Panel.objects.get().state == state


DEEDS = {
    "panel_begin": {"number": "15/QĐ", "decided_on": "05/01/2026", "decided_by": "UBND"},
    "panel_end": {"reason": "xong"},
    "panel_discard": {},
    "panel_paper_issue": {"issued_on": "05/01/2026"},
}
ROLES = (
    "head", "deputy", "clerk", "committee", "member", "administrator", "stranger", "officer", "chair", "examiner",
    "association", "other_officer",
)  # fmt: skip


@pytest.mark.parametrize("state", [DRAFT, AT_WORK, DISSOLVED])
@pytest.mark.parametrize("role", ROLES)
def test_nobody_but_the_head_moves_a_panel_from_any_state(cast: Cast, role: str, state: str) -> None:
    panel = a_full_council(cast, state=state)
    person = cast.person(role)
    assert person is not None
    client = Client()
    client.force_login(person, backend=BACKEND)
    for name, sent in DEEDS.items():
        if name == "panel_discard" and role == "officer":
            continue
        more = ("quyet-dinh",) if name == "panel_paper_issue" else ()
        answer = client.post(reverse(name, args=[cast.office.pk, 2025, panel.pk, *more]), sent)
        assert answer.status_code in {403, 404}

    panel.refresh_from_db()
    assert panel.state == state
