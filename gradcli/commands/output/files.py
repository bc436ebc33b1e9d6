"""The file that an answer goes to."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from gradcli.bulk.drafts import replace_or_write_over
from gradcli.errors import unwritable


def write_file(name: str, content: str | bytes) -> None:
    """Write a file whole or not at all; a device or a pipe is written to as it is."""
    given = Path(name)
    content = content.encode() if isinstance(content, str) else content
    try:
        if name.endswith(os.sep):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if given.exists() and not given.is_file():
            given.write_bytes(content)
            return
        # What a link points to is replaced, not the link.
        target = Path(os.path.realpath(name))
        if target.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if target.exists() and not os.access(target, os.W_OK):
            # It could be replaced, but the missing right to write says that it must not be.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        replace_or_write_over(target, content)
    except OSError as error:
        raise unwritable(name, error) from error
