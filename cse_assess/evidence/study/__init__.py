"""What is found out about each stored file in the background, once for each content."""
