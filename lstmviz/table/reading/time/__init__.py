"""Moments, written as words."""
