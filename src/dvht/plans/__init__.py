"""The yearly plan: pack, stricter targets, calendar, dossier list, committee and tasks."""
