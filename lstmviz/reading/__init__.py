"""Bytes of a visitor's file → cells → cleaned columns; only `lstmviz.tables` reads through it."""
