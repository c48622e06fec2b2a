"""Rosters as workbooks: in for those who keep the roster, out also for those who read it."""

from typing import Any

from tests.cast import Cast
from tests.doors import ROSTER_KEEPERS, ROSTER_READERS, YEAR

from dvht.members.imports.kept import KeptColumn, KeptRow, KeptTable, sealed
from dvht.members.models import Upload
from dvht.plans.models import Plan

READING = {
    "roster_template": ROSTER_KEEPERS,
    "roster_export": ROSTER_READERS,
    "roster_import": ROSTER_KEEPERS,
    "roster_mapping": ROSTER_KEEPERS,
    "roster_preview": ROSTER_KEEPERS,
    "roster_marked_file": ROSTER_KEEPERS,
}
SENDING = {
    "roster_import": ROSTER_KEEPERS,
    "roster_mapping": ROSTER_KEEPERS,
    "roster_confirm": ROSTER_KEEPERS,
    "roster_upload_discard": ROSTER_KEEPERS,
    "roster_forget": ROSTER_KEEPERS,
}


def furnish(cast: Cast, plan: Plan) -> None:
    """A workbook with one person waits to be confirmed."""
    table = KeptTable("DS", 1, (KeptColumn(0, "Họ và tên", "full_name"),), (KeptRow(2, ("Ngô Văn Bảo",)),))
    Upload.objects.create(
        unit=cast.unit,
        year=YEAR,
        purpose="roster",
        file_name="ds.xlsx",
        sealed_table=sealed([table]),
        uploaded_by=cast.clerk,
    )


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    upload = Upload.objects.filter(unit=cast.unit).first()
    return {"upload_id": upload.pk if upload else 0}
