"""What hangs on which piece of evidence."""
