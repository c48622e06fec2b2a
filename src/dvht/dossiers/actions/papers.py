"""Deeds of the unit on its dossier: what is asked for, the year's papers, and the bound volumes."""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.documents.actions import Order, issue_paper
from dvht.documents.letters import field_values
from dvht.documents.models import IssuedPaper
from dvht.dossiers.exports import volume_of
from dvht.dossiers.models import Dossier, Volume, VolumeKind
from dvht.dossiers.queries import (
    ASKING_PAPERS,
    RESULT_PAPERS,
    Year,
    goal_label,
    goals_within_reach,
    next_year_goals,
    volume_digest,
)
from dvht.dossiers.states import MOVES, VolumeState
from dvht.evidence.models import Collection
from dvht.paper.binding import bind
from dvht.paper.errors import PaperError
from dvht.plans.models import Plan

# A worker that has said nothing for so long is taken to have died; the binding may then be asked for again.
SILENCE = dt.timedelta(minutes=2)


def open_dossier(plan: Plan) -> Dossier:
    """The dossier of a plan, made the first time that something is done with it."""
    dossier, _ = Dossier.objects.get_or_create(plan=plan)
    dossier.plan = plan
    return dossier


def request_recognition(
    dossier: Dossier, *, requested: str, next_year_goal: str, version: int, by: User
) -> None:
    """Say which level or rank is asked for and which is registered for next year.

    Raises ValidationError when the self-assessment does not reach it (TT 24, Điều 10.1c, 16.1c, 21.2), or, with code
    "conflict", when somebody else changed it meanwhile.
    """
    dossier = open_dossier(dossier.plan)
    year = Year(dossier)
    within = dict(goals_within_reach(year))
    if requested and requested not in within:
        reach = ", ".join(within.values()) or "chưa mức nào"
        raise ValidationError(
            f"Không đề nghị được {goal_label(dossier.plan, requested)}: kết quả tự đánh giá hiện đạt {reach}.",
        )
    if next_year_goal and next_year_goal not in dict(next_year_goals(dossier.plan)):
        raise ValidationError("Mức đăng ký cho năm sau không có trong quy định của năm này.")
    with transaction.atomic():
        check_free(dossier.plan)
        changed = Dossier.objects.filter(pk=dossier.pk, version=version).update(
            requested=requested, next_year_goal=next_year_goal, version=version + 1
        )
        if not changed:
            raise ValidationError(
                "Người khác vừa đổi mức đề nghị. Hãy xem mức mới ở dưới rồi lưu lại nếu cần.", code="conflict"
            )
        record(
            "chọn mức đề nghị",
            by=by,
            thing="dossiers.Dossier",
            thing_id=dossier.pk,
            label=str(dossier),
            unit_id=dossier.plan.unit_id,
            before={"requested": dossier.requested, "next_year_goal": dossier.next_year_goal},
            after={"requested": requested, "next_year_goal": next_year_goal},
        )


def issue_year_paper(year: Year, kind: str, *, issued_on: dt.date, head_name: str, by: User) -> IssuedPaper:
    """Issue a paper of the year as it now reads; a newer paper names the one that it replaces.

    Raises ValidationError when the paper rests on an assessment that is not finalised, or asks for nothing yet.
    """
    if kind in RESULT_PAPERS and year.revision is None:
        raise ValidationError(
            "Văn bản này ghi kết quả tự đánh giá, nên chỉ ban hành sau khi thủ trưởng đã chốt."
        )
    _check_ask(year, kind)
    letter = year.letter(kind)
    draft = year.drafts.get(kind)
    values = field_values(letter, year.plan.unit, draft.fields if draft else {}, head_name)
    order = Order(letter, year.plan.unit, year.plan.year, values, issued_on, year.papers.get(kind))
    return issue_paper(order, by=by, alongside=_while_free(year, kind))


def check_free(plan: Plan) -> None:
    """Refuse (code "held") while an authority has the dossier; the year is held until the deed is done."""
    if plan.collection_id is None:
        return
    collection = Collection.objects.select_for_update().get(pk=plan.collection_id)
    if collection.held:
        raise ValidationError(collection.held, code="held")


def _while_free(year: Year, kind: str) -> Callable[[], Callable[[IssuedPaper], object]] | None:
    """A paper of the dossier isn't issued again while an authority has it; others of the year are."""
    if not any(wanted.submitted and wanted.kind == kind for wanted in year.wanted):
        return None

    def check() -> Callable[[IssuedPaper], object]:
        check_free(year.plan)
        return lambda _paper: None

    return check


