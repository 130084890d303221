"""What Python, NumPy, pandas and scikit-learn refuse, before any model is called."""
