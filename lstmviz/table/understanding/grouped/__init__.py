"""Which rows belong together: series, one after another or taking turns, and long lists."""
