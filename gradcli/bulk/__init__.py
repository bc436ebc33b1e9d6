"""Many lines: questions in, answers out, in order, from one process to a cluster.

    records (bytes in) -> pool (processes) -> stream (answers in order) -> output (bytes out)

A line is given to a worker process as it was read and comes back as the line to be written; the
process that supervises parses nothing, so that it never is what the others wait for.
"""
