"""What the browser sends about panels and findings."""
