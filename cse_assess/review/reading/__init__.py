"""Reading a submission from outside: the assessor's only way to what an organisation submitted."""
