"""What may be private in evidence, what people decide about it, and redacted copies."""
