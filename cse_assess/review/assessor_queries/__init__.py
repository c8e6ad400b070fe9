"""What an assessor asks for, and the addenda by which the organisation answers."""
