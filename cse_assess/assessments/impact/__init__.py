"""What a change of a piece of evidence does to the elements that it proves, before it is saved."""
