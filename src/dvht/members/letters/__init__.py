"""The papers of members: commitments, study plans, and the summary by department."""
