"""What comes after an award: the certificate, its reviews and what to look at again."""
