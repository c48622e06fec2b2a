"""Who is on the roster, what is known of them, and what that amounts to."""
