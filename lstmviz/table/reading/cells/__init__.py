"""What the cells of a column hold: numbers, moments or text."""
