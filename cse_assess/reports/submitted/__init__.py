"""What an assessor takes away of a submission: the paper of what is claimed, and a pack."""
