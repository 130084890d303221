"""Every choice in one frozen object, to and from a link."""
