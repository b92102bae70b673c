"""``mqtt://HOST/TOPIC`` and ``mqtts://``: levels, or timelines ahead of their time, published for whoever subscribes.

The payloads are those of docs/reference/mqtt.md. The broker has our last will: motors off.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import ssl
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lexicon import Layout

from ._model_tracks import ModelTrack
from ._outlet import LevelLink, Outlet, foreign
from ._pace import Levels, Pace
from ._uri import shown
from ._wire import More, Track, decode
from .errors import BridgeReason, DeviceNotFound, LinkLost

if TYPE_CHECKING:
    import aiomqtt

USER, PASSWORD = "EDGE_HAPTICS_MQTT_USERNAME", "EDGE_HAPTICS_MQTT_PASSWORD"
"""Where a name and a password are looked for: in the environment, since device strings are shown and kept."""
PORTS = {False: 1883, True: 8883}
CONNECT_S = 5.0
TAKE_S = 2.0
"""How long the broker may take for a message."""
LEAVE_S = 1.0
KEEPALIVE_S = 4
"""The broker gives our last will after one and a half times as long a silence."""
GAP_MS = 20
"""How far apart levels are published: closer changes are not felt."""
AHEAD_MS = 150.0
"""How far ahead of its start a timeline is published, at least: what a busy network and two hundred readers take."""
_HINT = "See that the broker runs and the network is up, then connect again."


class MqttOutlet(Outlet):
    """Publishes to one topic and those below it."""

    def __init__(self, address: str, layout: Layout, *, tls: bool = False, timelines: bool = False) -> None:
        """``address`` is ``//HOST[:PORT]/TOPIC``; with ``timelines`` levels are published only when all is over."""
        place, self._topic = address.removeprefix("//").split("/", 1)
        host, colon, port = place.rpartition(":")
        if not colon or place.endswith("]"):
            host, port = place, str(PORTS[tls])
        super().__init__(f"The MQTT broker {shown(place)[1:-1]}", patience_s=CONNECT_S + 3 * TAKE_S)
        self._host, self._port, self._tls = host.strip("[]"), int(port), tls
        self._layout, self._timelines = layout, timelines
        self._client: aiomqtt.Client | None = None
        self._epoch = time.time_ns() // 1_000_000
        """Grows with each stop, also from one run to the next: a timeline of an earlier one is void."""
        self._queue: list[dict[str, Any]] = []
        self._watching: asyncio.Task[None] | None = None

    def announce(self, timeline: dict[str, Any]) -> None:
        """Publish a timeline; never waits."""
        self._on_loop(lambda: self._line_up(timeline))

    def _line_up(self, timeline: dict[str, Any]) -> None:
        self._queue.append({"epoch": self._epoch, **timeline})
        self._look()

    async def _reach(self) -> Layout:
        aiomqtt = _aiomqtt()
        from aiomqtt.exceptions import MqttConnectError

        client = aiomqtt.Client(
            self._host,
            self._port,
            username=os.environ.get(USER),
            password=os.environ.get(PASSWORD),
            protocol=aiomqtt.ProtocolVersion.V5,
            will=aiomqtt.Will(f"{self._topic}/levels", self._levels((), "lost"), qos=1, retain=True),
            keepalive=KEEPALIVE_S,
            timeout=CONNECT_S,
            tls_context=ssl.create_default_context() if self._tls else None,
            socket_options=((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),),
        )
        try:
            await client.__aenter__()
        except MqttConnectError as error:
            raise DeviceNotFound(
                f"{self.describe} does not let us in: {foreign(error)}.",
                hint=f"Set {USER} and {PASSWORD} in the environment to what the broker knows.",
                reason=BridgeReason.REFUSED,
            ) from error
        except (aiomqtt.MqttError, OSError, ValueError) as error:
            raise DeviceNotFound(
                f"{self.describe} cannot be reached: {foreign(error)}.",
                hint="Start the broker, or check its host and port.",
                reason=BridgeReason.CANNOT_OPEN,
            ) from error
        self._client = client
        self._watching = asyncio.create_task(self._watch(client))
        motors = [{"x": motor.x, "y": motor.y, "kind": motor.kind.value} for motor in self._layout.motors]
        sends = "timelines" if self._timelines else "levels"
        await self._publish("device", json.dumps({"version": 1, "motors": motors, "sends": sends}), qos=1, retain=True)
        await self._publish("levels", self._levels((), "rest"), qos=1, retain=True)
        self.pace = Pace(GAP_MS, len(self._layout))
        return self._layout

    def _in_units(self, levels: Levels) -> Levels:
        return (0,) * len(levels) if self._timelines else levels

    async def _turn(self) -> None:
        while self._queue and not self._resting:
            await self._publish("timeline", json.dumps(self._queue.pop(0)), qos=1)
        await super()._turn()

    async def _send(self, levels: Levels) -> None:
        why = "playing" if any(levels) else "rest"
        await self._publish("levels", self._levels(levels, why), qos=int(not any(levels)), retain=True)

    def _rest_now(self) -> None:
        self._epoch += 1
        self._queue.clear()
        super()._rest_now()

    async def _send_rest(self) -> None:
        await self._publish("levels", self._levels((), "stop"), qos=1, retain=True)

    async def _let_go(self) -> None:
        client, self._client = self._client, None
        if self._watching is not None:
            self._watching.cancel()
        if client is None:
            return
        with contextlib.suppress(Exception):  # the broker is gone: it gives our last will
            self._epoch += 1
            payload = self._levels((), "left" if self.lost is None else "lost")
            await client.publish(f"{self._topic}/levels", payload, qos=1, retain=True, timeout=LEAVE_S)
            client.timeout = LEAVE_S
        with contextlib.suppress(Exception):
            await client.__aexit__(None, None, None)

    def _levels(self, levels: Levels, why: str) -> str:
        shares = [round(level / 255, 4) for level in levels] or [0.0] * len(self._layout)
        return json.dumps({"levels": shares, "on": any(levels), "why": why, "epoch": self._epoch})

    async def _publish(self, name: str, payload: str, *, qos: int, retain: bool = False) -> None:
        if self._client is None:
            raise self._broken("is not connected")
        try:
            await self._client.publish(f"{self._topic}/{name}", payload, qos=qos, retain=retain, timeout=TAKE_S)
        except Exception as error:  # MqttError, and what paho brings
            raise self._broken(f"can no longer be reached: {foreign(error)}") from error

    async def _watch(self, client: aiomqtt.Client) -> None:
        """Notice at once when the connection breaks; nothing was subscribed to."""
        try:
            async for _ in client.messages:
                pass
        except Exception as error:
            self._fail(self._broken(f"broke the connection: {foreign(error)}"))

    def _broken(self, what: str) -> LinkLost:
        return LinkLost(f"{self.describe} {what}.", hint=_HINT, reason=BridgeReason.DROPPED)


