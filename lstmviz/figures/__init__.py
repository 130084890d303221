"""Figures: pure functions from data to a chart, drawn by nobody here."""
