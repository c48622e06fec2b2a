"""What the papers share: their heading, the people who sign, the figures that they rest on."""

from dataclasses import dataclass

from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.assessment.queries.words import figures, points_words, result_label, row_state
from dvht.plans.models import CommitteeKind, CommitteeMember, Plan
from dvht.ui.vietnamese import written_date

TYPES = (
    "Biểu tự chấm điểm",
    "Biểu điểm",
    "Bản tổng hợp",
    "Biên bản",
    "Báo cáo",
    "Biểu",
    "Bảng",
    "Bản",
    "Phiếu",
)


def heading(title: str, year: int) -> tuple[str, str]:
    """Type and subject of a paper from its title in the plan's list.

    "Biên bản tự kiểm tra" of 2021 gives "BIÊN BẢN" and "Tự kiểm tra “Đơn vị học tập” năm 2021".
    """
    kind = next((name for name in TYPES if title.startswith(name)), title)
    rest = title.removeprefix(kind).strip(" ,")
    if "đơn vị học tập" not in rest.casefold():
        rest = f"{rest} “Đơn vị học tập”".strip()
    if str(year) not in rest:
        rest = f"{rest} năm {year}"
    return kind.upper(), rest[:1].upper() + rest[1:]


@dataclass(frozen=True)
class Team:
    """The team that assesses: who leads, who writes the minutes, everybody in order."""

    members: tuple[CommitteeMember, ...]

    @property
    def chair(self) -> CommitteeMember | None:
        return self._with("tổ trưởng") or self._with("trưởng") or (self.members[0] if self.members else None)

    @property
    def secretary(self) -> CommitteeMember | None:
        return self._with("thư ký")

    def _with(self, role: str) -> CommitteeMember | None:
        return next((member for member in self.members if role in member.role.casefold()), None)


def team_of(plan: Plan) -> Team:
    """The team, or the steering committee where the plan sets up no team."""
    people = list(plan.committee.all())
    team = [person for person in people if person.body == CommitteeKind.TEAM]
    return Team(tuple(team or people))


def source_of(sheet: Sheet, *, team: Team | None = None) -> dict[str, str]:
    """The figures that a paper rests on, by a label that people know."""
    revision = f"chốt lần {sheet.revision.number}" if sheet.revision else "chưa chốt"
    source = {
        "Bản tự đánh giá": revision,
        "Kết quả": result_label(sheet.pack, sheet.result),
        "Số thành viên": f"{sheet.member_total or 'chưa ghi'}, tính đến {written_date(sheet.counted_on)}",
    }
    if not sheet.pack.data_window and not sheet.revision:
        source["Số thành viên"] = str(sheet.member_total or "chưa ghi")
    if sheet.plan.goal_label:
        source["Mục tiêu của kế hoạch"] = sheet.plan.goal_label
    for row in sheet.rows:
        if row.applies:
            source |= _row_source(row)
    if team is not None:
        source["Tổ đánh giá"] = ", ".join(member.name for member in team.members) or "chưa có"
    return source


def _row_source(row: SheetRow) -> dict[str, str]:
    said = {
        row.code: figures(row) or row_state(row)[1],
        f"Điểm {row.code}": points_words(row.points.points) if row.points else "",
        f"Minh chứng {row.code}": ", ".join(row.codes) or "không có",
        f"Ghi chú {row.code}": row.note,
        f"Chỉ tiêu phấn đấu {row.code}": row.result.target or "",
    }
    return {label: value for label, value in said.items() if value}


def recipients_of(plan: Plan) -> tuple[str, ...]:
    return (plan.unit.receiver,) if plan.unit.receiver else ()
