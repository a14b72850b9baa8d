"""factdata fetch: captures from the Wayback Machine, whatever goes wrong on the way."""

import csv
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import factdata as fd
from factdata.cli import app
from factdata.sources import wayback_machine as fetch
from tests.pdfs import make

from .wayback_server import Archived, LoopbackAdapter, Server, digest_of

URL = "https://agency.example/factsheets"
OLD = "http://agency.example/factsheets"


def page(words: str) -> bytes:
    return f"<html><h1>Fact Sheets</h1><p>{words} – señalización</p></html>\n".encode() * 20


A, B, C = page("Bridges."), page("Bridges and ferries."), page("Ferries.")


@pytest.fixture
def archive(monkeypatch):
    with Server() as server:
        adapter = LoopbackAdapter(server.archive.port)
        monkeypatch.setattr(fetch.ArchiveSession, "get_adapter", lambda session, url: adapter, raising=False)
        server.archive.captures = [
            Archived("20150110080000", A, original=OLD),
            Archived("20150125080000", B),
            Archived("20150210080000", C, mimetype="text/plain", content_type="text/plain"),
            Archived("20150310080000", A),
        ]
        yield server.archive
        adapter.close()


@pytest.fixture(autouse=True)
def slept(monkeypatch):
    """The waits, noted and not waited."""
    waits = []
    monkeypatch.setattr(time, "sleep", waits.append)
    return waits


@pytest.fixture
def raw(tmp_path):
    return tmp_path / "data" / "raw"


def run(raw, *more):
    result = CliRunner().invoke(app, ["fetch", URL, "--out", str(raw), *more])
    assert "Traceback" not in result.output
    return result


