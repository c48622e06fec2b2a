"""Councils of the invented commune's office: who sits in them, what they find, how they conclude."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dvht.accounts.models import User
from dvht.accounts.queries import head_name_of
from dvht.appraisal.actions import assignments, concluding, consolidating, findings, panels, seats, voting
from dvht.appraisal.actions.papers import issue_panel_paper
from dvht.appraisal.letters.minutes import minutes_letter
from dvht.appraisal.letters.report import proposal_letter, report_letter
from dvht.appraisal.models import Appraisal, Meeting, OrganisationKind, Panel, PanelForm, Seat, SeatRole
from dvht.appraisal.models.words import MeetingWords, VoteWords, Words
from dvht.appraisal.queries.laid import laid_of
from dvht.demo.rosters import past
from dvht.documents.letters import Letter, field_values
from dvht.dossiers.models import Submission
from dvht.units.models import Unit

NAME: Final = "Hội đồng đánh giá “Đơn vị học tập” xã Đồng Sen"
HALL: Final = "Phòng họp Phòng Văn hóa - Xã hội xã Đồng Sen"
DONE: Final = (
    "Chủ tịch Hội đồng nêu mục đích, yêu cầu. Người thẩm định trình bày kết quả từng hồ sơ; Hội đồng đối chiếu "
    "minh chứng, thảo luận và biểu quyết từng hồ sơ."
)


@dataclass(frozen=True)
class Council:
    """A council at work; its first three seats have accounts that chair, write down and examine."""

    panel: Panel
    chair: User
    secretary: User
    examiners: tuple[User, ...]

    def seat_of(self, user: User) -> Seat:
        found: Seat = self.panel.seats.get(user=user)
        return found


def seat_council(
    office: Unit, year: int, number: str, decided_on: dt.date, people: Mapping[str, User]
) -> Council:
    """A council of five, made up as Điều 10.2b asks, set to work by a decision on paper."""
    head, officer = people["van_xa"], people["chuyenvien.dongsen"]
    learned, women = people["khuyenhoc.dongsen"], people["phu_nu"]
    examiner = people["thamdinh.dongsen"]
    panel = panels.draft_panel(office, year, PanelForm.COUNCIL, panels.PanelWords(NAME), by=officer)
    study, social = OrganisationKind.STUDY_ASSOCIATION, OrganisationKind.SOCIO_POLITICAL
    for user, position, organisation, kind, role in (
        (head, "Trưởng phòng", office.name, OrganisationKind.OFFICE, SeatRole.CHAIR),
        (officer, "Chuyên viên", office.name, OrganisationKind.OFFICE, SeatRole.SECRETARY),
        (learned, "Chủ tịch Hội", "Hội Khuyến học xã Đồng Sen", study, SeatRole.COUNCILLOR),
        (women, "Chủ tịch Hội", "Hội Liên hiệp Phụ nữ xã Đồng Sen", social, SeatRole.COUNCILLOR),
        (examiner, "Công chức", "UBND xã Đồng Sen", OrganisationKind.OTHER, SeatRole.COUNCILLOR),
    ):
        words = seats.SeatWords(user.full_name, position, organisation, kind.value, role.value)
        seats.add_seat(panel, words, by=officer, user=user)
    decision = panels.OutsideDecision(number, past(decided_on), "Trưởng phòng Văn hóa - Xã hội")
    kept = panels.begin_work(panel, decision, by=head)
    return Council(kept, head, officer, (learned, examiner))


def examine(
    council: Council,
    appraisal: Appraisal,
    by: User,
    *,
    rows: Sequence[str] = (),
    other: Mapping[str, Words] | None = None,
) -> None:
    """One examiner goes through the rows (all without `rows`): `other` is what they find unlike the unit."""
    seat, laid = council.seat_of(by), laid_of(appraisal)
    for row, words in (other or {}).items():
        findings.save_finding(appraisal, seat, row, words, version=0, by=by)
    codes = rows or [row.code for row in laid.applying]
    findings.agree_with_unit(appraisal, seat, codes, delivery_id=laid.delivery.pk, by=by)


def lay_before(council: Council, submission: Submission, *examiners: User) -> Appraisal:
    """Give a received dossier to examiners of the council."""
    chosen = [council.seat_of(user) for user in examiners]
    assignments.assign(council.panel, chosen, [submission], by=council.secretary)
    return _fresh(Appraisal.objects.get(submission=submission))


def bring_to_the_vote(council: Council, appraisal: Appraisal) -> None:
    """The findings of the examiners agree: they become what the council votes on."""
    kept = _fresh(appraisal)
    kept = consolidating.begin_consolidation(kept, version=kept.version, by=council.secretary)
    consolidating.open_voting(_fresh(kept), version=kept.version, by=council.secretary)


def meet_and_conclude(
    council: Council, held_on: dt.date, outcomes: Mapping[Appraisal, tuple[str, str]]
) -> dict[int, Appraisal]:
    """One meeting votes on all of these, everybody agreeing; `outcomes` are the level, or none and why."""
    present = list(council.panel.seats.values_list("pk", flat=True))
    words = MeetingWords(
        mode="meeting",
        held_on=past(held_on),
        place=HALL,
        starts_at=dt.time(8),
        ends_at=dt.time(10, 30),
        notes=DONE,
        present=tuple(present),
        appraisals=tuple(one.pk for one in outcomes),
    )
    meeting = voting.save_meeting(council.panel, words, by=council.secretary)
    concluded = {}
    for one, (outcome, reasons) in outcomes.items():
        kept = _fresh(one)
        votes = [VoteWords(seat, agrees=True) for seat in present]
        voting.record_votes(meeting, kept, votes, version=kept.version, by=council.secretary)
        kept = _fresh(kept)
        concluded[one.submission.unit_id] = concluding.conclude(
            kept, outcome=outcome, reasons=reasons, version=kept.version, by=council.chair
        )
    return concluded


def finish(council: Council, minutes_on: dt.date, report_on: dt.date, proposal_on: dt.date) -> None:
    """The papers of a council that has concluded, each on its day; then its work is done."""
    panel, meeting = council.panel, council.panel.meetings.get()
    _issue(minutes_letter(meeting), panel, minutes_on, by=council.secretary, meeting=meeting)
    _issue(report_letter(panel), panel, report_on, by=council.secretary)
    _issue(proposal_letter(panel), panel, proposal_on, by=council.chair)
    panels.dissolve_panel(panel, f"đã hoàn thành nhiệm vụ của năm đánh giá {panel.year}", by=council.chair)


def _issue(letter: Letter, panel: Panel, on: dt.date, *, by: User, meeting: Meeting | None = None) -> None:
    issue_panel_paper(
        letter,
        panel,
        about=f"meeting:{meeting.pk}" if meeting else panel.about,
        values=field_values(letter, panel.body, {}, "" if letter.signatory else head_name_of(panel.body)),
        issued_on=past(on),
        seen=letter.source_digest,
        meeting=meeting,
        by=by,
    )


def unlike_the_unit(appraisal: Appraisal, code: str, reason: str) -> Words:
    """What the unit says of a condition, found unmet."""
    words = findings.as_unit_words(laid_of(appraisal).row(code))
    return replace(words, met=False, reason=reason)


def _fresh(appraisal: Appraisal) -> Appraisal:
    return Appraisal.objects.select_related("submission__unit", "panel__body").get(pk=appraisal.pk)
