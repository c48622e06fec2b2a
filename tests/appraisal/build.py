"""Builders of panels as an office makes them up."""

from datetime import date
from typing import Any

from tests import make
from tests.cast import Cast

from dvht.accounts.models import User
from dvht.appraisal.actions import panels as actions
from dvht.appraisal.letters.panels import decision_letter, proposal_letter
from dvht.appraisal.models import Panel, Seat
from dvht.documents.models import IssuedPaper
from dvht.dossiers.models import Submission

OUTSIDER = "Phùng Thị Ngoại"
TODAY = date(2026, 1, 5)


def a_seat(panel: Panel, role: str, *, user: User | None = None, **more: Any) -> Seat:
    facts: dict[str, Any] = {
        "full_name": user.full_name if user else OUTSIDER,
        "organisation": "Cơ quan",
        "organisation_kind": "office",
        "order": panel.seats.count(),
        **more,
    }
    return Seat.objects.create(panel=panel, user=user, role=role, **facts)


def a_full_council(cast: Cast, *, state: str = "draft", **more: Any) -> Panel:
    """A council of five, chair and secretary counted, with everybody whom the circular names; one has no account."""
    facts: dict[str, Any] = {
        "body": cast.office,
        "year": 2025,
        "form": "council",
        "name": "Hội đồng đánh giá",
        **more,
    }
    panel = Panel.objects.create(state=state, **facts)
    a_seat(panel, "chair", user=cast.office_head, organisation=cast.office.name, position="Trưởng phòng")
    a_seat(panel, "secretary", user=cast.officer, organisation=cast.office.name, position="Chuyên viên")
    a_seat(panel, "councillor", organisation="Hội Khuyến học", organisation_kind="study_association")
    a_seat(
        panel,
        "councillor",
        user=cast.examiner,
        organisation="Hội Phụ nữ",
        organisation_kind="socio_political",
    )
    a_seat(
        panel, "councillor", full_name="Lý Văn Ngoài", organisation="Công an xã", organisation_kind="other"
    )
    return panel


def a_full_team(cast: Cast, *, state: str = "draft", **more: Any) -> Panel:
    facts: dict[str, Any] = {
        "body": cast.office,
        "year": 2025,
        "form": "team",
        "name": "Đoàn kiểm tra số 1",
        "decided_by": cast.commune.name,
        **more,
    }
    panel = Panel.objects.create(state=state, **facts)
    a_seat(panel, "leader", user=cast.office_head, organisation=cast.office.name)
    a_seat(panel, "deputy_leader", user=cast.officer, organisation=cast.office.name)
    a_seat(panel, "inspector", organisation="Hội Khuyến học", organisation_kind="study_association")
    return panel


def a_received(cast: Cast) -> Submission:
    """The first unit's dossier, received by the office."""
    return make.a_submission(cast.unit, cast.office, cast.commune, by=cast.head, state="received")


def decided(panel: Panel, by: User, **more: Any) -> IssuedPaper:
    fresh = Panel.objects.get(pk=panel.pk)
    issuer = fresh.body if fresh.is_council else by.roles.get(kind="head").unit
    facts: dict[str, Any] = {
        "issued_on": TODAY,
        "head_name": by.full_name,
        "seen": decision_letter(fresh, issuer).source_digest,
        **more,
    }
    return actions.issue_panel_decision(fresh, by=by, **facts)


def proposed(panel: Panel, by: User) -> IssuedPaper:
    seen = proposal_letter(panel).source_digest
    return actions.issue_proposal(panel, issued_on=TODAY, head_name=by.full_name, seen=seen, by=by)
