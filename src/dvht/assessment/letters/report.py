"""Báo cáo tự đánh giá: how the unit stands, what it did, each criterion, what follows."""

from dvht.assessment.letters.heading import heading, in_a_sentence
from dvht.assessment.letters.people import Team, recipients_of, team_of
from dvht.assessment.letters.source import source_of
from dvht.assessment.models import Assessment
from dvht.assessment.queries import forecast_of, sheet_of
from dvht.assessment.queries.running import deed_words
from dvht.assessment.queries.sheet import Sheet, SheetRow
from dvht.assessment.queries.words import (
    apart_words,
    counted_words,
    figures,
    points_sentence,
    points_words,
    result_label,
    short_reasons,
    source_words,
    target_words,
)
from dvht.documents.letters import FixedPart, Letter, TextPart, lines
from dvht.paper.blocks import Block, Heading, Paragraph, bold
from dvht.plans.letters import activities_sentence, activities_source, activities_table
from dvht.plans.models import Plan, law_citation, long_date
from dvht.plans.queries import ActivityLine, activities_of, issued_under
from dvht.plans.states import TaskState
from dvht.regulation.forecast import Improvement

# Kinds that may be công lập or not; of an agency or a committee nobody asks.
SCHOOLS = ("Trường", "Trung tâm", "Nhà trẻ", "Cơ sở")


def self_assessment_report(assessment: Assessment, *, title: str = "Báo cáo tự đánh giá") -> Letter:
    """Figures and outcomes are computed; everything that people judge is a passage of their own."""
    sheet, plan = sheet_of(assessment), assessment.plan
    type_name, subject = heading(title, plan.year)
    team = team_of(plan)
    activities = activities_of(plan)
    return Letter(
        kind="self_assessment_report",
        title=title,
        type_name=type_name,
        abbreviation="BC",
        subject=subject,
        addressees=recipients_of(plan),
        parts=(
            TextPart("opening", "Mở đầu", _opening(plan, subject)),
            TextPart("situation", "Đặc điểm tình hình", _situation(sheet), "Ghi thêm thuận lợi, khó khăn."),
            TextPart("work", "Tổ chức thực hiện", _work(plan, team)),
            *_activities(plan, activities),
            FixedPart("Kết quả theo từng tiêu chí", _results(sheet)),
            TextPart("judgement", "Đánh giá chung", _judgement(assessment, sheet)),
            TextPart("ranking", "Kết quả chung và đề nghị", _ranking(sheet)),
        ),
        recipients=recipients_of(plan),
        source={**source_of(sheet, team=team), **activities_source(activities)},
    )


def _opening(plan: Plan, subject: str) -> str:
    by = plan.carries_out or law_citation(plan.pack)
    what = in_a_sentence(subject).removeprefix("kết quả ")
    return f"Thực hiện {by}, {plan.unit.name} báo cáo kết quả {what} như sau:"


def _situation(sheet: Sheet) -> str:
    unit = sheet.plan.unit
    label = unit.kind_label
    kind = label[:1].lower() + label[1:]
    if label.startswith(SCHOOLS):
        kind += f" ({unit.get_ownership_display().lower()})"
    where = f", đóng trên địa bàn {unit.area}" if unit.area else ""
    text = f"I. Đặc điểm tình hình\n{unit.name} là {kind}{where}."
    if sheet.member_total:
        text += f" Tổng số thành viên{counted_words(sheet)}: {sheet.member_total} người{source_words(sheet)}."
    apart = apart_words(sheet.basis)
    return f"{text} {apart}" if apart else text


def _work(plan: Plan, team: Team) -> str:
    number, day = issued_under(plan)
    issued = f" số {number}" if number else ""
    issued += f" {long_date(day)}" if day else ""
    issued += " về việc" if issued else ""
    said = [f"Đơn vị đã có Kế hoạch{issued} {in_a_sentence(plan.subject)}."]
    if team.members:
        assigned = ", được phân công nhiệm vụ cụ thể" if all(one.duties for one in team.members) else ""
        said.append(f"{team.name} gồm {len(team.members)} người{assigned}.")
    tasks = list(plan.tasks.all())
    if done := sum(
        task.state == TaskState.DONE for task in tasks
    ):  # none done often means: nobody marked any
        said.append(f"Đã hoàn thành {done}/{len(tasks)} nhiệm vụ của kế hoạch.")
    return "II. Tổ chức thực hiện\n" + "\n".join(said)


def _activities(plan: Plan, activities: tuple[ActivityLine, ...]) -> tuple[FixedPart, ...]:
    """What the unit did for learning in the year; no part at all where nothing is recorded."""
    table = activities_table(plan, activities)
    if table is None:
        return ()
    return (FixedPart("Hoạt động trong năm", (Paragraph(activities_sentence(plan, activities)), table)),)


