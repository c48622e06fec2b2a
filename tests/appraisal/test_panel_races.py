"""Two people at the same moment: one deed is done, the other is refused in words."""

from datetime import date

import pytest
from django.utils import timezone
from tests import make
from tests.appraisal import examining
from tests.appraisal.build import OUTSIDER, a_full_council, a_received
from tests.cast import a_cast
from tests.races import at_once

from dvht.accounts.models import User
from dvht.appraisal.actions import begin_appraisal, findings, invitations, panels, seats
from dvht.appraisal.models import Appraisal, Finding, Invitation, Panel, Seat
from dvht.appraisal.queries.laid import laid_of
from dvht.dossiers.actions import Giving, return_submission

pytestmark = pytest.mark.usefixtures("committed_db")


def test_of_two_heads_who_set_a_panel_to_work_at_once_one_wins() -> None:
    cast = a_cast()
    panel = a_full_council(cast)
    decision = panels.OutsideDecision("15/QĐ-UBND", date(2026, 1, 5), "UBND xã Đồng Sen")

    def deed() -> object:
        return panels.begin_work(Panel.objects.get(pk=panel.pk), decision, by=cast.office_head)

    assert at_once(deed, deed) == ["done", "state"]


def test_of_two_acceptances_at_once_one_wins() -> None:
    cast = a_cast()
    panel = a_full_council(cast, state="at_work")
    _, secret = invitations.invite(panel.seats.get(full_name=OUTSIDER), days=14, by=cast.officer)

    def with_account() -> object:
        return invitations.accept_with_account(secret, by=User.objects.get(pk=cast.association.pk))

    def with_new() -> object:
        return invitations.accept_with_new_account(
            secret, username="ngoaipt", password="hoi-dong-mua-xuan-26"
        )

    assert at_once(with_account, with_new) == ["done", "gone"]
    assert Invitation.objects.get().accepted_at is not None


def test_of_two_panels_that_take_a_dossier_at_once_one_has_it() -> None:
    cast = a_cast()
    submission = a_received(cast)
    first = a_full_council(cast, state="at_work")
    second = make.a_panel(cast.office, [cast.officer], name="Hội đồng hai")

    outcomes = at_once(
        lambda: begin_appraisal(submission, first, by=cast.officer),
        lambda: begin_appraisal(submission, second, by=cast.officer),
    )

    assert outcomes == ["done", "exists"]
    assert Appraisal.objects.count() == 1


def test_who_is_taken_out_of_a_panel_while_they_write_leaves_what_they_wrote_or_writes_nothing() -> None:
    case = examining.a_case()
    row, seat = laid_of(case.fresh()).applying[0].code, case.seat(case.first)
    words = examining.words_of(case, row)

    outcome = at_once(
        lambda: findings.save_finding(case.fresh(), seat, row, words, version=0, by=case.first),
        lambda: seats.remove_seat(seat, by=case.cast.officer),
    )

    assert outcome in (["done", "done"], ["done", "seat"])
    assert Finding.objects.exists() == Seat.objects.filter(pk=seat.pk, user=None).exists()


def test_a_dossier_concluded_on_while_it_is_given_back_is_one_or_the_other() -> None:
    case = examining.at("voting")
    examining.vote(case)
    giving = Giving(timezone.localdate(), "Thiếu sổ")

    outcome = at_once(
        lambda: examining.conclude(case, "1"),
        lambda: return_submission(case.submission, giving, version=1, by=case.cast.officer),
    )

    assert outcome in (["away", "done"], ["concluded", "done"])
