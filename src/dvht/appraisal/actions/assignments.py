"""Giving dossiers to examine."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.appraisal.models import Appraisal, Panel
from dvht.appraisal.states import AppraisalState, PanelState
from dvht.audit.actions import record
from dvht.dossiers.models import Submission
from dvht.dossiers.queries import acting_body
from dvht.dossiers.states import SubmissionState


def begin_appraisal(submission: Submission, panel: Panel, *, by: User) -> Appraisal:
    """Lay a received dossier before a panel of the body that acts on it.

    What a panel at its end left without a conclusion goes to the next one, findings and all. Raises ValidationError:
    "state" (panel not at work, dossier not received), "body" (another body's), "exists" (another panel has it).
    """
    with transaction.atomic():
        held_panel = Panel.objects.select_for_update(of=("self",)).select_related("body").get(pk=panel.pk)
        held = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("unit", "receiving")
            .get(pk=submission.pk)
        )
        _check_laying(held, held_panel)
        appraisal, is_new = Appraisal.objects.select_related("panel__body").get_or_create(
            submission=held, defaults={"panel": held_panel}
        )
        if not is_new:
            _take_over(appraisal, held_panel)
        record(
            "đưa hồ sơ ra thẩm định",
            by=by,
            thing="appraisal.Appraisal",
            thing_id=appraisal.pk,
            label=str(held),
            unit_id=held_panel.body_id,
            after={"panel": held_panel.name},
        )
    return appraisal


def _check_laying(submission: Submission, panel: Panel) -> None:
    if panel.state != PanelState.AT_WORK:
        raise ValidationError(f"{panel.name} chưa làm việc hoặc đã kết thúc.", code="state")
    if submission.state != SubmissionState.RECEIVED:
        raise ValidationError(
            f"Hồ sơ của {submission.unit} chưa được tiếp nhận nên chưa thẩm định được.", code="state"
        )
    body = acting_body(submission, timezone.localdate())
    if body is None or body.pk != panel.body_id or submission.year != panel.year:
        raise ValidationError(f"Hồ sơ của {submission.unit} không thuộc {panel.name}.", code="body")


def _take_over(appraisal: Appraisal, panel: Panel) -> None:
    """From a panel that no longer works; a concluded appraisal stays where it was concluded."""
    old = appraisal.panel
    gone = old.state == PanelState.DISSOLVED or old.body.is_dissolved(timezone.localdate())
    if not gone or appraisal.state in {AppraisalState.PASSED, AppraisalState.FAILED}:
        raise ValidationError(f"Hồ sơ này đã do {old.name} thẩm định.", code="exists")
    appraisal.panel, appraisal.state = panel, AppraisalState.EXAMINING.value
    appraisal.version += 1
    appraisal.save(update_fields=["panel", "state", "version"])
