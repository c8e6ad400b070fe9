"""Organisations, services, people, roles, sign-in and invitations."""
