"""The Kế hoạch."""

from collections.abc import Iterable, Iterator, Sequence

from dvht.documents.letters import FixedPart, Letter, TextPart, lines
from dvht.paper.blocks import Cell, Column, GroupRow, Heading, Row, Table
from dvht.plans.letters import authority
from dvht.plans.letters.bodies import body_blocks, session_source
from dvht.plans.letters.sources import base_lines, committee_source, day_source, plan_source, task_source
from dvht.plans.models import CommitteeKind, CommitteeMember, DateKind, Milestone, Plan, Task
from dvht.plans.queries.bodies import is_body
from dvht.plans.queries.contents import demands_of
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.regulation.rows import GRADE_WORDS
from dvht.regulation.rows import Row as LawRow
from dvht.ui.vietnamese import written_number
from dvht.units.queries import name_on_papers


def plan_letter(plan: Plan) -> Letter:
    """The Kế hoạch (PL-2): purpose, targets, tasks and measures, organisation, the table of tasks, budget."""
    tasks, committee = list(plan.tasks.all()), list(plan.committee.all())
    milestones, body = list(plan.milestones.all()), is_body(plan.unit)
    subject = plan.subject[:1].lower() + plan.subject[1:]
    goal, table = (
        (authority.goal_words, authority.targets_table) if body else (_goal_sentence, _targets_table)
    )
    organisation = authority.organisation if body else _organisation
    return Letter(
        kind="plan",
        title=plan.title,
        type_name="KẾ HOẠCH",
        subject=plan.subject,
        abbreviation="KH",
        bases=base_lines(plan),
        recipients=lines(plan.recipients),
        parts=(
            TextPart("opening", "Câu mở đầu", f"{_issuer(plan)} ban hành Kế hoạch {subject} như sau:"),
            TextPart("purpose", "I. Mục đích, yêu cầu", f"I. MỤC ĐÍCH, YÊU CẦU\n{plan.purpose}"),
            TextPart(
                "goal",
                "II. Mục tiêu",
                f"II. MỤC TIÊU, CHỈ TIÊU\n1. Mục tiêu\n{goal(plan)}\n2. Chỉ tiêu",
            ),
            FixedPart("Bảng chỉ tiêu", (table(plan),)),
            TextPart("measures", "III. Nhiệm vụ và giải pháp", _measures(tasks)),
            TextPart("organisation", "IV. Tổ chức thực hiện", organisation(plan, committee)),
            FixedPart(
                "V. Kế hoạch cụ thể",
                (*_timetable(tasks, milestones), *(body_blocks(plan, 3) if body else ())),
            ),
            TextPart("budget", "VI. Kinh phí", _budget(plan, body=body)),
            TextPart("closing", "Câu kết", _closing(plan, body=body)),
        ),
        source={
            **plan_source(plan),
            **task_source(tasks),
            **committee_source(committee),
            **day_source(milestones),
            **(session_source(plan) if body else {}),
        },
    )


def _goal_sentence(plan: Plan) -> str:
    if not plan.goal:
        return f"Xây dựng “Đơn vị học tập” năm {plan.year}."
    if plan.pack.scheme == "points":
        return f"Phấn đấu Đơn vị học tập năm {plan.year} được xếp {plan.goal_label.replace('Loại', 'loại')}."
    return f"Phấn đấu được công nhận {plan.pack.recognised_as} {plan.goal_label.lower()} năm {plan.year}."


def _targets_table(plan: Plan) -> Table:
    own = {target.row: target.percent for target in plan.targets.all()}
    higher = demands_of(plan.higher).targets
    rows: list[Row | GroupRow] = []
    for group in plan.pack.groups:
        rows.append(GroupRow((Cell(f"{group.code}. {group.title}", colspan=4),)))
        rows += [_target_row(plan, row, own.get(row.code), higher.get(row.code)) for row in group.rows]
    return Table(
        columns=(
            Column("Mã", width=14, align="center"),
            Column("Tiêu chí, chỉ tiêu"),
            Column("Theo quy định", width=38),
            Column("Đơn vị phấn đấu", width=32),
        ),
        rows=tuple(rows),
    )


def _target_row(plan: Plan, row: LawRow, own: int | None, higher: int | None) -> Row:
    facts = UnitFacts(plan.unit.kind, Ownership(plan.unit.ownership))
    level = int(plan.goal) if plan.pack.levels and plan.goal else (1 if plan.pack.levels else None)
    applies = row.applies(facts, level)
    if not applies.applies:
        return (row.code, row.title, Cell(f"Không áp dụng: {applies.why_not}", colspan=2, italic=True))
    asked = _asked(row, level)
    if higher is not None:
        asked = f"{asked}; kế hoạch cấp trên: {higher}%"
    threshold = row.threshold(level)
    aimed = f"{max(own or 0, threshold)}%" if threshold is not None else "Đạt"
    return (row.code, row.title, asked, aimed)


