"""The words in a file that prove an element: pinned, found again in a new revision, or lost."""
