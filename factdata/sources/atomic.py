"""Files and folders that are written whole or not at all, by one process at a time."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

# What a file or a folder is called until it is whole. One name for all: what an interruption leaves of it, the next
# write takes over.
PART, NEW = ".part", ".new"
# What a folder is called from then on, until all that is in it has taken its place.
WHOLE = ".whole"


class BusyError(OSError):
    """Another process writes into the folder."""


@contextmanager
def locked(folder: Path, wait: bool = True) -> Iterator[None]:
    """Let one process write into a folder at a time; the lock ends with its process.

    Raises
    ------
    BusyError
        Another process has the lock, and `wait` is false.
    """
    if sys.platform == "win32":  # where a folder can be neither opened nor locked
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise BusyError(f"{folder}: another run is writing into it; try again when it has ended") from error
        yield
    finally:
        os.close(handle)


def write_whole(file: Path, data: bytes) -> None:
    """Write beside, and give the name to what is safe on the disk only; the folder is to be locked."""
    part = file.with_name(PART)
    part.write_bytes(data)
    _sync(part)
    part.replace(file)
    _sync(file.parent)  # the name too, before the next step builds on it


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give a new folder to write into; files and folders in it then take the place of those in `folder`, or none does.

    A process that ends before leaves what was there; one that ends while they take their places has left the rest to
    `put_in_place`.

    Raises
    ------
    BusyError
        Another process writes into the folder.
    OSError
        It cannot be written.
    """
    was_there = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / NEW
    try:
        with locked(folder, wait=False):
            _put_in_place(folder)
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir()
            try:
                yield new
                for path in (*new.rglob("*"), new):
                    _sync(path)
                new.rename(folder / WHOLE)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            _sync(folder)
            _put_in_place(folder)
    except BaseException:
        if not was_there:
            with suppress(OSError):  # unless another process has begun to write into it
                folder.rmdir()
        raise


def put_in_place(folder: Path) -> None:
    """Finish what a process that was killed had written whole, but not yet put in its place."""
    if (folder / WHOLE).is_dir():
        with locked(folder):
            _put_in_place(folder)


def _put_in_place(folder: Path) -> None:
    whole = folder / WHOLE
    if not whole.is_dir():
        return
    for path in sorted(whole.iterdir()):
        place = folder / path.name
        if place.is_dir():
            shutil.rmtree(place)
        path.replace(place)
    whole.rmdir()
    _sync(folder)


def _sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
