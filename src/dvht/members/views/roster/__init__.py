"""Pages of the roster and of what is recorded of its members."""
