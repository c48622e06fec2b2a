"""Kế hoạch tự học, tự bồi dưỡng của một thành viên."""

from django.utils import timezone

from dvht.members.letters.heading import Bearer, addressee_of, issuer_of, person_lines, written
from dvht.members.models import StudyItem, StudyPlan
from dvht.members.states import StudyPlanState
from dvht.paper.blocks import Block, Column, Heading, OfficialPaper, Paragraph, Signature, Table, italic
from dvht.ui.vietnamese import written_date


def study_plan_paper(bearer: Bearer, plan: StudyPlan) -> OfficialPaper:
    """The plan with the approver's place at the left: signed there when it was approved in the system."""
    unit = bearer.member.unit
    handed_in = timezone.localdate(plan.submitted_at) if plan.submitted_at else None
    approver = plan.decided_by.full_name if _approved(plan) and plan.decided_by else ""
    return OfficialPaper(
        issuer=issuer_of(unit, bearer.department),
        place=unit.place,
        issued_on=handed_in,
        year=handed_in.year if handed_in else plan.year,
        type_name="KẾ HOẠCH",
        subject=f"Tự học, tự bồi dưỡng năm {plan.year}",
        addressees=(addressee_of(unit),),
        body=(*person_lines(bearer), *_aim(plan), *_items(plan), _closing(plan)),
        signature=Signature(title="NGƯỜI LẬP KẾ HOẠCH", name=bearer.member.full_name),
        second_signature=Signature(title="NGƯỜI DUYỆT", name=approver),
    )


def _aim(plan: StudyPlan) -> tuple[Block, ...]:
    if not plan.aim.strip():
        return ()
    lines = (line.strip() for line in plan.aim.splitlines())
    return (Heading("Mục tiêu", "1", "clause"), *(Paragraph(line) for line in lines if line))


def _items(plan: StudyPlan) -> tuple[Block, ...]:
    items = list(plan.items.all())
    number = "2" if plan.aim.strip() else "1"
    heading = Heading("Nội dung tự học, tự bồi dưỡng", number, "clause")
    if not items:
        return (heading, Paragraph("Chưa ghi nội dung nào."))
    followed = any(item.done_on for item in items)
    columns = [
        Column("TT", width=10, align="center"),
        Column("Nội dung"),
        Column("Hình thức, thời lượng", width=32),
        Column("Xong trước hết ngày", width=25, align="center"),
        Column("Sản phẩm, kết quả mong muốn", width=34),
    ]
    if followed:
        columns.append(Column("Đã học", width=28))
    rows = tuple(_row(place, item, followed=followed) for place, item in enumerate(items, 1))
    return (heading, Table(columns=tuple(columns), rows=rows, size=12))


def _row(place: int, item: StudyItem, *, followed: bool) -> tuple[str, ...]:
    row = (str(place), item.content, item.how, written(item.due_on), item.result)
    if not followed:
        return row
    done = (
        f"{written(item.done_on)}{f': {item.done_words}' if item.done_words else ''}" if item.done_on else ""
    )
    return (*row, done)


def _closing(plan: StudyPlan) -> Paragraph:
    if _approved(plan) and plan.decided_at:
        moment = timezone.localtime(plan.decided_at)
        return Paragraph(
            italic(f"Được duyệt trên hệ thống lúc {moment:%H:%M} ngày {written_date(moment.date())}.")
        )
    return Paragraph(f"Kính đề nghị {addressee_of(plan.member.unit)} xem xét, phê duyệt.")


def _approved(plan: StudyPlan) -> bool:
    return plan.state == StudyPlanState.APPROVED.value
