"""The dossier that a unit composes, and its way through the authority."""

from dvht.dossiers.models.submission import (
    Channel,
    DeliveredFile,
    Delivery,
    Return,
    ReturnedRow,
    Submission,
)
from dvht.dossiers.models.volumes import Dossier, Volume, VolumeKind

__all__ = [
    "Channel", "DeliveredFile", "Delivery", "Dossier", "Return", "ReturnedRow", "Submission", "Volume", "VolumeKind",
]  # fmt: skip
