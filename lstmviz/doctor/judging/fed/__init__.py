"""What is fed: its axes, its sizes, its samples, and what they mean."""
