"""Many MQTT clients in one process, each noting when levels reach it: what `bench fleet` measures with.

Run as ``python -m edge_runtime.bench_crowd PORT TOPIC COUNT``. Prints ``ready`` once all have subscribed. When its
input has ended and each client has heard that the program left, it prints one JSON list of ``[client, level of 255,
time.monotonic_ns()]`` and ends.

A message has come when its socket can be read: what reading takes with hundreds of clients in one process is not the
broker's and no device's. So one is read at a time, and in between is looked whose turn has come.
"""

from __future__ import annotations

import json
import selectors
import sys
import time
from typing import Any

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

LAST_S = 10.0
"""How long what is still on its way is waited for, once the input has ended."""
TICK_S = 1.0
"""How often clients look whether they should say that they are alive."""


class Crowd:
    """Clients of one topic, and what came to them."""

    def __init__(self, port: int, topic: str, count: int) -> None:
        """Connect them one after the other. Raises OSError where the broker cannot be reached."""
        self.came: list[tuple[int, bytes, int]] = []
        """Client, payload, when."""
        self._subscribed = self._left = 0
        self._selector = selectors.DefaultSelector()
        self._stamps: dict[Client, int] = {}
        """Who can be read, and since when, in the order of their turn."""
        self._clients = [self._client(port, topic, number) for number in range(count)]

    def run(self) -> None:
        """Listen until the input has ended and everybody heard the last message."""
        said, until_s = False, float("inf")
        self._selector.register(sys.stdin, selectors.EVENT_READ)
        tick_s = time.monotonic()
        while self._left < len(self._clients) and time.monotonic() < until_s:
            for key, _ in self._selector.select(0 if self._stamps else TICK_S):
                if key.data is not None:
                    self._stamps.setdefault(key.data, time.monotonic_ns())
                elif not sys.stdin.read(1):
                    until_s = time.monotonic() + LAST_S
                    self._selector.unregister(sys.stdin)
            if self._stamps:
                self._read(next(iter(self._stamps)))
            if time.monotonic() >= tick_s + TICK_S:
                tick_s = time.monotonic()
                for client in self._clients:
                    client.loop_misc()
            if not said and self._subscribed == len(self._clients):
                said = True
                say("ready")

    def _read(self, client: Client) -> None:
        client.loop_read()
        while client.want_write():
            client.loop_write()
        del self._stamps[client]

    def _client(self, port: int, topic: str, number: int) -> Client:
        def on_connect(client: Client, *_: Any) -> None:
            client.subscribe([(f"{topic}/{name}", 1) for name in ("levels", "timeline", f"each/{number}")])

        def on_subscribe(*_: Any) -> None:
            self._subscribed += 1

        def on_message(client: Client, _: Any, message: MQTTMessage) -> None:
            self.came.append((number, bytes(message.payload), self._stamps[client]))
            self._left += b'"left"' in message.payload

        client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
        client.on_connect, client.on_subscribe, client.on_message = on_connect, on_subscribe, on_message
        client.connect("127.0.0.1", port)
        wire = client.socket()
        assert wire is not None
        self._selector.register(wire.fileno(), selectors.EVENT_READ, client)
        return client


def level_of(payload: bytes) -> int:
    """The highest level that a message has, of 255."""
    body: dict[str, Any] = json.loads(payload)
    points = [level for voice in body.get("voices", ()) for _, level in voice["points"]]
    return round(255 * max((*body.get("levels", ()), *points), default=0.0))


def say(line: str) -> None:
    """Tell whoever started this process."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(port: int, topic: str, count: int) -> None:
    """Gather, listen, and say what came. Raises OSError where the broker cannot be reached."""
    crowd = Crowd(port, topic, count)
    crowd.run()
    heard = [(number, level_of(payload), at_ns) for number, payload, at_ns in crowd.came]
    say(json.dumps([one for one in heard if one[1]]))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
