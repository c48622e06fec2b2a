"""Who examines, what they find in a dossier, and what they conclude."""

from dvht.appraisal.models.findings import Appraisal, Conclusion, Finding, Judgement, Meeting, Vote
from dvht.appraisal.models.panels import (
    Assignment,
    Invitation,
    OrganisationKind,
    Panel,
    PanelForm,
    Seat,
    SeatRole,
    Visit,
    WorkingMode,
)

__all__ = [
    "Appraisal", "Assignment", "Conclusion", "Finding", "Invitation", "Judgement", "Meeting", "OrganisationKind",
    "Panel", "PanelForm", "Seat", "SeatRole", "Visit", "Vote", "WorkingMode",
]  # fmt: skip
