"""Workbooks of a roster on their way in: what a file says, what it would change, and the deed that writes it."""
