"""The end of a model: predictions beside targets, and the loss between them."""
