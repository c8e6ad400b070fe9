"""The desktop review: the assessor's findings beside the submission, never in it."""
