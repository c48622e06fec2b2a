"""Dossiers that failed: which still wait for the reply, and the reply as it now reads."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from dvht.accounts.queries import Person
from dvht.appraisal.models import Appraisal
from dvht.appraisal.queries import FailingRow, failing_rows, goal_words
from dvht.appraisal.states import AppraisalState
from dvht.documents.letters import canonical, field_values
from dvht.documents.queries import drafts_of
from dvht.dossiers.models import Submission
from dvht.dossiers.queries import latest_delivery
from dvht.recognition.letters.refusal import refusal_letter
from dvht.recognition.models import Refusal
from dvht.recognition.queries.decisions import Sheet
from dvht.regulation.library import load_pack
from dvht.units.models import Unit


def failed_of(user: Person, body: Unit, on: dt.date) -> QuerySet[Appraisal]:
    """Failed appraisals of dossiers that this body received or took over, within the person's sight."""
    came = Submission.objects.visible_to(user).of_bodies(frozenset({body.pk}), on)
    replies = Refusal.objects.filter(appraisal=OuterRef("pk"))
    found = Appraisal.objects.visible_to(user).filter(
        state=AppraisalState.FAILED.value, submission__in=came.values("pk")
    )
    return found.select_related("submission__unit", "submission__receiving", "panel").annotate(
        refusal_id=Subquery(replies.values("pk")[:1])
    )


@dataclass(frozen=True)
class FailedLine:
    """A failed dossier in the list."""

    appraisal: Appraisal
    refusal: Refusal | None

    @property
    def requested(self) -> str:
        said = self.appraisal.submission
        return goal_words(load_pack(said.pack_id, said.pack_version), said.requested)


def waiting_first(found: QuerySet[Appraisal], year: int) -> QuerySet[Appraisal]:
    """Those of a year, without a reply first, then by the names of their units."""
    replied = Case(When(refusal_id__isnull=True, then=0), default=1)
    return found.filter(submission__year=year).order_by(replied, "submission__unit__name", "pk")


def failed_lines(failed: Sequence[Appraisal]) -> tuple[FailedLine, ...]:
    """The lines of one page of `failed_of`; one query."""
    replies = {
        one.appraisal_id: one
        for one in Refusal.objects.filter(appraisal__in=[one.pk for one in failed]).select_related("paper")
    }
    return tuple(FailedLine(one, replies.get(one.pk)) for one in failed)


@dataclass(frozen=True)
class Reply:
    """The reply on its way: its sheet, and the rows that fail."""

    sheet: Sheet
    rows: tuple[FailingRow, ...]


def about(appraisal: Appraisal) -> str:
    return f"appraisal:{appraisal.pk}"


def reply_of(appraisal: Appraisal, body: Unit, head_name: str) -> Reply:
    """The reply as it would print now."""
    rows = failing_rows(appraisal)
    letter = refusal_letter(appraisal, rows, latest_delivery(appraisal.submission), body)
    draft = drafts_of(body, appraisal.submission.year, about(appraisal)).get(letter.kind)
    return Reply(
        Sheet(letter, draft, field_values(letter, body, draft.fields if draft else {}, head_name)), rows
    )


def reply_digest(appraisal: Appraisal, sheet: Sheet) -> str:
    """What the head has before them."""
    shown = {
        "appraisal": appraisal.pk,
        "version": appraisal.version,
        "source": sheet.letter.source,
        "values": dict(sheet.values),
    }
    return hashlib.sha256(canonical(shown).encode()).hexdigest()
