"""Proof that no stored file was lost, changed or forgotten."""
