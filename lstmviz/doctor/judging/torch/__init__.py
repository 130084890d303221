"""What PyTorch's layers and losses refuse, and why."""
