"""What draws the scenes: JavaScript, style sheets, markup, and the types shared with Python."""
