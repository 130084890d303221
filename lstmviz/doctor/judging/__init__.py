"""What a walk and the reports say about a set-up, and which change mends it."""
