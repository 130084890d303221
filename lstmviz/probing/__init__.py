"""What a network does when something is changed: a value, an order, a batch."""
