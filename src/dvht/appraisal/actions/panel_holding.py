"""Holding a panel: one deed at a time, each on the state that it really finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from dvht.accounts.models import User
from dvht.appraisal.models import Panel
from dvht.appraisal.states import PANEL_MOVES, PanelState
from dvht.audit.actions import record

WORDS: Final = {
    PanelState.DRAFT: "{name} chưa có quyết định thành lập.",
    PanelState.AT_WORK: "{name} đã có quyết định và đang làm việc.",
    PanelState.DISSOLVED: "{name} đã kết thúc nên không đổi được nữa.",
}
CHANGED: Final = "Người khác vừa sửa. Phần bạn viết vẫn còn ở dưới: hãy so với bản mới rồi lưu lại."


def held_panel(panel: Panel) -> Panel:
    """The panel as it stands now, for nobody else to change until the transaction ends."""
    kept: Panel | None = (
        Panel.objects.select_for_update(of=("self",)).select_related("body").filter(pk=panel.pk).first()
    )
    if kept is None:
        raise ValidationError("Bản đang lập này vừa bị bỏ.", code="gone")
    return kept


def held_open(panel: Panel) -> Panel:
    """The same, unless it has ended; raises ValidationError (code "state")."""
    return held_in(panel, PanelState.DRAFT, PanelState.AT_WORK)


def held_in(panel: Panel, *states: PanelState) -> Panel:
    """The same, in one of these states and of a body that is there; raises ValidationError (code "state") otherwise."""
    kept = held_panel(panel)
    if kept.body.is_dissolved(timezone.localdate()):
        raise ValidationError(f"{kept.body.name} không còn hoạt động.", code="state")
    if kept.state not in states:
        raise ValidationError(where_it_is(kept), code="state")
    return kept


def move_panel(kept: Panel, to: PanelState) -> None:
    """Set the state of a held panel; saving is the caller's. Raises ValidationError (code "state")."""
    if to not in PANEL_MOVES[PanelState(kept.state)]:
        raise ValidationError(where_it_is(kept), code="state")
    kept.state = to.value
    kept.version += 1


def where_it_is(kept: Panel) -> str:
    return WORDS[PanelState(kept.state)].format(name=kept.name)


def same_version(kept: Any, version: int) -> None:
    """Raises ValidationError (code "conflict") when somebody saved in between."""
    if kept.version != version:
        raise ValidationError(CHANGED, code="conflict")


def leave_panel_trace(
    verb: str,
    panel: Panel,
    *,
    by: User,
    label: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        verb,
        by=by,
        thing="appraisal.Panel",
        thing_id=panel.pk,
        label=f"{panel.name} {panel.year}{f': {label}' if label else ''}",
        unit_id=panel.body_id,
        before=before,
        after=after,
    )
