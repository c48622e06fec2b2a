"""Issuing the papers of a panel in the register of its body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError

from dvht.accounts.models import User
from dvht.appraisal.letters.minutes import minutes_letter
from dvht.appraisal.models import Meeting, Panel
from dvht.appraisal.queries.issuing import gaps_before
from dvht.documents.actions import Order, issue_paper
from dvht.documents.letters import Letter
from dvht.documents.models import IssuedPaper
from dvht.documents.queries import papers_in_force

CHANGED = "Số liệu của văn bản vừa thay đổi sau khi mở trang này. Hãy xem lại bản in rồi ban hành."


def issue_panel_paper(
    letter: Letter,
    panel: Panel,
    *,
    about: str,
    values: Mapping[str, str],
    issued_on: dt.date,
    seen: str,
    meeting: Meeting | None = None,
    by: User,
) -> IssuedPaper:
    """Give the paper its number and store it; minutes close their meeting to changes.

    `seen` is the digest of the figures that the person read. Raises ValidationError: "changed", "gaps" while something
    before this paper is missing, by "issued_on", and what the register refuses.
    """
    if letter.source_digest != seen:
        raise ValidationError(CHANGED, code="changed")
    if meeting is not None and issued_on < meeting.held_on:
        raise ValidationError({"issued_on": "Biên bản không thể có ngày trước ngày họp."})
    body, year = panel.body, panel.year
    supersedes = papers_in_force(body, year, about).get(letter.kind)
    order = Order(letter, body, year, values, issued_on, supersedes, about)
    return issue_paper(order, by=by, alongside=lambda: _in_order(letter.kind, panel, meeting, seen))


def _in_order(kind: str, panel: Panel, meeting: Meeting | None, seen: str) -> Callable[[IssuedPaper], object]:
    if gaps := gaps_before(kind, panel, meeting):
        raise ValidationError(" ".join(gaps), code="gaps")
    return _closing(meeting, seen) if meeting is not None else lambda _: None


def _closing(meeting: Meeting, seen: str) -> Callable[[IssuedPaper], object]:
    kept = Meeting.objects.select_for_update(of=("self",)).select_related("panel__body").get(pk=meeting.pk)
    if minutes_letter(kept).source_digest != seen:
        raise ValidationError(CHANGED, code="changed")
    return lambda paper: Meeting.objects.filter(pk=kept.pk).update(minutes=paper, version=kept.version + 1)