def _asked(row: LawRow, level: int | None) -> str:
    clause = row.clause_at(level)
    if clause.threshold is not None:
        words = (
            f"{clause.threshold}% thành viên"
            if row.population == "members"
            else f"{clause.threshold}% người học"
        )
    elif clause.grade is not None:
        words = GRADE_WORDS[clause.grade].capitalize()
    else:
        words = "Đạt"
    return f"{words}, tối đa {written_number(row.max_points)} điểm" if row.max_points else words


def _measures(tasks: Iterable[Task]) -> str:
    items = [f"- {' '.join(task.content.split()).rstrip('.;')}." for task in tasks]
    return "\n".join(["III. NHIỆM VỤ VÀ GIẢI PHÁP", *items])


def _organisation(plan: Plan, committee: Sequence[CommitteeMember]) -> str:
    unit = plan.unit
    head = (
        f"{unit.head_title}\n- Chỉ đạo thực hiện kế hoạch, bố trí thời gian và nguồn lực.\n"
        "- Quyết định thành lập các tổ chức, duyệt kết quả tự đánh giá, ký hồ sơ đề nghị."
    )
    parts = [head]
    for body in (CommitteeKind.STEERING, CommitteeKind.TEAM):
        members = [member for member in committee if member.body == body]
        if members:
            parts.append("\n".join([str(body.label), *map(_assignment, members)]))
    members_do = (
        "Thành viên trong đơn vị\n- Thực hiện kế hoạch học tập của cá nhân, cung cấp minh chứng đúng hạn."
    )
    parts.append(members_do)
    numbered = [f"{number}. {part}" for number, part in enumerate(parts, 1)]
    where = [f"Địa điểm họp: {plan.meeting_place}."] if plan.meeting_place else []
    return "\n".join(["IV. TỔ CHỨC THỰC HIỆN", *numbered, *where])


def _assignment(member: CommitteeMember) -> str:
    duties = f": {' '.join(member.duties.split()).rstrip('.;')}" if member.duties else ""
    return f"- {member.name}, {member.position}, {member.role}{duties}."


def _timetable(tasks: Sequence[Task], milestones: Sequence[Milestone]) -> Iterator[Heading | Table]:
    yield Heading("KẾ HOẠCH CỤ THỂ", number="V")
    yield Heading("Phân công nhiệm vụ", number="1", kind="clause")
    yield Table(
        columns=(
            Column("STT", width=13, align="center"),
            Column("Nội dung công việc"),
            Column("Đơn vị chủ trì", width=29),
            Column("Đơn vị phối hợp", width=33),
            Column("Thời gian", width=33),
        ),
        rows=tuple(
            (str(number), task.content, task.lead, task.coordinating, task.time)
            for number, task in enumerate(tasks, 1)
        ),
    )
    yield Heading("Các mốc thời gian", number="2", kind="clause")
    yield Table(
        columns=(Column("Việc"), Column("Ai làm", width=37), Column("Thời hạn", width=52)),
        rows=tuple((day.title, day.actor, _when(day)) for day in milestones),
    )


def _when(day: Milestone) -> str:
    """The text's words with the last day they mean; “cuối năm học” has no day in the circular, so none is printed."""
    words = day.wording if day.kind == DateKind.SCHOOL_YEAR_END and day.wording else day.words
    return f"{words[:1].upper()}{words[1:]}"


def _issuer(plan: Plan) -> str:
    return name_on_papers(plan.unit)


def _budget(plan: Plan, *, body: bool) -> str:
    """A body's plan that names no source says nothing of it: under both circulars the province provides the means."""
    said = plan.budget or ("" if body else "Từ nguồn kinh phí của đơn vị theo quy chế chi tiêu nội bộ.")
    return f"VI. KINH PHÍ THỰC HIỆN\n{said}" if said else ""


def _closing(plan: Plan, *, body: bool) -> str:
    asked = f" Trong quá trình thực hiện, nếu có vướng mắc, liên hệ {plan.officer}." if plan.officer else ""
    title = plan.title[:1].upper() + plan.title[1:]
    wish = authority.CLOSING if body else "Đề nghị các bộ phận, cá nhân nghiêm túc thực hiện."
    return f"Trên đây là {title} của {_issuer(plan)}. {wish}{asked}".rstrip(".") + "./."
