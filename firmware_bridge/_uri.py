"""The one grammar of device strings: ``scheme:address?option=value&option=value``. No I/O."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import quote, unquote

from .errors import BridgeReason, DeviceStringError, DeviceUnknown

Value: TypeAlias = "int | float | str"

MAX_LENGTH = 2048
"""Longest device string: longer than any path or address that is meant, short enough to print."""
MAX_SHOWN = 60
"""How much of a foreign string an error repeats."""
_PLAIN = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) not in "%?&")
_SECRET = re.compile(r"//[^/@\s]*@")
_PRINTABLE = re.compile(r"[^\x00-\x1f\x7f-\x9f]*")


@dataclass(frozen=True)
class DeviceUri:
    """A device string, read: `str` gives it back in its canonical spelling."""

    scheme: str
    address: str = ""
    options: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the options read-only."""
        object.__setattr__(self, "options", MappingProxyType(dict(self.options)))

    def __hash__(self) -> int:
        """Equal for equal devices, in whatever order their options were written."""
        return hash((self.scheme, self.address, frozenset(self.options.items())))

    def __str__(self) -> str:
        """Give the canonical spelling; `parse_uri` reads it back to an equal value."""
        text = f"{self.scheme}:{_quoted(self.address)}"
        pairs = "&".join(f"{name}={_quoted(str(value))}" for name, value in self.options.items())
        return f"{text}?{pairs}" if pairs else text


@dataclass(frozen=True, slots=True)
class _Scheme:
    read_address: Callable[[str], str | None]
    """Returns what is wrong with an address, or None."""
    options: tuple[str, ...]
    example: str
    aliases: tuple[str, ...] = ()


def _empty(address: str) -> str | None:
    return "takes no address" if address else None


def _some(address: str) -> str | None:
    return None if address.strip() else "needs an address"


def _serial(address: str) -> str | None:
    port, comma, baud = address.rpartition(",")
    if comma and not (port and baud.isascii() and baud.isdigit() and 0 < int(baud[:9]) <= 4_000_000):
        return "needs a port and, after a comma, a baud rate"
    return _named(address, "id=")


def _named(address: str, prefix: str) -> str | None:
    return "needs an address" if not address.strip() or address == prefix else None


def _ble(address: str) -> str | None:
    return _named(address, "name=")


def _tcp(address: str) -> str | None:
    host, _, port = address.rpartition(":")
    good = host and port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536
    return None if good else "needs HOST:PORT"


def _intiface(address: str) -> str | None:
    return None if re.fullmatch(r"(wss?://\S+)?", address) else "needs an address that starts with ws:// or wss://"


def _mqtt(address: str) -> str | None:
    if "@" in address.removeprefix("//").partition("/")[0]:
        return "takes no name and no password, which are read from the environment"
    good = re.fullmatch(r"//[^/\s]+/[^\s#+$][^\s#+]*", address) and not address.endswith("/")
    port = address.removeprefix("//").partition("/")[0].rpartition("]")[2].partition(":")[2]
    return None if good and re.fullmatch(r"[0-9]{0,5}", port) and int(port or 1) < 65536 else "needs //HOST/TOPIC"


_LAYOUT = ("motors", "kind", "lowest")
_FAULTS = ("loss", "dup", "corrupt", "reorder", "delay_ms", "interval_ms", "drop_after", "seed")
_SIMULATED = (*_LAYOUT, "max_level", *_FAULTS)
_SCHEMES: Mapping[str, _Scheme] = MappingProxyType(
    {
        "mock": _Scheme(_empty, _SIMULATED, "mock:?motors=1"),
        "sim": _Scheme(_empty, (*_SIMULATED, "log", "process"), "sim:?log=device.jsonl"),
        "serial": _Scheme(_serial, ("process",), "serial:/dev/ttyACM0,115200"),
        "ble": _Scheme(_ble, ("process",), "ble:auto"),
        "tcp": _Scheme(_tcp, ("process",), "tcp:192.168.1.7:4242"),
        "intiface": _Scheme(_intiface, ("device", "kind", "lowest"), "intiface:ws://127.0.0.1:12345"),
        "mqtt": _Scheme(_mqtt, (*_LAYOUT, "send"), "mqtt://broker/topic"),
        "mqtts": _Scheme(_mqtt, (*_LAYOUT, "send"), "mqtts://broker/topic"),
        "gamepad": _Scheme(_some, ("lowest",), "gamepad:auto"),
        "web": _Scheme(_empty, _LAYOUT, "web:"),
        "file": _Scheme(_some, (*_LAYOUT, "max_level"), "file:levels.jsonl"),
    }
)
SCHEMES: tuple[str, ...] = tuple(_SCHEMES)
"""Every scheme that the grammar knows, whether or not this build can open it."""


def _one_of(*choices: str) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        if text not in choices:
            raise ValueError(f"one of {', '.join(choices)}")
        return int(text) if text.isdigit() else text

    return read


def _whole(low: int, high: int) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return read


