"""The commands around the questions: many at once, and what scripts, shells and man need."""
