"""Self-assessments as spreadsheets: read, planned, applied and written (docs/import-export.md)."""
