"""The assessor's side: what is submitted to them, and what becomes of it."""
