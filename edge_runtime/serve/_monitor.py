"""The whole that is served: model, device, listeners and rules, put together."""

from __future__ import annotations

import threading
from typing import Any

from edge_runtime import __version__
from edge_runtime.engines import Engine
from edge_runtime.performer import Performer
from edge_runtime.screen import PlainScreen
from edge_runtime.trace import Recorder, Sink
from firmware_bridge import SIMULATED, BridgeError, BridgeEvent, parse_uri
from firmware_bridge._web import AUDIENCE
from lexicon import Timeline

from ._answers import Device, ModelState, Queue, State, Switch
from ._desk import Desk
from ._hub import Hub
from ._job import Done, Failed, Job
from ._meters import PERSON, Meters
from ._rig import Rig
from ._rules import Rules
from ._tracks import motors_of, tracks_of

BEAT_S = 0.25
"""How often listeners hear of the device while a motor moves."""
QUIET_BEAT_S = 5.0


class Monitor:
    """One server's parts. Use it as a context manager: leaving brings the motors to rest and ends the worker.

    The engine is the caller's to close.
    """

    def __init__(self, engine: Engine, rules: Rules, *sinks: Sink) -> None:
        """Events go to ``sinks`` too. Raises DeviceStringError."""
        self.rules = rules
        self.info = engine.info()
        self.hub = Hub()
        self.meters = Meters()
        self.record = Recorder(self.hub.publish, *sinks)
        self.rig = Rig(
            rules.device,
            self.record,
            most_level=rules.max_level,
            time_scale=rules.time_scale,
            on_event=self._take,
            on_change=self.tell_state,
        )
        self.desk = Desk(
            engine,
            self.rig,
            self.record,
            rules.system,
            limit=rules.waiting,
            on_plan=self.plan,
            on_change=self.tell_state,
            on_done=self._count,
        )
        self._gauges()

    def __enter__(self) -> Monitor:
        """Begin; touch is on if the person said so. Raises BridgeError when the device is not there."""
        self.record.__enter__()
        try:
            self.record("session", **self._session())
            if self.rules.haptics:
                self._begin_touch()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        """End."""
        self.close()

    def close(self) -> None:
        """Bring the motors to rest, cancel all answers and wait for the worker."""
        self.rig.stop("leaving")
        self.desk.leave()
        self.rig.close()
        self.desk.close()
        self.rig.close()  # a last answer may have connected anew
        self.hub.close()
        self.record.__exit__(None, None, None)

    def stop(self) -> None:
        """Do what a person who presses STOP wants; one press counts once, however often the bridge has to be told."""
        self.meters.stops.labels(PERSON).inc()
        self.rig.stop(PERSON)
        self.tell_state()

    def play(self, text: str, name: str) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
        """Play text with tags; returns the programs that had a place, and what was odd. Waits for no motor.

        Raises BridgeError when the device cannot be reached.
        """
        programs: list[dict[str, Any]] = []
        oddities: list[dict[str, str]] = []

        def record(kind: str, **fields: Any) -> None:
            self.record(kind, answer=name, **fields)
            if kind == "program":
                programs.append(fields)
            elif kind == "diagnostic":
                oddities.append(fields)

        bridge = self.rig.ready()
        if bridge is None or bridge.link_error is not None:
            raise (bridge.link_error if bridge else None) or self.rig.unreachable()
        performer = Performer(
            PlainScreen(silent=True),
            record,
            bridge,
            self.rig.limits,
            first_id=self.rig.take_ids(),
            on_plan=self.plan,
        )
        self.rig.add(performer)
        try:
            performer.feed(text)
            performer.finish()
        finally:
            self.rig.discard(performer)
        if performer.switched_off:
            self.rig.switch(False)
        return programs, oddities

    def plan(self, program_id: int, onset_ms: int, timeline: Timeline) -> None:
        """Tell of a step that is handed over."""
        self.meters.plan(program_id, onset_ms, timeline)
        self.hub.publish(
            {
                "t_ms": self.record.now_ms(),
                "kind": "plan",
                "id": program_id,
                "onset_ms": onset_ms,
                "tracks": tracks_of(timeline),
            }
        )

    def state(self, *, person: bool) -> State:
        """Everything that a page shows, for a caller who is the person at this machine or is not."""
        job = self.desk.running
        return State(
            t_ms=self.record.now_ms(),
            version=__version__,
            model=ModelState(id=self.rules.model, backend=self.info.backend, context=self.info.context),
            haptics=Switch(on=self.rig.on),
            person=person,
            device=self.device(),
            queue=Queue(
                running=job.id if job else None,
                text=job.text if job else "",
                waiting=self.desk.waiting,
                limit=self.desk.limit,
            ),
            followers=len(AUDIENCE),
            stops=self.rig.stops,
            runs=self.rules.runs is not None,
        )

    def device(self) -> Device:
        """The device and what it reports."""
        rig, link, bridge = self.rig, self.rig.link, self.rig.bridge
        return Device(
            uri=rig.device,
            simulated=parse_uri(rig.device).scheme in SIMULATED | {"sim", "web"},
            link=link.state,
            detail=link.detail,
            motors=motors_of(rig.layout),
            max_level=rig.max_level,
            most_level=rig.most_level,
            levels=[round(level, 4) for level in rig.levels],
            t_device_ms=rig.t_device_ms,
            late=bridge.late if bridge else 0,
            lost=bridge.health.resent if bridge else 0,
            stretched_ms=bridge.stretched_ms if bridge else 0,
            played_ms=bridge.played_ms if bridge else 0,
            round_trip_ms=bridge.health.round_trip_ms if bridge else None,
            battery=bridge.health.battery if bridge else None,
        )

    def beat(self) -> dict[str, Any]:
        """How the device is, in short."""
        device = self.device()
        told = {name: getattr(device, name) for name in ("late", "lost", "round_trip_ms", "battery")}
        return {
            "t_ms": self.record.now_ms(),
            "kind": "beat",
            "levels": device.levels,
            "t_device_ms": device.t_device_ms,
            "device": told,
        }

    def followed(self) -> None:
        """A browser is a device from now on: a `web:` that waited for one is connected."""
        if self.rig.on and self.rig.link.state == "down" and parse_uri(self.rig.device).scheme == "web":
            threading.Thread(target=self.rig.ready, name="edge-haptics-web", daemon=True).start()

    def tell_state(self) -> None:
        """Tell everybody that something of the state has changed."""
        self.hub.change()

    def _begin_touch(self) -> None:
        try:
            self.rig.switch(True)
        except BridgeError:
            if parse_uri(self.rules.device).scheme != "web":  # whose browsers come later
                raise

    def _take(self, event: BridgeEvent) -> None:
        self.meters.take(event)

    def _count(self, _job: Job, end: Done | Failed) -> None:
        if isinstance(end, Failed):
            self.meters.answers.labels("failed").inc()
            return
        self.meters.answers.labels(end.finish.reason).inc()
        if end.finish.tokens:
            self.meters.first_piece.observe(end.finish.ttft_ms / 1000)
        if end.finish.tokens > 1:
            self.meters.pieces.observe(end.finish.tok_per_s)

    def _session(self) -> dict[str, Any]:
        rules = self.rules
        return {
            "version": __version__,
            "model": rules.model,
            "backend": self.info.backend,
            "device": rules.device,
            "haptics": rules.haptics,
            "preset": rules.preset,
            "seed": rules.seed,
        }

    def _gauges(self) -> None:
        gauge = self.meters.gauge
        gauge("edge_haptics_link_up", "Whether the device can be reached.", lambda: float(self.rig.link.state == "up"))
        gauge("edge_haptics_waiting", "Answers that wait for their turn.", lambda: float(self.desk.waiting))
        gauge("edge_haptics_sockets", "WebSockets that are open.", lambda: float(len(self.hub)))
        gauge(
            "edge_haptics_dropped_frames",
            "Frames that readers were too slow for.",
            lambda: float(self.hub.dropped_in_all),
        )
