"""Draws the pages of stored files as small pictures, in the limited child process."""

THUMBNAIL = "thumbnail"
