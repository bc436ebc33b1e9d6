"""One module a question: what it takes, how its texts are read, who answers and who tells."""
