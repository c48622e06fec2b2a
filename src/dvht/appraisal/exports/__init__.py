"""Files that the room hands out: drafts of its papers, and what a unit handed in."""

from dvht.appraisal.exports.papers import draft_of, open_file, sheet_bytes

__all__ = ["draft_of", "open_file", "sheet_bytes"]
