"""Sample data: the five plans as real plans, with fictitious units and people."""
