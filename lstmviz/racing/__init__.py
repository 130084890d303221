"""Who races, on the same targets, and what a race allows to say."""
