"""The hidden-state flow diagram: a scene of plain data, and the component that moves it."""
