"""Wires the house: settings, root URLs, WSGI and the `dvht` command; imported by nobody."""
