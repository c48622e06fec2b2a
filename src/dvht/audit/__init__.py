"""Who did what, when: append-only, hash-chained; holds plain identifiers and knows no other room."""
