"""Improvement actions: what is to be done, by whom and when, and which elements it moves."""
