"""The evidence library: items, their immutable revisions, and the checks at the door."""
