"""Submissions: a self-assessment frozen for an assessor, with a manifest that proves it whole."""
