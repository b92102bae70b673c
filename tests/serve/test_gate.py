"""Nobody gets in: hosts, origins, tokens, cookies, sizes, rates, and what browsers are told."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import InvalidStatus

from edge_runtime.serve import Site, _gate, is_loopback
from edge_runtime.serve._doorkeeper import COOKIE_S, MAX_COOKIES, Caller, Doorkeeper, Refused

WAIT_S = 30.0
"""Longer than anything takes; a test that gets here has failed."""
TOKEN = "t" * 43
HOME = Site(loopback=True)
OUTSIDE = Site(loopback=False, token=TOKEN, names=frozenset({"desk.local"}))


def admit(site: Site, peer: str = "127.0.0.1", *, open_to_all: bool = False, **headers: str) -> Caller | Refused:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Doorkeeper(site, lambda: 0.0).admit(named, peer, open_to_all=open_to_all)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8710", "LOCALHOST:1", "127.0.0.1:8710", "[::1]:8710", "[::1]"]
)
def test_on_loopback_its_own_names_are_good(host) -> None:
    assert isinstance(admit(HOME, host=host), Caller)


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:8710", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.7:8710",
     "127.0.0.1@evil.example", "[::2]", "localhost:8710:1", "2130706433", "0x7f.1", "127.1"],
)  # fmt: skip
def test_on_loopback_no_other_name_is_since_dns_can_be_made_to_lie(host) -> None:
    refused = admit(HOME, host=host)
    assert isinstance(refused, Refused)
    assert refused.code == "host_refused"


def test_elsewhere_addresses_and_its_own_names_are_good_and_others_are_not() -> None:
    for host in ("192.168.1.7:8710", "[fe80::1]:8710", "desk.local:8710", "DESK.local"):
        assert isinstance(admit(OUTSIDE, host=host, authorization=f"Bearer {TOKEN}"), Caller)
    for host in ("evil.example", "desk.local.evil.example", "192.168.1.7.evil.example"):
        assert isinstance(admit(OUTSIDE, host=host, authorization=f"Bearer {TOKEN}"), Refused)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://localhost:8710"},
        {"origin": "http://localhost:3000"},
        {"origin": "http://127.0.0.1:8710"},
        {"origin": ""},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"},
    ],
)
def test_another_sites_page_is_refused(headers) -> None:
    refused = admit(HOME, host="localhost:8710", **headers)
    assert isinstance(refused, Refused)
    assert refused.code == "origin_refused"


def test_a_click_elsewhere_may_lead_to_the_first_page_and_a_site_that_was_named_may_ask() -> None:
    click = {"host": "localhost:8710", "sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    assert isinstance(admit(HOME, open_to_all=True, **click), Caller)
    friend = Site(loopback=True, origins=frozenset({"http://localhost:3000"}))
    caller = admit(friend, host="localhost:8710", origin="http://localhost:3000", sec_fetch_site="same-site")
    assert isinstance(caller, Caller)
    assert not caller.person


def test_the_person_is_a_browser_here_that_shows_our_page() -> None:
    ours = {"host": "localhost:8710", "origin": "http://localhost:8710"}

    def is_person(site: Site = HOME, peer: str = "127.0.0.1", **headers: str) -> bool:
        caller = admit(site, peer, **headers)
        return isinstance(caller, Caller) and caller.person

    assert is_person(**ours)
    assert is_person(host="localhost:8710", sec_fetch_site="same-origin")
    assert not is_person(host="localhost:8710")
    assert not is_person(host="localhost:8710", sec_fetch_site="none")
    for proxied in ("forwarded", "x_forwarded_for", "x_real_ip"):
        assert not is_person(**ours, **{proxied: "10.0.0.9"})
    key = {"authorization": f"Bearer {TOKEN}"}
    assert is_person(OUTSIDE, **ours, **key)
    assert not is_person(OUTSIDE, **ours)
    assert not is_person(OUTSIDE, "192.168.1.9", **ours, **key)


@given(st.text(max_size=60))
def test_no_other_token_opens(shown) -> None:
    keeper = Doorkeeper(OUTSIDE, lambda: 0.0)
    for header in (shown, f"Bearer {shown}", f"Basic {TOKEN}", f"Bearer {TOKEN[:-1]}"):
        refused = keeper.admit({"host": "192.168.1.7", "authorization": header}, "10.0.0.2")
        assert isinstance(refused, Refused) or shown == TOKEN
    assert keeper.enter(shown) is None or shown == TOKEN


def test_a_cookie_is_given_for_the_token_lives_its_time_and_takes_its_place() -> None:
    now = [0.0]
    keeper = Doorkeeper(OUTSIDE, lambda: now[0])

    def is_in(cookie: str) -> bool:
        return isinstance(
            keeper.admit({"host": "10.0.0.1", "cookie": f"a=b; edge_haptics={cookie}"}, "10.0.0.2"), Caller
        )

    first = keeper.enter(TOKEN)
    assert first
    assert is_in(first)
    assert not is_in(first + "x")
    assert not is_in("")
    now[0] = COOKIE_S + 1.0
    assert not is_in(first)
    cookies = [keeper.enter(TOKEN) or "" for _ in range(MAX_COOKIES + 1)]
    assert not is_in(cookies[0])
    assert all(is_in(cookie) for cookie in cookies[1:])
    assert Doorkeeper(HOME, lambda: 0.0).enter("anything") is None


def test_callers_and_houses_hold_no_secret_that_could_be_printed() -> None:
    caller = admit(OUTSIDE, host="10.0.0.1", authorization=f"Bearer {TOKEN}")
    assert TOKEN not in repr(OUTSIDE) + repr(caller)
    key = admit(HOME, host="localhost", authorization="Bearer my-own-key")
    assert "my-own-key" not in repr(key)


def test_loopback_is_told_from_everything_else() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.7", "", "evil.example")))


# -- the same over the wire

OUT = Site(loopback=False, token=TOKEN)


def test_over_http_a_rebound_name_and_a_hostile_page_get_nothing(serve) -> None:
    with serve(haptics=True) as server:
        for headers, code in (
            ({"Host": "evil.example"}, "host_refused"),
            ({"Origin": "http://evil.example"}, "origin_refused"),
        ):
            for answer in (
                server.get("/v1/haptics/state", headers=headers),
                server.post("/v1/haptics/stop", headers=headers),
            ):
                assert answer.status_code == 403
                assert answer.json()["error"]["code"] == code
                assert not any(name.startswith("access-control") for name in answer.headers)
        with pytest.raises(InvalidStatus), server.events(origin="http://evil.example"):
            pass
        assert server.monitor.rig.stops == 0


def test_a_form_of_another_kind_than_json_is_not_read(serve) -> None:
    with serve(haptics=True) as server:
        answer = server.post(
            "/v1/haptics/play", headers={"Content-Type": "text/plain"}, content='{"text": "[feel_calm]"}'
        )
        assert (answer.status_code, answer.json()["error"]["code"]) == (415, "not_json")
        answer = server.post("/v1/haptics/play", json={"text": "x" * 2_000_000})
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


def test_where_a_token_is_needed_it_opens_everything_and_nothing_else_does(serve) -> None:
    with serve(site=OUT, haptics=True) as server:
        assert server.get("/health").status_code == 200
        assert server.get("/").status_code == 200
        assert server.get("/static/docs.css").status_code == 200
        for path in (
            "/v1/models",
            "/v1/haptics/state",
            "/metrics",
            "/openapi.json",
            "/docs",
            "/v1/lexicon",
            "/v1/runs",
        ):
            assert server.get(path).json()["error"]["code"] == "token_needed", path
            assert server.get(path, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200, path
        assert server.post("/v1/haptics/stop").status_code == 401
        with pytest.raises(InvalidStatus), server.events():
            pass
        with server.events(additional_headers={"Authorization": f"Bearer {TOKEN}"}) as socket:
            assert '"kind":"state"' in socket.recv(timeout=WAIT_S)


def test_a_browser_enters_with_the_address_it_was_shown(serve) -> None:
    with serve(site=OUT) as server, httpx.Client(base_url=server.url) as browser:
        wrong = browser.get("/?token=guess")
        assert wrong.status_code == 303
        assert "set-cookie" not in wrong.headers
        entered = browser.get(f"/?token={TOKEN}")
        assert (entered.status_code, entered.headers["location"]) == (303, "/")
        cookie = entered.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert TOKEN not in cookie
        assert browser.get("/v1/models").status_code == 200


def test_browsers_are_told_to_run_nothing_but_our_files(serve) -> None:
    with serve() as server:
        for path in ("/", "/docs", "/v1/models", "/static/docs.css", "/nothing", "/v1/lexicon/calm.svg"):
            headers = server.get(path).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy or path.endswith(".svg")
            assert headers["x-content-type-options"] == "nosniff"
            assert "access-control-allow-origin" not in headers
        assert "script-src 'self';" in server.get("/").headers["content-security-policy"]
        for page in ("/", "/docs"):
            text = server.get(page).text.lower()
            assert "<style" not in text
            assert " style=" not in text
            assert " onclick" not in text
            assert "<script>" not in text


def test_cors_is_there_for_sites_that_were_named_and_only_for_them(serve) -> None:
    friend = "http://localhost:3000"
    site = Site(loopback=True, origins=frozenset({friend}))
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    with serve(site=site, haptics=True) as server:
        before = httpx.options(server.url + "/v1/haptics/play", headers={"Origin": friend, **asks})
        assert before.headers["access-control-allow-origin"] == friend
        assert server.post("/v1/haptics/stop", headers={"Origin": friend}).status_code == 200
        assert server.post("/v1/haptics/switch", {"on": True}, headers={"Origin": friend}).status_code == 403
        assert (
            httpx.options(
                server.url + "/v1/haptics/play", headers={"Origin": "http://evil.example", **asks}
            ).status_code
            == 403
        )


def test_whoever_asks_too_often_waits_and_can_stop_all_the_same(serve, monkeypatch) -> None:
    monkeypatch.setattr(_gate, "PER_S", 0.001)
    monkeypatch.setattr(_gate, "BURST", 3)
    with serve() as server:
        answers = [server.get("/health") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[-1].json()["error"]["code"] == "rate_limited"
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert server.post("/v1/haptics/stop").status_code == 200


@pytest.fixture(scope="module")
def home(served_by) -> Iterator[Any]:
    with served_by() as server:
        yield server


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 40_000 + b"\r\n\r\n",
        b"POST /v1/haptics/play HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: -5\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET /static/../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /static/%2e%2e/%2e%2e/_app.py HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /v1/runs/%2e%2e%2fpyproject.toml HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)  # fmt: skip
def test_bytes_that_are_no_request_of_ours_get_an_error_and_the_server_goes_on(home, raw) -> None:
    head = b""
    with (
        socket.create_connection(("127.0.0.1", home.port), timeout=WAIT_S) as wire,
        contextlib.suppress(ConnectionError),  # it was refused before all of it was sent
    ):
        with home.standing_still():  # all of it comes at one moment
            wire.sendall(raw)
            if not raw.endswith(b"\r\n\r\n"):
                wire.shutdown(socket.SHUT_WR)
        head = wire.recv(65536)
    assert not head or head.split(b" ")[1][:1] == b"4"
    assert home.get("/health").status_code == 200
