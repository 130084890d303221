"""The questions under each heading, in teaching order, with other words they are asked with."""
