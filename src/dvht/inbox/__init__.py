"""Messages to a person or to a body, each read by whoever reads it."""
