"""The reply to a unit that isn't recognised: issued, kept with the appraisal, and told."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db.models import F

from dvht.accounts.models import User
from dvht.appraisal.models import Appraisal
from dvht.appraisal.states import AppraisalState
from dvht.audit.actions import record
from dvht.documents.actions import Order, issue_paper
from dvht.documents.models import IssuedPaper
from dvht.inbox.actions import tell_unit
from dvht.inbox.models import Topic
from dvht.recognition.models import Refusal
from dvht.recognition.queries.refusals import about, reply_digest, reply_of
from dvht.units.models import Unit


def refuse_recognition(
    appraisal: Appraisal, body: Unit, *, issued_on: dt.date, head_name: str, seen: str, by: User
) -> Refusal:
    """Issue the reply of the body; from then on the appraisal stays as it is, and the unit reads why.

    Raises ValidationError: "state" when the appraisal didn't fail, was opened again or has its reply, "changed" when
    the words or reasons aren't what was shown.
    """
    _check_state(appraisal)
    reply = reply_of(appraisal, body, head_name)
    if reply_digest(appraisal, reply.sheet) != seen:
        raise ValidationError(
            "Lý do hoặc lời văn vừa thay đổi so với trang bạn đã xem. Hãy xem lại rồi ban hành.",
            code="changed",
        )
    order = Order(
        reply.sheet.letter,
        body,
        appraisal.submission.year,
        reply.sheet.values,
        issued_on,
        about=about(appraisal),
    )
    done: list[Refusal] = []

    def alongside() -> Callable[[IssuedPaper], object]:
        held = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
        _check_state(held)
        if held.version != appraisal.version:
            raise ValidationError("Kết quả thẩm định vừa thay đổi. Hãy tải lại trang.", code="conflict")

        def finish(paper: IssuedPaper) -> None:
            done.append(_refused(held, paper, by=by))

        return finish

    issue_paper(order, by=by, alongside=alongside)
    return done[0]


def _check_state(appraisal: Appraisal) -> None:
    if appraisal.state != AppraisalState.FAILED or appraisal.decided_in:
        raise ValidationError(
            "Hồ sơ này đã có văn bản trả lời hoặc kết quả thẩm định đã mở lại. Hãy tải lại trang.",
            code="state",
        )


def _refused(held: Appraisal, paper: IssuedPaper, *, by: User) -> Refusal:
    refusal = Refusal.objects.create(appraisal=held, paper=paper, sent_by=by)
    Appraisal.objects.filter(pk=held.pk).update(
        decided_in=f"Văn bản trả lời số {paper.full_number}", version=F("version") + 1
    )
    submission = held.submission
    record(
        "trả lời không công nhận",
        by=by,
        thing="recognition.Refusal",
        thing_id=refusal.pk,
        label=f"{submission.unit.name} năm {submission.year}",
        unit_id=paper.unit_id,
        after={"number": paper.full_number, "on": paper.issued_on},
    )
    tell_unit(
        submission.unit,
        Topic.RECOGNITION,
        f"Văn bản trả lời số {paper.full_number}: chưa công nhận “Đơn vị học tập” năm {submission.year}",
        text="Mở trang Công nhận để đọc lý do theo từng chỉ tiêu và lập kế hoạch cải tiến.",
        url=f"/don-vi/{submission.unit_id}/{submission.year}/cong-nhan/",
        key=about(held),
    )
    return refusal
