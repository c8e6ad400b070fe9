"""What if: other levels tried on a copy, and saved only if somebody asks for it."""
