"""Deadlines go into the inbox, by mail and into calendars."""
