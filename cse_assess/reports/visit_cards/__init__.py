"""The cards of a visit as a PDF."""
