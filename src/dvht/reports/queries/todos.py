"""What is to be done next, and by when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dvht.dossiers.models import VolumeKind
from dvht.dossiers.queries import PaperLine, volume_line
from dvht.dossiers.states import SubmissionState
from dvht.plans.queries import plan_progress
from dvht.plans.states import PlanState, TaskState
from dvht.regulation.pack import Pack
from dvht.reports.queries.people_todos import citizen_todos, people_todos, request_todos
from dvht.reports.queries.todo import ToDo
from dvht.ui.vietnamese import written_number

if TYPE_CHECKING:
    from dvht.reports.queries.home import Home


def todos_of(home: Home) -> tuple[ToDo, ...]:
    """In the order of the year; who may not act on people's papers isn't told of them."""
    return (
        *_mending_todos(home),
        *_plan_todos(home),
        *request_todos(home),
        *_assessment_todos(home),
        *people_todos(home),
        *citizen_todos(home),
        *_closing_todos(home),
        *_dossier_todos(home),
        *_task_todos(home),
    )


def _mending_todos(home: Home) -> tuple[ToDo, ...]:
    """Each row that was given back while the year is open for it; of a whole return the dossier's page."""
    given = home.way.given
    if given is None or (home.revision is not None and not given.whole):
        return ()
    return tuple(
        ToDo(
            f"Bổ sung {row.row}: {home.sheet.row(row.row).row.title}",
            row.reason,
            home.url("assessment_row", row.row),
            f"Mở {row.row}",
            "back",
            "Bị trả lại",
            given.due_on,
            may=home.rights.assess,
        )
        for row in given.rows.all()
    ) or (
        ToDo(
            "Bổ sung hồ sơ bị trả lại",
            given.reason,
            home.url("dossier"),
            "Mở hồ sơ",
            "back",
            "Bị trả lại",
            given.due_on,
            may=home.rights.write,
        ),
    )


def _plan_todos(home: Home) -> tuple[ToDo, ...]:
    if home.plan.state == PlanState.IN_FORCE:
        return ()
    done, whole = plan_progress(home.plan)
    return (
        ToDo(
            "Hoàn thành kế hoạch năm",
            f"Đã xong {done}/{whole} phần. Kế hoạch được thực hiện thì các bước sau mới có căn cứ.",
            home.url("plan"),
            "Mở kế hoạch",
            "doing",
            "Đang làm",
            may=home.rights.write,
        ),
    )


def _assessment_todos(home: Home) -> tuple[ToDo, ...]:
    if home.revision is not None:
        return ()
    return (*((_gaps_todo(home),) if home.sheet.gaps else ()), *_unproved_todos(home))


def _closing_todos(home: Home) -> tuple[ToDo, ...]:
    return () if home.revision is not None or home.sheet.gaps else (_check_todo(home),)


def _gaps_todo(home: Home) -> ToDo:
    first = home.sheet.gaps[0]
    return ToDo(
        f"Chấm {len(home.sheet.gaps)} {home.sheet.noun} còn trống",
        f"Bắt đầu từ {first.code}: {first.row.title}.",
        home.url("assessment_row", first.code),
        "Chấm tiếp",
        "todo",
        "Chưa chấm",
        may=home.rights.assess,
    )


def _unproved_todos(home: Home) -> tuple[ToDo, ...]:
    return tuple(
        ToDo(
            f"Bổ sung minh chứng cho {row.code}",
            f"{row.row.title}. {_without_evidence(home.pack)}",
            home.url("assessment_row", row.code),
            "Thêm minh chứng",
            "warn",
            "Thiếu minh chứng",
            may=home.rights.assess,
        )
        for row in home.sheet.unproved[:3]
    )


def _check_todo(home: Home) -> ToDo:
    return ToDo(
        "Kiểm tra và chốt tự đánh giá",
        f"Đã chấm đủ. Kết quả: {home.result_words}.",
        home.url("assessment_check"),
        "Kiểm tra trước khi chốt",
        "doing",
        "Sẵn sàng",
        may=home.rights.write,
    )


def _without_evidence(pack: Pack) -> str:
    if pack.evidence_rule != "required":
        return "Nên có minh chứng để cấp trên kiểm tra."
    lost = "không đạt" if pack.levels else "không có điểm"
    return f"Chưa có minh chứng thì {lost} ({pack.evidence_reference})."


