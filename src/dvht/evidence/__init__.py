"""Files, links and paper records that prove a claim."""
