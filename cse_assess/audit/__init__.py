"""The append-only, hash-chained record of what was done; it knows no other context."""
