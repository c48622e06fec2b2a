"""The life of a panel: drafted, set up by a decision, at its end dissolved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dvht.accounts.models import User
from dvht.appraisal.actions.panel_holding import (
    held_in,
    held_open,
    held_panel,
    leave_panel_trace,
    move_panel,
    same_version,
    where_it_is,
)
from dvht.appraisal.actions.visits import tell_of_visits
from dvht.appraisal.letters.panels import decision_letter, proposal_letter
from dvht.appraisal.models import Panel, PanelForm, WorkingMode
from dvht.appraisal.queries.panels import DECISION, PROPOSAL, issuing_body, seats_of
from dvht.appraisal.queries.rules import composition_of
from dvht.appraisal.states import PanelState
from dvht.documents.actions import Order, issue_paper
from dvht.documents.letters import Letter, field_values
from dvht.documents.models import IssuedPaper
from dvht.documents.queries import drafts_of, papers_in_force
from dvht.inbox.actions import tell_person, tell_unit
from dvht.inbox.models import Topic
from dvht.units.models import Unit


@dataclass(frozen=True)
class PanelWords:
    name: str
    mode: str = WorkingMode.MEETING.value
    written_until: dt.date | None = None
    counts_leaders: bool = True
    decided_by: str = ""


@dataclass(frozen=True)
class OutsideDecision:
    """A decision made outside this system: its number, its day, who signed."""

    number: str
    decided_on: dt.date
    decided_by: str


def draft_panel(body: Unit, year: int, form: PanelForm, words: PanelWords, *, by: User) -> Panel:
    """Begin a council or a team. Raises ValidationError by field."""
    _check_words(words)
    with transaction.atomic():
        panel = Panel(body=body, year=year, form=form.value, **asdict(words))
        _save(panel)
        leave_panel_trace("lập hội đồng, đoàn", panel, by=by, after={"form": form.value, **asdict(words)})
    return panel


def change_panel(panel: Panel, words: PanelWords, *, version: int, by: User) -> Panel:
    """Change its name and how it works; of one at work only the way of working and the days."""
    _check_words(words)
    with transaction.atomic():
        kept = held_open(panel)
        same_version(kept, version)
        if kept.is_at_work and (words.name != kept.name or words.counts_leaders != kept.counts_leaders):
            raise ValidationError(
                "Tên và cách tính số ủy viên đã theo quyết định thành lập nên không đổi được nữa.",
                code="state",
            )
        before = {name: getattr(kept, name) for name in asdict(words)}
        for name, value in asdict(words).items():
            setattr(kept, name, value)
        kept.version += 1
        _save(kept)
        leave_panel_trace("sửa hội đồng, đoàn", kept, by=by, before=before, after=asdict(words))
    return kept


def discard_panel(panel: Panel, *, by: User) -> None:
    """Throw away a draft; one that was set up is dissolved instead."""
    with transaction.atomic():
        kept = held_in(panel, PanelState.DRAFT)
        leave_panel_trace("bỏ bản đang lập", kept, by=by)
        kept.delete()


def begin_work(panel: Panel, decision: OutsideDecision, *, by: User) -> Panel:
    """Set a panel to work by a decision made on paper. Raises ValidationError ("state", "composition", by field)."""
    problems = {}
    if not decision.number.strip():
        problems["number"] = "Ghi số, ký hiệu của quyết định."
    if not decision.decided_by.strip():
        problems["decided_by"] = "Ghi cơ quan hoặc người ký quyết định."
    if decision.decided_on > timezone.localdate():
        problems["decided_on"] = f"Ngày {decision.decided_on:%d/%m/%Y} chưa đến. Ghi ngày trên quyết định."
    if problems:
        raise ValidationError(problems)
    with transaction.atomic():
        kept = _ready(held_panel(panel))
        kept.decision_number, kept.decided_on = decision.number.strip(), decision.decided_on
        kept.decided_by = decision.decided_by.strip()
        _set_to_work(kept, by=by)
    return kept


def issue_panel_decision(
    panel: Panel, *, issued_on: dt.date, head_name: str, seen: str, by: User
) -> IssuedPaper:
    """Issue the decision that sets the panel up; the first sets it to work, a later one replaces the one before.

    `seen` is the digest of the letter that the signer read. Raises ValidationError.
    """
    issuer = issuing_body(panel, timezone.localdate())
    if issuer is None:
        raise ValidationError(
            "Cơ quan quyết định không có trong hệ thống. Hãy ghi số, ngày của quyết định đã có.",
            code="issuer",
        )
    letter = decision_letter(panel, issuer)
    _same_letter(letter, seen)
    old = papers_in_force(issuer, panel.year, panel.about).get(DECISION)

    def alongside() -> Callable[[IssuedPaper], object]:
        kept = held_panel(panel)
        if kept.state == PanelState.DISSOLVED:
            raise ValidationError(where_it_is(kept), code="state")
        if kept.is_draft and not kept.is_council and not is_proposed(kept):
            raise ValidationError("Cơ quan thường trực chưa trình thành lập Đoàn kiểm tra.", code="proposal")
        _ready(kept, again=True)
        _same_letter(decision_letter(kept, issuer), seen)
        return lambda paper: _decided(kept, paper, by=by)

    values = _values(letter, issuer, panel, head_name)
    order = Order(letter, issuer, panel.year, values, issued_on, supersedes=old, about=panel.about)
    return issue_paper(order, by=by, alongside=alongside)


def issue_proposal(panel: Panel, *, issued_on: dt.date, head_name: str, seen: str, by: User) -> IssuedPaper:
    """Issue the office's letter that asks the people's committee to set up a team (HQ-3), and tell the committee."""
    letter = proposal_letter(panel)
    _same_letter(letter, seen)
    old = papers_in_force(panel.body, panel.year, panel.about).get(PROPOSAL)

    def alongside() -> Callable[[IssuedPaper], object]:
        kept = held_in(panel, PanelState.DRAFT)
        if kept.is_council:
            raise ValidationError(
                "Hội đồng do người đứng đầu cơ quan thành lập, không cần tờ trình.", code="state"
            )
        _ready(kept)
        _same_letter(proposal_letter(kept), seen)
        return lambda paper: _proposed(kept, paper, by=by)

    values = _values(letter, panel.body, panel, head_name)
    order = Order(letter, panel.body, panel.year, values, issued_on, supersedes=old, about=panel.about)
    return issue_paper(order, by=by, alongside=alongside)


def dissolve_panel(panel: Panel, reason: str, *, by: User) -> Panel:
    """End a panel: nobody in it sees a dossier through it any more; what it concluded stays."""
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do, ví dụ: đã hoàn thành nhiệm vụ."})
    with transaction.atomic():
        kept = held_panel(panel)
        move_panel(kept, PanelState.DISSOLVED)
        kept.ended_reason = reason.strip()
        kept.save(update_fields=["state", "version", "ended_reason"])
        now = timezone.now()
        for seat in seats_of(kept):
            seat.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)
            if seat.user is not None:
                tell_person(
                    seat.user,
                    Topic.APPRAISAL,
                    f"{kept.name} đã kết thúc: {kept.ended_reason}",
                    key=f"panel-end:{kept.pk}",
                )
        leave_panel_trace("kết thúc hội đồng, đoàn", kept, by=by, after={"reason": kept.ended_reason})
    return kept


def is_proposed(panel: Panel) -> bool:
    """Whether the office has asked for this team to be set up."""
    return PROPOSAL in papers_in_force(panel.body, panel.year, panel.about)


def _check_words(words: PanelWords) -> None:
    problems = {}
    if not words.name.strip():
        problems["name"] = "Ghi tên hội đồng hoặc đoàn."
    if words.mode == WorkingMode.WRITTEN and words.written_until is None:
        problems["written_until"] = "Lấy ý kiến bằng văn bản thì phải ghi hạn gửi ý kiến."
    if problems:
        raise ValidationError(problems)


def _save(panel: Panel) -> None:
    try:
        with transaction.atomic():
            panel.save()
    except IntegrityError as error:
        raise ValidationError(
            {"name": "Năm này đã có hội đồng hoặc đoàn mang tên đó. Ghi tên khác."}
        ) from error


def _ready(kept: Panel, *, again: bool = False) -> Panel:
    """A held panel that may be set up: a draft, or with `again` one at work, made up as the circular asks."""
    if not kept.is_draft and not (again and kept.is_at_work):
        raise ValidationError(where_it_is(kept), code="state")
    gaps = composition_of(kept, seats_of(kept)).gaps
    if gaps:
        raise ValidationError(f"Chưa thành lập được {kept.name}. {' '.join(gaps)}", code="composition")
    return kept


def _same_letter(letter: Letter, seen: str) -> None:
    if letter.source_digest != seen:
        raise ValidationError(
            "Danh sách vừa thay đổi sau khi bạn mở trang. Hãy xem lại bản mới rồi ban hành.", code="changed"
        )


def _values(letter: Letter, issuer: Unit, panel: Panel, head_name: str) -> Mapping[str, str]:
    draft = drafts_of(issuer, panel.year, panel.about).get(letter.kind)
    return field_values(letter, issuer, draft.fields if draft else {}, head_name)


def _decided(kept: Panel, paper: IssuedPaper, *, by: User) -> None:
    kept.decision, kept.decision_number, kept.decided_on = paper, paper.full_number, paper.issued_on
    kept.decided_by = paper.unit.name
    if kept.is_draft:
        _set_to_work(kept, by=by)
        return
    kept.version += 1
    kept.save()
    leave_panel_trace("thay quyết định thành lập", kept, by=by, after={"decision": paper.full_number})


def _set_to_work(kept: Panel, *, by: User) -> None:
    move_panel(kept, PanelState.AT_WORK)
    kept.save()
    leave_panel_trace(
        "thành lập hội đồng, đoàn",
        kept,
        by=by,
        after={
            "decision": kept.decision_number,
            "decided_on": kept.decided_on,
            "decided_by": kept.decided_by,
        },
    )
    for seat in seats_of(kept):
        if seat.user is not None:
            tell_person(
                seat.user,
                Topic.APPRAISAL,
                f"Bạn có tên trong {kept.name} năm {kept.year}: {seat.get_role_display()}",
                text=f"Theo Quyết định số {kept.decision_number}.",
                key=f"panel-begin:{kept.pk}",
            )
    tell_of_visits(kept)


def _proposed(kept: Panel, paper: IssuedPaper, *, by: User) -> None:
    issuer = issuing_body(kept, timezone.localdate())
    if issuer is not None:
        tell_unit(
            issuer,
            Topic.APPRAISAL,
            f"{kept.body.name} trình thành lập {kept.name} năm {kept.year}",
            text=f"Tờ trình số {paper.full_number}.",
            url=f"/co-quan/{issuer.pk}/{kept.year}/tham-dinh/{kept.pk}/van-ban/quyet-dinh/",
            key=f"panel-proposal:{paper.pk}",
        )
    leave_panel_trace("trình thành lập đoàn", kept, by=by, after={"letter": paper.full_number})
