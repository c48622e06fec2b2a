"""What tests of an examination begin with: a council of five over one school, and findings of its examiners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests import make
from tests.cast import Cast, a_cast

from dvht.accounts.models import User
from dvht.appraisal.actions import concluding, consolidating, findings, voting
from dvht.appraisal.models import Appraisal, Finding, Meeting, Panel, Seat, Vote
from dvht.appraisal.models.words import MeetingWords, VoteWords, Words
from dvht.appraisal.queries.laid import laid_of
from dvht.dossiers.models import Submission


@dataclass(frozen=True)
class Case:
    """A council of five before one dossier: chair, secretary, two examiners, and one who only votes."""

    cast: Cast
    submission: Submission
    panel: Panel
    appraisal: Appraisal
    chair: User
    secretary: User
    first: User
    second: User
    voter: User

    def seat(self, user: User) -> Seat:
        found: Seat = self.panel.seats.get(user=user)
        return found

    def fresh(self) -> Appraisal:
        return Appraisal.objects.get(pk=self.appraisal.pk)


def a_case(pack: str = "tt24-2023-huyen", **more: Any) -> Case:
    cast = a_cast()
    year = 2025 if pack.startswith("tt24") else 2022
    submission = make.a_submission(
        cast.unit, cast.office, cast.commune, year=year, by=cast.head, state="received", pack=pack, **more
    )
    people = [
        cast.office_head,
        make.an_examiner(cast.office, "Lưu Thị Ký"),
        cast.examiner,
        make.an_examiner(cast.office, "Kiều Văn Nhị"),
        make.an_examiner(cast.office, "Đoàn Thị Phiếu"),
    ]
    panel = make.a_panel(cast.office, people, year=year)
    appraisal = make.an_appraisal(submission, panel, assigned=(people[2], people[3]))
    return Case(cast, submission, panel, appraisal, *people)


def words_of(case: Case, row: str, **changed: Any) -> Words:
    """The unit's own value for a row, with what differs."""
    own = findings.as_unit_words(laid_of(case.fresh()).row(row))
    return Words(**{**{name: getattr(own, name) for name in Words.__dataclass_fields__}, **changed})


def find(case: Case, user: User, row: str, **changed: Any) -> Finding:
    """What one examiner finds for a row, over whatever they found before."""
    proposes = changed.pop("propose_return", False)
    before = Finding.objects.filter(appraisal=case.appraisal, seat__user=user, row=row).first()
    return findings.save_finding(
        case.fresh(), case.seat(user), row, words_of(case, row, **changed),
        version=before.version if before else 0, propose_return=proposes, by=user,
    )  # fmt: skip


def agree(case: Case, user: User) -> tuple[str, ...]:
    """The examiner takes over everything that is left."""
    laid = laid_of(case.fresh())
    codes = [row.code for row in laid.applying]
    return findings.agree_with_unit(
        case.fresh(), case.seat(user), codes, delivery_id=laid.delivery.pk, by=user
    )


def consolidate(case: Case) -> Appraisal:
    for user in (case.first, case.second):
        agree(case, user)
    return consolidating.begin_consolidation(case.fresh(), version=case.fresh().version, by=case.secretary)


def settle(case: Case, row: str, reason: str = "Theo minh chứng", **changed: Any) -> Any:
    found = case.fresh().conclusions.filter(row=row).first()
    return consolidating.settle_row(
        case.fresh(), case.seat(case.chair), row, words_of(case, row, reason=reason, **changed),
        version=found.version if found else 0, by=case.chair,
    )  # fmt: skip


def to_the_vote(case: Case) -> Appraisal:
    if case.fresh().state == "examining":
        consolidate(case)
    return consolidating.open_voting(case.fresh(), version=case.fresh().version, by=case.secretary)


def a_meeting(case: Case) -> Meeting:
    words = MeetingWords(
        mode="meeting",
        held_on=case.submission.first_submitted_at.date(),
        place="Phòng họp số 1",
        present=tuple(case.panel.seats.values_list("pk", flat=True)),
        appraisals=(case.appraisal.pk,),
    )
    return voting.save_meeting(case.panel, words, by=case.secretary)


def vote(case: Case, *against: User, meeting: Meeting | None = None) -> tuple[Vote, ...]:
    """Everybody agrees but those named."""
    meeting = meeting or a_meeting(case)
    said = [
        VoteWords(seat.pk, seat.user not in against, "Chưa đủ minh chứng" if seat.user in against else "")
        for seat in case.panel.seats.all()
    ]
    return voting.record_votes(meeting, case.fresh(), said, version=case.fresh().version, by=case.secretary)


def conclude(case: Case, outcome: str = "1", reasons: str = "") -> Appraisal:
    return concluding.conclude(
        case.fresh(), outcome=outcome, reasons=reasons, version=case.fresh().version, by=case.chair
    )


def at(state: str, pack: str = "tt24-2023-huyen") -> Case:
    """A case brought to a state by its own deeds."""
    case = a_case(pack)
    if state in {"consolidating", "voting", "passed", "failed"}:
        consolidate(case)
    if state in {"voting", "passed", "failed"}:
        to_the_vote(case)
    if state in {"passed", "failed"}:
        vote(case)
        passing = "1" if pack.startswith("tt24") else "tot"
        conclude(case, passing if state == "passed" else "", "" if state == "passed" else "Chưa đủ")
    return case
