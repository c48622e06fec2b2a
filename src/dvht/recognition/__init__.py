"""Decisions, refusals with reasons, titles in force, and what is published."""
