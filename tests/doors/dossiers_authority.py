"""The doors of handing in, and of the office to which a dossier is handed in."""

from collections.abc import Mapping
from typing import Any

from tests import make
from tests.cast import Cast
from tests.doors import HEAD, OFFICE, OFFICE_HEAD, OFFICE_READERS, READERS, YEAR, Door

from dvht.dossiers.models import DeliveredFile, Submission
from dvht.evidence.models import StoredFile
from dvht.plans.models import Plan

READING: Mapping[str, Door] = {
    "dossier_submit": READERS,
    "delivery": READERS,
    "delivery_receipt": READERS,
    "delivery_file": READERS,
    "submission_list": OFFICE_READERS,
    "submission_export": OFFICE_READERS,
    "submission": OFFICE_READERS,
    "submission_receipt": OFFICE_READERS,
    "submission_file": OFFICE_READERS,
    "submission_return": OFFICE,
    "submission_register": OFFICE,
}
SENDING: Mapping[str, Door] = {
    "dossier_submit": HEAD,
    "dossier_withdraw": HEAD,
    "submission_return": OFFICE,
    "submission_receive": OFFICE,
    "submission_reassign": OFFICE,
    "submission_close": OFFICE_HEAD,
    "submission_register": OFFICE,
}


def furnish(cast: Cast, plan: Plan) -> None:
    """What the cast's unit handed in to the office, with one scan."""
    submission = Submission.objects.filter(unit=cast.unit, year=plan.year).first()
    submission = submission or make.a_submission(cast.unit, cast.office, cast.commune, by=cast.head)
    DeliveredFile.objects.create(
        delivery=submission.deliveries.get(number=1),
        kind="scan",
        title="Bản quét",
        stored=StoredFile.objects.filter(unit=cast.unit).first(),
        sha256="0" * 64,
        media_type="application/pdf",
    )


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    submission = Submission.objects.get(unit=cast.unit, year=YEAR)
    file = DeliveredFile.objects.filter(delivery__submission=submission, kind="scan").first()
    return {
        **({"unit_id": cast.office.pk} if name.startswith("submission") else {}),
        "submission_id": submission.pk,
        "number": 1,
        "file_id": file.pk if file else 0,
    }
