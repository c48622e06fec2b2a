"""The words of a body's Kế hoạch: what it asks of its units, not what a unit sets itself.

Under TT 24 the people's committee issues the plan for the units of its area and directs its office (Điều 19), the
office receives, checks and reports (Điều 20), the units assess themselves and publish (Điều 21); under TT 22 Điều 8.
"""

from collections.abc import Sequence

from dvht.paper.blocks import Bullets, Cell, Column, GroupRow, Heading, Paragraph, Row, Table
from dvht.plans.models import CommitteeKind, CommitteeMember, Plan, PlanPaper
from dvht.regulation.rows import Row as LawRow
from dvht.ui.vietnamese import written_number
from dvht.units.queries import head_of, is_peoples_committee

CLOSING = "Đề nghị các cơ quan, đơn vị liên quan phối hợp, nghiêm túc thực hiện."


def goal_words(plan: Plan) -> str:
    """What the body wants its units to reach; without a goal of its own, that they assess and are assessed."""
    if plan.pack.scheme == "points":
        what = f"các đơn vị tự đánh giá, xếp loại Đơn vị học tập năm {plan.year} đúng quy định"
        return f"Phấn đấu {what}{f', đạt {_lower(plan.goal_label)} trở lên' if plan.goal else ''}."
    if not plan.goal:
        return f"Các đơn vị xây dựng, tự đánh giá “Đơn vị học tập” năm {plan.year}; đề nghị công nhận khi đủ điều kiện."
    return f"Phấn đấu các đơn vị được công nhận “Đơn vị học tập” {_lower(plan.goal_label)} trở lên năm {plan.year}."


def targets_table(plan: Plan) -> Table:
    """Every row of the circular with what the plan asks: some bind only certain kinds of unit, which is said."""
    own = {target.row: target.percent for target in plan.targets.all()}
    level = int(plan.goal) if plan.pack.levels and plan.goal else (1 if plan.pack.levels else None)
    limited = any(row.only_for for row in plan.pack.rows)
    rows: list[Row | GroupRow] = []
    for group in plan.pack.groups:
        rows.append(GroupRow((Cell(f"{group.code}. {group.title}", colspan=4 if limited else 3),)))
        rows += [_target_row(row, level, own.get(row.code), limited=limited) for row in group.rows]
    columns = (
        Column("Mã", width=14, align="center"),
        Column("Tiêu chí, chỉ tiêu"),
        Column("Yêu cầu, điểm tối đa" if plan.pack.scheme == "points" else "Mức tối thiểu", width=40),
        *((Column("Áp dụng", width=50),) if limited else ()),
    )
    return Table(columns=columns, rows=tuple(rows))


def _target_row(row: LawRow, level: int | None, own: int | None, *, limited: bool) -> Row:
    threshold = row.threshold(level)
    asked = "Đạt"
    if threshold is not None:
        asked = f"{max(own or 0, threshold)}% {'người học' if row.population == 'learners' else 'thành viên'}"
    if row.max_points:
        points = f"{written_number(row.max_points)} điểm"
        asked = points if threshold is None else f"{asked}, {points}"
    binds = (row.only_for.why_not if row.only_for else "",) if limited else ()
    return (row.code, row.title, asked, *binds)


def organisation(plan: Plan, committee: Sequence[CommitteeMember]) -> str:
    """Who does what; the committee is that of the body as a unit that assesses itself too."""
    points = plan.pack.scheme == "points"
    parts = [
        f"{head_of(plan.unit)}\n- Chỉ đạo các đơn vị xây dựng và thực hiện kế hoạch.\n- {_receiving(plan)}",
        "Các đơn vị\n- Xây dựng kế hoạch, tổ chức thực hiện, lưu minh chứng; tự đánh giá đúng thời hạn.\n- "
        + (
            "Gửi báo cáo, hồ sơ tự đánh giá, xếp loại theo danh mục của kế hoạch."
            if points
            else "Đề nghị công nhận khi kết quả tự đánh giá đạt điều kiện; công bố công khai kết quả."
        ),
    ]
    for body, label in (
        (CommitteeKind.STEERING, "Ban chỉ đạo"),
        (CommitteeKind.TEAM, f"Tổ đánh giá của {plan.unit.name}"),
    ):
        members = [_assignment(member) for member in committee if member.body == body]
        parts += ["\n".join([label, *members])] if members else []
    numbered = [f"{number}. {part}" for number, part in enumerate(parts, 1)]
    where = [f"Địa điểm họp: {plan.meeting_place}."] if plan.meeting_place else []
    return "\n".join(["IV. TỔ CHỨC THỰC HIỆN", *numbered, *where])


def _receiving(plan: Plan) -> str:
    """TT 24, Điều 19.3, 20.2 and 17.3, 18.2; TT 22, Điều 7.2, 8.2, 8.3."""
    work = "kiểm tra, tổng hợp kết quả" if plan.pack.scheme == "points" else "tổ chức đánh giá, công nhận"
    partners = "phối hợp Hội Khuyến học và các tổ chức chính trị - xã hội"
    if is_peoples_committee(plan.unit):
        return f"Giao cơ quan nhận hồ sơ chủ trì, {partners} {work}."
    return f"Nhận hồ sơ; chủ trì, {partners} {work}."


def _assignment(member: CommitteeMember) -> str:
    duties = f": {' '.join(member.duties.split()).rstrip('.;')}" if member.duties else ""
    return f"- {member.name}, {member.position}, {member.role}{duties}."


def dossier_blocks(papers: Sequence[PlanPaper], number: int) -> tuple[Heading | Paragraph | Bullets, ...]:
    """What a unit hands in, in the order in which it is bound, and what it keeps (TX-4, NBK-4, HQ-2, T24-6)."""
    handed_in = [paper for paper in papers if paper.submitted]
    kept = [paper for paper in papers if not paper.submitted]
    blocks: list[Heading | Paragraph | Bullets] = []
    for words, listed in (("Đơn vị nộp, theo thứ tự:", handed_in), ("Lưu tại đơn vị:", kept)):
        if listed:
            blocks += [Paragraph(words), Bullets(tuple(_listed(listed)))]
    return (Heading("Thành phần hồ sơ", number=str(number), kind="clause"), *blocks) if blocks else ()


def _listed(papers: Sequence[PlanPaper]) -> list[str]:
    lines = [f"{paper.title}{_noted(paper.note)}" for paper in papers]
    return [f"{line}{'.' if at == len(lines) else ';'}" for at, line in enumerate(lines, 1)]


def _noted(note: str) -> str:
    if not note:
        return ""
    return f": {_lower(note)}" if "(" in note else f" ({note})"


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