class TimelineLink(LevelLink):
    """Publishes what the model is given to play, ahead of its time."""

    lead_ms = AHEAD_MS

    def __init__(self, outlet: MqttOutlet, clock_ms: Callable[[], float]) -> None:
        """As `LevelLink`."""
        super().__init__(outlet, clock_ms)
        self._announcer = outlet
        self._track: ModelTrack | None = None

    def send(self, packet: bytes) -> None:
        """Let the model take the packet, and publish the track that it completes."""
        super().send(packet)
        said = decode(packet)
        if isinstance(said, Track):
            self._track = ModelTrack(said.t0, self.model.config.motors)
        elif not isinstance(said, More):
            return
        track = self._track
        if track is not None and track.feed(said.data) and track.ended:
            self._track = None
            if track.voices:
                self._announcer.announce(self._as_json(track))

    def _as_json(self, track: ModelTrack) -> dict[str, Any]:
        now_us = round(self._clock_ms() * 1000)
        in_ms = ((track.t0_us - now_us + 0x8000_0000) % 0x1_0000_0000 - 0x8000_0000) / 1000
        voices = [
            {
                "motors": [motor for motor in range(self.model.config.motors) if voice.motors >> motor & 1],
                "points": [
                    [t_ms, round(min(level, self.model.limit) / 255, 4)] for t_ms, level in track.corners(voice)
                ],
            }
            for voice in track.voices
        ]
        return {"at_ms": round(time.time() * 1000 + in_ms, 1), "in_ms": round(in_ms, 1), "voices": voices}


def _aiomqtt() -> Any:
    try:
        import aiomqtt
    except ImportError as error:
        raise DeviceNotFound(
            "MQTT needs the package aiomqtt, which is not installed.",
            hint="Install it with `pip install edge-haptics[mqtt]`.",
            reason=BridgeReason.NOT_IN_BUILD,
        ) from error
    return aiomqtt
