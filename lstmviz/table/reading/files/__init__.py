"""What a file is, by its first bytes and words, and the kinds that are no plain rows of cells."""
