"""The doors of the activities of a year."""

from collections.abc import Mapping
from typing import Any

from tests import make
from tests.cast import Cast
from tests.doors import ASSESSORS, READERS, Door

from dvht.evidence.actions import Description, add_paper_record
from dvht.plans.models import Activity, ActivityEvidence, Plan

READING: Mapping[str, Door] = {
    "activity_list": READERS,
    "activity_export": READERS,
    "activity": READERS,
    "activity_add": ASSESSORS,
    "activity_edit": ASSESSORS,
    "activity_remove": ASSESSORS,
    "activity_participants": ASSESSORS,
}
SENDING: Mapping[str, Door] = {
    "activity_add": ASSESSORS,
    "activity_edit": ASSESSORS,
    "activity_remove": ASSESSORS,
    "activity_participants": ASSESSORS,
    "activity_evidence_add": ASSESSORS,
    "activity_evidence_link": ASSESSORS,
    "activity_evidence_remove": ASSESSORS,
}


def furnish(cast: Cast, plan: Plan) -> None:
    """An activity of the unit's plan with one piece of evidence."""
    assert plan.collection is not None
    activity = make.an_activity(plan, by=cast.head)
    evidence = add_paper_record(
        plan.collection, ["1.5"], Description("Ảnh tuần lễ học tập suốt đời"), "Tủ 2", by=cast.head
    )
    ActivityEvidence.objects.create(activity=activity, evidence=evidence)


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    if not name.startswith("activity") or name in ("activity_list", "activity_add", "activity_export"):
        return {}
    activity = Activity.objects.get()
    more = {"evidence_id": activity.proofs.get().evidence_id} if name == "activity_evidence_remove" else {}
    return {"activity_id": activity.pk, **more}
