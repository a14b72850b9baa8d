"""Reads documents so that none takes the others with it: one that could keep the parser busy has a process of its own.

The process ends where a document takes more processor time or memory than any ordinary one, or crashes native code; a
row in ``problems`` says so, and the next document gets another process. Most documents are harmless by simple bounds.
They are read in this process, which costs nothing.
"""

import math
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import Timer

from factdata.sources.documents import Document
from factdata.sources.files import UNREADABLE, reread
from factdata.sources.problems import Problems
from factdata.tables.reading import Reading, read_document

if sys.platform != "win32":
    import resource

LARGE = 200_000  # bytes; in as many, one tag may have attributes that take the parser five seconds
# HTML elements that the parser opens anew in every paragraph while they are not closed: what it makes of 4,000
# `<font><p>` is a tree of eight million elements. For others its steps grow with tags times depth.
FORMATTING = re.compile(rb"<(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)[\s/>]", re.IGNORECASE)
FEW_TAGS = 10_000  # however they are nested; the largest ordinary page seen has 9,700
MAX_ELEMENTS = 1_000_000  # that the parser may make of a page
# Processor time of one document: ten times what ordinary ones of its size take.
SECONDS = 10
SECONDS_A_MEGABYTE = 2
BUSY = 10  # times as long may it take on the clock, on a machine that does other things too
MEMORY = 4 * 2**30  # bytes of addresses; an ordinary document of 16 MB takes one quarter

# Not one of `multiprocessing`, which would run a user's script again.
_START = "import sys; sys.path[:] = {path}; from factdata.pipeline.guarded import answer_requests; answer_requests()"


class Reader(AbstractContextManager["Reader"]):
    """Reads documents by a function, `read_document` but for tests; as a context, it ends the process that it started.

    Examples
    --------
    >>> with Reader() as reader:
    ...     readings = [reader.read(document, problems) for document in documents]  # doctest: +SKIP
    """

    def __init__(self, function: Callable[[Document, Problems], Reading | None] = read_document) -> None:
        self._function = function
        self._process: subprocess.Popen[bytes] | None = None

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def read(self, document: Document, problems: Problems) -> Reading | None:
        """Read a document, in a process of its own if need be; ``None`` where it cannot be read."""
        try:
            data = reread(document) if document.data is None else document.data
        except UNREADABLE as error:
            problems.error(document.path, "unreadable", f"could not be read: {error}")
            return None
        read = self._read_apart if needs_process(data, document.media_type) else self._function
        try:
            return read(document._replace(data=data), problems)
        except Exception as error:  # whatever it is, the other documents are read
            note_fault(document.path, repr(error), problems)
            return None

    def _read_apart(self, document: Document, problems: Problems) -> Reading | None:
        seconds = SECONDS + math.ceil(SECONDS_A_MEGABYTE * len(document.data or b"") / 1e6)
        process = self._process = self._process or _start()
        assert process.stdin is not None and process.stdout is not None
        timer = Timer(BUSY * seconds, process.kill)
        timer.start()
        try:
            pickle.dump((self._function, document, seconds), process.stdin)
            process.stdin.flush()
            reading: Reading | None
            reading, found = pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            code = process.wait()
            self.__exit__()
            if code in (-signal.SIGKILL, -getattr(signal, "SIGXCPU", 0)):
                message = f"not read: it takes more than {seconds} seconds of processor time, or too much memory"
                problems.error(document.path, "beyond_limits", message)
            else:
                note_fault(document.path, f"its process ended with exit code {code}", problems)
            return None
        finally:
            timer.cancel()
        problems += found
        return reading


def needs_process(data: bytes, media_type: str) -> bool:
    """Whether a document could take more than about a second, or crash its reader."""
    if len(data) > LARGE:
        return True
    if media_type != "text/html":
        return False
    data = data.replace(b"\0", b"")  # of UTF-16 and UTF-32
    n_tags = data.count(b"<")
    return n_tags > FEW_TAGS or (n_tags**2 > MAX_ELEMENTS and n_tags * len(FORMATTING.findall(data)) > MAX_ELEMENTS)


def note_fault(path: str, fault: str, problems: Problems) -> None:
    """Note a document that was not read though it should have been."""
    problems.error(path, "fault", f"not read because of a fault in factdata: {fault}; please report it, with the page")


def _start() -> subprocess.Popen[bytes]:
    code = _START.format(path=[path or str(Path.cwd()) for path in sys.path])
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)


def answer_requests() -> None:
    """Read the documents that come in through the standard input, one after the other, until it is closed."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between answers
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", MEMORY)
    with suppress(EOFError):
        while True:
            function, document, seconds = pickle.load(sys.stdin.buffer)
            _limit("RLIMIT_CPU", math.ceil(sum(os.times()[:2])) + seconds)
            reading, problems = None, Problems()
            try:
                reading = function(document, problems)
            except MemoryError:
                problems.error(document.path, "beyond_limits", "not read: it takes too much memory")
            except Exception as error:
                note_fault(document.path, repr(error), problems)
            pickle.dump((reading, problems), answers)
            answers.flush()


def _limit(name: str, value: int) -> None:
    """Set a soft limit, where the system has such a limit and the hard one allows it."""
    with suppress(NameError, AttributeError, ValueError, OSError):
        kind = getattr(resource, name)
        resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))
