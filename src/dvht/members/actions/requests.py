"""Requests of people about their own data: received, answered, extended, done; and what erasing does."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.members.actions.certificates import forget_file
from dvht.members.models import Certificate, DataRequest, Member, RequestKind, StudyPlan
from dvht.members.queries.requests import CLOCKS
from dvht.members.states import REQUEST_MOVES, CertificateState, RequestState, StudyPlanState
from dvht.units.models import Unit

CHANGED: Final = "Yêu cầu này vừa được xử lý ở nơi khác. Hãy xem lại rồi làm tiếp."


@dataclass(frozen=True)
class RequestWords:
    """What was asked, by whom, and how it came."""

    kind: str
    words: str
    asked_by: str
    received_on: dt.date
    member: Member | None = None
    on_paper: bool = False


def receive_request(unit: Unit, said: RequestWords, *, by: User) -> DataRequest:
    """Write a request into the unit's register; its clocks run from the day of receipt."""
    today = timezone.localdate()
    if said.received_on > today:
        raise ValidationError({"received_on": "Ngày nhận chưa đến. Hãy ghi ngày đã nhận yêu cầu."})
    if said.received_on < today - dt.timedelta(days=366):
        raise ValidationError({"received_on": "Ngày nhận cách đây hơn một năm. Hãy kiểm tra lại năm."})
    with transaction.atomic():
        request = DataRequest.objects.create(
            unit=unit,
            member=said.member,
            asked_by=said.asked_by,
            kind=said.kind,
            words=said.words,
            received_on=said.received_on,
            on_paper=said.on_paper,
        )
        _record("nhận yêu cầu về dữ liệu cá nhân", request, by=by, after={"kind": request.kind})
    return request


def answer_request(request: DataRequest, answer: str, *, version: int, by: User) -> DataRequest:
    """Tell the person what will be done; from then on the clock of the deed runs."""
    if not answer.strip():
        raise ValidationError({"answer": "Hãy ghi đã trả lời người yêu cầu thế nào."})
    with transaction.atomic():
        held = _moving(request, version, RequestState.ANSWERED)
        held.answer, held.answered_on, held.handled_by = answer.strip(), timezone.localdate(), by
        held.save()
        _record("trả lời yêu cầu về dữ liệu cá nhân", held, by=by, after={"answer": held.answer})
    return held


def extend_request(request: DataRequest, days: int, reason: str, *, version: int, by: User) -> DataRequest:
    """Lengthen the time for the deed once, with a reason."""
    if not 1 <= days <= CLOCKS.extension_days:
        raise ValidationError({"days": f"Chỉ gia hạn được từ 1 đến {CLOCKS.extension_days} ngày."})
    if not reason.strip():
        raise ValidationError({"reason": "Hãy ghi lý do gia hạn."})
    with transaction.atomic():
        held = _held(request, version)
        if held.state not in {RequestState.RECEIVED.value, RequestState.ANSWERED.value}:
            raise ValidationError(CHANGED, code="conflict")
        if held.extension_days:
            raise ValidationError("Yêu cầu này đã gia hạn một lần; không gia hạn thêm được.", code="extended")
        held.extension_days, held.extended_reason, held.handled_by = days, reason.strip(), by
        held.version += 1
        held.save()
        _record(
            "gia hạn yêu cầu về dữ liệu cá nhân",
            held,
            by=by,
            after={"days": days, "reason": held.extended_reason},
        )
    return held


def close_request(
    request: DataRequest, outcome: str, *, is_done: bool, version: int, by: User
) -> DataRequest:
    """Say what was done, or why it isn't."""
    if not outcome.strip():
        raise ValidationError({"outcome": "Hãy ghi đã làm gì, hoặc vì sao không thực hiện."})
    with transaction.atomic():
        held = _moving(request, version, RequestState.DONE if is_done else RequestState.REFUSED)
        held.outcome, held.done_on, held.handled_by = outcome.strip(), timezone.localdate(), by
        held.save()
        verb = (
            "thực hiện xong yêu cầu về dữ liệu cá nhân"
            if is_done
            else "không thực hiện yêu cầu về dữ liệu cá nhân"
        )
        _record(verb, held, by=by, after={"outcome": held.outcome})
    return held


