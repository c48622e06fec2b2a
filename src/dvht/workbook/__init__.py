"""Workbooks: what offices send is read as plain cells under known columns, and what leaves is safe to open."""
