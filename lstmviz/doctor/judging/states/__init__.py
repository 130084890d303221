"""The states of recurrent layers: their axes, their samples, and what a layer returns."""
