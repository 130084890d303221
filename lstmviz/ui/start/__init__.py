"""The way in: what whoever comes without choices is shown first."""
