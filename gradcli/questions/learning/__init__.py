"""What is told to a learner: the rule book, hints, exercises, a lesson."""