def _dossier_todos(home: Home) -> tuple[ToDo, ...]:
    due = home.deadline.effective if home.deadline else None
    if home.way.is_handed_in:
        return _again_todos(home, due)
    stale = _stale(home)
    found = [_issue_again(home, line, due) for line in stale[:3]]
    if home.revision is None:
        return tuple(found)
    missing = [
        line.wanted.title
        for line in home.file.lines
        if line.wanted.submitted and line.state == "missing" and line.wanted.kind != "evidence"
    ]
    if missing:
        found.append(_issue_missing(home, missing, due))
    elif not stale and not _is_bound(home):
        found.append(_bind(home, due))
    elif not stale:
        found += _hand_in(home, due)
    return tuple(found)


def _again_todos(home: Home, due: dt.date | None) -> tuple[ToDo, ...]:
    """After a return, once what was mended is settled: papers that are out of date, then handing in again."""
    due = home.way.given.due_on if home.way.given else due
    handing_in = _hand_in(home, due)
    if home.revision is None or not handing_in:
        return ()
    return tuple(_issue_again(home, line, due) for line in _stale(home)[:3]) or tuple(handing_in)


def _stale(home: Home) -> list[PaperLine]:
    return [line for line in home.file.lines if line.state == "stale" and line.wanted.kind != "evidence"]


def _hand_in(home: Home, due: dt.date | None) -> list[ToDo]:
    """Hand in what is ready, for the first time or again; nothing while the dossier lies at the authority."""
    came = home.way.submission
    state = SubmissionState(came.state) if came else SubmissionState.WITHDRAWN
    if state not in {SubmissionState.WITHDRAWN, SubmissionState.RETURNED}:
        return []
    again = state == SubmissionState.RETURNED
    return [
        ToDo(
            "Nộp lại hồ sơ đã bổ sung" if again else "Nộp hồ sơ",
            "Xem lý do trả lại, bổ sung rồi nộp lại." if again else "Xem lại những gì sẽ gửi rồi nộp.",
            home.url("dossier_submit"),
            "Mở trang nộp hồ sơ",
            "back" if again else "doing",
            "Bị trả lại" if again else "Sẵn sàng",
            due,
            may=home.rights.write,
        )
    ]


def _issue_again(home: Home, line: PaperLine, due: dt.date | None) -> ToDo:
    return ToDo(
        f"Ban hành lại {line.wanted.title}",
        f"{len(line.changes)} số liệu đã đổi từ khi ban hành.",
        home.url("paper", line.wanted.kind),
        "Mở văn bản",
        "stale",
        "Đã cũ",
        due,
        may=home.rights.write,
    )


def _issue_missing(home: Home, titles: list[str], due: dt.date | None) -> ToDo:
    named = ", ".join(titles[:3]) + ("…" if len(titles) > 3 else ".")
    return ToDo(
        f"Ban hành {len(titles)} văn bản của hồ sơ",
        named,
        home.url("dossier"),
        "Mở hồ sơ",
        "fail",
        "Còn thiếu",
        due,
        may=home.rights.write,
    )


def _bind(home: Home, due: dt.date | None) -> ToDo:
    return ToDo(
        "Ghép hồ sơ thành một tệp PDF",
        "Văn bản đã ban hành đủ.",
        home.url("dossier"),
        "Mở hồ sơ",
        "doing",
        "Sẵn sàng",
        due,
        may=home.rights.write,
    )


def _is_bound(home: Home) -> bool:
    volume = volume_line(home.file, VolumeKind.DOSSIER)
    return volume.bound is not None and not volume.stale


def _task_todos(home: Home) -> tuple[ToDo, ...]:
    late = [
        task
        for task in home.plan.tasks.all()
        if task.due_on and task.due_on < home.today and task.state != TaskState.DONE
    ]
    return tuple(
        ToDo(
            task.content if len(task.content) <= 120 else f"{task.content[:117]}…",
            f"Nhiệm vụ của kế hoạch, chủ trì: {task.lead}.",
            home.url("plan_tasks"),
            "Cập nhật tiến độ",
            "late",
            f"Quá hạn {written_number((home.today - task.due_on).days)} ngày" if task.due_on else "",
            task.due_on,
            may=home.rights.write,
        )
        for task in late[:3]
    )
