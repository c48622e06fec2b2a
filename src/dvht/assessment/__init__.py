"""A unit assesses itself against a pack, for one year."""
