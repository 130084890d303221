"""What a visitor brings, read into a table."""
