"""The doors of citizens: a round's pages with names, and each member's own."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from tests.cast import Cast
from tests.doors import APPROVERS, HEAD, OWN, ROSTER_KEEPERS, ROSTER_READERS, YEAR, Door

from dvht.citizens import actions
from dvht.citizens.actions import Choice, Days, ResultWords, ScoreWords
from dvht.citizens.imports import PURPOSE
from dvht.citizens.models import NationalResult, Registrant
from dvht.citizens.models.registrants import RegisteredBy
from dvht.evidence.models import StoredFile
from dvht.members.imports.kept import KeptColumn, KeptRow, KeptTable, sealed
from dvht.members.models import Member, Upload
from dvht.plans.models import Plan
from dvht.regulation.library import load_pack

PICTURE = b"\x89PNG\r\n\x1a\n"

READING: Mapping[str, Door] = {
    "citizens": ROSTER_READERS,
    "citizen": ROSTER_READERS,
    "citizen_collection": ROSTER_READERS,
    "citizen_file": ROSTER_READERS,
    "citizen_form": ROSTER_READERS,
    "citizen_import": ROSTER_KEEPERS,
    "citizen_import_preview": ROSTER_KEEPERS,
    "citizen_list_file": ROSTER_READERS,
    "citizen_outside_decision": HEAD,
    "citizen_paper": ROSTER_READERS,
    "citizen_paper_draft": ROSTER_READERS,
    "citizen_paper_page": ROSTER_READERS,
    "citizen_register": ROSTER_KEEPERS,
    "citizen_review": ROSTER_READERS,
    "citizen_round": ROSTER_KEEPERS,
    "citizen_score": ROSTER_KEEPERS,
    "own_citizen": OWN,
    "own_citizen_form": OWN,
    "own_citizen_state": OWN,
}

SENDING: Mapping[str, Door] = {
    "citizen_collection": ROSTER_KEEPERS,
    "citizen_group": ROSTER_KEEPERS,
    "citizen_import": ROSTER_KEEPERS,
    "citizen_import_confirm": ROSTER_KEEPERS,
    "citizen_import_discard": ROSTER_KEEPERS,
    "citizen_import_preview": ROSTER_KEEPERS,
    "citizen_outside_decision": HEAD,
    "citizen_paper": ROSTER_KEEPERS,
    "citizen_paper_issue": APPROVERS,
    "citizen_paper_reset": ROSTER_KEEPERS,
    "citizen_print": ROSTER_KEEPERS,
    "citizen_print_remove": ROSTER_KEEPERS,
    "citizen_register": ROSTER_KEEPERS,
    "citizen_reopen": APPROVERS,
    "citizen_review": ROSTER_KEEPERS,
    "citizen_round": ROSTER_KEEPERS,
    "citizen_score": ROSTER_KEEPERS,
    "citizen_score_return": ROSTER_KEEPERS,
    "citizen_withdraw": ROSTER_KEEPERS,
    "own_citizen": OWN,
    "own_citizen_register": OWN,
    "own_citizen_submit": OWN,
    "own_citizen_take_back": OWN,
}


def furnish(cast: Cast, plan: Plan) -> None:
    """A round in which the member has scored and the unit has a print of the national site."""
    days = Days(
        date(YEAR, 3, 31), date(YEAR, 11, 1), date(YEAR, 11, 30), date(YEAR, 12, 4), date(YEAR, 12, 31)
    )
    opened = actions.open_round(cast.unit, YEAR, load_pack("cdht-2023"), days, by=cast.head)
    member = cast.as_member("member")
    (registrant,) = actions.register_members(
        opened, [Choice(member.pk)], on=date(YEAR, 3, 1), how=RegisteredBy.UNIT, by=cast.clerk
    )
    scores = {row.code: ScoreWords(Decimal(9)) for row in opened.pack.rows}
    actions.save_scores(registrant, scores, version=registrant.version, by=cast.member)
    actions.bring_results(opened, [ResultWords(registrant.pk, Decimal(90))], origin="kq.xlsx", by=cast.clerk)
    stored = StoredFile.objects.create(
        unit=cast.unit,
        content=ContentFile(PICTURE, "in.png"),
        sha256="c" * 64,
        size=len(PICTURE),
        media_type="image/png",
    )
    NationalResult.objects.filter(registrant=registrant).update(file=stored, file_name="in.png")
    columns = (KeptColumn(0, "Họ và tên", "full_name"), KeptColumn(1, "Tổng điểm", "total"))
    table = KeptTable("Trang1", 1, columns, (KeptRow(2, (member.full_name, 88)),))
    Upload.objects.create(
        unit=cast.unit, year=YEAR, purpose=PURPOSE, file_name="kq.xlsx", sealed_table=sealed([table])
    )


def addresses(name: str, cast: Cast) -> dict[str, Any]:
    own: Member = cast.as_member("member")
    return {
        "registrant_id": Registrant.objects.get(member=own).pk,
        "member_id": own.pk,
        "upload_id": Upload.objects.filter(purpose=PURPOSE).values_list("pk", flat=True)[0],
        "slug": "bien-ban",
        "page": 1,
        "what": "dang-ky",
        "paper_format": "pdf",
    }
