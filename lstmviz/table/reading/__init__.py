"""Bytes of a visitor's file → cells → cleaned columns; only `lstmviz.table.tables` reads through it."""
