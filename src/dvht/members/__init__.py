"""The people of a unit: a dated roster, and what each of them did in a year."""
