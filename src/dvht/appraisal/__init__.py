"""A council or an inspection team examines a dossier, beside the unit's own values."""
