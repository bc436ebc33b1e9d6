"""What is said of a text: the words for each code, and notes on how it was read.

A mistake is raised with its error code, its place and its parts; the sentences stand in `failures`
and `notes`, each whole, so that it can be corrected or translated as one.
"""
