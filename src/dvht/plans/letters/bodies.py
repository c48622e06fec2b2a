"""What the Kế hoạch of a body says of its units: sessions, how it examines, model units, who receives."""

from collections.abc import Iterator

from dvht.paper.blocks import Bullets, Column, Heading, Paragraph, Table
from dvht.plans.letters.authority import dossier_blocks
from dvht.plans.models import AppraisalForm, Plan, Session
from dvht.regulation.kinds import SECTORS
from dvht.ui.vietnamese import written_date

_EXAMINED = {
    AppraisalForm.COUNCIL: "Hồ sơ do hội đồng đánh giá thẩm định.",
    AppraisalForm.TEAM: "Hồ sơ do đoàn kiểm tra thẩm định.",
}


def body_blocks(plan: Plan, first: int) -> Iterator[Heading | Paragraph | Bullets | Table]:
    """Clauses from number `first` on, each only when the plan says something."""
    if dossier := dossier_blocks(list(plan.papers.all()), first):
        yield from dossier
        first += 1
    sessions = list(plan.sessions.all())
    if sessions:
        yield Heading("Tập huấn, khảo sát, kiểm tra", number=str(first), kind="clause")
        yield _sessions_table(sessions)
        first += 1
    people = {one.sector: one.officer.full_name for one in plan.routings.select_related("officer")}
    models = {one.sector: one.unit.name for one in plan.model_units.select_related("unit")}
    if plan.appraisal_form or people or models:
        yield Heading("Thẩm định, nhận hồ sơ và mô hình điểm", number=str(first), kind="clause")
    if plan.appraisal_form:
        yield Paragraph(_EXAMINED[AppraisalForm(plan.appraisal_form)])
    if people or models:
        yield _sectors_table(people, models)


def session_source(plan: Plan) -> dict[str, str]:
    """What the paper says of the units, so that a change shows in a paper already issued."""
    told = {
        f"Đợt {number}: {one.title}": " | ".join(_row(number, one)[2:])
        for number, one in enumerate(plan.sessions.all(), 1)
    }
    told |= {
        f"Nhận hồ sơ {one.get_sector_display()}": one.officer.full_name
        for one in plan.routings.select_related("officer")
    }
    told |= {
        f"Mô hình điểm {one.get_sector_display()}": one.unit.name
        for one in plan.model_units.select_related("unit")
    }
    told |= {f"Hồ sơ: {one.title}": "nộp" if one.submitted else "lưu" for one in plan.papers.all()}
    form = {"Hình thức thẩm định": plan.get_appraisal_form_display()} if plan.appraisal_form else {}
    return {**told, **form}


def _sessions_table(sessions: list[Session]) -> Table:
    return Table(
        columns=(
            Column("STT", width=13, align="center"),
            Column("Nội dung"),
            Column("Thời gian", width=34),
            Column("Đối tượng", width=40),
            Column("Chủ trì, nơi tổ chức", width=36),
        ),
        rows=tuple(_row(number, one) for number, one in enumerate(sessions, 1)),
    )


def _row(number: int, one: Session) -> tuple[str, str, str, str, str]:
    when = written_date(one.starts_on)
    if one.ends_on and one.ends_on != one.starts_on:
        when = f"Từ {when} đến {written_date(one.ends_on)}"
    where = "; ".join(words for words in (one.lead, one.place) if words)
    kind = one.get_kind_display()
    said = one.title.lower().startswith(" ".join(kind.lower().split()[:2]))
    return (str(number), one.title if said else f"{kind}: {one.title}", when, one.audience, where)


def _sectors_table(people: dict[str, str], models: dict[str, str]) -> Table:
    return Table(
        columns=(
            Column("Cấp học, khối", width=45),
            Column("Chuyên viên nhận hồ sơ"),
            Column("Đơn vị làm điểm"),
        ),
        rows=tuple(
            (label, people.get(sector, ""), models.get(sector, ""))
            for sector, label in SECTORS.items()
            if sector in people or sector in models
        ),
    )
