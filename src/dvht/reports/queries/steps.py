"""The steps of the year, as they stand across the home page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from dvht.dossiers.models import VolumeKind
from dvht.dossiers.queries import volume_line
from dvht.dossiers.states import SubmissionState
from dvht.plans.queries import plan_progress
from dvht.plans.states import PlanState
from dvht.ui.vietnamese import written_number

if TYPE_CHECKING:
    from dvht.reports.queries.home import Home
    from dvht.reports.queries.way import Way


@dataclass(frozen=True)
class Step:
    """One step of the year: `state` is of the look's vocabulary, `shape` of its steps (done, doing, now, far)."""

    name: str
    url_name: str
    shape: str
    state: str
    word: str
    date: str
    done: int
    whole: int
    share: str


def steps_of(home: Home) -> tuple[Step, ...]:
    return (
        _plan_step(home),
        _people_step(home),
        _evidence_step(home),
        _assessment_step(home),
        _dossier_step(home),
        *_later(home),
    )


def _plan_step(home: Home) -> Step:
    done, whole = plan_progress(home.plan)
    in_force = home.plan.state == PlanState.IN_FORCE
    dated = home.plan.dated_on or (home.file.papers["plan"].issued_on if "plan" in home.file.papers else None)
    return Step(
        "Kế hoạch",
        "plan",
        "done" if in_force else "now",
        "pass" if in_force else "doing",
        "Xong" if in_force else "Bước hiện tại",
        f"ngày {dated:%d/%m/%Y}" if dated else "đang soạn" if not in_force else "đang thực hiện",
        done,
        whole,
        f"{done}/{whole} phần",
    )


def _people_step(home: Home) -> Step:
    """The share of rows whose every member somebody has looked at; without a roster counts are typed."""
    basis = home.sheet.basis
    url_name = "roster" if home.rights.read_roster else ""
    if not basis.has_roster:
        return Step("Thành viên", url_name, "far", "todo", "Chưa có", "số liệu gõ tay", 0, 0, "")
    people = written_number((basis.member_total or 0) + basis.excluded)
    looked_at = sum(not left for left in basis.unrecorded.values())
    whole = len(basis.unrecorded)
    complete = looked_at == whole
    return Step(
        "Thành viên",
        url_name,
        "done" if complete else "doing",
        "pass" if complete else "doing",
        "Xong" if complete else "Đang làm",
        f"{people} người",
        looked_at,
        whole,
        f"{looked_at}/{whole} mục ghi đủ" if whole else "",
    )


def _evidence_step(home: Home) -> Step:
    binding = [row for row in home.sheet.rows if row.applies]
    proved = [row for row in binding if row.stated.evidence]
    complete = len(proved) == len(binding)
    return Step(
        "Minh chứng",
        "evidence_list",
        "done" if complete else "doing" if proved else "far",
        "pass" if complete else "doing" if proved else "todo",
        "Xong" if complete else "Đang làm" if proved else "Chưa có",
        f"số liệu năm {home.plan.year}",
        len(proved),
        len(binding),
        f"{len(proved)}/{len(binding)} {home.sheet.noun}",
    )


def _assessment_step(home: Home) -> Step:
    binding = [row for row in home.sheet.rows if row.applies]
    filled = [row for row in binding if not row.is_missing]
    final = home.revision is not None
    shape = "done" if final else "now" if home.plan.state == PlanState.IN_FORCE else "far"
    return Step(
        "Tự đánh giá",
        "assessment",
        shape,
        "pass" if final else "doing" if filled or shape == "now" else "todo",
        "Đã chốt" if final else "Bước hiện tại" if shape == "now" else "Chưa mở",
        f"lần {home.revision.number}" if home.revision else f"số liệu đến {home.sheet.counted_on:%d/%m/%Y}",
        len(filled),
        len(binding),
        f"{len(filled)}/{len(binding)} đã chấm",
    )


def _dossier_step(home: Home) -> Step:
    lines = [line for line in home.file.lines if line.wanted.submitted]
    ready = [line for line in lines if line.state == "ready"]
    volume = volume_line(home.file, VolumeKind.DOSSIER)
    bound = bool(lines) and len(ready) == len(lines) and volume.bound is not None and not volume.stale
    complete = bound or home.way.is_handed_in
    now = home.revision is not None and not complete
    return Step(
        "Hồ sơ",
        "dossier",
        "done" if complete else "now" if now else "doing" if ready else "far",
        "pass" if complete else "doing" if now or ready else "todo",
        "Xong" if complete else "Bước hiện tại" if now else "Đang làm" if ready else "Chưa mở",
        f"hạn {home.deadline.effective:%d/%m/%Y}" if home.deadline else "kế hoạch chưa ghi hạn",
        len(ready),
        len(lines),
        f"{len(ready)}/{len(lines)} mục sẵn sàng",
    )


def _later(home: Home) -> tuple[Step, ...]:
    """What lies with the authority: handed in, examined, recognised; findings stay there until it answers."""
    way = home.way
    return (_hand_in_step(home, way), _examination_step(way), _recognition_step(way))


def _hand_in_step(home: Home, way: Way) -> Step:
    due = f"hạn {home.deadline.effective:%d/%m/%Y}" if home.deadline else "theo lịch cấp trên"
    if way.submission is None or way.submission.state == SubmissionState.WITHDRAWN:
        ready = home.revision is not None
        word = "Đã rút" if way.submission else "Chưa nộp"
        return Step("Nộp", "dossier_submit", "far", "todo" if ready else "wait", word, due, 0, 0, "")
    state, word, shape = HANDED_IN[SubmissionState(way.submission.state)]
    moment = f"nộp {_day(way.submission.last_submitted_at)}"
    return Step("Nộp", "dossier_submit", shape, state, word, moment, 0, 0, way.submission.receiving_name)


def _examination_step(way: Way) -> Step:
    state, word, date = "wait", "Chưa đến", ""
    if way.title is not None or way.refused:
        return Step("Thẩm định", "", "done", "pass", "Xong", "", 0, 0, "")
    if way.examined:
        state, word = "doing", "Đang thẩm định"
    elif way.submission is not None and way.submission.received_at:
        state, word, date = "wait", "Chờ thẩm định", f"tiếp nhận {_day(way.submission.received_at)}"
    return Step("Thẩm định", "", "doing" if way.examined else "far", state, word, date, 0, 0, "")


def _recognition_step(way: Way) -> Step:
    if way.title is not None:
        date = f"ngày {way.title.decided_on:%d/%m/%Y}"
        return Step("Công nhận", "recognition", "done", "gold", way.title_label, date, 0, 0, "")
    if way.refused:
        return Step("Công nhận", "recognition", "done", "fail", "Không công nhận", "đã có trả lời", 0, 0, "")
    return Step("Công nhận", "", "far", "wait", "Chờ cấp trên", "theo lịch cấp trên", 0, 0, "")


def _day(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y}"


HANDED_IN: Final = {
    SubmissionState.SUBMITTED: ("wait", "Chờ kiểm tra", "doing"),
    SubmissionState.RETURNED: ("back", "Bị trả lại", "now"),
    SubmissionState.RECEIVED: ("pass", "Đã tiếp nhận", "done"),
    SubmissionState.CLOSED: ("na", "Đã kết thúc", "done"),
}
