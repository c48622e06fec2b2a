"""The plan's own papers: the Kế hoạch, and the decisions that set up a body or order the self-check."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dvht.documents.letters import FixedPart, Letter, TextPart, lines
from dvht.paper.blocks import Annex, Cell, Column, GroupRow, Heading, Row, Table
from dvht.plans.models import CommitteeKind, CommitteeMember, Milestone, Plan, Target, Task, law_citation
from dvht.regulation.facts import UnitFacts
from dvht.regulation.kinds import Ownership
from dvht.regulation.rows import Row as LawRow
from dvht.ui.vietnamese import written_number

GRADES: Final = {"basic": "Mức đáp ứng cơ bản", "good": "Mức đáp ứng tốt"}


def plan_letter(plan: Plan) -> Letter:
    """The Kế hoạch (PL-2): purpose, targets, tasks and measures, organisation, the table of tasks, budget."""
    tasks, committee = list(plan.tasks.all()), list(plan.committee.all())
    milestones = list(plan.milestones.all())
    subject = plan.subject[:1].lower() + plan.subject[1:]
    return Letter(
        kind="plan",
        title=plan.title,
        type_name="KẾ HOẠCH",
        subject=plan.subject,
        abbreviation="KH",
        bases=_base_lines(plan),
        recipients=lines(plan.recipients),
        parts=(
            TextPart("opening", "Câu mở đầu", f"{plan.unit.name} xây dựng Kế hoạch {subject} như sau:"),
            TextPart("purpose", "I. Mục đích, yêu cầu", f"I. MỤC ĐÍCH, YÊU CẦU\n{plan.purpose}"),
            TextPart(
                "goal",
                "II. Mục tiêu",
                f"II. MỤC TIÊU, CHỈ TIÊU\n1. Mục tiêu\n{_goal_sentence(plan)}\n2. Chỉ tiêu",
            ),
            FixedPart("Bảng chỉ tiêu", (_targets_table(plan),)),
            TextPart("measures", "III. Nhiệm vụ và giải pháp", _measures(tasks)),
            TextPart("organisation", "IV. Tổ chức thực hiện", _organisation(plan, committee)),
            FixedPart("V. Kế hoạch cụ thể", tuple(_timetable(tasks, milestones))),
            TextPart("budget", "VI. Kinh phí", f"VI. KINH PHÍ THỰC HIỆN\n{_budget(plan)}"),
            TextPart("closing", "Câu kết", _closing(plan)),
        ),
        source={
            **_plan_source(plan),
            **_task_source(tasks),
            **_committee_source(committee),
            **_day_source(milestones),
        },
    )


def team_decision_letter(plan: Plan) -> Letter:
    """Quyết định thành lập Tổ đánh giá, with the list of its members as an annex (TT 24/2023, Điều 10.1.a)."""
    duties = (
        f"Tổ đánh giá thu thập minh chứng, tự đánh giá từng tiêu chí, chỉ tiêu theo {plan.pack.citation}, lập biên "
        f"bản và báo cáo {plan.unit.head_title} đúng thời hạn của kế hoạch. Tổ đánh giá tự giải thể sau khi hoàn thành "
        "nhiệm vụ."
    )
    return _setting_up(plan, CommitteeKind.TEAM, "team_decision", "Tổ đánh giá “Đơn vị học tập”", duties)


def steering_decision_letter(plan: Plan) -> Letter:
    """Quyết định thành lập Ban chỉ đạo, with the list of its members as an annex."""
    duties = (
        "Ban chỉ đạo triển khai kế hoạch của năm, phân công, đôn đốc, kiểm tra việc học tập thường xuyên của "
        f"thành viên trong đơn vị và báo cáo {plan.unit.head_title} kết quả thực hiện."
    )
    return _setting_up(
        plan, CommitteeKind.STEERING, "steering_decision", "Ban chỉ đạo xây dựng “Đơn vị học tập”", duties
    )


def self_check_decision_letter(plan: Plan) -> Letter:
    """Quyết định tự kiểm tra, đánh giá, xếp loại (HQ-2)."""
    what = _self_check(plan)
    day = next((m for m in plan.milestones.all() if m.code == "self_assessment"), None)
    when = f" Thời gian: {day.words}." if day else ""
    where = f" Địa điểm: {plan.meeting_place}." if plan.meeting_place else ""
    team = [member for member in plan.committee.all() if member.body == CommitteeKind.TEAM]
    doer = "Tổ đánh giá" if team else "Các bộ phận của đơn vị"
    how = (
        f"{doer} thực hiện theo {plan.pack.citation} và kế hoạch của đơn vị; kết quả lập thành biểu điểm hoặc bản tổng "
        "hợp, biên bản và báo cáo."
    )
    articles = (
        f"Tổ chức {what} của {plan.unit.name}.{when}{where}",
        how,
        _in_force("các thành viên trong đơn vị"),
    )
    source = {"Đợt": what, "Thời gian": day.words if day else "", "Nơi họp": plan.meeting_place}
    return _decision(plan, "self_check_decision", f"Về việc {what}", articles, source=source)


def _setting_up(plan: Plan, body: CommitteeKind, kind: str, name: str, duties: str) -> Letter:
    members = [member for member in plan.committee.all() if member.body == body]
    full_name = f"{name} năm {plan.year}"
    articles = (
        f"Thành lập {full_name} của {plan.unit.name} gồm {len(members):02} người (có danh sách kèm theo).",
        duties,
        _in_force("các ông, bà có tên trong danh sách"),
    )
    annex = Annex(title=f"Danh sách thành viên {full_name}", body=(_members_table(members),))
    source = _committee_source(members)
    return _decision(plan, kind, f"Về việc thành lập {full_name}", articles, source=source, annexes=(annex,))


def _decision(
    plan: Plan,
    kind: str,
    subject: str,
    articles: Sequence[str],
    *,
    source: dict[str, str],
    annexes: tuple[Annex, ...] = (),
) -> Letter:
    unit = plan.unit
    collective = unit.kind == "commune_peoples_committee"
    decider = unit.name if collective else f"{unit.head_title} {unit.name}"
    text = "\n".join(f"Điều {number}. {article}" for number, article in enumerate(articles, 1))
    return Letter(
        kind=kind,
        title=_paper_title(plan, kind, subject),
        type_name="QUYẾT ĐỊNH",
        subject=subject,
        abbreviation="QĐ",
        decided_by=decider.upper(),
        bases=(
            *_base_lines(plan),
            f"Xét yêu cầu nhiệm vụ xây dựng “Đơn vị học tập” năm {plan.year} của đơn vị",
        ),
        recipients=("Như Điều 3", unit.receiver) if unit.receiver else ("Như Điều 3",),
        parts=(TextPart("articles", "Các điều", text),),
        annexes=annexes,
        source=source,
    )


def _paper_title(plan: Plan, kind: str, otherwise: str) -> str:
    """The paper's name in the plan's dossier list (PL-4)."""
    listed = next((paper.title for paper in plan.papers.all() if paper.kind == kind), "")
    return listed or otherwise.replace("Về việc", "Quyết định")


def _base_lines(plan: Plan) -> tuple[str, ...]:
    written = tuple(line.rstrip(";. ") for line in lines(plan.bases))
    return written or (f"Căn cứ {law_citation(plan.pack)}",)


def _self_check(plan: Plan) -> str:
    if plan.pack.scheme == "points":
        return f"tự kiểm tra, đánh giá, xếp loại Đơn vị học tập năm {plan.year}"
    return f"tự đánh giá “Đơn vị học tập” năm {plan.year}"


def _in_force(whom: str) -> str:
    return (
        "Quyết định này có hiệu lực thi hành kể từ ngày ký. Các bộ phận liên quan và "
        f"{whom} chịu trách nhiệm thi hành Quyết định này./."
    )


def _goal_sentence(plan: Plan) -> str:
    if not plan.goal:
        return f"Xây dựng “Đơn vị học tập” năm {plan.year}."
    if plan.pack.scheme == "points":
        return f"Phấn đấu được xếp loại Đơn vị học tập năm {plan.year}: {plan.goal_label}."
    return f"Phấn đấu được công nhận “Đơn vị học tập” {plan.goal_label.lower()} năm {plan.year}."


def _targets_table(plan: Plan) -> Table:
    own = {target.row: target.percent for target in plan.targets.all()}
    higher = (
        dict(Target.objects.filter(plan=plan.higher_id).values_list("row", "percent"))
        if plan.higher_id
        else {}
    )
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
        words = GRADES[clause.grade]
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
            Column("STT", width=11, align="center"),
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
        rows=tuple((day.title, day.actor, day.words[:1].upper() + day.words[1:]) for day in milestones),
    )


def _budget(plan: Plan) -> str:
    return plan.budget or "Từ nguồn kinh phí của đơn vị theo quy chế chi tiêu nội bộ."


def _closing(plan: Plan) -> str:
    asked = f" Trong quá trình thực hiện, nếu có vướng mắc, liên hệ {plan.officer}." if plan.officer else ""
    title = plan.title[:1].upper() + plan.title[1:]
    return (
        f"Trên đây là {title} của {plan.unit.name}. Đề nghị các bộ phận, cá nhân nghiêm túc thực hiện.{asked}"
    ).rstrip(".") + "./."


def _members_table(members: Sequence[CommitteeMember]) -> Table:
    return Table(
        columns=(
            Column("STT", width=12, align="center"),
            Column("Họ và tên"),
            Column("Chức vụ", width=38),
            Column("Nhiệm vụ", width=30),
            Column("Phân công", width=38),
        ),
        rows=tuple(
            (str(number), member.name, member.position, member.role, member.duties)
            for number, member in enumerate(members, 1)
        ),
    )


def _plan_source(plan: Plan) -> dict[str, str]:
    own = {f"Chỉ tiêu {target.row}": f"{target.percent}%" for target in plan.targets.all()}
    words = {
        "Tên kế hoạch": plan.title,
        "Mục tiêu": plan.goal_label,
        "Mục đích, yêu cầu": plan.purpose,
        "Căn cứ": plan.bases,
        "Nơi họp": plan.meeting_place,
        "Người để hỏi": plan.officer,
        "Kinh phí": plan.budget,
        "Nơi nhận": plan.recipients,
    }
    return {**words, **own}


def _task_source(tasks: Iterable[Task]) -> dict[str, str]:
    return {
        f"Nhiệm vụ {number}": " | ".join((task.content, task.lead, task.coordinating, task.time))
        for number, task in enumerate(tasks, 1)
    }


def _committee_source(members: Iterable[CommitteeMember]) -> dict[str, str]:
    return {
        f"{member.get_body_display()}: {member.name}": f"{member.position}, {member.role}. {member.duties}".rstrip()
        for member in members
    }


def _day_source(milestones: Iterable[Milestone]) -> dict[str, str]:
    return {f"Mốc: {milestone.title}": milestone.words for milestone in milestones}
