"""Reading on a Dask cluster: the same tables, also where a worker is killed in the middle."""

import os
import signal
import time

import dask
import distributed
import pytest
from typer.testing import CliRunner

import factdata as fd
from factdata.cli import app
from factdata.pipeline import chunks
from tests.archives import page, write_archive
from tests.test_workers import assert_same

# What Dask itself leaves open when a cluster closes.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            worker_dashboard_address=None,
            local_directory=str(tmp_path_factory.mktemp("dask")),
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "MAX_DOCUMENTS", 5)
    folder = tmp_path / "raw"
    folder.mkdir()
    for n in range(10):
        (folder / f"{n}.html").write_bytes(page(n)[4])
    (folder / "same.html").write_bytes(page(3)[4])
    again = [("revisit", page(n)[1], page(9)[2], "text/html", page(n)[4]) for n in (1, 99)]
    for name in ("a.warc", "b.warc.gz"):
        write_archive(folder / name, [*map(page, range(150)), *again])
    return folder


def test_a_cluster_makes_no_difference(client, raw, tmp_path):
    one = fd.read(raw)
    assert_same(one, fd.read(raw, client=client))
    n_rows = fd.parse(raw, tmp_path / "parts", client=client)
    assert n_rows == {name: len(table) for name, table in one.tables.items()}
    assert_same(one, fd.load(tmp_path / "parts"))


def test_what_a_killed_worker_had_is_read_again_and_nothing_twice(client, raw, tmp_path):
    killed = []

    def kill(path):
        if not killed:
            killed.extend(client.run(os.getpid).values())
            os.kill(killed[0], signal.SIGKILL)

    n_rows = fd.parse(raw, tmp_path / "parts", kill, client=client)
    one = fd.read(raw)
    assert n_rows == {name: len(table) for name, table in one.tables.items()}
    assert_same(one, fd.load(tmp_path / "parts"))
    assert not list((tmp_path / "parts").rglob("*.half"))
    deadline = time.monotonic() + 60
    while set(client.run(os.getpid).values()) & {killed[0]} or len(client.nthreads()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_file_that_is_changed_while_it_is_read_is_said_so(client, raw, monkeypatch):
    found = chunks.find_documents

    def change(*args):
        yield from found(*args)
        (raw / "7.html").write_text("<p>other")

    monkeypatch.setattr(chunks, "find_documents", change)
    monkeypatch.setattr(chunks, "MAX_DOCUMENTS", 1_000)
    corpus = fd.read(raw, client=client)
    (problem,) = corpus.problems.itertuples()
    assert (problem.path, problem.code) == ("7.html", "unreadable") and "changed" in problem.message
    assert "7.html" not in set(corpus.captures.path)


def test_the_command_takes_the_address_of_a_cluster(client, raw, tmp_path):
    address, out = client.scheduler.address, tmp_path / "out"
    result = CliRunner().invoke(app, ["parse", str(raw), "--out", str(out), "--parts", "--dask", address])
    assert result.exit_code == 0, result.output
    assert_same(fd.read(raw), fd.load(out))


def test_a_cluster_that_is_not_there_is_one_clear_line(raw, tmp_path):
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        result = CliRunner().invoke(app, ["parse", str(raw), "--out", str(tmp_path / "out"), "--dask", "127.0.0.1:9"])
    assert result.exit_code == 2 and "127.0.0.1:9" in result.output and "Traceback" not in result.output
    assert not (tmp_path / "out").exists()
