"""Bytes of a visitor's file → cells → cleaned columns; only `tables` reads through it."""
