"""What is handed on: a link with its QR code, for anyone or for a class."""