def _check_ask(year: Year, kind: str) -> None:
    """A paper that asks names a level or rank, and one that the result reaches (TT 24, Điều 10.1c, 16.1c)."""
    asked = year.dossier.requested
    if kind in ASKING_PAPERS:
        if not asked:
            raise ValidationError("Hãy chọn mức đề nghị ở trang hồ sơ trước khi ban hành văn bản này.")
        if asked not in dict(goals_within_reach(year)):
            raise ValidationError(
                f"Kết quả tự đánh giá ({year.ask.result_label}) không còn đạt {goal_label(year.plan, asked)}. "
                "Hãy chọn lại mức đề nghị ở trang hồ sơ."
            )
    if kind == "registration" and not year.dossier.next_year_goal:
        raise ValidationError(
            "Hãy chọn mức đăng ký cho năm sau ở trang hồ sơ trước khi ban hành bản đăng ký."
        )


def ask_for_volume(dossier: Dossier, kind: VolumeKind, *, by: User) -> Volume:
    """Put a binding in the queue. Raises ValidationError when one is running or there is nothing to bind."""
    year = Year(dossier)
    if kind == VolumeKind.EVIDENCE and not year.evidence:
        raise ValidationError("Chưa có minh chứng nào để ghép. Hãy thêm minh chứng trước.")
    if kind == VolumeKind.DOSSIER and not any(line.issued for line in year.lines if line.wanted.submitted):
        raise ValidationError(
            "Chưa ban hành văn bản nào của hồ sơ. Hãy ban hành ít nhất một văn bản rồi ghép."
        )
    dossier = open_dossier(dossier.plan)
    _fail_silent_bindings(dossier, kind)
    try:
        with transaction.atomic():
            volume = Volume.objects.create(
                dossier=dossier,
                kind=kind,
                source_digest=volume_digest(year, kind),
                asked_by=by,
                beat_at=timezone.now(),
            )
            record(
                "yêu cầu ghép quyển",
                by=by,
                thing="dossiers.Volume",
                thing_id=volume.pk,
                label=str(volume),
                unit_id=dossier.plan.unit_id,
            )
    except IntegrityError as error:
        raise ValidationError("Quyển này đang được ghép. Hãy đợi xong rồi ghép lại nếu cần.") from error
    return volume


def bind_volume(volume_id: int) -> None:
    """Bind a waiting volume and store its bytes; a volume that can't be bound says why. Background work."""
    if not _move(volume_id, VolumeState.WAITING, VolumeState.BINDING):
        return
    volume = Volume.objects.select_related("dossier__plan__unit").get(pk=volume_id)
    try:
        year = Year(volume.dossier)
        bound = bind(volume_of(year, VolumeKind(volume.kind)), progress=_beat(volume))
        volume.content.save(f"{volume.kind}-{volume.pk}.pdf", ContentFile(bound.pdf), save=False)
    except PaperError as error:
        _move(volume_id, VolumeState.BINDING, VolumeState.FAILED, problem=str(error)[:500])
        return
    except Exception as error:
        _move(volume_id, VolumeState.BINDING, VolumeState.FAILED, problem=_unforeseen(error))
        raise
    stored = _move(
        volume_id,
        VolumeState.BINDING,
        VolumeState.BOUND,
        content=volume.content.name,
        sha256=hashlib.sha256(bound.pdf).hexdigest(),
        pages=bound.pages,
        contents=[list(entry) for entry in bound.contents],
        listed=[list(entry) for entry in bound.listed],
        source_digest=volume_digest(year, VolumeKind(volume.kind)),
    )
    if not stored and volume.content.name:
        volume.content.storage.delete(volume.content.name)


def _unforeseen(error: Exception) -> str:
    if isinstance(error, OSError):
        return (
            "Máy chủ không ghi được quyển đã ghép. Báo người quản trị xem chỗ trống trên đĩa, rồi ghép lại."
        )
    return "Có lỗi ngoài dự kiến khi ghép. Hãy thử lại; nếu vẫn lỗi, báo người quản trị."


def _move(volume_id: int, old: VolumeState, new: VolumeState, **more: object) -> bool:
    """Compare and set the state of a volume; true when this caller made the move."""
    assert new in MOVES[old]  # noqa: S101 - a move outside the table is a mistake of ours, not of a user
    if new in {VolumeState.BOUND, VolumeState.FAILED}:
        more["finished_at"] = timezone.now()
    return (
        Volume.objects.filter(pk=volume_id, state=old).update(state=new, beat_at=timezone.now(), **more) == 1
    )


def _beat(volume: Volume) -> Callable[[int, int], None]:
    """Tell how far the binding has come, at most about fifty times."""

    def beat(done: int, total: int) -> None:
        if done == total or done % max(1, total // 50) == 0:
            Volume.objects.filter(pk=volume.pk).update(done=done, steps=total, beat_at=timezone.now())

    return beat


def _fail_silent_bindings(dossier: Dossier, kind: VolumeKind) -> None:
    running = dossier.volumes.filter(kind=kind, state__in=[VolumeState.WAITING, VolumeState.BINDING])
    running.filter(beat_at__lt=timezone.now() - SILENCE).update(
        state=VolumeState.FAILED,
        problem="Việc ghép dừng giữa chừng. Hãy ghép lại.",
        finished_at=timezone.now(),
    )
