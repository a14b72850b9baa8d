"""Files and folders that are written whole or not at all, by one process at a time.

Each has one name while it is written, so that the next write takes over what an interruption leaves of it.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PART, NEW = ".part", ".new"  # a file and a folder that are not yet whole
WHOLE = ".whole"  # a folder that is whole, until all of its files have taken their places
OLD = ".old"  # a folder that is being replaced


class BusyError(OSError):
    """Another process writes into the folder."""


@contextmanager
def locked(folder: Path, wait: bool = True) -> Iterator[None]:
    """Let one process write into a folder at a time; the lock ends with its process.

    Raises a `BusyError` where another process has the lock, and `wait` is false.
    """
    if sys.platform == "win32":  # where a folder can be neither opened nor locked
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    except BlockingIOError as error:
        raise BusyError(f"{folder}: another run is writing into it; try again when it has ended") from error
    finally:
        os.close(handle)


@contextmanager
def writing(file: Path, part: str = PART) -> Iterator[Path]:
    """Give a path to write to; what is written there then takes the file's name.

    The folder must be locked, or `part` must be a name that no other writer uses.
    """
    path = file.with_name(part)
    try:
        yield path
        path.replace(file)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_whole(file: Path, data: bytes) -> None:
    """Write a file and flush it to disk before giving it its name; the folder must be locked."""
    with writing(file) as part:
        part.write_bytes(data)
        _sync(part)
    _sync(file.parent)  # the name too, before the next step builds on it


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give a new folder to write into, which then takes the place of `folder` and of everything in it.

    A process that is killed leaves the old folder or the new one, where the system can exchange two folders (Linux,
    macOS); elsewhere there is none for a moment, and the next call puts the old one back. Raises a `BusyError` where
    another process writes into the folder beside it.
    """
    folder = folder.absolute()
    new, old = (folder.with_name(f".{folder.name}{suffix}") for suffix in (NEW, OLD))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.parent, wait=False):
        if old.exists() and not folder.exists():
            old.rename(folder)
        with _new_folder(new):
            yield new
            for path in (*new.rglob("*"), new):
                _sync(path)
            if not (folder.exists() and _exchange(new, folder)):
                if folder.exists():
                    shutil.rmtree(old, ignore_errors=True)
                    folder.rename(old)
                new.rename(folder)
            _sync(folder.parent)
        for rest in (new, old):
            shutil.rmtree(rest, ignore_errors=True)


@contextmanager
def replacing_files(folder: Path) -> Iterator[Path]:
    """Give a new folder to write into; its files and folders then replace those of the same names in `folder`.

    What else is in `folder` stays. A process that is killed before the new files are whole leaves those that were
    there; one that is killed while they take their places leaves the rest to the next call, and `find_whole` finds
    each until then. Raises a `BusyError` where another process writes into the folder.
    """
    was_there = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with locked(folder, wait=False):
            _put_in_place(folder)
            with _new_folder(folder / NEW) as new:
                yield new
                for path in (*new.rglob("*"), new):
                    _sync(path)
                new.rename(folder / WHOLE)
            _sync(folder)
            _put_in_place(folder)
    except BaseException:
        if not was_there:
            with suppress(OSError):  # unless another process has begun to write into it
                folder.rmdir()
        raise


def find_whole(folder: Path, name: str) -> Path:
    """Return where a file of a folder that `replacing_files` has written is: it may not have taken its place yet."""
    whole = folder / WHOLE / name
    return whole if whole.exists() else folder / name


@contextmanager
def _new_folder(new: Path) -> Iterator[Path]:
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        yield new
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


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


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; ``False`` where the system or the file system cannot."""
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux; RENAME_SWAP of macOS is 2 too
    paths = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*paths, exchange) == 0)
        return bool(library.renameat2(here, paths[0], here, paths[1], exchange) == 0)
    except (AttributeError, OSError, TypeError):
        return False


def _sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
