"""The sample organisation, loaded through the services like anybody's own data."""
