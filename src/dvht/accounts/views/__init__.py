"""Pages of administration and set-up; reached by URL only."""
