"""The papers of panels and of examination."""
