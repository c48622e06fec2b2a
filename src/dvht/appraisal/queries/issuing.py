"""Papers of a panel come in the order of its work: what is still missing before one may be issued."""

from __future__ import annotations

from collections.abc import Sequence

from dvht.appraisal.letters.minutes import MINUTES
from dvht.appraisal.letters.report import PROPOSAL, REPORT
from dvht.appraisal.models import Meeting, Panel
from dvht.appraisal.queries.results import CONCLUDED
from dvht.appraisal.states import AppraisalState
from dvht.documents.queries import papers_in_force

MOST_NAMES = 5


def gaps_before(kind: str, panel: Panel, meeting: Meeting | None = None) -> tuple[str, ...]:
    """In sentences; empty where the paper may be issued, as far as other work goes."""
    if kind == MINUTES and meeting is not None:
        return _before_minutes(meeting)
    if kind == REPORT:
        return _before_report(panel)
    return _before_proposal(panel) if kind == PROPOSAL else ()


def _before_minutes(meeting: Meeting) -> tuple[str, ...]:
    agenda = meeting.appraisals.select_related("submission__unit").order_by("submission__unit__name")
    unconcluded = list(agenda.exclude(state__in=CONCLUDED))
    silent = list(agenda.filter(votes__isnull=True))
    said = (
        ("Chưa ghi phiếu biểu quyết", [one.submission.unit.name for one in silent]),
        ("Chưa kết luận", [one.submission.unit.name for one in unconcluded]),
    )
    return tuple(f"{words}: {_some(names)}." for words, names in said if names)


def _before_report(panel: Panel) -> tuple[str, ...]:
    concluded = panel.appraisals.filter(state__in=CONCLUDED).exists()
    return () if concluded else ("Chưa có hồ sơ nào được kết luận.",)


def _before_proposal(panel: Panel) -> tuple[str, ...]:
    gaps = _before_report(panel)
    if not gaps and not panel.appraisals.filter(state=AppraisalState.PASSED.value).exists():
        gaps = ("Chưa có đơn vị nào đủ điều kiện.",)
    if REPORT not in papers_in_force(panel.body, panel.year, panel.about):
        gaps = (*gaps, f"{panel.name} chưa ban hành báo cáo thẩm định; hồ sơ trình phải có báo cáo ấy.")
    return gaps


def _some(names: Sequence[str]) -> str:
    rest = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" và {rest} đơn vị khác" if rest > 0 else "")
