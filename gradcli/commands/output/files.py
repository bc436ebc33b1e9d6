"""Files, written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from gradcli.errors import unwritable


def write_file(name: str, text: str) -> None:
    """Write a file whole or not at all; a device or a pipe is written to as it is."""
    given = Path(name)
    try:
        if name.endswith(os.sep):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if given.exists() and not given.is_file():
            given.write_text(text, encoding="utf-8")
            return
        # What a link points to is replaced, not the link.
        target = Path(os.path.realpath(name))
        if target.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if target.exists() and not os.access(target, os.W_OK):
            # It could be replaced all the same; whoever took the right away did not mean that.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=target.parent, prefix=".gradcli.", delete=False
        ) as file:
            draft = Path(file.name)
            try:
                file.write(text)
                file.flush()
            except OSError:
                draft.unlink()
                raise
        # A draft is made for its owner's eyes only.
        draft.chmod(_mode_of(target))
        draft.replace(target)
    except OSError as error:
        raise unwritable(name, error) from error


def _mode_of(target: Path) -> int:
    """The permissions that a file has, or that a new one would be given here."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
