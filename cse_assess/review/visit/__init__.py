"""The visit: whom to meet, what to watch, and what was noted."""
