"""JSON: an answer as the object that scripts read.

Every expression is text in the input language, so that reading it back gives the same expression.
Keys that do not apply are absent; keys may be added, never renamed. One module a question.
"""
