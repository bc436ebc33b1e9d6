"""From a source through a pool: answers as they come, in the order of the questions."""

from __future__ import annotations

from collections.abc import Iterator

from gradcli.bulk.pool import Pool
from gradcli.bulk.question import Answer
from gradcli.bulk.records.record import Source
from gradcli.errors import GradcliError


def answers(source: Source, pool: Pool) -> Iterator[Answer]:
    """An answer a record, in order; no more is read ahead than the pool has room for.

    Raises:
        GradcliError: the source cannot be read further; what it gave before is answered.
    """
    ended = False
    failure: GradcliError | None = None
    while not ended or pool.busy:
        starved = False
        while not ended and pool.has_room:
            try:
                starved = source.waiting()
                if starved:
                    break
                record = source.take()
            except GradcliError as error:
                record, failure = None, error
            if record is None:
                ended = True
            else:
                pool.put(record)
        if starved or pool.busy:
            pool.turn(source.descriptor if starved else None)
        yield from pool.ready()
    if failure is not None:
        raise failure
