"""What an assessor saw and took away of a submission, for the organisation to read."""
