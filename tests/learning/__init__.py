"""The rule book, hints, exercises and the lesson."""
