"""Deeds of panels and of examination."""

from dvht.appraisal.actions.assignments import begin_appraisal

__all__ = ["begin_appraisal"]
