"""Self-assessments of several services side by side."""
