"""The way to the award: which of a self-assessment's actions are enough, at the least effort."""
