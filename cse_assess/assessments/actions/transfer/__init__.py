"""Actions as spreadsheets: written, read, planned and applied (docs/actions.md)."""
