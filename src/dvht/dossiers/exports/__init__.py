"""What leaves the room: papers and volumes of the unit, files of a delivery, receipts, lists as workbooks."""

from dvht.dossiers.exports.deliveries import LostFileError, open_delivered_file
from dvht.dossiers.exports.lists import submissions_workbook
from dvht.dossiers.exports.receipts import receipt_pdf
from dvht.dossiers.exports.volumes import (
    LostVolumeError,
    archive,
    draft_paper,
    volume_content,
    volume_of,
)

__all__ = [
    "LostFileError",
    "LostVolumeError",
    "archive",
    "draft_paper",
    "open_delivered_file",
    "receipt_pdf",
    "submissions_workbook",
    "volume_content",
    "volume_of",
]
