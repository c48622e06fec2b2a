"""Drafts of decisions: begin one, change its list, correct or withdraw an earlier one, give a draft up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from dvht.accounts.models import User
from dvht.appraisal.models import Appraisal
from dvht.audit.actions import record
from dvht.documents.models import Draft
from dvht.recognition.models import DecidedUnit, Decision, DecisionKind, Expiry, Title
from dvht.recognition.queries.choosing import Bundle, line_of
from dvht.recognition.queries.decisions import lines_not_withdrawn
from dvht.recognition.queries.words import outcome_label, outcomes_of, outcomes_within, readings_of
from dvht.recognition.states import DecisionState, TitleState
from dvht.units.models import Unit

CHANGED = "Dự thảo này vừa được người khác sửa hoặc đã ban hành. Hãy tải lại trang rồi làm lại."


@dataclass(frozen=True)
class Said:
    """What a person says of a decision besides its list."""

    expiry: str
    reason: str = ""
    legal_basis: str = ""


@dataclass(frozen=True)
class LineWords:
    """How a correction writes a line: name, level or rank, points."""

    unit_name: str
    outcome: str
    points: str = ""


def draft_decision(
    body: Unit, year: int, bundle: Bundle, chosen: Sequence[Appraisal], said: Said, *, origin: Unit, by: User
) -> Decision:
    """Begin a decision over these results. Raises ValidationError when none is chosen."""
    if not chosen:
        raise ValidationError("Chưa chọn đơn vị nào. Đánh dấu ít nhất một đơn vị.", code="empty")
    _check_expiry(bundle, said.expiry)
    with transaction.atomic():
        decision = Decision.objects.create(
            body=body,
            body_name=body.name,
            signatory_title=_title_of(body, chosen),
            year=year,
            pack_id=bundle.pack.id,
            pack_version=bundle.pack.version,
            tier=bundle.tier,
            expiry=said.expiry,
            origin=origin,
        )
        DecidedUnit.objects.bulk_create(_lines(decision, chosen))
        _trace("soạn dự thảo quyết định công nhận", decision, by, after={"units": len(chosen)})
    return decision


def change_list(
    decision: Decision,
    chosen: Sequence[Appraisal],
    said: Said,
    *,
    kept: Mapping[int, LineWords] | None = None,
    version: int,
    by: User,
) -> Decision:
    """Write the list of a draft anew from these results; a correction keeps the lines `kept`, by unit, in new words.

    Raises ValidationError: "conflict" when somebody changed the draft meanwhile, "empty" without any unit.
    """
    pack = decision.pack
    if said.expiry not in readings_of(pack):
        raise ValidationError({"expiry": "Chọn một cách tính thời hạn trong danh sách."})
    with transaction.atomic():
        held = hold_draft(decision, version)
        lines = _kept_lines(held, kept or {})
        lines += [line for line in _lines(held, chosen) if line.unit_id not in {one.unit_id for one in lines}]
        if not lines:
            raise ValidationError("Chưa chọn đơn vị nào. Đánh dấu ít nhất một đơn vị.", code="empty")
        before = held.lines.count()
        held.lines.all().delete()
        for order, line in enumerate(lines, 1):
            line.order = order
        DecidedUnit.objects.bulk_create(lines)
        held.expiry, held.reason = said.expiry, said.reason.strip() or held.reason
        held.legal_basis = said.legal_basis.strip() or held.legal_basis
        held.version += 1
        held.save()
        _trace(
            "sửa danh sách dự thảo quyết định",
            held,
            by,
            before={"units": before},
            after={"units": len(lines), "expiry": held.expiry},
        )
    return held


def draft_correction(decision: Decision, *, body: Unit, origin: Unit, reason: str, by: User) -> Decision:
    """Begin the decision that replaces this one, its list as it stands there.

    `body` is the body itself or the one that succeeded it. Raises ValidationError: "state" when the decision isn't
    issued, takes titles away, or has been replaced already.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do thay thế, ví dụ: ghi sai tên đơn vị ở dòng 3."})
    with transaction.atomic():
        held = Decision.objects.select_for_update().get(pk=decision.pk)
        if held.is_draft or held.kind == DecisionKind.WITHDRAWAL:
            raise ValidationError("Chỉ thay thế được quyết định công nhận đã ban hành.", code="state")
        if Decision.objects.filter(replaces=held, kind=DecisionKind.CORRECTION.value).exists():
            raise ValidationError(
                "Quyết định này đã có quyết định hoặc dự thảo thay thế. Hãy mở bản ấy.", code="state"
            )
        correction = Decision.objects.create(
            body=body, body_name=body.name,
            signatory_title=held.signatory_title if body.pk == held.body_id else body.head_title,
            year=held.year, pack_id=held.pack_id, pack_version=held.pack_version, tier=held.tier,
            kind=DecisionKind.CORRECTION.value, expiry=held.expiry, replaces=held, origin=origin,
            reason=reason.strip(),
        )  # fmt: skip
        DecidedUnit.objects.bulk_create(_copied(correction, lines_not_withdrawn(held)))
        _trace("soạn quyết định thay thế", correction, by, after={"replaces": held.number})
    return correction


