"""The law as data, and the pure arithmetic of assessing a learning unit against it."""
