"""The cells' equations, their settings, gradients and terms: NumPy, nothing else."""
