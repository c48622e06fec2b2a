"""The pages of the dossier: the unit's, and those of the body to which it is handed in."""

from dvht.dossiers.views.deliveries import delivery, delivery_file, delivery_receipt
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
from dvht.dossiers.views.registering import submission_register
from dvht.dossiers.views.submission import (
    submission,
    submission_close,
    submission_file,
    submission_reassign,
    submission_receipt,
    submission_receive,
    submission_return,
)
from dvht.dossiers.views.submission_list import submission_export, submission_list
from dvht.dossiers.views.submitting import dossier_submit, dossier_withdraw
from dvht.dossiers.views.volumes import volume, volume_bind, volume_file

__all__ = [
    "delivery",
    "delivery_file",
    "delivery_receipt",
    "dossier",
    "dossier_archive",
    "dossier_request",
    "dossier_submit",
    "dossier_withdraw",
    "issued_paper",
    "paper",
    "paper_draft_docx",
    "paper_issue",
    "paper_page",
    "paper_preview",
    "paper_reset",
    "submission",
    "submission_close",
    "submission_export",
    "submission_file",
    "submission_list",
    "submission_reassign",
    "submission_receipt",
    "submission_receive",
    "submission_register",
    "submission_return",
    "volume",
    "volume_bind",
    "volume_file",
]
