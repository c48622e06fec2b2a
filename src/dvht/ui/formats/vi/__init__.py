"""Formats of the language code "vi"."""
