"""A paper as a Word document that an office can go on editing, in Word or LibreOffice."""

from dvht.paper.docx.document import render_docx, render_together

__all__ = ["render_docx", "render_together"]
