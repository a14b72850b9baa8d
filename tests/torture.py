"""Commands that are killed or interrupted, run out of disk, may not write, or run twice at once: `make torture`.

`python -m tests.torture [N [COMMAND ...]]` ends a command N times, 100 by default, at random points over all commands
(parse, parts, fetch, report), by SIGKILL and by SIGINT in turn: what was there must stay whole, the next run must
finish, and after SIGINT no temporary file may be left. A line is printed for each run, and a table at the end; the exit
code says whether all was well. A small disk of its own (tmpfs) is used where the user is root; else files that may not
grow, and folders that may not be written, stand for it.
"""

import csv
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

import factdata as fd
from factdata.sources.atomic import WHOLE
from tests.benchmarks import corpora
from tests.wayback_server import Archived, Server

ROOT = Path(__file__).parent.parent
LISTING = ROOT / "data" / "raw" / "ice-factsheets.txt"
URL = "https://agency.example/factsheets"
WRITING = (".new", ".whole", ".old", "*.part", ".*.new", ".*.old")  # what is there while a command writes
SHARES = {"parse": 0.35, "parts": 0.15, "fetch": 0.35, "report": 0.15}  # of the kills
MAX_SECONDS_TO_END = 20  # after a signal, on a machine that does other things too
FETCH = """
import sys
from factdata.sources import wayback_machine as fetch
from factdata.cli import app
from tests.benchmarks import corpora
from tests.wayback_server import LoopbackAdapter

adapter = LoopbackAdapter(int(sys.argv[1]))
fetch.ArchiveSession.get_adapter = lambda session, url: adapter
fetch.open_archive = lambda: fetch.WaybackClient(fetch.ArchiveSession(memento_calls_per_second=0))
app(["fetch", sys.argv[2], "--out", sys.argv[3]])
"""

Contents = dict[str, bytes]


def contents(folder: Path) -> Contents:
    """Return what a user sees in a folder, no hidden files, with what is whole and has only to take its place."""
    if (folder / WHOLE).is_dir():
        whole = contents(folder / WHOLE)
        replaced = {name.partition("/")[0] for name in whole}
        rest = _visible(folder).items()
        return {name: data for name, data in rest if name.partition("/")[0] not in replaced} | whole
    return _visible(folder)


def _visible(folder: Path) -> Contents:
    files = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(".") and "/." not in name}


@dataclass
class Job:
    """A command that writes: what is there before it and after it, and how to tell that a folder is whole."""

    name: str
    command: Callable[[Path], list[str]]
    is_whole: Callable[["Job", Path], str]  # says what is there: "old", "new", or what is wrong
    old: Contents
    new: Contents = field(default_factory=dict)
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)

    def start(self, out: Path, **options: object) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            self.command(out), cwd=ROOT, stdout=pipe, stderr=subprocess.STDOUT, text=True, **options
        )

    def prepare(self, out: Path) -> None:
        shutil.rmtree(out, ignore_errors=True)
        for name, data in self.old.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(data)

    def note(self, what: str, verdict: str) -> None:
        """Print a line for a run, and count it."""
        self.counts["well" if verdict in ("old", "new", "finished") else "FAILED"] += 1
        print(f"{self.name:<7} {what:<62} {verdict}", flush=True)

    def finish(self, out: Path, what: str) -> None:
        """Run undisturbed, and hold what is there then against what should be."""
        process = self.start(out)
        said, _ = process.communicate()
        rest = find_rest(out)
        if process.returncode or rest or contents(out) != self.new:
            self.note(what, f"NOT FINISHED by the next run: {process.returncode} {rest} {said.strip()[-300:]}")
        else:
            self.note(what, "finished")


def tables_are_whole(job: Job, out: Path) -> str:
    fd.load(out)
    there = contents(out)
    return "old" if there == job.old else "new" if there == job.new else "NEITHER the old tables nor the new ones"


def report_is_whole(job: Job, out: Path) -> str:
    said = set()
    for part in ("data/processed", "reports"):
        if part == "data/processed":
            fd.load(out / part)
        there = contents(out / part)
        states = {"old": job.old, "new": job.new}
        cut = len(part) + 1
        found = [
            state
            for state, whole in states.items()
            if there == {name[cut:]: data for name, data in whole.items() if name.startswith(part)}
        ]
        said.add(found[0] if found else f"{part} is NEITHER the old one nor the new one: {len(there)} files")
    return "new" if said == {"new"} else "old" if said <= {"old", "new"} else ", ".join(sorted(said - {"old", "new"}))


