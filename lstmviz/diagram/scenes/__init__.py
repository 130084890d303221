"""A dataset and a model → a scene: what a drawing shows, as data for the browser."""