def draft_withdrawal(
    body: Unit, year: int, titles: Sequence[Title], said: Said, *, origin: Unit, by: User
) -> Decision:
    """Begin a decision that takes titles away. TT 24 has no clause for it, so the basis is asked for in words."""
    problems = {}
    if not said.legal_basis.strip():
        problems["legal_basis"] = (
            "Ghi văn bản, điều, khoản cho phép thu hồi: Thông tư không quy định việc này."
        )
    if not said.reason.strip():
        problems["reason"] = "Ghi lý do thu hồi."
    if problems:
        raise ValidationError(problems)
    kinds = {(title.decision.pack_id, title.decision.pack_version, title.tier) for title in titles}
    if len(kinds) != 1 or any(title.year != year or title.state != TitleState.IN_FORCE for title in titles):
        raise ValidationError(
            "Chọn danh hiệu đang có hiệu lực, cùng năm, cùng cấp và cùng thông tư.", code="state"
        )
    pack_id, pack_version, tier = kinds.pop()
    with transaction.atomic():
        decision = Decision.objects.create(
            body=body, body_name=body.name,
            signatory_title=titles[0].decision.signatory_title
            if titles[0].decision.body_id == body.pk else body.head_title,
            year=year, pack_id=pack_id, pack_version=pack_version, tier=tier, kind=DecisionKind.WITHDRAWAL.value,
            expiry=Expiry.NONE.value, origin=origin, legal_basis=said.legal_basis.strip(), reason=said.reason.strip(),
        )  # fmt: skip
        DecidedUnit.objects.bulk_create(
            DecidedUnit(
                decision=decision, unit=title.unit, unit_name=title.unit_name, area=title.unit.area,
                outcome=title.outcome, order=order,
            )
            for order, title in enumerate(titles, 1)
        )  # fmt: skip
        _trace("soạn quyết định thu hồi danh hiệu", decision, by, after={"units": len(titles)})
    return decision


def discard_draft(decision: Decision, *, version: int, by: User) -> None:
    """Give a draft up; its results wait for another decision."""
    with transaction.atomic():
        held = hold_draft(decision, version)
        Draft.objects.filter(unit=held.body, year=held.year, about=held.about).delete()
        _trace("bỏ dự thảo quyết định", held, by, before={"units": held.lines.count()})
        held.delete()


def hold_draft(decision: Decision, version: int) -> Decision:
    """The draft itself, held until the end of the transaction; refuses what somebody changed or issued meanwhile."""
    found = Decision.objects.select_for_update().filter(pk=decision.pk).first()
    if found is None or found.state != DecisionState.DRAFT:
        raise ValidationError("Quyết định này đã ban hành hoặc đã bỏ. Hãy tải lại trang.", code="state")
    if found.version != version:
        raise ValidationError(CHANGED, code="conflict")
    return found


def touch(decision: Decision) -> None:
    """Words changed: whoever has the older page before them is told so when they sign."""
    Decision.objects.filter(pk=decision.pk, state=DecisionState.DRAFT.value).update(version=F("version") + 1)


def _check_expiry(bundle: Bundle, expiry: str) -> None:
    if expiry not in readings_of(bundle.pack):
        raise ValidationError({"expiry": "Chọn một cách tính thời hạn trong danh sách."})


def _title_of(body: Unit, chosen: Sequence[Appraisal]) -> str:
    """The title of the dossiers' day where this body is the one named there; else that of its head."""
    said = next(
        (one.submission.deciding_title for one in chosen if one.submission.deciding_id == body.pk), ""
    )
    return said or body.head_title


def _lines(decision: Decision, chosen: Iterable[Appraisal]) -> list[DecidedUnit]:
    lines = [line_of(appraisal, order) for order, appraisal in enumerate(chosen, 1)]
    for line in lines:
        line.decision = decision
    return lines


def _copied(decision: Decision, lines: Iterable[DecidedUnit]) -> list[DecidedUnit]:
    return [
        DecidedUnit(
            decision=decision, unit_id=line.unit_id, unit_name=line.unit_name, area=line.area,
            appraisal_id=line.appraisal_id, outcome=line.outcome, points=line.points, order=line.order,
        )
        for line in lines
    ]  # fmt: skip


def _kept_lines(decision: Decision, kept: Mapping[int, LineWords]) -> list[DecidedUnit]:
    if decision.kind != DecisionKind.CORRECTION or decision.replaces is None:
        return []
    known = dict(outcomes_of(decision.pack))
    replaced = decision.replaces.lines.all()
    concluded = dict(replaced.order_by().values_list("unit_id", "appraisal__outcome"))
    lines = [line for line in _copied(decision, replaced) if line.unit_id in kept]
    for line in lines:
        words = kept[line.unit_id]
        name = " ".join(words.unit_name.split())
        if not name or words.outcome not in known:
            raise ValidationError(
                f"Dòng “{line.unit_name}”: ghi tên đơn vị và chọn mức trong danh sách.", code="line"
            )
        most = concluded[line.unit_id]
        if most and words.outcome not in dict(outcomes_within(decision.pack, most)):
            raise ValidationError(
                f"Dòng “{line.unit_name}”: thẩm định kết luận {outcome_label(decision.pack, most)}, "
                "không công nhận mức cao hơn.",
                code="line",
            )
        line.unit_name, line.outcome, line.points = name[:200], words.outcome, words.points.strip()[:10]
    return lines


def _trace(verb: str, decision: Decision, by: User, **told: dict[str, object]) -> None:
    record(
        verb,
        by=by,
        thing="recognition.Decision",
        thing_id=decision.pk,
        label=str(decision),
        unit_id=decision.body_id,
        **told,
    )
