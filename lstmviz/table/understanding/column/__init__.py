"""What each column is: fed or not, a target, a counter, a mark; and what its gaps cost."""
