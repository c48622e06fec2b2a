"""The pages of the dossier."""

from dvht.dossiers.views.dossier import dossier, dossier_archive, dossier_request
from dvht.dossiers.views.papers import (
    issued_paper,
    paper,
    paper_draft_docx,
    paper_issue,
    paper_page,
    paper_preview,
    paper_reset,
)
from dvht.dossiers.views.volumes import volume, volume_bind, volume_file

__all__ = [
    "dossier",
    "dossier_archive",
    "dossier_request",
    "issued_paper",
    "paper",
    "paper_draft_docx",
    "paper_issue",
    "paper_page",
    "paper_preview",
    "paper_reset",
    "volume",
    "volume_bind",
    "volume_file",
]
