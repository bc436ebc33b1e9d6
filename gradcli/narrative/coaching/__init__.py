"""What is said to somebody who works it out alone: a hint at a time, a line at a time, a lesson."""