def _results(sheet: Sheet) -> tuple[Block, ...]:
    kind = sheet.pack.group_noun.capitalize()
    blocks: list[Block] = [Heading("KẾT QUẢ THEO TỪNG TIÊU CHÍ", "III")]
    for group, rows in sheet.groups:
        blocks.append(Heading(f"{kind} {group.code}: {group.title}", group.code, "clause"))
        for row in rows:
            blocks += _row_blocks(sheet, row)
    return tuple(blocks)


def _row_blocks(sheet: Sheet, row: SheetRow) -> list[Block]:
    name = bold(f"{row.code}. {row.row.title}: ")
    if not row.applies:
        why = row.levels.why_not if row.levels else ""
        return [Paragraph((name, f"không áp dụng. {why}."))]
    said = [f"{figures(row)}." if figures(row) else "", *_outcome(sheet, row), target_words(sheet, row)]
    if row.reason and row.stated.points is None:
        said.append(f"Lý do: {row.reason.rstrip('.')}.")
    evidence = f"Minh chứng: {', '.join(row.codes)}." if row.codes else "Không có minh chứng."
    blocks: list[Block] = [Paragraph((name, " ".join(part for part in (*said, evidence) if part)))]
    blocks += [Paragraph(line) for line in lines(row.note)]
    return blocks


def _outcome(sheet: Sheet, row: SheetRow) -> list[str]:
    reference = sheet.pack.evidence_reference
    if row.points:
        score = f"Tự chấm {points_words(row.points.points)}/{points_words(row.points.max_points)} điểm."
        differs = row.stated.points is not None and row.stated.points != row.points.suggested
        why = f"Lý do: {row.stated.reason.rstrip('.')}." if differs else points_sentence(row, reference)
        return [score, why]
    return _level_outcomes(sheet, row)


def _level_outcomes(sheet: Sheet, row: SheetRow) -> list[str]:
    """One sentence a level; one for all where the levels agree."""
    said: dict[str, list[str]] = {}
    for level in sheet.pack.levels:
        met = row.levels.met_at(level) if row.levels else None
        outcome = {True: "đạt", None: "không áp dụng", False: f"không đạt ({short_reasons(row, level)})"}[met]
        said.setdefault(outcome, []).append(str(level))
    return [f"Mức độ {' và '.join(levels)}: {outcome}." for outcome, levels in said.items()]


def _judgement(assessment: Assessment, sheet: Sheet) -> str:
    binding = [row for row in sheet.rows if row.applies]
    good = [row for row in binding if row.passes and not row.is_unproved]
    weak = [row for row in binding if row not in good]
    what = "nội dung" if sheet.by_levels else "tiêu chí"
    said = ["IV. Đánh giá chung", "1. Ưu điểm"]
    said.append(
        f"Đơn vị đạt đầy đủ {len(good)}/{len(binding)} {what}: {_names(good)}."
        if good
        else "Đơn vị đã tổ chức tự đánh giá đủ các tiêu chí."
    )
    said.append("2. Tồn tại")
    said.append(f"Các {what} chưa đạt đầy đủ: {_names(weak)}." if weak else f"Không có {what} nào chưa đạt.")
    said.append("3. Biện pháp cải thiện")
    outlook = forecast_of(assessment)
    steps = [_step(sheet, one) for one in (outlook.improvements or outlook.possible)]
    said += [f"- {step};" for step in steps[:-1]] + [f"- {step}." for step in steps[-1:]]
    if not steps:
        said.append("Giữ vững kết quả, tiếp tục khuyến khích thành viên học tập thường xuyên.")
    return "\n".join(said)


def _names(rows: list[SheetRow]) -> str:
    return "; ".join(f"{row.code} ({row.row.title})" for row in rows)


def _step(sheet: Sheet, one: Improvement) -> str:
    return f"{one.row}. {sheet.row(one.row).row.title}: {deed_words(sheet, one)}"


def _ranking(sheet: Sheet) -> str:
    unit, pack = sheet.plan.unit, sheet.pack
    reached = bool(sheet.result.level) if sheet.by_levels else sheet.result.rank != pack.ranks[-1].code
    ranked = "V. Kết quả chung, đề nghị" if sheet.by_levels else "V. Tự xếp loại, đề nghị"
    text = f"{ranked}\nKết quả tự đánh giá năm {sheet.plan.year}: {result_label(pack, sheet.result)}.\n"
    if sheet.plan.goal_label:
        text += f"Mục tiêu của kế hoạch: {sheet.plan.goal_label}.\n"
    if not reached:
        return text + "Đơn vị chưa đề nghị công nhận, tiếp tục thực hiện các biện pháp nêu trên./."
    receiver = unit.receiver or "cơ quan có thẩm quyền"
    asked = "đánh giá, công nhận" if sheet.by_levels else "kiểm tra, đánh giá, xếp loại"
    return text + f"{unit.name} kính đề nghị {receiver} xem xét, {asked} theo quy định./."