def rows(raw):
    with (raw / "captures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bodies(raw):
    """The pages that captures.csv names, in its order; each must be there with its hash and size."""
    found = []
    for row in rows(raw):
        data = (raw / row["path"]).read_bytes()
        assert (row["sha256"], row["n_bytes"]) == (hashlib.sha256(data).hexdigest(), str(len(data)))
        found.append(data)
    return found


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_captures_are_kept_as_archived_and_noted(archive, raw):
    result = run(raw, "--from", "2015", "--to", "2026")
    assert result.exit_code == 0 and "4 captures fetched, 0 already there, 0 still missing" in result.output
    assert bodies(raw) == [A, B, C, A]
    first, *_, last = rows(raw)
    assert first["path"] == "agency.example_factsheets_20150110080000.html"
    assert (first["url"], first["captured_at"]) == (URL, "2015-01-10T08:00:00Z")
    assert first["source"] == f"Wayback Machine: https://web.archive.org/web/20150110080000/{OLD}"
    assert last["captured_at"] == "2015-03-10T08:00:00Z"
    corpus = fd.read(raw)
    assert not (corpus.problems.severity == "error").any()
    assert str(corpus.captures.set_index("path").captured_at["agency.example_factsheets_20150210080000.txt"]) == (
        "2015-02-10 08:00:00+00:00"
    )


def test_a_second_run_asks_for_the_list_only(archive, raw):
    run(raw)
    before, n_asked = contents(raw), archive.n_mementos()
    result = run(raw)
    assert result.exit_code == 0 and "0 captures fetched, 4 already there" in result.output
    assert archive.n_mementos() == n_asked
    assert contents(raw) == before


def test_what_shows_nothing_new_is_left_out_and_said(archive, raw):
    archive.captures = [
        Archived("20150101000000", A),
        Archived("20150102000000", A, original=OLD),
        Archived("20150103000000", A, mimetype="warc/revisit", status="-"),
        Archived("20150104000000", B),
        Archived("20150105000000", A, mimetype="warc/revisit", status="-"),
        Archived("20150106000000", b"", status="301", mimetype="text/html"),
        Archived("20150107000000", page("Not found"), status="404"),
        Archived("20150108000000", b"GIF89a", mimetype="image/gif"),
        Archived("20150109000000", C),
        Archived("20150109000000", B, original=OLD),
        Archived("20150110000000", page("Not found"), mimetype="warc/revisit", status="-"),
    ]
    result = run(raw)
    assert result.exit_code == 0
    assert bodies(raw) == [A, B, A, C]
    for said in (
        "11 captures listed",
        "2 the same as the one before",
        "2 error pages",
        "1 redirects",
        "1 not of text",
        "1 later in the same second",
    ):
        assert said in result.output


def test_every_month_shows_each_month_as_it_began(archive, raw):
    archive.captures = [
        Archived("20150110000000", A),
        Archived("20150120000000", B),
        Archived("20150201000000", B),
        Archived("20150220000000", B),
        Archived("20150301000000", B),
        Archived("20151201000000", C),
    ]
    assert run(raw, "--every", "month").exit_code == 0
    assert [row["captured_at"][:10] for row in rows(raw)] == ["2015-01-10", "2015-02-01", "2015-12-01"]
    assert bodies(raw) == [A, B, C]


@pytest.mark.parametrize(("every", "n"), [("day", 4), ("week", 4), ("month", 3), ("year", 1)])
def test_periods(archive, raw, every, n):
    assert run(raw, "--every", every).exit_code == 0
    assert len(rows(raw)) == n


def test_from_and_to_are_included(archive, raw):
    assert run(raw, "--from", "2015-01-25", "--to", "2015-02").exit_code == 0
    assert bodies(raw) == [B, C]


def test_a_long_list_comes_in_parts(archive, raw):
    archive.captures = [Archived(f"2015010100{n:02}00", page(f"{n} bridges")) for n in range(25)]
    archive.page_size = 4
    assert run(raw).exit_code == 0
    assert bodies(raw) == [page(f"{n} bridges") for n in range(25)]


def test_dry_run_lists_what_is_missing_and_writes_nothing(archive, raw):
    assert run(raw, "--to", "2015-01").exit_code == 0
    before, n_asked = contents(raw), archive.n_mementos()
    result = run(raw, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"2015-02-10T08:00:00Z  {URL}", f"2015-03-10T08:00:00Z  {URL}"]
    assert archive.n_mementos() == n_asked and contents(raw) == before


@pytest.mark.parametrize("part", ["/cdx/", "/web/20150125080000"])
@pytest.mark.parametrize(
    "faults",
    [["limit 7"], ["limit"], ["close"] * 3, ["status 503", "status 500"], ["cut"] * 2, ["cut", "limit 7", "close"]],
)
def test_passing_faults_leave_no_trace(archive, raw, part, faults):
    archive.fail(part, *faults)
    assert run(raw).exit_code == 0
    assert bodies(raw) == [A, B, C, A]


def test_a_body_that_something_behind_the_server_cut_off_is_asked_for_again(archive, raw):
    archive.fail("/web/20150125080000", "short")
    assert run(raw).exit_code == 0
    assert bodies(raw) == [A, B, C, A]


def test_retry_after_is_waited_for_and_pages_are_asked_for_slowly(archive, raw, slept):
    archive.fail("/web/20150125080000", "limit 37", "limit")
    assert run(raw).exit_code == 0
    assert 37 in slept and 60 in slept
    between = [seconds for seconds in slept if 0 < seconds <= 1]
    assert len(between) >= 3 and max(between) > 0.5


@pytest.mark.parametrize("faults", [["limit 5"] * 20, ["limit 86400"]])
def test_a_limit_that_does_not_pass_ends_the_run_and_the_next_takes_up(archive, raw, faults, slept):
    archive.fail("/web/20150125080000", *faults)
    result = run(raw)
    assert result.exit_code == 1
    assert "rate limit" in result.output and "3 still missing" in result.output and "takes up here" in result.output
    assert bodies(raw) == [A] and sum(slept) < 3600
    archive.faults.clear()
    assert run(raw).exit_code == 0
    assert bodies(raw) == [A, B, C, A]


@pytest.mark.parametrize("fault", ["cut", "short", "status 404", "status 503", "status 403", "elsewhen", "close"])
def test_what_cannot_be_had_is_said_the_rest_is_kept_and_never_half_a_file(archive, raw, fault):
    archive.fail("/web/20150125080000", *[fault] * 50)
    result = run(raw)
    assert result.exit_code == 1
    assert "20150125080000" in result.output and "1 still missing" in result.output
    assert bodies(raw) == [A, C, A]
    assert len(contents(raw)) == 4
    archive.faults.clear()
    assert run(raw).exit_code == 0
    assert sorted(bodies(raw)) == sorted([A, B, C, A])


def test_an_archive_that_only_fails_is_left_alone(archive, raw):
    archive.captures = [Archived(f"2015010100{n:02}00", page(f"{n} bridges")) for n in range(30)]
    archive.fail("/web/", *["status 503"] * 500)
    result = run(raw)
    assert result.exit_code == 1 and "in a row" in result.output and "30 still missing" in result.output
    assert len({path for path in archive.asked if path.startswith("/web/")}) == fetch.GIVE_UP_AFTER
    assert contents(raw) == {}


def test_an_archived_error_page_is_not_kept_though_the_index_calls_it_well(archive, raw):
    archive.captures[1].played_status = 404
    archive.captures[2].content_type = "image/png"
    result = run(raw)
    assert (
        result.exit_code == 0
        and "status 404" in result.output
        and "image/png is not a format that is read" in result.output
    )
    assert bodies(raw) == [A, A]


def test_a_redirect_is_not_kept_as_the_page_that_it_leads_to(archive, raw):
    archive.captures[1].played_status = 302
    archive.captures[1].moved_to = f"20150110080000id_/{OLD}"
    result = run(raw)
    assert result.exit_code == 0 and "status 302" in result.output
    assert bodies(raw) == [A, C, A]


@pytest.mark.parametrize("is_gzipped", [False, True])
def test_a_body_without_end_is_cut_off_said_and_passed_over(archive, raw, monkeypatch, is_gzipped):
    monkeypatch.setattr(fetch, "MAX_BYTES", 100_000)
    archive.captures[1] = Archived("20150125080000", B * 5000, is_gzipped=is_gzipped)
    result = run(raw)
    assert "20150125080000/https://agency.example/factsheets: not kept: larger than" in result.output.replace("\n", "")
    assert [row["captured_at"][:10] for row in rows(raw)] == ["2015-01-10", "2015-02-10", "2015-03-10"]
    assert result.exit_code == 0
    bodies(raw)


def test_a_list_without_end_is_one_clear_end(archive, raw, monkeypatch):
    monkeypatch.setattr(fetch, "MAX_BYTES", 200)
    result = run(raw)
    assert result.exit_code == 2 and "could not be listed" in result.output and "larger than" in result.output


def test_bytes_that_were_stored_compressed_are_kept_when_they_come_twice(archive, raw):
    archive.captures[1].digest = digest_of(b"the same page, compressed by its server")
    result = run(raw)
    assert result.exit_code == 0 and "digest is of other bytes" in result.output
    assert bodies(raw) == [A, B, C, A]


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_page_that_is_not_as_it_was_noted_is_said_and_left(archive, raw, damage):
    run(raw)
    file = raw / rows(raw)[1]["path"]
    file.write_bytes(b"edited by hand") if damage == "changed" else file.unlink()
    before = contents(raw)
    result = run(raw)
    assert result.exit_code == 1 and file.name in result.output and "captures.csv" in result.output
    assert contents(raw) == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--from", "yesterday"], "2015-03-01"),
        (["--from", "2015-13"], "2015-03-01"),
        (["--from", "2016", "--to", "2015-12"], "--from before --to"),
        (["--every", "century"], "--every"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_asked(archive, raw, more, said):
    result = run(raw, *more)
    assert result.exit_code == 2 and said in result.output
    assert not archive.asked and not raw.exists()


@pytest.mark.parametrize("fault", ["limit", "close", "status 403", "cut"])
def test_without_a_list_there_is_one_clear_end(archive, raw, fault):
    archive.fail("/cdx/", *[fault] * 50)
    result = run(raw)
    assert result.exit_code == 2 and "could not be listed" in result.output and "Try again later" in result.output
    assert not raw.exists()


def test_an_address_without_captures_is_said(archive, raw):
    archive.captures.clear()
    result = run(raw)
    assert result.exit_code == 1 and "0 captures listed" in result.output
    assert not raw.exists()


def test_without_the_extra_the_command_says_what_to_install(monkeypatch, raw):
    monkeypatch.setitem(sys.modules, "wayback", None)
    monkeypatch.delitem(sys.modules, "factdata.sources.wayback_machine")
    monkeypatch.delattr("factdata.sources.wayback_machine")
    result = run(raw)
    assert result.exit_code == 2 and "pip install 'factdata[wayback]'" in result.output


# ---- interruptions


class Interrupted(BaseException):
    """What ends a run at some point: no cleanup of the package may depend on catching it."""


class Interruption:
    """Ends the run at its n-th step; a step is the moment before or after an answer, a write, a sync or a rename."""

    def __init__(self, monkeypatch, n: int):
        self.left = n
        self.wrap(monkeypatch, requests.adapters.HTTPAdapter, "send")
        self.wrap(monkeypatch, os, "fsync")
        self.wrap(monkeypatch, Path, "replace")
        real_open = Path.open

        def open_path(path, mode="r", *args, **kwargs):
            stream = real_open(path, mode, *args, **kwargs)
            return HalfWriter(stream, self) if mode == "wb" else stream

        monkeypatch.setattr(Path, "open", open_path)

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Interrupted

    def wrap(self, monkeypatch, owner, name):
        real = getattr(owner, name)

        def stepping(*args, **kwargs):
            self.step()
            result = real(*args, **kwargs)
            self.step()
            return result

        monkeypatch.setattr(owner, name, stepping)


class HalfWriter:
    """A stream whose write can end in the middle."""

    def __init__(self, stream, interruption):
        self.stream, self.interruption = stream, interruption

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.stream.close()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def write(self, data):
        self.interruption.step()
        self.stream.write(data[: len(data) // 2])
        self.interruption.step()
        self.stream.write(data[len(data) // 2 :])


def interrupted_run(raw, n: int) -> bool:
    """Run until the n-th step; whether it came so far."""
    with pytest.MonkeyPatch.context() as patch:
        Interruption(patch, n)
        try:
            run(raw)
        except Interrupted:
            return True
    return False


def check_whole(raw):
    """captures.csv is whole, names what is whole, and names nothing twice."""
    if (raw / "captures.csv").exists():
        text = (raw / "captures.csv").read_bytes()
        assert text.endswith(b"\n")
        bodies(raw)
        times = [row["captured_at"] for row in rows(raw)]
        assert times == sorted(set(times))


def test_an_interruption_at_any_step_changes_nothing_in_the_end(archive, tmp_path):
    run(tmp_path / "whole")
    whole = contents(tmp_path / "whole")
    n = 1
    while interrupted_run(tmp_path / str(n), n):
        raw = tmp_path / str(n)
        check_whole(raw)
        assert run(raw).exit_code == 0
        assert contents(raw) == whole, f"step {n}"
        n += 1
    assert n > 4 * 14  # an answer, and two files written, synced and renamed, for each of four captures
    assert contents(tmp_path / str(n)) == whole


def test_an_interruption_leaves_no_half_written_file(archive, tmp_path):
    n = 1
    while interrupted_run(tmp_path / str(n), n):
        assert ".part" not in contents(tmp_path / str(n)), f"step {n}"
        n += 1


def test_what_a_killed_run_leaves_is_no_error_to_the_reader(archive, raw):
    run(raw)
    (raw / ".part").write_bytes(b"<h1>Half of a pa")
    problems = fd.read(raw).problems
    assert set(zip(problems.path, problems.severity, strict=True)) == {(".part", "warning")}
    (raw / "captures.csv").unlink()  # so that there is something to write
    assert run(raw).exit_code == 0
    assert ".part" not in contents(raw)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_any_number_of_interruptions_changes_nothing_in_the_end(archive, tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("random")
    run(folder / "whole")
    for n in steps:
        interrupted_run(folder / "raw", n)
        check_whole(folder / "raw")
    assert run(folder / "raw").exit_code == 0
    assert contents(folder / "raw") == contents(folder / "whole")


KILLED = """
import sys
from factdata.sources import wayback_machine as fetch
from factdata.cli import app
from tests.pdfs import make
from tests.wayback_server import LoopbackAdapter

adapter = LoopbackAdapter(int(sys.argv[1]))
fetch.ArchiveSession.get_adapter = lambda session, url: adapter
fetch.open_archive = lambda: fetch.WaybackClient(fetch.ArchiveSession(memento_calls_per_second=0))
app(["fetch", sys.argv[2], "--out", sys.argv[3]])
"""


def test_a_killed_process_leaves_what_the_next_run_completes(archive, raw, root, tmp_path):
    archive.captures = [Archived(f"2015010100{n // 60:02}{n % 60:02}", page(f"{n} bridges")) for n in range(60)]
    run(tmp_path / "whole")
    command = [sys.executable, "-c", KILLED, str(archive.port), URL, str(raw)]
    n_killed = 0
    for n_more in (1, 7, 8, 20):
        n_asked = archive.n_mementos() + n_more
        with subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None and archive.n_mementos() < n_asked:
                threading.Event().wait(0.001)
            process.kill()
        n_killed += process.returncode == -signal.SIGKILL
        check_whole(raw)
    assert n_killed == 4 and len(rows(raw)) < 60
    assert run(raw).exit_code == 0
    assert contents(raw) == contents(tmp_path / "whole")


def test_two_at_once_into_one_folder_keep_each_capture_once_and_say_so(archive, raw, tmp_path):
    run(tmp_path / "whole")
    with fetch.open_archive() as client:
        captures = fetch.list_captures(client, URL).captures
        both = [fetch.fetch_captures(client, URL, captures, raw) for _ in range(2)]
        said = [outcome for pair in zip(*both, strict=True) for outcome in pair]
    assert contents(raw) == contents(tmp_path / "whole")
    check_whole(raw)
    assert [outcome.kind for outcome in said] == ["kept"] * 8
    assert ["another command has kept it meanwhile" in outcome.message for outcome in said] == [False, True] * 4


def test_a_captured_pdf_is_kept_and_read(archive, raw):
    body = make("<h1>Bridges</h1><p>The bureau keeps 1,200 bridges in good repair.</p>")
    archive.captures[:] = [Archived("20150210080000", body, mimetype="application/pdf", content_type="application/pdf")]
    assert run(raw).exit_code == 0
    corpus = fd.read(raw)
    assert corpus.captures[["title", "media_type"]].values.tolist() == [["Bridges", "application/pdf"]]
