"""The pages of evidence."""

from dvht.evidence.views.adding import evidence_add, evidence_link_add, evidence_paper_add
from dvht.evidence.views.filing import evidence_file_under, evidence_remove, evidence_restore
from dvht.evidence.views.item import evidence_edit, evidence_item
from dvht.evidence.views.listing import evidence_export, evidence_list
from dvht.evidence.views.reusing import evidence_reuse
from dvht.evidence.views.stored import evidence_file, evidence_preview

__all__ = [
    "evidence_add",
    "evidence_edit",
    "evidence_export",
    "evidence_file",
    "evidence_file_under",
    "evidence_item",
    "evidence_link_add",
    "evidence_list",
    "evidence_paper_add",
    "evidence_preview",
    "evidence_remove",
    "evidence_restore",
    "evidence_reuse",
]
