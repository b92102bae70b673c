"""Who gets in: the Host, the Origin and the token of a request, judged without I/O."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

COOKIE = "edge_haptics"
COOKIE_S = 12 * 3600
"""Long enough for a day's work, short enough that a phone that was lent out is forgotten."""
MAX_COOKIES = 64
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a request does not get in."""

    status: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as far as that can be told."""

    name: str
    """The same for all that comes from one place with one credential; no secret is in it."""
    lane: str
    """Where its answers wait: on loopback each key that is shown is a caller of its own."""
    person: bool
    """A browser on this machine that shows our own page."""
    origin: str | None = None
    """Of another site that may read the answer; None for our own page and for programs."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the server stands."""

    loopback: bool
    """It listens on this machine alone."""
    token: str | None = field(default=None, repr=False)
    """What everybody must show; None on loopback."""
    names: frozenset[str] = frozenset()
    """Names in a Host that are ours, in lower case, beside those of loopback."""
    origins: frozenset[str] = frozenset()
    """Other sites whose pages may ask."""


def is_loopback(address: str) -> bool:
    """Whether an address, or a name for one, is this machine's alone."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address.lower() == "localhost"


class Doorkeeper:
    """Judges requests and remembers the cookies that it gave."""

    def __init__(self, site: Site, now_s: Callable[[], float], make_secret: Callable[[], str] | None = None) -> None:
        """``now_s`` is a clock that never falls."""
        self._site, self._now_s = site, now_s
        self._make_secret = make_secret or (lambda: secrets.token_urlsafe(32))
        self._cookies: OrderedDict[str, float] = OrderedDict()

    def admit(self, headers: Mapping[str, str], peer: str, *, open_to_all: bool = False) -> Caller | Refused:
        """Judge a request by its headers (names in lower case) and the address it came from.

        ``open_to_all`` is for what needs no token.
        """
        host = headers.get("host", "")
        if not self._is_our_host(host):
            why = "This is not a name of this server. Use its address, or start it with --allow-host."
            return Refused(403, "host_refused", why)
        origin = headers.get("origin")
        ours = origin == f"http://{host}"
        foreign = origin if origin in self._site.origins else None
        if (origin is not None and not ours and not foreign) or (
            foreign is None and not _is_first_hand(headers, opening=open_to_all)
        ):
            return Refused(403, "origin_refused", "Another site asks. Start the server with --allow-origin if it may.")
        known = self._credential(headers)
        if self._site.token is not None and known is None and not open_to_all:
            return Refused(
                401, "token_needed", "A token is needed. Open the address that the server showed in its terminal."
            )
        here = is_loopback(peer) and not any(name in headers for name in ("forwarded", "x-forwarded-for", "x-real-ip"))
        page = ours or headers.get("sec-fetch-site") == "same-origin"
        person = page and here and (self._site.token is None or known is not None)
        name = f"{known or 'open'}@{peer}"
        lane = name if self._site.token else f"{_digest(headers.get('authorization', ''))[:12]}@{peer}"
        return Caller(name, lane, person, foreign)

    def enter(self, token: str) -> str | None:
        """Give a cookie's value for the right token; None for any other."""
        if self._site.token is None or not _same(token, self._site.token):
            return None
        self._forget()
        cookie = self._make_secret()
        self._cookies[_digest(cookie)] = self._now_s() + COOKIE_S
        while len(self._cookies) > MAX_COOKIES:
            self._cookies.popitem(last=False)
        return cookie

    def _credential(self, headers: Mapping[str, str]) -> str | None:
        """Name what was shown, if it is good; the name gives nothing away."""
        if self._site.token is None:
            return None
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(shown.strip(), self._site.token):
            return "token"
        self._forget()
        found = _digest(_cookie(headers.get("cookie", "")))
        return found[:12] if found in self._cookies else None

    def _forget(self) -> None:
        now_s = self._now_s()
        for name in [name for name, until_s in self._cookies.items() if until_s <= now_s]:
            del self._cookies[name]

    def _is_our_host(self, host: str) -> bool:
        name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
        name = name.lower()
        if name in LOOPBACK_NAMES or name in self._site.names:
            return True
        # An address cannot be made to point elsewhere, as a name can.
        return not self._site.loopback and _is_address(name)


def _is_first_hand(headers: Mapping[str, str], *, opening: bool) -> bool:
    """Whether a browser, if it is one, asks for our page, or is led to our first page by somebody's click."""
    if headers.get("sec-fetch-site") not in {"cross-site", "same-site"}:
        return True
    return opening and headers.get("sec-fetch-mode") == "navigate"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
    except ValueError:
        return False
    return True


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _same(shown: str, wanted: str) -> bool:
    return hmac.compare_digest(shown.encode("utf-8", "surrogatepass"), wanted.encode())
