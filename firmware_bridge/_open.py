"""From a device string to a bridge: which schemes this build can open, each imported only when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ._bridge import Bridge, Callback
from ._clock import Clock, ScaledClock
from ._link import Link, SimLink
from ._mock import MockSettings, make_layout
from ._session import Session
from ._uri import DeviceUri, parse_uri
from .errors import BridgeReason, DeviceNotFound, DeviceStringError


def open_bridge(
    device: str | DeviceUri,
    *,
    clock: Clock | None = None,
    max_level: float = 0.71,
    on_event: Callback | None = None,
) -> Bridge:
    """Reach the device that ``device`` names; play on it inside a ``with`` block.

    ``max_level`` is the person's cap, 0..1, applied here and in the device; scaled clocks are for simulated
    devices. Raises `DeviceStringError` for strings that cannot be read, `DeviceNotFound` when nothing is
    there (or this build cannot reach it), ValueError for a cap outside of 0..1.
    """
    if not 0.0 < max_level <= 1.0:
        raise ValueError(f"max_level is {max_level}; it must be above 0 and at most 1")
    uri = parse_uri(device) if isinstance(device, str) else device
    opener = _OPENERS.get(uri.scheme)
    if opener is None:
        raise DeviceNotFound(
            f"This build has no transport for {uri.scheme}: devices.",
            hint=f"Use one of {', '.join(name + ':' for name in _OPENERS)}, or install a build that has it.",
            reason=BridgeReason.NOT_IN_BUILD,
        )
    if clock is not None and clock.scale != 1.0 and uri.scheme not in SIMULATED:
        raise DeviceStringError(
            f"Time cannot be scaled on {uri.scheme}: devices.",
            hint="Leave the time scale at 1, or use mock:.",
            reason=BridgeReason.TIME_SCALE,
        )
    link = opener(uri)
    clock = clock or ScaledClock()
    try:
        hello = link.handshake(max_level, clock.now_ms())
        return Bridge(Session(link, hello, max_level=max_level), link, clock, on_event)
    except BaseException:
        link.close()
        raise


def _settings(uri: DeviceUri) -> MockSettings:
    options = uri.options
    layout = make_layout(
        int(options.get("motors", 4)), str(options.get("kind", "lra")), float(options.get("lowest", 0.0))
    )
    return MockSettings(layout, max_level=float(options.get("max_level", 1.0)))


def _mock(uri: DeviceUri) -> Link:
    options = uri.options
    drop_after = options.get("drop_after")
    return SimLink(
        _settings(uri),
        loss=float(options.get("loss", 0.0)),
        dup=float(options.get("dup", 0.0)),
        delay_ms=int(options.get("delay_ms", 0)),
        drop_after=None if drop_after is None else int(drop_after),
        seed=int(options.get("seed", 0)),
    )


def _file(uri: DeviceUri) -> Link:
    from ._record import FileLink

    return FileLink(Path(uri.address), _settings(uri))


_OPENERS: Mapping[str, Callable[[DeviceUri], Link]] = MappingProxyType({"mock": _mock, "file": _file})
OPENABLE: tuple[str, ...] = tuple(_OPENERS)
"""The schemes that this build can open."""
SIMULATED: frozenset[str] = frozenset({"mock", "sim", "file"})
"""The schemes whose devices have no clock of their own, so that time can be scaled."""
