"""Requests about personal data and their clocks."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from dvht.members.models import DataRequest, Member, RequestKind
from dvht.members.states import RequestState
from dvht.units.models import Unit


@dataclass(frozen=True)
class Clocks:
    """Days that the law on personal data gives. `status` stays unverified until somebody has read the decree itself.

    `advised_days`: what some summaries give for seeing and correcting; shown as the better day, never as the limit.
    """

    answer_working_days: int
    done_days: int
    extension_days: int
    advised_days: int
    advised_kinds: frozenset[str]
    source: str
    status: str


CLOCKS: Final = Clocks(
    answer_working_days=2,
    done_days=15,
    extension_days=15,
    advised_days=10,
    advised_kinds=frozenset({RequestKind.ACCESS.value, RequestKind.CORRECTION.value}),
    source="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 và Nghị định 356/2025/NĐ-CP, theo bản tóm tắt của các hãng luật",
    status="unverified",
)
OPEN: Final = (RequestState.RECEIVED.value, RequestState.ANSWERED.value)


def working_days_after(day: dt.date, count: int) -> dt.date:
    """The last of `count` days from Monday to Friday after `day`; public holidays aren't known to the software."""
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


@dataclass(frozen=True)
class RequestLine:
    """A request with its days: `answer_by` and `done_by` are last days; `late_days` counts from the one that runs."""

    request: DataRequest
    answer_by: dt.date
    done_by: dt.date
    advised_by: dt.date | None
    today: dt.date

    @property
    def is_open(self) -> bool:
        return self.request.state in OPEN

    @property
    def due_by(self) -> dt.date:
        """The day that runs now: for the answer first, then for the deed."""
        return self.answer_by if self.request.state == RequestState.RECEIVED.value else self.done_by

    @property
    def late_days(self) -> int:
        return max(0, (self.today - self.due_by).days) if self.is_open else 0

    @property
    def left_days(self) -> int:
        return (self.due_by - self.today).days

    @property
    def status(self) -> tuple[str, str]:
        """State of the status vocabulary with its word."""
        if self.late_days:
            return "late", f"Quá hạn {self.late_days} ngày"
        return {
            RequestState.RECEIVED.value: ("wait", "Chờ trả lời"),
            RequestState.ANSWERED.value: ("doing", "Đang thực hiện"),
            RequestState.DONE.value: ("pass", "Xong"),
            RequestState.REFUSED.value: ("na", "Không thực hiện"),
        }[self.request.state]


def request_line(request: DataRequest, today: dt.date) -> RequestLine:
    received = request.received_on
    advised = request.kind in CLOCKS.advised_kinds
    return RequestLine(
        request,
        working_days_after(received, CLOCKS.answer_working_days),
        received + dt.timedelta(days=CLOCKS.done_days + request.extension_days),
        received + dt.timedelta(days=CLOCKS.advised_days) if advised else None,
        today,
    )


def requests_of_unit(unit: Unit, today: dt.date) -> tuple[RequestLine, ...]:
    """Every request at the unit: open ones by the day that runs, then the others, newest first."""
    found = DataRequest.objects.filter(unit=unit).select_related("member", "handled_by")
    lines = [request_line(one, today) for one in found]
    waiting = sorted(
        (line for line in lines if line.is_open), key=lambda line: (line.due_by, line.request.pk)
    )
    return (*waiting, *(line for line in lines if not line.is_open))


def own_requests(member: Member, today: dt.date) -> tuple[RequestLine, ...]:
    """The requests of one member, newest first."""
    return tuple(request_line(one, today) for one in DataRequest.objects.filter(member=member))


def requests_at(unit: Unit) -> QuerySet[DataRequest]:
    """The register of a unit; who may open it is decided by permission."""
    return DataRequest.objects.filter(unit=unit).select_related("member__unit", "handled_by")


def open_requests(unit: Unit) -> int:
    return DataRequest.objects.filter(unit=unit, state__in=OPEN).count()
