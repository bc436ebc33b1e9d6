"""One story a question: the order in which a reader is told, and the sentences between."""
