"""Biên bản tự đánh giá: the meeting at which the team settles the result."""

from dvht.assessment.letters.heading import heading, in_a_sentence
from dvht.assessment.letters.people import Team, team_of
from dvht.assessment.letters.source import source_of
from dvht.assessment.letters.tables import brief_levels_table, points_table
from dvht.assessment.models import Assessment
from dvht.assessment.queries import sheet_of
from dvht.assessment.queries.sheet import Sheet
from dvht.assessment.queries.words import result_label
from dvht.documents.letters import FixedPart, Letter, TextPart
from dvht.paper.blocks import Heading
from dvht.plans.models import CommitteeMember, Plan


def minutes(assessment: Assessment, *, title: str = "Biên bản tự đánh giá") -> Letter:
    """What people must fill by hand (hours, votes) is left open: nothing is claimed that nobody recorded."""
    sheet, plan = sheet_of(assessment), assessment.plan
    team = team_of(plan)
    type_name, subject = heading(title, plan.year)
    table = brief_levels_table(sheet) if sheet.by_levels else points_table(sheet)
    return Letter(
        kind="minutes",
        title=title,
        type_name=type_name,
        abbreviation="BB",
        subject=subject,
        parts=(
            TextPart("opening", "Thời gian, địa điểm", _opening(plan, subject), "Ghi giờ, ngày họp."),
            TextPart("present", "Thành phần", _present(team), "Bỏ dòng của người vắng, ghi lý do vắng."),
            TextPart("content", "Nội dung", _content(sheet)),
            FixedPart("Kết quả tự đánh giá", (Heading("Kết quả từng tiêu chí", "2", "clause"), table)),
            TextPart("conclusion", "Kết luận", _conclusion(sheet, team), "Ghi số phiếu đồng ý."),
            TextPart("closing", "Kết thúc", CLOSING),
        ),
        signatory=_signing("Chủ trì", team.chair),
        second_signature=_signing("Thư ký", team.secretary),
        landscape=False,
        source=source_of(sheet, team=team),
    )


CLOSING = (
    "Cuộc họp kết thúc lúc …… giờ …… phút cùng ngày. Biên bản được đọc lại cho mọi người cùng nghe và "
    "thông qua./."
)


def _opening(plan: Plan, subject: str) -> str:
    place = plan.meeting_place or "……………………"
    return (
        f"Hôm nay, vào lúc …… giờ …… phút, ngày …… tháng …… năm ……, tại {place}, {plan.unit.name} tổ chức họp "
        f"{in_a_sentence(subject)}."
    )


def _present(team: Team) -> str:
    lines = ["I. Thành phần tham dự"]
    lines += [f"- {_person(member)};" for member in team.members[:-1]]
    lines += [f"- {_person(member)}." for member in team.members[-1:]]
    chair, secretary = team.chair, team.secretary
    lines.append(f"Chủ trì: {chair.name if chair else '……………………'}.")
    lines.append(f"Thư ký: {secretary.name if secretary else '……………………'}.")
    lines.append("Vắng mặt: ……………………")
    return "\n".join(lines)


def _person(member: CommitteeMember) -> str:
    return ", ".join(part for part in (member.name, member.position, member.role) if part)


def _content(sheet: Sheet) -> str:
    judged = "kết quả từng chỉ tiêu ở hai mức độ" if sheet.by_levels else "điểm của từng tiêu chí"
    return (
        "II. Nội dung\n"
        "1. Trình tự làm việc\n"
        f"Chủ trì phổ biến mục đích, yêu cầu, các tiêu chí theo {sheet.pack.citation}. Các thành viên xem xét số liệu, "
        f"minh chứng và thống nhất {judged}."
    )


def _conclusion(sheet: Sheet, team: Team) -> str:
    size = str(len(team.members)) if team.members else "……"
    return (
        "III. Kết luận\n"
        f"Kết quả tự đánh giá của đơn vị: {result_label(sheet.pack, sheet.result)}.\n"
        f"Số thành viên đồng ý: ……/{size}. Ý kiến khác: ……………………"
    )


def _signing(title: str, member: CommitteeMember | None) -> tuple[str, str] | None:
    return (title, member.name) if member else None
