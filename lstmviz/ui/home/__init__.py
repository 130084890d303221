"""The parts of the page with what can be taken home."""
