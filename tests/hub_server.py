"""A server that behaves like the Hugging Face hub, with what can go wrong there: run on a free port of this machine.

HEAD of a file redirects to another host name, as the hub does to its CDN, and tells sha256, size and commit; GET there
knows ranges. What is in a repository comes as the hub's API gives it.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """What the server has, what it is to do wrong, and what it saw."""

    files: dict[str, bytes] = field(default_factory=dict)
    """`owner/name/file`: content."""
    gated: dict[str, int] = field(default_factory=dict)
    """`owner/name`: 401 for everybody, or 403 for those who have not been let in."""
    cuts: list[float] = field(default_factory=list)
    """For each download to come, the share of the rest of the file after which the connection is cut."""
    served: dict[str, bytes] = field(default_factory=dict)
    """`owner/name/file`: other content than was announced."""
    claimed_size: int | None = None
    hold_at: float | None = None
    """Share of a download after which it waits for `go`, having set `held`."""
    held: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    on_download: Callable[[], object] | None = None
    ignores_ranges: bool = False
    url: str = ""
    ranges: list[str | None] = field(default_factory=list)
    tokens_at_cdn: list[str | None] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def sha256(self, name: str) -> str:
        return hashlib.sha256(self.files[name]).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def do_HEAD(self) -> None:
        self._answer(head=True)

    def do_GET(self) -> None:
        self._answer(head=False)

    def _answer(self, *, head: bool) -> None:
        path = self.path.split("?")[0].strip("/")
        self.hub.requests.append(f"{self.command} /{path}")
        parts = path.split("/")
        if parts[0] == "cdn":
            self._content("/".join(parts[1:]))
        elif parts[:2] == ["api", "models"]:
            self._listing("/".join(parts[2:4]))
        elif len(parts) > 4 and parts[2] == "resolve":
            self._resolve("/".join(parts[:2]), "/".join(parts[4:]))
        else:
            self._fail(404, "RepoNotFound")

    def _resolve(self, repository: str, file: str) -> None:
        name = f"{repository}/{file}"
        status = self.hub.gated.get(repository)
        if status:
            self._fail(status, "GatedRepo")
        elif not any(known.startswith(repository + "/") for known in self.hub.files):
            self._fail(401, "RepoNotFound")
        elif name not in self.hub.files:
            self._fail(404, "EntryNotFound")
        else:
            size = self.hub.claimed_size or len(self.hub.files[name])
            self.send_response(302)
            self.send_header("Location", self.hub.url.replace("127.0.0.1", "localhost") + f"/cdn/{name}")
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("X-Linked-Etag", f'"{self.hub.sha256(name)}"')
            self.send_header("X-Linked-Size", str(size))
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _content(self, name: str) -> None:
        content = self.hub.served.get(name, self.hub.files[name])
        asked = self.headers.get("Range")
        self.hub.ranges.append(asked)
        self.hub.tokens_at_cdn.append(self.headers.get("Authorization"))
        start = int(asked.removeprefix("bytes=").split("-")[0]) if asked and not self.hub.ignores_ranges else 0
        if start >= len(content) > 0 and asked:
            self._fail(416, "")
            return
        rest = content[start:]
        self.send_response(206 if asked and not self.hub.ignores_ranges else 200)
        if asked and not self.hub.ignores_ranges:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        if self.hub.on_download is not None:
            self.hub.on_download()
        if self.hub.hold_at is not None:
            part = int(len(rest) * self.hub.hold_at)
            self.wfile.write(rest[:part])
            self.wfile.flush()
            self.hub.held.set()
            self.hub.go.wait(60)
            with suppress(OSError):  # whoever asked may be gone
                self.wfile.write(rest[part:])
        elif self.hub.cuts:
            self.wfile.write(rest[: int(len(rest) * self.hub.cuts.pop(0))])
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(2)
        else:
            self.wfile.write(rest)

    def _listing(self, repository: str) -> None:
        if self.hub.gated.get(repository):
            self._fail(self.hub.gated[repository], "GatedRepo")
            return
        files = [name.removeprefix(repository + "/") for name in self.hub.files if name.startswith(repository + "/")]
        if not files:
            self._fail(401, "RepoNotFound")
            return
        siblings = [{"rfilename": name} for name in files]
        body = json.dumps({"id": repository, "sha": COMMIT, "siblings": siblings}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _fail(self, status: int, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("X-Error-Message", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """Serve ``hub`` while inside, with `url` set."""
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
