"""Where the server is and which key it gets."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from edge_runtime.errors import EngineReason as Reason
from edge_runtime.errors import InputUnusable

KEY, OPENAI_KEY = "EDGE_HAPTICS_API_KEY", "OPENAI_API_KEY"
OPENAI_HOST = "api.openai.com"
EXAMPLE = "Give one like `--base-url http://127.0.0.1:8080/v1`"


@dataclass(frozen=True, slots=True)
class Address:
    """A checked base URL, and the key, which no text of this shows."""

    url: str
    """Without a slash at its end."""
    host: str
    key: str = field(repr=False)

    @property
    def is_here(self) -> bool:
        """Whether the server is on this machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def without_key(self, text: str) -> str:
        """Blot the key out of what a server said."""
        return text.replace(self.key, "***") if self.key else text


def parse_address(url: str | None, *, offline: bool = False, environ: Mapping[str, str] = os.environ) -> Address:
    """Check a base URL; one without a path gets /v1. Raises InputUnusable.

    The key is EDGE_HAPTICS_API_KEY's; OPENAI_API_KEY's goes to OpenAI alone.
    """
    if not url:
        raise _unusable("`--backend openai` needs the address of a server", EXAMPLE)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _unusable("The base URL cannot be read", EXAMPLE) from None
    if parts.username is not None or parts.password is not None:
        raise _unusable("The base URL holds a name or a key", f"Put the key into the environment as {KEY}")
    odd = " " in url or not url.isprintable() or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not host or odd:
        raise _unusable("The base URL is not the address of a server", EXAMPLE)
    key = (environ.get(KEY) or (environ.get(OPENAI_KEY) if host == OPENAI_HOST else "") or "").strip()
    if not (key.isascii() and key.isprintable()):
        raise _unusable("The key in the environment is none", f"Set {KEY} to the key alone")
    address = Address(url.rstrip("/") + ("" if parts.path.strip("/") else "/v1"), host, key)
    if offline and not address.is_here:
        raise _unusable(f"The server {host} is not on this machine", "Leave out `--offline`, or run the server here")
    return address


def _unusable(what: str, hint: str) -> InputUnusable:
    return InputUnusable(f"{what}.", reason=Reason.BAD_INPUT, hint=f"{hint}.")
