"""Deeds of the reports: reminding many units at once, issuing the consolidated report."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.documents.actions import Order, issue_paper
from dvht.documents.letters import Letter, field_values
from dvht.documents.models import IssuedPaper
from dvht.documents.queries import drafts_of, papers_in_force
from dvht.inbox.actions import tell_units
from dvht.inbox.models import Message, Topic
from dvht.reports.queries.board import reminder_key
from dvht.reports.states import LONGEST_REMINDER
from dvht.units.models import Unit


def remind_units(body: Unit, year: int, units: Sequence[Unit], *, text: str, on: dt.date, by: User) -> int:
    """Leave the same message for all of these; each unit gets one reminder of a body a day, whoever presses again.

    Returns how many were reminded now. Raises ValidationError (code "nobody", "text").
    """
    text = text.strip()
    if not units:
        raise ValidationError("Chưa chọn đơn vị nào để nhắc. Hãy đánh dấu ít nhất một đơn vị.", code="nobody")
    if not text or len(text) > LONGEST_REMINDER:
        raise ValidationError(f"Hãy ghi nội dung nhắc, không quá {LONGEST_REMINDER} chữ.", code="text")
    start = f"{reminder_key(body.pk, year)}{on.isoformat()}"
    keys = {f"{start}:{unit.pk}": unit for unit in units}
    with transaction.atomic():
        body = Unit.objects.select_for_update().get(pk=body.pk)
        told = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
        fresh = [unit for key, unit in keys.items() if key not in told]
        if not fresh:
            return 0
        tell_units(
            fresh,
            Topic.DEADLINE,
            f"{body.name} nhắc nộp hồ sơ “Đơn vị học tập” năm {year}",
            text=text,
            url=f"/don-vi/{{unit}}/{year}/",
            key=start,
        )
        record(
            "nhắc nộp hồ sơ",
            by=by,
            thing="units.Unit",
            thing_id=body.pk,
            label=f"{len(fresh)} đơn vị, năm {year}",
            unit_id=body.pk,
            after={"year": year, "units": [unit.pk for unit in fresh], "text": text},
        )
    return len(fresh)


def issue_consolidated_report(
    body: Unit, year: int, letter: Letter, *, seen: str, issued_on: dt.date, head_name: str, by: User
) -> IssuedPaper:
    """Issue the report as it now reads; a newer one takes the place of the one before.

    `seen` is the digest of the figures that the head read. Raises ValidationError (code "conflict") when they have
    changed, and whenever the register refuses the day or a word is missing.
    """
    if seen != letter.source_digest:
        raise ValidationError(
            "Số liệu đã đổi từ khi bạn mở trang. Hãy xem lại bản in rồi ban hành.", code="conflict"
        )
    draft = drafts_of(body, year).get(letter.kind)
    return issue_paper(
        Order(
            letter=letter,
            unit=body,
            year=year,
            values=field_values(letter, body, draft.fields if draft else {}, head_name),
            issued_on=issued_on,
            supersedes=papers_in_force(body, year).get(letter.kind),
        ),
        by=by,
    )
