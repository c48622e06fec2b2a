"""“Kiểm tra trước khi nộp”: what stands between the unit and a dossier that it can hand over."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone

from dvht.dossiers.queries.goals import goal_label
from dvht.dossiers.queries.wanted import ASKING_PAPERS
from dvht.dossiers.queries.year import PaperLine, Year, goals_within_reach
from dvht.regulation.pack import Pack


def receiving_note(pack: Pack) -> str:
    """What no text settles about who receives the dossier; empty where the pack leaves nothing open."""
    return next((note.text for note in pack.notes if note.code == "district_level"), "")


@dataclass(frozen=True)
class Check:
    """One line of “Kiểm tra trước khi nộp”: `anchor` or `url_name` leads to where it is mended."""

    state: Literal["pass", "warn", "fail"]
    text: str
    detail: str
    url_name: str = ""
    anchor: str = ""


def checks(year: Year) -> tuple[Check, ...]:
    """What stands between the unit and a dossier that it can hand over."""
    return (
        *_plan(year),
        *_window(year),
        _finalised(year),
        _request(year),
        *_upgrade(year),
        _papers([line for line in year.lines if line.wanted.submitted]),
        _team(year),
        *_dates(year),
        _receiver(year),
    )


def _plan(year: Year) -> Iterator[Check]:
    if year.plan.is_draft:
        yield Check(
            "fail",
            "Kế hoạch của năm chưa đưa vào thực hiện",
            "thủ trưởng đưa vào thực hiện ở trang kế hoạch",
            url_name="plan",
        )


def _window(year: Year) -> Iterator[Check]:
    """Figures run to the end of the year that is assessed (TT 24, Điều 10.1b, 16.1b), so they may change."""
    window = year.plan.pack.data_window
    if window and timezone.localdate() <= dt.date(year.plan.year, 12, 31):
        yield Check("warn", f"Năm đánh giá {year.plan.year} chưa hết, số liệu còn có thể đổi", window)


UPGRADE_LEVEL = "2"


def _upgrade(year: Year) -> Iterator[Check]:
    """Level 2 as an upgrade waits twelve months (TT 24, Điều 5.3; cấp tỉnh: Điều 11.3); titles lie in a room above."""
    if year.plan.pack.scheme == "levels" and year.dossier.requested == UPGRADE_LEVEL:
        yield Check(
            "warn",
            "Đã có Mức độ 1 thì chỉ đề nghị nâng lên Mức độ 2 sau ít nhất 12 tháng kể từ ngày ra quyết định công nhận",
            "Thông tư 24/2023, Điều 5 khoản 3; cấp tỉnh: Điều 11 khoản 3",
        )


def _finalised(year: Year) -> Check:
    if year.revision:
        detail = f"lần {year.revision.number}: {year.ask.result_label}"
        return Check("pass", "Tự đánh giá đã chốt", detail, url_name="assessment")
    return Check(
        "fail", "Tự đánh giá chưa chốt", f"đến lúc này: {year.ask.result_label}", url_name="assessment_check"
    )


def _request(year: Year) -> Check:
    """Under TT 22 a list without a paper that asks only reports: whatever the result, it is handed in (Điều 7.1)."""
    within = dict(goals_within_reach(year))
    listed = {wanted.kind for wanted in year.wanted if wanted.submitted}
    if year.plan.pack.scheme == "points" and not listed & ASKING_PAPERS:
        return Check("pass", "Hồ sơ báo cáo kết quả, không kèm văn bản đề nghị", year.ask.result_label)
    asked = year.dossier.requested
    if not within:
        return Check(
            "fail",
            "Kết quả tự đánh giá chưa đủ để đề nghị công nhận",
            year.ask.result_label,
            url_name="assessment",
        )
    if not asked:
        return Check(
            "fail", "Chưa chọn mức đề nghị", f"có thể chọn: {', '.join(within.values())}", anchor="de-nghi"
        )
    if asked not in within:
        return Check(
            "fail",
            f"Mức đề nghị cao hơn kết quả tự đánh giá: {goal_label(year.plan, asked)}",
            f"có thể chọn: {', '.join(within.values())}",
            anchor="de-nghi",
        )
    return Check(
        "pass", f"Đề nghị công nhận {goal_label(year.plan, asked)}", "không vượt kết quả tự đánh giá"
    )


def _papers(lines: list[PaperLine]) -> Check:
    lacking = [line for line in lines if line.state != "ready"]
    if not lacking:
        return Check("pass", f"Đủ {len(lines)} mục, không mục nào cũ", "")
    stale = sum(line.state == "stale" for line in lacking)
    parts = ((len(lacking) - stale, "còn thiếu"), (stale, "đã cũ"))
    words = " và ".join(f"{count} mục {word}" for count, word in parts if count)
    return Check(
        "fail", f"Hồ sơ có {words}", f"trong {len(lines)} mục", anchor=f"muc-{lacking[0].wanted.kind}"
    )


def _team(year: Year) -> Check:
    """Whether a decision set the self-assessment in motion; a list that asks for one says so by itself."""
    if "team_decision" in year.papers or "self_check_decision" in year.papers:
        paper = year.papers.get("team_decision") or year.papers["self_check_decision"]
        return Check("pass", "Có quyết định tổ chức tự đánh giá", paper.full_number)
    if year.plan.pack.scheme == "levels":
        return Check(
            "warn",
            "Chưa ban hành quyết định thành lập Tổ đánh giá",
            "Thông tư 24/2023, Điều 10 khoản 1 điểm a; cấp tỉnh: Điều 16 khoản 1 điểm a",
            anchor="muc-team_decision",
        )
    return Check(
        "warn", "Chưa ban hành quyết định về việc tự đánh giá", "không bắt buộc theo Thông tư 22/2020"
    )


# What founds the assessment comes before what tells its result.
FOUNDING = ("plan", "self_check_decision", "team_decision", "steering_decision")
TELLING = ("minutes", "score_sheet", "results_summary", "self_assessment_report", *sorted(ASKING_PAPERS))


def _dates(year: Year) -> Iterator[Check]:
    """A founding paper dated after one that rests on it: lawful numbers, but a question to come."""
    founding = [year.papers[kind] for kind in FOUNDING if kind in year.papers]
    telling = [year.papers[kind] for kind in TELLING if kind in year.papers]
    if not founding or not telling:
        return
    last = max(founding, key=lambda paper: paper.issued_on)
    first = min(telling, key=lambda paper: paper.issued_on)
    if last.issued_on > first.issued_on:
        yield Check(
            "warn",
            f"“{last.title}” đề ngày {last.issued_on:%d/%m/%Y}, sau “{first.title}” ngày {first.issued_on:%d/%m/%Y}",
            "nếu ghi nhầm ngày, hãy ban hành lại",
            anchor=f"muc-{last.kind}",
        )


def _receiver(year: Year) -> Check:
    if receiver := year.plan.unit.receiver:
        return Check("pass", f"Nơi nhận: {receiver}", year.plan.unit.receiving_note)
    return Check(
        "warn", "Chưa có nơi nhận hồ sơ", "người quản trị ghi ở trang đơn vị; văn bản sẽ để trống “Kính gửi”"
    )
