"""Files written whole or not at all.

What is written has no name until it is whole, where the system can do that (Linux): then nothing
is left of it, whatever ends the process. Elsewhere it is a file beside its place, with a name that
tells of which file it is a draft.
"""

from __future__ import annotations

import errno
import os
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import IO, Final

_SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_BYTES: Final = 6
# A folder that takes no draft, or that does not let go of what a draft would replace: one that may
# only be read, a sticky one, a file that is mounted.
_STAYS: Final = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS, errno.EXDEV})


@contextmanager
def whole(target: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of `target` when all is written."""
    descriptor, name = _draft(target)
    try:
        with open(descriptor, "wb") as file:
            yield file
            file.flush()
            _make_alike(file.fileno(), target)
            with _undisturbed():
                if name is None:
                    name = _name(target)
                    _link(file.fileno(), name)
                name.replace(target)
    finally:
        if name is not None:
            name.unlink(missing_ok=True)


def write_over(target: Path, data: bytes) -> None:
    """Write into a file as it is there: its owner, its other names, its place in a mount.

    The room for it is made first, so that a full disk leaves the file as it was.
    """
    with target.open("r+b") as file, _undisturbed():
        _make_room(file.fileno(), len(data))
        file.write(data)
        file.truncate()


def _make_room(descriptor: int, size: int) -> None:
    before = os.fstat(descriptor).st_size
    if size <= before or not hasattr(os, "posix_fallocate"):
        return
    try:
        with _where_supported():
            os.posix_fallocate(descriptor, 0, size)
    except OSError:
        os.ftruncate(descriptor, before)
        raise


def replace_or_write_over(target: Path, data: bytes) -> None:
    """Give a file this content: by a draft, or where that would change what else it is, in it."""
    if target.exists() and _has_more_than_content(target):
        write_over(target, data)
        return
    try:
        with whole(target) as file:
            file.write(data)
    except OSError as error:
        if error.errno not in _STAYS or not target.exists():
            raise
        write_over(target, data)


def clear_drafts(target: Path) -> None:
    """Take away what earlier runs have left beside `target` when they were ended."""
    for draft in target.parent.glob(f"{escape(_prefix(target))}*"):
        suffix = draft.name.removeprefix(_prefix(target))
        if len(suffix) == 2 * _BYTES and not set(suffix) - set("0123456789abcdef"):
            draft.unlink(missing_ok=True)


def _prefix(target: Path) -> str:
    # Names have an end: of a long one the beginning tells enough.
    return f".{target.name[:80]}."


def _name(target: Path) -> Path:
    return target.with_name(f"{_prefix(target)}{os.urandom(_BYTES).hex()}")


def _draft(target: Path) -> tuple[int, Path | None]:
    """A new file, and its name where it has one."""
    if hasattr(os, "O_TMPFILE"):
        with _where_supported():
            return os.open(target.parent, os.O_TMPFILE | os.O_WRONLY, 0o666), None
    name = _name(target)
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), name


def _link(descriptor: int, name: Path) -> None:
    """Give a file without a name one."""
    folder = os.open(name.parent, os.O_RDONLY)
    try:
        # With a descriptor of a folder Python asks the system to follow the link.
        os.link(f"/proc/self/fd/{descriptor}", name.name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.close(folder)


def _make_alike(descriptor: int, target: Path) -> None:
    """Give a draft the owner and the permissions of the file that it is to replace."""
    try:
        there = target.stat()
    except FileNotFoundError:
        return
    mine = os.fstat(descriptor)
    if (there.st_uid, there.st_gid) != (mine.st_uid, mine.st_gid):
        os.fchown(descriptor, there.st_uid, there.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(there.st_mode))


def _has_more_than_content(target: Path) -> bool:
    """Whether a file has other names, or rights and remarks of a kind that a draft has not."""
    if target.stat().st_nlink > 1:
        return True
    if not hasattr(os, "listxattr"):
        return False
    with suppress(OSError):
        return any(not each.startswith("security.") for each in os.listxattr(target))
    return False


@contextmanager
def _where_supported() -> Iterator[None]:
    """Go on where a file system cannot do what is asked."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT):
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals wait for the moment that it takes."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
