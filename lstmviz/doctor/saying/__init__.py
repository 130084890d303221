"""The doctor's words."""
