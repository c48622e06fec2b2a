"""The decisions that set up a body or order the self-check."""

from collections.abc import Sequence

from dvht.documents.letters import Letter, TextPart
from dvht.paper.blocks import Annex, Column, Table
from dvht.plans.letters.sources import base_lines, committee_source
from dvht.plans.models import CommitteeKind, CommitteeMember, Plan
from dvht.units.queries import decider_of


def team_decision_letter(plan: Plan) -> Letter:
    """Quyết định thành lập Tổ đánh giá, with the list of its members as an annex (TT 24/2023, Điều 10.1.a)."""
    rows = "tiêu chí" if plan.pack.scheme == "points" else "tiêu chí, chỉ tiêu"
    duties = (
        f"Tổ đánh giá thu thập minh chứng, tự đánh giá từng {rows} theo {plan.pack.citation}, lập biên "
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
    sheet = "biểu điểm" if plan.pack.scheme == "points" else "bản tổng hợp"
    how = (
        f"{doer} thực hiện theo {plan.pack.citation} và kế hoạch của đơn vị; kết quả lập thành {sheet}, biên bản và "
        "báo cáo."
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
    annex = Annex(title=f"Danh sách thành viên {_unbroken(full_name)}", body=(_members_table(members),))
    source = committee_source(members)
    return _decision(plan, kind, f"Về việc thành lập {full_name}", articles, source=source, annexes=(annex,))


def _unbroken(name: str) -> str:
    """The body's name stays on one line of a title: “TỔ ĐÁNH / GIÁ” reads badly."""
    body, quote, rest = name.partition(" “")
    return body.replace(" ", "\N{NO-BREAK SPACE}") + quote + rest if quote else name


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
    text = "\n".join(f"Điều {number}. {article}" for number, article in enumerate(articles, 1))
    return Letter(
        kind=kind,
        title=_paper_title(plan, kind, subject),
        type_name="QUYẾT ĐỊNH",
        subject=subject,
        abbreviation="QĐ",
        decided_by=decider_of(unit).upper(),
        bases=(
            *base_lines(plan),
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


def _self_check(plan: Plan) -> str:
    if plan.pack.scheme == "points":
        return f"tự kiểm tra, đánh giá, xếp loại Đơn vị học tập năm {plan.year}"
    return f"tự đánh giá “Đơn vị học tập” năm {plan.year}"


def _in_force(whom: str) -> str:
    return (
        "Quyết định này có hiệu lực thi hành kể từ ngày ký. Các bộ phận liên quan và "
        f"{whom} chịu trách nhiệm thi hành Quyết định này./."
    )


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
