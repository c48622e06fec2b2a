"""Pages without sign-in show published results and tell whether a paper is real."""
