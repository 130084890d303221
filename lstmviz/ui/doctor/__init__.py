"""The parts of the page of the shape doctor."""
