"""When each row was measured, and in which order the rows stand."""
