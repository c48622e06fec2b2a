"""What a decision rests on, held before it takes its number: results, dossiers, titles, the drafts of others."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from dvht.appraisal.models import Appraisal
from dvht.appraisal.states import AppraisalState
from dvht.dossiers.models import Submission
from dvht.dossiers.states import SubmissionState
from dvht.recognition.models import DecidedUnit, Decision, DecisionKind, Title
from dvht.recognition.states import DecisionState, TitleState, before


def hold_results(decision: Decision, lines: Sequence[DecidedUnit]) -> None:
    """The results on which the list rests, held: each still passed, and decided by nothing but what is replaced.

    Then the dossiers of units on which nothing was decided yet: results first, as where they are concluded.
    """
    if decision.kind == DecisionKind.WITHDRAWAL:
        _hold_titles(decision, lines)
        return
    wanted = {line.appraisal_id: line.unit_name for line in lines if line.appraisal_id}
    found = {
        one.pk: one for one in Appraisal.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    }
    replaced = mark_of(decision.replaces) if decision.replaces else ""
    lost = [
        name
        for pk, name in wanted.items()
        if found[pk].state != AppraisalState.PASSED or found[pk].decided_in not in {"", replaced}
    ]
    lost = lost or _titled_elsewhere(decision, lines)
    if lost:
        names = "; ".join(lost[:10])
        raise ValidationError(
            f"{len(lost)} đơn vị đã có quyết định khác hoặc kết quả thẩm định đã mở lại: {names}. "
            "Hãy bỏ khỏi danh sách rồi ban hành.",
            code="decided",
        )
    _hold_dossiers({found[pk].submission_id: name for pk, name in wanted.items() if not found[pk].decided_in})


def _hold_titles(decision: Decision, lines: Sequence[DecidedUnit]) -> None:
    """The titles to be taken away, held; one that ended or became another meanwhile refuses the whole.

    Drafts before titles, and both before the number, as where a correction is issued: who comes second waits.
    """
    chosen = {line.unit_id: line.outcome for line in lines}
    list(drafts_over(titles_to_end(decision, lines)).select_for_update())
    found = {title.unit_id: title.outcome for title in titles_to_end(decision, lines).select_for_update()}
    gone = sorted(line.unit_name for line in lines if found.get(line.unit_id) != chosen[line.unit_id])
    if gone:
        raise ValidationError(
            f"{len(gone)} danh hiệu không còn hiệu lực hoặc đã đổi mức: {'; '.join(gone[:10])}. "
            "Hãy bỏ dự thảo và chọn lại.",
            code="decided",
        )


def titles_to_end(decision: Decision, lines: Sequence[DecidedUnit]) -> QuerySet[Title]:
    """The titles of these units that may be withdrawn, of the year and tier of the decision."""
    units, may_end = [line.unit_id for line in lines], before(TitleState.WITHDRAWN)
    titles = Title.objects.filter(unit__in=units, year=decision.year, tier=decision.tier, state__in=may_end)
    return titles.order_by("pk")


def drafts_over(titles: QuerySet[Title]) -> QuerySet[Decision]:
    """Drafts of corrections of the decisions that granted these titles."""
    granted_by = titles.order_by().values("decision")
    drafts = Decision.objects.filter(replaces__in=granted_by, state=DecisionState.DRAFT.value)
    return drafts.order_by("pk")


def _titled_elsewhere(decision: Decision, lines: Sequence[DecidedUnit]) -> list[str]:
    """Who holds a title of the year by another decision than the one that is replaced.

    Every title that this decision may end or give back is held, of whatever year, those of units it leaves out too.
    """
    names = {line.unit_id: line.unit_name for line in lines}
    old = decision.replaces.lines.values_list("unit_id", flat=True) if decision.replaces else ()
    titles = Title.objects.select_for_update().filter(unit__in={*names, *old}).order_by("pk")
    return [
        names[title.unit_id]
        for title in titles
        if title.unit_id in names and title.year == decision.year and title.state == TitleState.IN_FORCE
        if title.decision_id != decision.replaces_id
    ]


def _hold_dossiers(names: Mapping[int, str]) -> None:
    """These dossiers, held: each still with the authority, so that none closes while its title is granted."""
    held = Submission.objects.select_for_update().filter(pk__in=names).order_by("pk")
    gone = [
        f"{names[one.pk]} ({one.closed_reason or one.get_state_display().lower()})"
        for one in held
        if one.state != SubmissionState.RECEIVED
    ]
    if gone:
        raise ValidationError(
            f"Hồ sơ của {len(gone)} đơn vị đã kết thúc hoặc không còn ở nơi tiếp nhận: {'; '.join(gone[:10])}. "
            "Hãy bỏ khỏi danh sách của dự thảo rồi ban hành.",
            code="closed",
        )


def mark_of(decision: Decision) -> str:
    """What an appraisal keeps of the decision that rests on it."""
    return f"Quyết định số {decision.number} ({decision.about})"
