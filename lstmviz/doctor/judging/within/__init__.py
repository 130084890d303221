"""Between the input and the end of a model: layers, and the axes that they take or add."""
