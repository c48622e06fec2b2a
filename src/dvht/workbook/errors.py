"""What can be wrong with a workbook or a cell, told in Vietnamese for the person who sent it."""


class WorkbookError(Exception):
    """A file that can't be read as a workbook; the message says what is wrong and how to mend it."""


class CellError(Exception):
    """A value that isn't what its column asks for; the message says what is allowed, not where it stands."""
