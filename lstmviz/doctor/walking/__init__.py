"""A set-up is walked: the shape after each layer, and where it stops."""
