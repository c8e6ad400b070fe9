"""Requests for evidence: a colleague is asked, sends something in, and it is accepted or not."""
