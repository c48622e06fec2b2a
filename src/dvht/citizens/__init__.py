"""Who of a unit becomes a "Công dân học tập": registration, self-score, review, decision."""
