"""What a self-assessment is: its records, and the sheet that they amount to."""

from dvht.assessment.models.records import Assessment, Entry, Revision
from dvht.assessment.models.sheet import Sheet, SheetRow

__all__ = ["Assessment", "Entry", "Revision", "Sheet", "SheetRow"]
