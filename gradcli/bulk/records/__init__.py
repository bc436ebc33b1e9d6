"""Reading: JSON Lines, CSV and TSV as records, one at a time, however long the file is.

A record is the text of one JSON object. Nothing is parsed that need not be: a line of JSON goes
on as it is; a row of a table becomes an object with the names of the header as its keys.
"""
