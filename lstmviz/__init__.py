"""From a table to a live LSTM: the core that computes, and the pages that show."""
