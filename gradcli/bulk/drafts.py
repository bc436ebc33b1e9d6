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
_CHUNK: Final = 1024 * 1024
# A folder that takes no draft, or that does not let go of what a draft would replace: one that may
# only be read, a sticky one, a file that is mounted.
_STAYS: Final = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS, errno.EXDEV})


def place_of(name: str) -> Path:
    """Where what is written to a name belongs: what a link points to is written, not the link.

    Raises:
        OSError: there is no such place, or nothing may be written there.
    """
    if name.endswith(os.sep):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if _is_no_file(Path(name)):
        # Of /dev/stdout in a pipe there is no real path.
        return Path(name)
    target = Path(os.path.realpath(name))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if target.exists() and not os.access(target, os.W_OK):
        # It could be replaced, but the missing right to write says that it must not be.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return target


@contextmanager
def whole(target: Path) -> Iterator[IO[bytes]]:
    """A file to write to, whose content `target` has when all is written.

    The draft takes the place of the target, or where that would change what else it is, is
    written over it. A device or a pipe is written to as it is.
    """
    if _is_no_file(target):
        with target.open("wb") as file:
            yield file
        return
    draft, name = _draft(target)
    try:
        with draft as file:
            yield file
            file.flush()
            if target.exists() and _has_more_than_content(target):
                _copy_over(file, target)
                return
            try:
                _make_alike(file.fileno(), target)
                with _undisturbed():
                    if name is None:
                        name = _name(target)
                        _link(file.fileno(), name)
                    name.replace(target)
            except OSError as error:
                if error.errno not in _STAYS or not target.exists():
                    raise
                _copy_over(file, target)
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


def _copy_over(draft: IO[bytes], target: Path) -> None:
    """Write a draft into a file as it is there, in the way of `write_over`."""
    size = draft.seek(0, os.SEEK_END)
    draft.seek(0)
    with target.open("r+b") as file, _undisturbed():
        _make_room(file.fileno(), size)
        while piece := draft.read(_CHUNK):
            file.write(piece)
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
    """Give a file this content: by a draft, or where that would change what else it is, in it.

    What is there as a whole needs no draft to be written over: on a disk that is nearly full there
    is room for one of the two.
    """
    if target.is_file() and _has_more_than_content(target):
        write_over(target, data)
        return
    with whole(target) as file:
        file.write(data)


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


def _draft(target: Path) -> tuple[IO[bytes], Path | None]:
    """A new file, and its name where it has one."""
    try:
        if hasattr(os, "O_TMPFILE"):
            with _where_supported():
                return open(os.open(target.parent, os.O_TMPFILE | os.O_RDWR, 0o666), "w+b"), None
        name = _name(target)
        return open(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), "w+b"), name
    except OSError as error:
        if error.errno not in _STAYS or not target.exists():
            raise
        from tempfile import TemporaryFile  # noqa: PLC0415  rare, and slow to load

        # The folder takes no draft, but the file in it may be written over.
        return TemporaryFile(), None


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


def _is_no_file(target: Path) -> bool:
    """Whether it is a pipe, a device or a folder."""
    return target.exists() and not target.is_file()


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
