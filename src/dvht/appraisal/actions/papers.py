"""Issuing the papers of a panel in the register of its body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.urls import reverse

from dvht.accounts.models import User
from dvht.appraisal.letters.minutes import minutes_letter
from dvht.appraisal.letters.report import PROPOSAL
from dvht.appraisal.models import Meeting, Panel
from dvht.appraisal.queries.issuing import gaps_before
from dvht.appraisal.states import AppraisalState
from dvht.documents.actions import Order, issue_paper
from dvht.documents.letters import Letter
from dvht.documents.models import IssuedPaper
from dvht.documents.queries import papers_in_force
from dvht.inbox.actions import News, tell_each
from dvht.inbox.models import Topic
from dvht.ui.vietnamese import written_number

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
    """Give the paper its number and store it; minutes close their meeting to changes, a proposal goes to who decides.

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
    if meeting is not None:
        return _closing(meeting, seen)
    return (lambda paper: _propose(panel, paper)) if kind == PROPOSAL else lambda _: None


def _propose(panel: Panel, paper: IssuedPaper) -> None:
    """Tell the bodies that decide, other than the panel's own, how many dossiers wait for them."""
    passed = panel.appraisals.filter(state=AppraisalState.PASSED.value, decided_in="")
    waiting = passed.exclude(submission__deciding=panel.body_id).order_by("submission__deciding")
    bodies = waiting.values_list("submission__deciding").annotate(count=Count("pk"))
    tell_each(
        News(
            body,
            Topic.RECOGNITION,
            f"{panel.body.name} trình công nhận {written_number(count)} đơn vị năm {panel.year}",
            f"Tờ trình số {paper.full_number}. Xem kết quả thẩm định rồi soạn quyết định.",
            reverse("decisions", args=[body, panel.year]),
        )
        for body, count in bodies
        if body is not None
    )


def _closing(meeting: Meeting, seen: str) -> Callable[[IssuedPaper], object]:
    kept = Meeting.objects.select_for_update(of=("self",)).select_related("panel__body").get(pk=meeting.pk)
    if minutes_letter(kept).source_digest != seen:
        raise ValidationError(CHANGED, code="changed")
    return lambda paper: Meeting.objects.filter(pk=kept.pk).update(minutes=paper, version=kept.version + 1)
