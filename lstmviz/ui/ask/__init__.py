"""The one place to ask: a field on every page, and the answer beside what shows it."""
