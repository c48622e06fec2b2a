"""The commune's season of 2026, under way: one dossier returned with one row, one before the council."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.utils import timezone

from dvht.accounts.models import User
from dvht.assessment import actions as assessment
from dvht.assessment.queries.reading import live_sheet
from dvht.demo import councils, years
from dvht.demo.last_season import stated
from dvht.demo.proofs import Proof
from dvht.dossiers.actions import (
    Giving,
    issue_year_paper,
    open_dossier,
    receive_submission,
    request_recognition,
    return_submission,
    submit_dossier,
)
from dvht.dossiers.models import Submission
from dvht.dossiers.queries import Year, dossier_of
from dvht.dossiers.queries.sending import Parcel
from dvht.plans.models import Plan
from dvht.units.models import Unit

AS_FILES: Final = ("1.1", "1.2a")
RETURNED_ROW: Final = "1.2a"
WHY_BACK: Final = "Quy chế hỗ trợ người đi học thiếu trang có chữ ký. Đề nghị gửi lại bản đủ trang."


def begun_season(units: Mapping[str, Unit], people: Mapping[str, User], higher: Plan) -> None:
    """Two units without a title have handed in early: one that was told last season why it isn't recognised, and one
    whose head sits in the council, so that nobody there examines or votes on their own.
    """
    officer, office = people["chuyenvien.dongsen"], units["van_xa"]
    second = ("Lò Thị Xuân", "Điều dưỡng")
    returned = _handed_in(units["tram_y_te"], higher, 12, ("Trạm trưởng", second), by=people["tram_y_te"])
    giving = Giving(timezone.localdate() + dt.timedelta(days=14), rows={RETURNED_ROW: WHY_BACK})
    return_submission(returned, giving, version=returned.version, by=officer)
    second = ("Tăng Thị Lụa", "Phó Chủ tịch Hội")
    laid = _handed_in(units["phu_nu"], higher, 10, ("Chủ tịch Hội", second), by=people["phu_nu"])
    laid = receive_submission(laid, version=laid.version, by=officer)
    council = councils.seat_council(office, higher.year, "41/QĐ-PVHXH", dt.date(2026, 11, 16), people)
    first, other = council.examiners
    appraisal = councils.lay_before(council, laid, first, other)
    councils.examine(council, appraisal, first, rows=("1.1", "1.2a", "2.1", "2.2"))
    doubt = councils.unlike_the_unit(appraisal, "1.2a", "Quy chế chưa ghi mức hỗ trợ học phí.")
    councils.examine(council, appraisal, other, rows=("1.1", "1.2a"), other={"1.2a": doubt})


def _handed_in(
    unit: Unit, higher: Plan, count: int, team: tuple[str, tuple[str, str]], *, by: User
) -> Submission:
    """The unit's year from its plan to the dossier at the office."""
    plan = years.started(unit, higher, "1", by=by)
    position, second = team
    years.staff(plan, (by.full_name, position), second, by=by)
    plan = years.in_force(plan, by=by)
    answers = {**stated(unit, plan.pack, count), "2.5": {"count": count - 1, "total": count}}
    years.prove(plan, _proofs(answers), dt.date(2026, 11, 10), by=by)
    years.answer(plan, answers, by=by)
    begun = assessment.open_assessment(plan, by=by)
    assessment.finalise_assessment(begun, seen=assessment.sheet_digest(live_sheet(begun)), by=by)
    dossier = open_dossier(plan)
    request_recognition(dossier, requested="1", next_year_goal="1", version=dossier.version, by=by)
    for line in _year(plan).lines:
        if line.wanted.submitted and line.state != "ready" and line.wanted.kind != "evidence":
            issue_year_paper(
                _year(plan), line.wanted.kind, issued_on=timezone.localdate(), head_name=by.full_name, by=by
            )
    parcel = Parcel(_year(plan), timezone.localdate())
    late = "Đơn vị chờ xác nhận minh chứng." if parcel.days_late else ""
    return submit_dossier(plan, seen=parcel.digest, late_reason=late, by=by).submission


def _year(plan: Plan) -> Year:
    return Year(dossier_of(Plan.objects.select_related("unit", "collection").get(pk=plan.pk)))


def _proofs(codes: Mapping[str, object]) -> tuple[Proof, ...]:
    """Something for every row: two files to open, the rest kept on paper."""
    kept = "Tủ hồ sơ số 1, cặp Đơn vị học tập"
    known = [
        replace(proof, rows=rows) for proof in years.HOA_SEN_PROOFS
        if (rows := tuple(code for code in proof.rows if code in codes))
    ]  # fmt: skip
    made = [
        proof if proof.rows[0] in AS_FILES else replace(proof, form="paper", where=kept) for proof in known
    ]
    covered = {code for proof in made for code in proof.rows}
    bare = [code for code in codes if code not in covered]
    return (
        *made,
        *(Proof((code,), "paper", f"Sổ theo dõi thực hiện chỉ tiêu {code}", kept) for code in bare),
    )
