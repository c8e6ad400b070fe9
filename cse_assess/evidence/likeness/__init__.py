"""Finds files that are nearly the same: other words here and there, or the same picture resized."""
