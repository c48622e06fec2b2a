"""Builders of decisions and of what they rest on."""

from datetime import date
from typing import Any

from django.utils import timezone
from tests import make
from tests.cast import Cast

from dvht.accounts.models import User
from dvht.appraisal.models import Appraisal, Panel
from dvht.documents.actions import save_draft
from dvht.dossiers.actions import close_submission
from dvht.dossiers.models import Submission
from dvht.recognition import actions
from dvht.recognition.letters.decision import KINDS
from dvht.recognition.models import Decision, Refusal, Title
from dvht.recognition.queries.choosing import bundles_of
from dvht.recognition.queries.decisions import lines_of, seen_digest, sheet_of
from dvht.recognition.queries.refusals import reply_digest, reply_of
from dvht.recognition.queries.standing import Standing
from dvht.units.models import Unit

YEAR = 2025
SIGNED = date(2026, 2, 10)
NOW = date(2026, 11, 22)
BASES = "Căn cứ Thông tư số 24/2023/TT-BGDĐT\nTheo đề nghị tại Tờ trình số 08/TTr-PVHXH ngày 05/02/2026"
HEAD = "Hoàng Đức Lâm"


def passed(
    cast: Cast, unit: Unit | None = None, *, outcome: str = "1", year: int = YEAR, **more: Any
) -> Appraisal:
    """A unit of the commune whose dossier the office's council has found good."""
    unit = unit or cast.unit
    submission = make.a_submission(
        unit, cast.office, cast.commune, year=year, by=cast.officer, state="received", **more
    )
    return make.a_passed_appraisal(submission, a_panel(cast, year), by=cast.office_head, outcome=outcome)


def failed(cast: Cast, unit: Unit | None = None, *, year: int = YEAR, **more: Any) -> Appraisal:
    """A unit whose dossier the council has found wanting."""
    appraisal = passed(cast, unit, year=year, **more)
    Appraisal.objects.filter(pk=appraisal.pk).update(state="failed", outcome="", reasons="Thiếu minh chứng.")
    return Appraisal.objects.get(pk=appraisal.pk)


def a_panel(cast: Cast, year: int = YEAR) -> Panel:
    found = Panel.objects.filter(body=cast.office, year=year).first()
    return found or make.a_panel(cast.office, [cast.office_head, cast.officer], year=year)


def drafted(cast: Cast, *, by: User | None = None, expiry: str = "year_end", year: int = YEAR) -> Decision:
    """A draft over everything that waits, its words filled in."""
    bundle = bundles_of(Standing(cast.commune, None), year, NOW)[0]
    said = actions.Said(expiry if bundle.pack.validity else "none")
    decision = actions.draft_decision(
        cast.commune, year, bundle, bundle.appraisals, said, origin=cast.office, by=by or cast.officer
    )
    return worded(decision, by=by or cast.officer)


def worded(decision: Decision, *, by: User) -> Decision:
    """The bases filled in, as a person does where dots stand."""
    save_draft(
        unit=decision.body, year=decision.year, kind=KINDS[decision.kind], changes={"bases": BASES}, version=0,
        by=by, about=decision.about,
    )  # fmt: skip
    return Decision.objects.get(pk=decision.pk)


def signing(decision: Decision, *, on: date = SIGNED, publish_on: date = SIGNED) -> actions.Signing:
    """What the chair has seen."""
    sheet = sheet_of(decision, lines_of(decision), on, HEAD)
    return actions.Signing(on, publish_on, HEAD, seen_digest(decision, sheet, on, publish_on))


def issued(cast: Cast, *, on: date = SIGNED, publish_on: date | None = None, **more: Any) -> Decision:
    """A decision over everything that waits, issued by the chair."""
    decision = drafted(cast, **more)
    return actions.issue_decision(
        decision, signing(decision, on=on, publish_on=publish_on or on), by=cast.chair
    )


def corrected(cast: Cast, old: Decision, *, on: date = date(2026, 3, 1)) -> Decision:
    """The decision that replaces another with the same list, issued."""
    draft = actions.draft_correction(
        old, body=cast.commune, origin=cast.commune, reason="Sai tên", by=cast.chair
    )
    draft = Decision.objects.get(pk=draft.pk)
    return actions.issue_decision(draft, signing(draft, on=on, publish_on=on), by=cast.chair)


def withdrawn(cast: Cast, *titles: Title, on: date = date(2026, 3, 2)) -> Decision:
    """The decision that takes titles away, issued."""
    said = actions.Said("", reason="Kê khai sai", legal_basis="Kết luận thanh tra số 5/KL")
    draft = actions.draft_withdrawal(cast.commune, YEAR, titles, said, origin=cast.commune, by=cast.chair)
    draft = Decision.objects.get(pk=draft.pk)
    return actions.issue_decision(draft, signing(draft, on=on, publish_on=on), by=cast.chair)


def closed(cast: Cast, appraisal: Appraisal) -> None:
    """The dossier ended by the office after all, since its unit is no more."""
    submission = Submission.objects.get(pk=appraisal.submission_id)
    close_submission(submission, reason="Đơn vị đã sáp nhập", version=submission.version, by=cast.officer)


def refused(cast: Cast, appraisal: Appraisal, *, on: date = SIGNED) -> Refusal:
    """The reply of the office, issued by its head."""
    seen = reply_digest(appraisal, reply_of(appraisal, cast.office, "Vũ Thị Phòng").sheet)
    return actions.refuse_recognition(
        appraisal, cast.office, issued_on=on, head_name="Vũ Thị Phòng", seen=seen, by=cast.office_head
    )


def today() -> date:
    return timezone.localdate()


__all__ = [
    "Standing",
    "a_panel",
    "bundles_of",
    "closed",
    "corrected",
    "drafted",
    "failed",
    "issued",
    "passed",
    "refused",
    "reply_digest",
    "reply_of",
    "signing",
    "today",
    "withdrawn",
    "worded",
]  # fmt: skip
