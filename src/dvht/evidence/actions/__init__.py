"""Deeds on evidence: open and close a year, add, describe, file, remove, re-use."""

from dvht.evidence.actions.adding import Description, FileOutcome, add_files, add_link, add_paper_record
from dvht.evidence.actions.changing import change_evidence
from dvht.evidence.actions.collections import (
    close_collection,
    hold_collection,
    open_collection,
    reopen_collection,
)
from dvht.evidence.actions.filing import file_under, remove_use, restore_use
from dvht.evidence.actions.reusing import reuse_from_year
from dvht.evidence.actions.storing import store_and

__all__ = [
    "Description",
    "FileOutcome",
    "add_files",
    "add_link",
    "add_paper_record",
    "change_evidence",
    "close_collection",
    "file_under",
    "hold_collection",
    "open_collection",
    "remove_use",
    "reopen_collection",
    "restore_use",
    "reuse_from_year",
    "store_and",
]
