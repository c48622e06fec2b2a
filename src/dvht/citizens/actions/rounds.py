"""Opening a round, its days, and what the study association's branch collected."""

import datetime as dt
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.citizens.actions.holding import held, held_open, leave_trace
from dvht.citizens.models import CitizenRound, Review, Score
from dvht.citizens.models.words import Days
from dvht.members.models import Posting
from dvht.regulation.pack import Pack
from dvht.units.models import Unit

FIRST_YEAR, LAST_YEAR = 2000, 2100


def open_round(unit: Unit, year: int, pack: Pack, days: Days, *, by: User) -> CitizenRound:
    """Begin the year's round. Raises ValidationError when there is one, or when the unit has no roster."""
    _check(pack, year, days)
    if not Posting.objects.filter(member__unit=unit).exists():
        raise ValidationError(
            "Đơn vị chưa có danh sách thành viên. Hãy lập danh sách rồi mở đợt.", code="no_roster"
        )
    with transaction.atomic():
        opened, is_new = CitizenRound.objects.get_or_create(
            unit=unit,
            year=year,
            defaults={
                "pack_id": pack.id,
                "pack_version": pack.version,
                "pack_digest": pack.digest,
                **asdict(days),
            },
        )
        if not is_new:
            raise ValidationError(f"Đợt năm {year} đã được mở.", code="exists")
        Review.objects.create(round=opened)
        leave_trace("mở đợt Công dân học tập", opened, by=by, after={"pack": pack.id, **asdict(days)})
    return opened


def change_round(
    citizen_round: CitizenRound, pack: Pack, days: Days, *, version: int, by: User
) -> CitizenRound:
    """Change days and pack while the round is open. Raises ValidationError, with code "conflict" on a race.

    The pack stays once somebody has scored: points of one table mean nothing in another.
    """
    _check(pack, citizen_round.year, days)
    with transaction.atomic():
        kept = held_open(citizen_round)
        if kept.version != version:
            raise ValidationError(
                "Người khác vừa sửa đợt này. Hãy xem các ngày mới rồi lưu lại nếu cần.", code="conflict"
            )
        new_pack = (pack.id, pack.version, pack.digest)
        if new_pack != (kept.pack_id, kept.pack_version, kept.pack_digest):
            if Score.objects.filter(registrant__round=kept).exists():
                raise ValidationError({"pack": "Đã có người tự chấm nên không đổi bộ chỉ báo được nữa."})
            kept.pack_id, kept.pack_version, kept.pack_digest = new_pack
        before = {name: getattr(kept, name) for name in asdict(days)}
        for name, day in asdict(days).items():
            setattr(kept, name, day)
        kept.version += 1
        kept.save()
        leave_trace(
            "sửa đợt Công dân học tập", kept, by=by, before=before, after={"pack": pack.id, **asdict(days)}
        )
    return kept


def mark_collected(
    citizen_round: CitizenRound, *, on: dt.date, receiver: str, note: str, by: User
) -> CitizenRound:
    """Write down when the study association's branch took the result and who received it."""
    receiver = receiver.strip()
    if not receiver:
        raise ValidationError({"receiver": "Ghi người nhận ở Chi hội Khuyến học."})
    if on > timezone.localdate():
        raise ValidationError({"on": f"Ngày {on:%d/%m/%Y} chưa đến. Ghi ngày đã gửi."})
    with transaction.atomic():
        kept = held(citizen_round)
        if not kept.decisions.exists():
            raise ValidationError(
                "Chưa có quyết định công nhận nên chưa có kết quả để gửi Chi hội Khuyến học.", code="state"
            )
        before = {"collected_on": kept.collected_on, "collected_by": kept.collected_by}
        kept.collected_on, kept.collected_by, kept.collected_note = on, receiver, note.strip()
        kept.version += 1
        kept.save()
        leave_trace(
            "ghi đã gửi kết quả cho Chi hội Khuyến học",
            kept,
            by=by,
            before=before,
            after={"collected_on": on, "collected_by": receiver, "note": kept.collected_note},
        )
    return kept


def _check(pack: Pack, year: int, days: Days) -> None:
    if pack.citizens is None:
        raise ValidationError({"pack": "Bộ này đánh giá đơn vị, không đánh giá từng người. Chọn bộ khác."})
    if not FIRST_YEAR <= year <= LAST_YEAR or not pack.years.covers(year):
        raise ValidationError(f"Bộ “{pack.short_title}” không dùng cho năm {year}.")
    problems = {**_far_days(year, days), **_disordered(days)}
    if problems:
        raise ValidationError(problems)


def _disordered(days: Days) -> dict[str, str]:
    problems: dict[str, str] = {}
    if days.scoring_until < days.scoring_from:
        problems["scoring_until"] = "Ngày cuối tự chấm phải từ ngày bắt đầu trở đi."
    if days.registration_until > days.scoring_until:
        problems["registration_until"] = (
            "Đăng ký phải trước thời điểm đánh giá: hạn đăng ký không được sau ngày cuối tự chấm."
        )
    if days.review_on < days.scoring_from:
        problems["review_on"] = "Ngày xét duyệt không được trước ngày bắt đầu tự chấm."
    return problems


def _far_days(year: int, days: Days) -> dict[str, str]:
    return {
        name: f"Ngày {day:%d/%m}/{day.year} quá xa năm {year}. Hãy kiểm tra lại năm."
        for name, day in asdict(days).items()
        if not year - 1 <= day.year <= year + 1
    }
