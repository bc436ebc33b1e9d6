"""What is said of a text: the words for each code, and notes on how it was read.

Whoever finds a mistake gives its code, its place and its parts; the sentences stand in `failures`
and `notes`, each whole, so that it can be corrected or translated as one.
"""
