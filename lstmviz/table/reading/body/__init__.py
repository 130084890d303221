"""Which lines and rows of a file are its table, and which stand around it."""
