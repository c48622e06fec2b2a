"""What the national site says, brought here by people: from its workbook, or as written on its print."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.citizens.actions.holding import held_open, held_registrant, leave_trace
from dvht.citizens.models import CitizenRound, NationalResult, Registrant
from dvht.citizens.models.registrants import ResultSource
from dvht.citizens.models.words import ResultWords
from dvht.evidence.actions.storing import store_and
from dvht.evidence.models import CheckedFile, StoredFile
from dvht.regulation.citizens import evaluate_citizen, evaluate_total
from dvht.regulation.errors import FactsError
from dvht.regulation.pack import Pack
from dvht.ui.vietnamese import written_number

MOST_NAMES = 200


def check_result(pack: Pack, said: ResultWords) -> None:
    """Raise ValidationError, by field, for points that can't be by this pack."""
    most = pack.total_points
    if most is not None and said.total.is_finite() and said.total > most:
        raise ValidationError({"total": f"Quá tổng điểm tối đa {written_number(most)}."})
    try:
        if said.points:
            found = evaluate_citizen(pack, said.points)
            if found.total != said.total:
                raise ValidationError({"total": "Tổng điểm không bằng các điểm chỉ báo cộng lại."})
        evaluate_total(pack, said.total, said.lowest)
    except FactsError as error:
        name = "lowest" if error.path == "lowest" else "total"
        raise ValidationError({name: f"{error.message[:1].upper()}{error.message[1:]}."}) from error


def bring_results(
    citizen_round: CitizenRound, results: Sequence[ResultWords], *, origin: str, by: User
) -> tuple[str, ...]:
    """Keep what a workbook says of people of the round, all or none; returns the names that changed.

    The same again changes nothing. Raises ValidationError for people who are no longer registered.
    """
    with transaction.atomic():
        kept = held_open(citizen_round)
        wanted = {said.registrant_id: said for said in results}
        found = {
            one.pk: one
            for one in Registrant.objects.filter(round=kept, pk__in=wanted).select_related(
                "member", "national"
            )
        }
        if len(found) != len(wanted):
            raise ValidationError(
                "Có người vừa được gỡ khỏi danh sách đăng ký. Hãy xem trước lại.", code="gone"
            )
        for said in results:
            check_result(kept.pack, said)
        changed = [
            one for pk, one in found.items() if _told(getattr(one, "national", None)) != _said(wanted[pk])
        ]
        before = {one.member.full_name: _told(getattr(one, "national", None)) for one in changed}
        NationalResult.objects.bulk_create(
            [_result(one, wanted[one.pk], origin, by) for one in changed],
            update_conflicts=True,
            unique_fields=["registrant"],
            update_fields=[
                "total", "lowest", "points", "source", "origin", "file", "file_name", "recorded_at", "recorded_by",
            ],
        )  # fmt: skip
        if changed:
            after = {one.member.full_name: _said(wanted[one.pk]) for one in changed}
            leave_trace(
                "nhập kết quả trang quốc gia",
                kept,
                by=by,
                label=f"{len(changed)} người, {origin}",
                before=dict(list(before.items())[:MOST_NAMES]),
                after=dict(list(after.items())[:MOST_NAMES]),
            )
    return tuple(one.member.full_name for one in changed)


def record_print(
    registrant: Registrant, said: ResultWords, upload: CheckedFile | None, *, by: User
) -> NationalResult:
    """Write down what a print of the national site says; a photo or PDF of it is kept when given, else the old one."""

    def keep(stored: StoredFile | None) -> NationalResult:
        kept_round = held_open(registrant.round)
        kept = held_registrant(registrant)
        check_result(kept_round.pack, said)
        before = _told(getattr(kept, "national", None))
        values: dict[str, Any] = {
            "total": said.total,
            "lowest": said.lowest,
            "points": {},
            "source": ResultSource.PRINT,
            "origin": upload.name if upload else "",
            "recorded_by": by,
        }
        if stored is not None and upload is not None:
            values |= {"file": stored, "file_name": upload.name}
        result: NationalResult
        result, _ = NationalResult.objects.update_or_create(registrant=kept, defaults=values)
        leave_trace(
            "ghi kết quả trang quốc gia theo bản in",
            kept_round,
            by=by,
            label=kept.member.full_name,
            before=before,
            after={**_said(said), "file": result.file_name},
        )
        return result

    if upload is not None:
        return store_and(registrant.round.unit_id, upload, keep)
    with transaction.atomic():
        return keep(None)


def forget_result(registrant: Registrant, *, by: User) -> None:
    """Take the national site's result away again."""
    with transaction.atomic():
        kept_round = held_open(registrant.round)
        kept = held_registrant(registrant)
        found = NationalResult.objects.filter(registrant=kept).first()
        if found is None:
            return
        leave_trace(
            "bỏ kết quả trang quốc gia", kept_round, by=by, label=kept.member.full_name, before=_told(found)
        )
        found.delete()


def _result(registrant: Registrant, said: ResultWords, origin: str, by: User) -> NationalResult:
    known: NationalResult | None = getattr(registrant, "national", None)
    return NationalResult(
        registrant=registrant,
        total=said.total,
        lowest=said.lowest,
        points={code: str(value) for code, value in said.points.items()},
        source=ResultSource.WORKBOOK,
        origin=origin[:255],
        file=known.file if known else None,
        file_name=known.file_name if known else "",
        recorded_at=timezone.now(),
        recorded_by=by,
    )


def _told(result: NationalResult | None) -> dict[str, Any] | None:
    if result is None:
        return None
    lowest = None if result.lowest is None else f"{result.lowest:.2f}"
    points = {code: f"{Decimal(value):.2f}" for code, value in result.points.items()}
    return {"total": f"{result.total:.2f}", "lowest": lowest, "points": points}


def _said(said: ResultWords) -> dict[str, Any]:
    lowest = None if said.lowest is None else f"{said.lowest:.2f}"
    return {
        "total": f"{said.total:.2f}",
        "lowest": lowest,
        "points": {code: f"{value:.2f}" for code, value in said.points.items()},
    }