def _part(low: float, high: float, *, open_low: bool = False) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        try:
            value = float(text) if re.fullmatch(r"[0-9.eE+-]{1,32}", text) else math.nan
        except ValueError:
            value = math.nan
        if not low <= value <= high or (open_low and value == low):
            raise ValueError(f"a number {'above' if open_low else 'from'} {low:g} to {high:g}")
        return value + 0.0

    return read


def _text(text: str) -> Value:
    if not text:
        raise ValueError("a name")
    return text


_OPTIONS: Mapping[str, Callable[[str], Value]] = MappingProxyType(
    {
        "motors": _one_of("1", "2", "4", "8"),
        "kind": _one_of("erm", "lra", "vcm"),
        "lowest": _part(0.0, 1.0),
        "max_level": _part(0.0, 1.0, open_low=True),
        "loss": _part(0.0, 1.0),
        "dup": _part(0.0, 1.0),
        "corrupt": _part(0.0, 1.0),
        "reorder": _part(0.0, 1.0),
        # That of a radio: 7.5 ms to 4 s, but below the dead-man time as well.
        "interval_ms": _part(0.0, 400.0, open_low=True),
        # Below the device's dead-man time: a slower link could never hold a level.
        "delay_ms": _whole(0, 400),
        "drop_after": _whole(0, 1_000_000),
        "seed": _whole(0, 999_999_999),
        "log": _text,
        "device": _text,
        "send": _one_of("levels", "timelines"),
        # Whose process plays: this one, or one of its own that a busy Python does not hold up.
        "process": _one_of("this", "own"),
    }
)


def parse_uri(text: str) -> DeviceUri:
    """Read a device string.

    Raises `DeviceStringError` (`DeviceUnknown` for a scheme that is not one), its hint the closest spelling.
    """
    if len(text) > MAX_LENGTH or not _PRINTABLE.fullmatch(text):
        raise _error(BridgeReason.BAD_FORM, f"{shown(text)} is no device string", "Name a device like mock:")
    scheme, colon, rest = text.strip().partition(":")
    scheme = scheme.lower()
    if not colon:
        hint = f"Write {scheme}: with a colon" if scheme in _SCHEMES else _suggest(scheme, _SCHEMES, "mock", ":")
        raise _error(BridgeReason.BAD_FORM, f"{shown(text)} is no device string, it has no scheme", hint)
    if scheme not in _SCHEMES:
        hint = _suggest(scheme, _SCHEMES, "mock", ":")
        raise DeviceUnknown(
            f"There is no kind of device called {shown(scheme)}.", hint=f"{hint}.", reason=BridgeReason.UNKNOWN_SCHEME
        )
    address, mark, query = rest.partition("?")
    rule = _SCHEMES[scheme]
    address = _unquoted(text, address)
    if wrong := rule.read_address(address):
        raise _error(BridgeReason.BAD_ADDRESS, f"{scheme}: {wrong}", f"Write it like {rule.example}")
    if mark and not query:
        raise _error(BridgeReason.BAD_FORM, f"{shown(text)} has no option after its ?", "Leave the ? out")
    options: dict[str, Value] = {}
    for pair in query.split("&") if query else ():
        name, value = _option(scheme, rule, text, pair)
        if name in options:
            raise _error(BridgeReason.BAD_OPTION, f"{scheme}: has {name} twice", f"Give {name} once")
        options[name] = value
    return DeviceUri(scheme, address, options)


def shown(text: str) -> str:
    """Make a foreign string safe to print: quoted, no control characters, no password, at most `MAX_SHOWN` long."""
    text = _SECRET.sub("//...@", text)
    return ascii(text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3] + "...")


def _option(scheme: str, rule: _Scheme, text: str, pair: str) -> tuple[str, Value]:
    name, equals, raw = pair.partition("=")
    if name not in rule.options:
        hint = _suggest(name, rule.options, f"it like {rule.example}", "=")
        raise _error(BridgeReason.UNKNOWN_OPTION, f"{scheme}: has no option {shown(name)}", hint)
    try:
        return name, _OPTIONS[name](_unquoted(text, raw) if equals else "")
    except DeviceStringError:
        raise
    except ValueError as wanted:
        message = f"{scheme}: cannot take {name}={shown(raw)[1:-1]}"
        raise _error(BridgeReason.BAD_OPTION, message, f"Give {name} {wanted}") from None


def _suggest(word: str, known: Iterable[str], fallback: str, ending: str) -> str:
    names = list(known)
    close = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    if close:
        return f"Write {close[0]}{ending} instead"
    return f"Use one of {', '.join(name + ending for name in names)}" if names else f"Write {fallback}"


def _quoted(text: str) -> str:
    return quote(text, safe=_PLAIN, errors="surrogateescape")


def _unquoted(whole: str, text: str) -> str:
    plain = unquote(text, errors="surrogateescape")
    try:
        plain = plain.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="surrogateescape")
    except UnicodeEncodeError:
        plain = "\0"
    if not _PRINTABLE.fullmatch(plain):
        message = f"{shown(whole)} has characters that cannot be printed"
        raise _error(BridgeReason.BAD_FORM, message, "Take the control characters out")
    return plain


def _error(reason: BridgeReason, message: str, hint: str) -> DeviceStringError:
    return DeviceStringError(f"{message}.", hint=f"{hint}.", reason=reason)