def raw_is_whole(job: Job, out: Path) -> str:
    if not (out / "captures.csv").exists():
        return "old" if not job.old else "captures.csv is GONE"
    with (out / "captures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if hashlib.sha256((out / row["path"]).read_bytes()).hexdigest() != row["sha256"]:
            return f"{row['path']} is NOT what its row says"
    if not set(job.old) <= {row["path"] for row in rows} | {"captures.csv"}:
        return "a capture that was there is GONE"
    return "new" if contents(out) == job.new else "old"


def writes(out: Path, begun: float) -> bool:
    """Whether anything was written since then that has not yet its name; what was killed before leaves such, too."""
    try:
        return any(path.stat().st_mtime > begun for pattern in WRITING for path in out.rglob(pattern))
    except FileNotFoundError:  # it was given its name
        return True


def end(job: Job, out: Path, how: signal.Signals, chance: random.Random) -> None:
    """End a run at a random time, or at one while it writes; look what is there."""
    waits_for_writing = chance.random() < 0.5
    begun, delay = time.time(), chance.uniform(0, 0.1 if waits_for_writing else job.seconds)
    process = job.start(out)
    while waits_for_writing and process.poll() is None and not writes(out, begun):
        time.sleep(0.001)
    with_children = [*psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []
    time.sleep(delay)
    seconds = time.time() - begun
    was_running = process.poll() is None
    process.send_signal(how)
    process.communicate()
    seconds_to_end = time.time() - begun - seconds
    left = psutil.wait_procs(with_children, timeout=10)[1]
    try:
        verdict = job.is_whole(job, out)
    except (FileNotFoundError, ValueError) as error:
        verdict = f"NOT WHOLE: {error}"
    if verdict == "new" and job.old:
        job.prepare(out)  # for the next one to have something to lose
    if left:
        verdict = f"{len(left)} processes LEFT BEHIND"
    is_ended = process.returncode in (-how, 128 + how)
    if how == signal.SIGINT and is_ended and (rest := find_rest(out, begun)):
        verdict = f"temporary files LEFT: {rest}"
    if was_running and not is_ended and verdict != "new":  # by then it may have written all
        verdict = f"ended with {process.returncode}, NOT as interrupted"
    if seconds_to_end > MAX_SECONDS_TO_END:
        verdict = f"took {seconds_to_end:.0f} s TO END"
    job.counts["ended" if is_ended else "ran through"] += 1
    when = "while it writes" if waits_for_writing else "at any time"
    job.note(f"{how.name} after {seconds:6.3f} s, {when}" if is_ended else "ran through before it was ended", verdict)


def find_rest(out: Path, since: float = 0) -> list[str]:
    """Return what has been left since then that has not its name, and what is in the folder of temporary files."""
    folder = Path(os.environ["TMPDIR"])
    rest = [path for pattern in WRITING for path in out.rglob(pattern)]
    rest += [path for path in folder.iterdir() if path.name.startswith("factdata-")]
    return [path.name for path in rest if path.stat().st_mtime > since]


def disturb(job: Job, out: Path, what: str, expected: Sequence[str], **options: object) -> None:
    """Run where it cannot write: it must say so in a line or two, and leave what was there."""
    process = job.start(out, **options)
    said, _ = process.communicate()
    if process.returncode == 0 or "Traceback" in said or not any(word in said for word in expected):
        job.note(what, f"WITHOUT a clear line: {process.returncode} {said.strip()[-400:]!r}")
    else:
        print(f"        {said.strip().splitlines()[-1]}")
        job.note(what, job.is_whole(job, out))


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def fill_disk(job: Job, folder: Path) -> None:
    """Leave so much room on a disk, run, make room, run again; then the same without the right to write."""
    need = sum(map(len, job.new.values()))
    with small_disk(folder, 64 + need // 2**20 * 3) as disk:
        out = disk / "out"
        job.prepare(out)
        free = os.statvfs(disk)
        for room in (0, need // 20, need // 4):
            with (disk / "filler").open("wb") as filler:
                for _ in range((free.f_bavail * free.f_frsize - room) // 4096 - 16):
                    try:
                        filler.write(bytes(4096))
                    except OSError:
                        break
            size = (disk / "filler").stat().st_size
            os.truncate(disk / "filler", max(0, size - room))
            disturb(job, out, f"disk with {room:,} bytes left", ["No space left", "cannot be written"])
            (disk / "filler").unlink()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        disturb(job, out, "read-only disk", ["Read-only", "cannot be written"])
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        job.finish(out, "room and right to write again")


def limit_files(job: Job, out: Path) -> None:
    """As `fill_disk`, for who may not mount a disk."""
    job.prepare(out)
    for size in (100, 5_000):
        limit = lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # noqa: E731
        disturb(job, out, f"files of {size:,} bytes at most", ["too large", "cannot be written"], preexec_fn=limit)
    folders = [out, *(path for path in out.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    disturb(job, out, "folder that may not be written", ["Permission denied", "cannot be written"])
    for folder in folders:
        folder.chmod(0o755)
    job.finish(out, "room and right to write again")


def two_at_once(job: Job, out: Path) -> None:
    """Start two; each ends well or says in a line that the other is at work."""
    job.prepare(out)
    both = [job.start(out), job.start(out)]
    said = [process.communicate()[0] for process in both]
    codes = [process.returncode for process in both]
    lines = [text for text, code in zip(said, codes, strict=True) if code]
    if 0 not in codes or any("another run" not in text or "Traceback" in text for text in lines):
        job.note("two at once", f"WITHOUT a clear line: {codes} {said}")
    else:
        job.note(f"two at once, which end with {codes}", job.is_whole(job, out))
    job.finish(out, "one after them")


def make_jobs(work: Path, port: int) -> list[Job]:
    raw, python = work / "raw", sys.executable
    raw.mkdir()
    corpora.write(raw / "pages.warc", 600)  # some chunks of them
    few = work / "few"
    few.mkdir()
    for n in range(3):
        (few / f"{n}.txt").write_text(LISTING.read_text("utf-8").replace("1,900", f"{n},900"), "utf-8")

    def command(name: str, source: Path, *more: str) -> Callable[[Path], list[str]]:
        return lambda out: [python, "-m", "factdata", name, str(source), "--out", str(out), *more]

    def fetch(out: Path) -> list[str]:
        return [python, "-c", FETCH, str(port), URL, str(out)]

    jobs = []
    for name, new, before, is_whole in (
        ("parse", command("parse", raw), command("parse", few), tables_are_whole),
        (
            "parts",
            command("parse", raw, "--parts", "--workers", "2"),
            command("parse", few, "--parts"),
            tables_are_whole,
        ),
        ("fetch", fetch, None, raw_is_whole),
        ("report", command("report", few), command("report", LISTING), report_is_whole),
    ):
        out = work / f"{name}-first"
        if before:
            subprocess.run(before(out), cwd=ROOT, check=True, capture_output=True)
        job = Job(name, new, is_whole, contents(out))
        begun = time.monotonic()
        subprocess.run(new(out), cwd=ROOT, check=True, capture_output=True)
        job.seconds, job.new = time.monotonic() - begun, contents(out)
        print(f"{name:<7} {job.seconds:.1f} s undisturbed; {len(job.old)} files before it, {len(job.new)} after it")
        jobs.append(job)
    return jobs


def main(n: int, names: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="torture-") as folder, Server() as server:
        work = Path(folder)
        os.environ["TMPDIR"] = folder
        server.archive.captures = [
            Archived(f"2015010100{k // 60:02}{k % 60:02}", f"<h1>Fact Sheets</h1><p>{k} bridges</p>".encode() * 20)
            for k in range(40)
        ]
        jobs = [job for job in make_jobs(work, server.archive.port) if not names or job.name in names]
        total = sum(SHARES[job.name] for job in jobs)
        chance = random.Random(0)
        for job in jobs:
            n_kills = round(n * SHARES[job.name] / total)
            for number in range(n_kills):
                if number % 5 == 0:  # five in a row, for the next run may be killed too
                    out = work / f"{job.name}-{number}"
                    job.prepare(out)
                end(job, out, (signal.SIGKILL, signal.SIGINT)[number % 2], chance)
                if number % 5 == 4 or number == n_kills - 1:
                    job.finish(out, "undisturbed, after those")
            (fill_disk if os.geteuid() == 0 else limit_files)(job, work / f"{job.name}-disk")
            two_at_once(job, work / f"{job.name}-two")
        print(f"\n{'':<8}{'ended':>8}{'ran through':>14}{'well':>8}{'FAILED':>8}")
        for job in jobs:
            numbers = (job.counts[what] for what in ("ended", "ran through", "well", "FAILED"))
            print(f"{job.name:<8}" + "".join(f"{k:>{w}}" for k, w in zip(numbers, (8, 14, 8, 8), strict=True)))
        sys.exit(any(job.counts["FAILED"] for job in jobs))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2:])
