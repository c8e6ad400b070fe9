"""Self-assessments: levels and texts per element, and their links to evidence."""
