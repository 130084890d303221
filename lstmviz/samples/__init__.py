"""From a table to samples: layouts, counts, targets, and what goes wrong on the way."""
