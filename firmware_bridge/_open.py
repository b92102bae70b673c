"""From a device string to a bridge: which schemes this build can open, each imported only when it is used."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from types import MappingProxyType
from typing import Any, TypeAlias

from lexicon import Layout

from ._bridge import Bridge
from ._clock import Clock, ScaledClock, VirtualClock
from ._layouts import make_layout
from ._link import Link, ModelLink
from ._mail import take
from ._model import DeviceModel, ModelConfig
from ._running import Callback
from ._session import Session
from ._uri import DeviceUri, parse_uri
from .errors import BridgeReason, DeviceNotFound, DeviceStringError

Opener: TypeAlias = "Callable[[DeviceUri, Clock], Link]"
FAULTS = ("loss", "dup", "corrupt", "reorder", "delay_ms", "interval_ms", "drop_after")
"""Options that make a simulated link a bad one."""
WATCH_MS = 20
"""How often a device is asked for its levels when somebody watches and it does not tell them by itself."""


def open_bridge(
    device: str | DeviceUri,
    *,
    clock: Clock | None = None,
    max_level: float = 0.71,
    on_event: Callback | None = None,
    watch: bool = False,
) -> Bridge:
    """Reach the device that ``device`` names; play on it inside a ``with`` block.

    ``max_level`` is the person's cap, 0..1, applied here and in the device; with ``watch`` the device reports its
    levels even where that costs bandwidth; scaled clocks are for simulated devices. Raises `DeviceStringError` for
    strings that cannot be read, `DeviceNotFound` when nothing is there (or this build cannot reach it), `LinkLost`
    when it does not answer, `DeviceRefused` when it does not want to play, ValueError for a cap outside of 0..1.
    """
    if not 0.0 < max_level <= 1.0:
        raise ValueError(f"max_level is {max_level}; it must be above 0 and at most 1")
    clock = clock or ScaledClock()
    uri = parse_uri(device) if isinstance(device, str) else device
    mail: SimpleQueue[None] = SimpleQueue()
    if uri.options.get("process") != "own":
        session, link = open_session(uri, clock, mail, max_level=max_level, watch=watch)
        return Bridge(session, link, clock, on_event, mail)
    from ._process import ProcessSession

    apart = ProcessSession(uri, _wall(clock), max_level=max_level, watch=watch)
    apart.open(mail)
    return Bridge(apart, apart, clock, on_event, mail)


def open_session(
    device: str | DeviceUri, clock: Clock, mail: SimpleQueue[None], *, max_level: float, watch: bool
) -> tuple[Session, Link]:
    """Reach the device from this process; ``mail`` is what its link wakes. Raises as `open_bridge`."""
    link = make_link(device, clock)
    if watch and not link.watch_ms:
        link.watch_ms = WATCH_MS
    return join(link, clock, mail, max_level=max_level), link


def join(link: Link, clock: Clock, mail: SimpleQueue[None], *, max_level: float) -> Session:
    """Open ``link`` and greet the device at its end. Raises as `open_bridge`; then the link is closed."""
    try:
        link.open(lambda: mail.put(None))
        session = Session(
            link,
            max_level=max_level,
            now_ms=clock.now_ms(),
            epoch=secrets.randbelow(256),
            clock_ms=lambda stamp_s: clock.now_ms() - (time.monotonic() - stamp_s) * 1000,
        )
        _greet(session, clock, mail)
    except BaseException:
        link.close()
        raise
    return session


def _wall(clock: Clock) -> ScaledClock:
    if isinstance(clock, ScaledClock) and clock.scale == 1.0:
        return clock
    raise DeviceStringError(
        "Time cannot be scaled where a process of its own plays.",
        hint="Leave the time scale at 1, or process=own out of the device string.",
        reason=BridgeReason.TIME_SCALE,
    )


def make_link(device: str | DeviceUri, clock: Clock) -> Link:
    """Make the way to the device that ``device`` names; it is not open yet. Raises as `open_bridge`."""
    uri = parse_uri(device) if isinstance(device, str) else device
    opener = _OPENERS.get(uri.scheme)
    if opener is None:
        raise DeviceNotFound(
            f"This build has no transport for {uri.scheme}: devices.",
            hint=f"Use one of {', '.join(name + ':' for name in _OPENERS)}, or install a build that has it.",
            reason=BridgeReason.NOT_IN_BUILD,
        )
    if clock.scale != 1.0 and uri.scheme not in SIMULATED:
        raise DeviceStringError(
            f"Time cannot be scaled on {uri.scheme}: devices.",
            hint="Leave the time scale at 1, or use mock:.",
            reason=BridgeReason.TIME_SCALE,
        )
    return _with_faults(opener(uri, clock), uri, clock)


def _greet(session: Session, clock: Clock, mail: SimpleQueue[None]) -> None:
    """Let the session run until the device is known and in step. Raises what the session was lost for."""
    while True:
        session.advance(clock.now_ms())
        if session.lost:
            raise session.lost
        if session.ready:
            return
        deadline = session.next_deadline()
        if isinstance(clock, VirtualClock):
            clock.move_to(clock.now_ms() if deadline is None else deadline)
        else:
            left_ms = 0.0 if deadline is None else deadline - clock.now_ms()
            with contextlib.suppress(Empty):
                take(mail, max(0.0, left_ms) / 1000 / clock.scale)


def _with_faults(link: Link, uri: DeviceUri, clock: Clock) -> Link:
    faults: dict[str, Any] = {name: uri.options[name] for name in FAULTS if name in uri.options}
    if not faults:
        return link
    from ._faults import Faults, FaultyLink

    return FaultyLink(link, Faults(**faults, seed=int(uri.options.get("seed", 0))), clock.now_ms)


def _layout(uri: DeviceUri, motors: int = 4, kind: str = "lra") -> Layout:
    options = uri.options
    return make_layout(
        int(options.get("motors", motors)), str(options.get("kind", kind)), float(options.get("lowest", 0.0))
    )


def _model(uri: DeviceUri, clock: Clock) -> DeviceModel:
    config = ModelConfig.of(_layout(uri), max_level=float(uri.options.get("max_level", 1.0)))
    return DeviceModel(config, boot=1, now_us=round(clock.now_ms() * 1000))


def _mock(uri: DeviceUri, clock: Clock) -> Link:
    return ModelLink(_model(uri, clock), clock.now_ms)


def _file(uri: DeviceUri, clock: Clock) -> Link:
    from ._record import FileLink

    return FileLink(Path(uri.address), _model(uri, clock), clock.now_ms)


def _sim(uri: DeviceUri, clock: Clock) -> Link:  # noqa: ARG001
    from ._sim import SimProcessLink

    options = uri.options
    log = options.get("log")
    return SimProcessLink(
        motors=int(options.get("motors", 4)),
        kind=str(options.get("kind", "lra")),
        lowest=float(options.get("lowest", 0.0)),
        max_level=float(options.get("max_level", 1.0)),
        log=None if log is None else Path(str(log)),
    )


def _serial(uri: DeviceUri, clock: Clock) -> Link:  # noqa: ARG001
    from ._serial import SerialLink

    return SerialLink(uri.address)


def _tcp(uri: DeviceUri, clock: Clock) -> Link:  # noqa: ARG001
    from ._tcp import TcpLink

    return TcpLink(uri.address)


def _ble(uri: DeviceUri, clock: Clock) -> Link:  # noqa: ARG001
    from ._ble import BleLink

    return BleLink(uri.address)


def _intiface(uri: DeviceUri, clock: Clock) -> Link:
    from ._intiface import IntifaceOutlet
    from ._outlet import LevelLink

    options = uri.options
    outlet = IntifaceOutlet(
        uri.address,
        device=str(options.get("device", "")),
        kind=str(options.get("kind", "erm")),
        lowest=float(options.get("lowest", 0.0)),
    )
    return LevelLink(outlet, clock.now_ms)


def _mqtt(uri: DeviceUri, clock: Clock) -> Link:
    from ._mqtt import MqttOutlet, TimelineLink
    from ._outlet import LevelLink

    timelines = uri.options.get("send") == "timelines"
    outlet = MqttOutlet(uri.address, _layout(uri), tls=uri.scheme == "mqtts", timelines=timelines)
    return TimelineLink(outlet, clock.now_ms) if timelines else LevelLink(outlet, clock.now_ms)


def _gamepad(uri: DeviceUri, clock: Clock) -> Link:
    from ._gamepad import GamepadOutlet
    from ._outlet import LevelLink

    return LevelLink(GamepadOutlet(uri.address, lowest=float(uri.options.get("lowest", 0.0))), clock.now_ms)


def _web(uri: DeviceUri, clock: Clock) -> Link:
    from ._web import WebLink

    return WebLink(_model(uri, clock), clock.now_ms)


_OPENERS: Mapping[str, Opener] = MappingProxyType(
    {
        "mock": _mock,
        "sim": _sim,
        "serial": _serial,
        "ble": _ble,
        "tcp": _tcp,
        "intiface": _intiface,
        "mqtt": _mqtt,
        "mqtts": _mqtt,
        "gamepad": _gamepad,
        "web": _web,
        "file": _file,
    }
)
OPENABLE: tuple[str, ...] = tuple(_OPENERS)
"""The schemes that this build can open."""
SIMULATED: frozenset[str] = frozenset({"mock", "file"})
"""The schemes whose devices have no clock of their own, so that time can be scaled."""
