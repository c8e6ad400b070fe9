"""The cheapest way to the award: which actions are enough, at the least effort."""
