"""What a table's columns and rows are: pure functions from a table to findings."""
