"""A small Wayback Machine on loopback: an index of captures and their bytes, with the faults of the real one."""

import gzip
import hashlib
import sys
import threading
from base64 import b32encode
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from requests.adapters import HTTPAdapter

HOST = "https://web.archive.org"
BANNER = b"<!-- WAYBACK TOOLBAR -->"


def digest_of(data: bytes) -> str:
    return b32encode(hashlib.sha1(data).digest()).decode()


@dataclass
class Archived:
    """One capture: what the index says of it, and what its playback gives."""

    timestamp: str
    body: bytes
    original: str = "https://agency.example/factsheets"
    mimetype: str = "text/html"
    status: str = "200"
    digest: str = ""
    played_status: int = 200
    content_type: str = "text/html; charset=utf-8"
    is_gzipped: bool = False  # on the way
    moved_to: str = ""  # time and address of the capture that a redirect leads to

    def line(self) -> str:
        digest = self.digest or digest_of(self.body)
        fields = (
            "example,agency)/factsheets",
            self.timestamp,
            self.original,
            self.mimetype,
            self.status,
            digest,
            "321",
        )
        return " ".join(fields)


@dataclass
class Archive:
    """What the server has, what goes wrong with the next answers at a path, and what it was asked."""

    captures: list[Archived] = field(default_factory=list)
    faults: dict[str, deque[str]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    page_size: int = 1000
    port: int = 0

    def fail(self, part: str, *faults: str) -> None:
        """Answer requests with `part` in their path by these faults, one each, before all is well again."""
        self.faults[part] = deque(faults)

    def n_mementos(self) -> int:
        return sum(n for path, n in self.asked.items() if path.startswith("/web/"))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: apart, the second waits 40 ms for the first one's acknowledgement
    archive: Archive

    def do_GET(self) -> None:
        self.archive.asked[self.path] += 1
        fault = next((left.popleft() for part, left in self.archive.faults.items() if left and part in self.path), "")
        name, _, value = fault.partition(" ")
        if name == "limit":  # limit 7: as web.archive.org says it, with or without Retry-After
            self.answer(429, b"Too Many Requests", {"Retry-After": value} if value else {})
        elif name == "status":
            self.answer(int(value), b"<h1>Sorry</h1>", {})
        elif name == "close":
            self.close_connection = True
        elif name == "elsewhen":
            self.answer(302, b"", {"Location": f"{HOST}/web/19990101000000id_/https://agency.example/factsheets"})
        elif self.path.startswith("/cdx/"):
            self.list_captures(cut=name == "cut")
        else:
            self.play(cut=name == "cut", short=name == "short")

    def list_captures(self, cut: bool) -> None:
        query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        assert query["matchType"] == "exact" and query["url"] == "https://agency.example/factsheets"
        first, last = query.get("from", "").ljust(14, "0"), query.get("to", "").ljust(14, "9")
        lines = [item.line() for item in self.archive.captures if first <= item.timestamp <= last]
        start = int(query.get("resumeKey", 0))
        end = start + self.archive.page_size
        text = "".join(f"{line}\n" for line in lines[start:end]) + (f"\n{end}\n" if end < len(lines) else "")
        self.answer(200, text.encode(), {"Content-Type": "text/plain"}, cut=cut)

    def play(self, cut: bool, short: bool) -> None:
        time, _, original = self.path.removeprefix("/web/").partition("/")
        for item in self.archive.captures:
            if item.timestamp == time.removesuffix("id_") and item.original == original:
                body = item.body if time.endswith("id_") else BANNER + item.body
                when = datetime.strptime(item.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
                headers = {
                    "Memento-Datetime": f"{when:%a, %d %b %Y %H:%M:%S GMT}",
                    "Content-Type": item.content_type,
                    "X-Archive-Orig-Content-Length": str(len(item.body)),
                    "Link": f'<{item.original}>; rel="original"',
                }
                if item.is_gzipped:
                    body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
                if item.moved_to:
                    headers["Location"] = f"{HOST}/web/{item.moved_to}"
                # "short": whole to HTTP, cut off somewhere behind the server.
                self.answer(item.played_status, body[: len(body) // 2] if short else body, headers, cut=cut)
                return
        self.answer(404, b"Hrm. The Wayback Machine has not archived that URL.", {})

    def answer(self, status: int, body: bytes, headers: dict[str, str], cut: bool = False) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = self.close_connection or cut

    def log_message(self, *args: object) -> None:
        pass


class LoopbackAdapter(HTTPAdapter):
    """Takes what is for web.archive.org to the server here; the client sees the addresses that it asked for."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.here = f"http://127.0.0.1:{port}"

    def send(self, request, **kwargs):
        assert request.url.startswith(HOST + "/"), request.url
        there = request.copy()
        there.url = self.here + request.url.removeprefix(HOST)
        response = super().send(there, **kwargs)
        response.url, response.request = request.url, request
        return response


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.archive = Archive()
        super().__init__(("127.0.0.1", 0), type("Bound", (Handler,), {"archive": self.archive}))
        self.archive.port = self.server_port
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def handle_error(self, request, client_address) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a client that was interrupted is gone
            super().handle_error(request, client_address)

    def __exit__(self, *args: object) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()
