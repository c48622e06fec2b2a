"""Property tests without a clock and without a memory between runs."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("dvht", deadline=None, database=None, derandomize=True)
settings.load_profile("dvht")
