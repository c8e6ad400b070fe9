"""Finding evidence by its words: what people type, the index, and the passage that is shown."""
