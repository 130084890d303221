"""The parts of the page on input layouts."""
