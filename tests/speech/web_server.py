"""A small web server on this computer, with all the faults that a real one and the way to it have."""

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from app.speech.stop_sign import StopSign

CERTIFICATE = Path(__file__).with_name("own_certificate.pem")
"""Of 127.0.0.1, valid until 2126, with its key: made for these tests with `openssl req -x509` and used nowhere else."""


@dataclass
class Site:
    """What the server has and how it behaves; `asked` holds the paths and headers of what was asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    breaks_after: list[int] = field(default_factory=list)
    """For each of the next answers: after how many bytes the connection breaks."""
    hangs_after: list[int] = field(default_factory=list)
    """The same, but nothing more comes, until `release` is set."""
    knows_range: bool = True
    tag: str = '"een"'
    says_length: bool = True
    claims_length: int = 0
    password_for_proxy: bool = False
    on_request: Callable[[], None] = lambda: None
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)
    address: str = ""

    @property
    def ranges(self) -> list[str]:
        """What was asked for in pieces."""
        return [headers.get("Range", "") for _, headers in self.asked]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_CONNECT(self) -> None:
        self._answer(407 if self.site.password_for_proxy else 502, b"")

    def do_GET(self) -> None:
        site = self.site
        path = self.path
        site.asked.append((path, dict(self.headers.items())))
        site.on_request()
        if site.password_for_proxy:
            self._answer(407, b"")
        elif path in site.redirects:
            self.send_response(302)
            self.send_header("Location", site.redirects[path])
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif path in site.statuses:
            self._answer(site.statuses[path], b"nee")
        elif path in site.files:
            self._send(path, site.files[path])
        else:
            self._answer(404, b"niets")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def _send(self, path: str, content: bytes) -> None:
        site = self.site
        start = 0
        asked = self.headers.get("Range", "")
        same = self.headers.get("If-Range", site.tag) == site.tag
        if asked and site.knows_range and same:
            start = int(asked.removeprefix("bytes=").partition("-")[0])
            if start >= len(content):
                self._answer(416, b"")
                return
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        if site.tag:
            self.send_header("ETag", site.tag)
        self.send_header("Content-Type", site.kinds.get(path, "application/zip"))
        body = content[start:]
        if site.says_length:
            self.send_header("Content-Length", str(site.claims_length or len(body)))
        else:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if site.breaks_after:
            body = body[: site.breaks_after.pop(0)]
            self.close_connection = True
        if site.hangs_after:
            self.wfile.write(body[: site.hangs_after.pop(0)])
            self.wfile.flush()
            site.release.wait(20)
            self.close_connection = True
            return
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Who breaks off a connection in a test does so on purpose."""


class WebServer:
    """Serves a site until it is closed."""

    def __init__(self, site: Site, *, safe: bool = False) -> None:
        """With `safe` it speaks TLS, under a certificate that nobody but `CERTIFICATE` vouches for."""
        handler = type("Handler", (_Handler,), {"site": site})
        self._server = _Server(("127.0.0.1", 0), handler)
        self.site = site
        if safe:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        site.address = f"http{'s' if safe else ''}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="site")
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self.site.release.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def nobody_listens(done: int, total: int) -> None:
    """A report that nobody reads."""


def go_on() -> StopSign:
    """Nobody asks to stop."""
    return StopSign()
