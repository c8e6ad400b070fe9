"""How a self-assessment would stand on the days to come."""