def erase_member_data(request: DataRequest, *, version: int, by: User) -> DataRequest:
    """Erase what may go of the person who asked, and close the request with what was erased and what stays."""
    with transaction.atomic():
        held = _moving(request, version, RequestState.DONE)
        if held.kind != RequestKind.ERASURE.value or held.member is None:
            raise ValidationError("Chỉ xóa được dữ liệu theo yêu cầu xóa của một thành viên.", code="kind")
        erased = _erase(Member.objects.select_for_update(no_key=True).get(pk=held.member.pk))
        held.outcome = "\n".join(("Đã xóa:", *(f"- {words}" for words in erased), *STAYS))
        held.done_on, held.handled_by = timezone.localdate(), by
        held.save()
        _record("xóa dữ liệu cá nhân theo yêu cầu", held, by=by, after={"erased": erased})
    return held


def hand_over_data(request: DataRequest, *, by: User) -> Member:
    """Note that a copy is made for the person who asked to see their data; returns whose it is."""
    open_states = {RequestState.RECEIVED.value, RequestState.ANSWERED.value}
    if request.kind != RequestKind.ACCESS.value or request.member is None or request.state not in open_states:
        raise ValidationError(
            "Chỉ lập bản sao cho yêu cầu xem dữ liệu đang mở của một thành viên.", code="kind"
        )
    _record("lập bản sao dữ liệu theo yêu cầu", request, by=by, after={"member": request.member.full_name})
    return request.member


STAYS: Final = (
    "Còn giữ, vì kết quả của đơn vị dựa trên đó:",
    "- họ tên, tổ, vị trí và thời gian ở đơn vị trong danh sách các năm đã đánh giá;",
    "- cam kết đã ký, kế hoạch tự học đã duyệt và kết quả từng năm, với nguồn và ngày ghi;",
    "- ảnh chứng nhận đã đưa vào kho minh chứng của đơn vị;",
    "- đăng ký, phiếu tự chấm và bản in kết quả Công dân học tập; đợt chưa chốt thì đơn vị gỡ được ở trang của đợt;",
    "- tên trong danh sách tham gia các hoạt động của đơn vị;",
    "- danh sách tên đã đóng băng trong các bản tự đánh giá đã chốt và văn bản đã ban hành;",
    "- nhật ký thao tác, vì nhật ký không sửa được.",
)
"""What erasing leaves, and why."""


def _erase(member: Member) -> list[str]:
    erased = []
    if member.sealed_identity:
        member.identity = ""
        erased.append("số định danh hoặc mã cán bộ")
    if member.user_id is not None:
        member.user = None
        erased.append("liên kết với tài khoản đăng nhập")
    member.version += 1
    member.save()
    files = _erase_certificates(member)
    if files:
        erased.append(f"{files} ảnh, tệp chứng nhận và các chứng nhận chưa xác nhận")
    plans = StudyPlan.objects.filter(member=member).exclude(state=StudyPlanState.APPROVED.value)
    if count := plans.count():
        plans.delete()
        erased.append(f"{count} kế hoạch tự học chưa duyệt")
    return erased or ["không có dữ liệu nào xóa được"]


def _erase_certificates(member: Member) -> int:
    """Files go, and records that nothing rests on; a confirmed record stays as the ground of its fact."""
    certificates = list(Certificate.objects.filter(member=member).select_related("file"))
    for certificate in certificates:
        stored = certificate.file
        if certificate.state == CertificateState.CONFIRMED.value:
            certificate.file, certificate.file_name = None, ""
            certificate.version += 1
            certificate.save()
        else:
            certificate.delete()
        if stored is not None:
            forget_file(stored)
    return len(certificates)


def _held(request: DataRequest, version: int) -> DataRequest:
    found = DataRequest.objects.select_for_update(of=("self",)).select_related("member__unit")
    held = found.filter(pk=request.pk).first()
    if held is None or held.version != version:
        raise ValidationError(CHANGED, code="conflict")
    return held


def _moving(request: DataRequest, version: int, target: RequestState) -> DataRequest:
    held = _held(request, version)
    if target not in REQUEST_MOVES[RequestState(held.state)]:
        raise ValidationError(CHANGED, code="conflict")
    held.state, held.version = target.value, held.version + 1
    return held


def _record(verb: str, request: DataRequest, *, by: User, after: Mapping[str, Any]) -> None:
    """The label doesn't say what was asked: the trail can't be erased."""
    record(
        verb,
        by=by,
        thing="members.DataRequest",
        thing_id=request.pk,
        label=f"{request.get_kind_display()} · {request.asked_by}",
        unit_id=request.unit_id,
        after=after,
    )
