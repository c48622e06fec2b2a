"""The commune's season of 2025, finished: dossiers on paper, a council, a decision, a reply, what was published."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone

from dvht.accounts.models import User
from dvht.demo import councils
from dvht.demo.rosters import past
from dvht.dossiers.actions import Arrival, receive_submission, register_submission
from dvht.dossiers.models import Channel, Submission
from dvht.recognition import actions as recognition
from dvht.recognition.queries.choosing import bundles_of
from dvht.recognition.queries.decisions import lines_of, seen_digest, sheet_of
from dvht.recognition.queries.refusals import reply_digest, reply_of
from dvht.recognition.queries.standing import Standing
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.regulation.library import load_pack
from dvht.regulation.pack import Pack
from dvht.units.models import Unit

YEAR: Final = 2025
FAILING_ROW: Final = "1.5"
REASONS: Final = (
    "Hội đồng nhất trí đề nghị đơn vị bổ sung hoạt động và minh chứng, tự đánh giá lại trong năm sau."
)
WHY_NOT: Final = "Chưa có minh chứng cho việc đơn vị đã làm; Hội đồng đã xem trực tiếp ngày 28/01/2026."
DOSSIERS: Final = (
    ("hoa_lau", "2", 34, dt.date(2026, 1, 6)),
    ("hoa_cai", "1", 22, dt.date(2026, 1, 8)),
    ("che_xanh", "1", 18, dt.date(2026, 1, 12)),
    ("tram_y_te", "1", 12, dt.date(2026, 1, 13)),
)
"""Whose dossier came on paper: the level asked for, how many people, the day."""


def finished_season(units: Mapping[str, Unit], people: Mapping[str, User]) -> None:
    """Three units recognised, one of them at level 2; one told why it isn't."""
    office, officer, head = units["van_xa"], people["chuyenvien.dongsen"], people["van_xa"]
    council = councils.seat_council(office, YEAR, "03/QĐ-PVHXH", dt.date(2026, 1, 16), people)
    outcomes = {}
    for place, (key, level, count, day) in enumerate(DOSSIERS):
        submission = _registered(units[key], office, level, count, day, by=officer)
        examiner = council.examiners[place % 2]
        laid = councils.lay_before(council, submission, examiner)
        fails = key == "tram_y_te"
        other = {FAILING_ROW: councils.unlike_the_unit(laid, FAILING_ROW, WHY_NOT)} if fails else {}
        councils.examine(council, laid, examiner, other=other)
        councils.bring_to_the_vote(council, laid)
        outcomes[laid] = ("", REASONS) if fails else (level, "")
    concluded = councils.meet_and_conclude(council, dt.date(2026, 1, 30), outcomes)
    councils.finish(council, dt.date(2026, 1, 30), dt.date(2026, 2, 3), dt.date(2026, 2, 5))
    refused = concluded[units["tram_y_te"].pk]
    seen = reply_digest(refused, reply_of(refused, office, head.full_name).sheet)
    recognition.refuse_recognition(
        refused,
        office,
        issued_on=past(dt.date(2026, 2, 6)),
        head_name=head.full_name,
        seen=seen,
        by=head,
    )
    _decide(units["dong_sen"], office, people)


def stated(unit: Unit, pack: Pack, people: int) -> dict[str, dict[str, Any]]:
    """A good year of a unit with so many people, by row."""
    facts = UnitFacts(unit.kind, Ownership(unit.ownership))
    bound = [
        row for row in pack.rows if any(row.applies(facts, level).applies for level in pack.levels or (None,))
    ]
    values: dict[str, dict[str, Any]] = {
        "condition": {"met": True},
        "share": {"count": people, "total": people},
        "grade": {"grade": "good"},
    }
    return {row.code: dict(values[row.measure]) for row in bound}


def _registered(unit: Unit, office: Unit, level: str, count: int, day: dt.date, *, by: User) -> Submission:
    """A dossier that came on paper, entered and received."""
    pack = load_pack("tt24-2023-huyen")
    values = {code: {**fact, "evidence": 2} for code, fact in stated(unit, pack, count).items()}
    arrival = Arrival(Channel.PAPER, past(day), requested=level, values=values, member_total=count)
    submission = register_submission(unit, YEAR, pack, office, arrival, by=by).submission
    return receive_submission(submission, version=submission.version, by=by)


def _decide(commune: Unit, office: Unit, people: Mapping[str, User]) -> None:
    """The chair of the commune signs the decision over all who passed, published on its day."""
    officer, chair, on = people["chuyenvien.dongsen"], people["dong_sen"], past(dt.date(2026, 2, 10))
    (bundle,) = bundles_of(Standing(commune, None), YEAR, timezone.localdate())
    said = recognition.Said(bundle.default_expiry)
    draft = recognition.draft_decision(
        commune, YEAR, bundle, bundle.appraisals, said, origin=office, by=officer
    )
    sheet = sheet_of(draft, lines_of(draft), on, chair.full_name)
    signing = recognition.Signing(on, on, chair.full_name, seen_digest(draft, sheet, on, on))
    recognition.issue_decision(draft, signing, by=chair)
