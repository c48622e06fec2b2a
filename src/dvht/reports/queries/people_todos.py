"""What waits for somebody among the people of a unit: papers to approve, a round to carry on, requests to answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dvht.citizens.states import RoundState
from dvht.reports.queries.todo import ToDo
from dvht.ui.vietnamese import written_number

if TYPE_CHECKING:
    from dvht.reports.queries.home import Home
    from dvht.reports.queries.people import Round


def people_todos(home: Home) -> Iterator[ToDo]:
    """Only for those who act on them: the queries behind ask for nothing else."""
    people = home.people
    if home.rights.keep_roster and not people.has_roster and home.sheet.gaps:
        yield _begin_roster(home)
    yield from _waiting(home)
    if home.rights.keep_roster and people.has_roster and people.unsigned and home.revision is None:
        yield ToDo(
            f"{written_number(people.unsigned)} thành viên chưa cam kết học tập suốt đời",
            "Họ ký trên trang của mình, hoặc đơn vị ghi theo bản giấy.",
            home.url("commitments"),
            "Xem ai chưa ký",
            "todo",
            "Chưa ký",
        )


def citizen_todos(home: Home) -> Iterator[ToDo]:
    """The next act of the round of learning citizens, for those who keep it."""
    if not (home.rights.keep_roster and home.people.has_roster):
        return
    held = home.people.round
    step = _round_step(held, home.url("citizens")) if held else None
    if step is None:
        return
    if step.due and step.due < home.today:
        late = written_number((home.today - step.due).days)
        step = replace(step, state="late", word=f"Quá hạn {late} ngày")
    yield step


def _begin_roster(home: Home) -> ToDo:
    return ToDo(
        "Lập danh sách thành viên",
        "Các chỉ tiêu tính theo người lấy số từ danh sách, không phải gõ; nhập từ Excel hoặc thêm từng người.",
        home.url("roster"),
        "Mở danh sách",
        "todo",
        "Chưa có",
    )


def _waiting(home: Home) -> Iterator[ToDo]:
    people = home.people
    if people.plans_waiting:
        yield ToDo(
            f"Duyệt {written_number(people.plans_waiting)} kế hoạch tự học",
            "Duyệt nhiều người một lần, hoặc trả lại kèm nhận xét.",
            home.url("study_plans"),
            "Xem và duyệt",
            "wait",
            "Chờ duyệt",
        )
    if people.plans_of_heads_waiting:
        yield ToDo(
            f"Duyệt {written_number(people.plans_of_heads_waiting)} kế hoạch tự học của thủ trưởng cấp dưới",
            "Không ai tự duyệt kế hoạch của mình: kế hoạch của thủ trưởng do cấp trên hoặc cấp phó duyệt.",
            home.url("study_plans_below"),
            "Xem và duyệt",
            "wait",
            "Chờ duyệt",
        )
    if people.certificates_waiting:
        yield ToDo(
            f"Xác nhận {written_number(people.certificates_waiting)} chứng nhận, chứng chỉ",
            "Xác nhận rồi thì số liệu của chỉ tiêu tự đổi.",
            home.url("certificates"),
            "Xem và xác nhận",
            "wait",
            "Chờ xác nhận",
        )


def request_todos(home: Home) -> Iterator[ToDo]:
    """What people ask about their own data, by the clock that runs first."""
    requests = home.people.requests
    if requests:
        state, word = requests[0].status
        yield ToDo(
            f"Trả lời {written_number(len(requests))} yêu cầu về dữ liệu cá nhân",
            f"Sớm nhất: {requests[0].request.get_kind_display().lower()}, của {requests[0].request.asked_by}.",
            home.url("data_requests"),
            "Mở sổ yêu cầu",
            state,
            word,
            requests[0].due_by,
        )


def _round_step(held: Round, url: str) -> ToDo | None:
    """The round's next act with its day; None when it is finished."""
    kept = held.round
    left = written_number(held.registered - held.handed_in)
    if kept.state == RoundState.OPEN and held.handed_in < held.registered:
        name, why = (
            f"{left} người chưa nộp phiếu “Công dân học tập”",
            "Mỗi người tự chấm trên trang của mình.",
        )
        return ToDo(name, why, url, "Xem từng người", "doing", "Đang làm", kept.scoring_until)
    if kept.state == RoundState.OPEN:
        why = "Phiếu đã nộp đủ: họp xét, lập biên bản."
        return ToDo(
            "Xét duyệt “Công dân học tập”", why, url, "Xét duyệt", "doing", "Đang làm", kept.review_on
        )
    if kept.state == RoundState.REVIEWED:
        name, why = "Ban hành quyết định công nhận “Công dân học tập”", "Đã xét duyệt xong."
        return ToDo(name, why, url, "Ban hành quyết định", "doing", "Sẵn sàng", kept.collection_until)
    if kept.collected_on is None:
        name, why = "Gửi kết quả “Công dân học tập” cho Chi hội Khuyến học", "Đã có quyết định công nhận."
        return ToDo(name, why, url, "Gửi kết quả", "doing", "Sẵn sàng", kept.collection_until)
    return None
