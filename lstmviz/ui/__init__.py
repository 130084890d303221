"""What the pages share: one visitor's experiment, the controls, and what is drawn live."""
