"""A stranger's text becomes a set-up and reports; no line of it is ever executed."""
