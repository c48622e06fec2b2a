"""A file is composed from the year's papers, checked, and bound."""
