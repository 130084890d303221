"""Arrays, tables and data sets in a learner's code: their shapes, and what is done to them."""
