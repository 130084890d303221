"""What a text says beside its code: sentences, prints, comments, summaries, other languages."""
