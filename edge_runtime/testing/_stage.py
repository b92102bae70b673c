"""A device on a virtual clock, and what happens on it: text in, time on, and what is felt."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from edge_runtime.performer import Performer, Watcher
from edge_runtime.screen import PlainScreen
from edge_runtime.trace import Event, Recorder
from firmware_bridge import Bridge, BridgeEvent, Started, Stretched, VirtualClock
from lexicon import Layout, Limits, Timeline

if TYPE_CHECKING:
    from edge_runtime.agent import Agent, Answer
    from edge_runtime.engines import Engine

S = TypeVar("S", bound="Stage")
BEFORE_MS = 0.01
"""Just before a moment."""


class Stage(ABC):
    """One device on a virtual clock. Use it as a context manager; leaving it brings the motors to rest."""

    def __init__(self, limits: Limits) -> None:
        """Cap what is felt by ``limits``."""
        self.clock = VirtualClock()
        self.limits = limits
        self.record = _Trace(self.clock)
        """Give it to code that takes a `Recorder`, so that `trace` has what that code does."""
        self.screen = _Words()
        """Give it to code that takes a `Screen`, so that `text` has what that code shows."""
        self.switched_off = False
        """The text held ``[haptics_off]``: nothing more is felt until a test sets this to False."""
        self._watcher = Watcher(self.record)
        self._performer: Performer | None = None
        self._agent: Agent | None = None
        self._next_id = 1
        self._zeros: dict[int, list[int]] = {}
        self.bridge = self._open()
        """The device, for code that plays on it by itself."""
        self.bridge.__enter__()

    @abstractmethod
    def _open(self) -> Bridge: ...

    @abstractmethod
    def levels_at(self, t_ms: float) -> tuple[float, ...]:
        """What each motor did at ``t_ms``, 0..1."""

    @property
    @abstractmethod
    def timeline(self) -> Timeline:
        """What the motors have done so far, from 0 to now."""

    # -- what happens

    def feed(self, text: str) -> None:
        """Let a model say ``text``, as one more piece of its answer; what can be played of it begins now."""
        if self._performer is None:
            bridge = None if self.switched_off else self.bridge
            self._performer = Performer(self.screen, self.record, bridge, self.limits, first_id=self._next_id)
        self.record("piece", text=text)
        self._performer.feed(text)
        self._heed(self._performer)

    def finish(self) -> None:
        """Let the answer end: a block that is open is closed. What is fed then begins another answer."""
        performer, self._performer = self._performer, None
        if performer is not None:
            performer.finish()
            self._heed(performer)

    def answer(self, engine: Engine, prompt: str = "Hello.") -> Answer:
        """Ask an engine and perform its answer, as `edge-haptics chat` does; it keeps the history."""
        from edge_runtime.agent import Agent
        from edge_runtime.engines import Cancel, Sampling

        self.finish()
        if self._agent is None or self._agent.engine is not engine:
            self._agent = Agent(engine, Sampling(), lambda _on: "", self.record, self.limits)
        self._agent.bridge, self._agent.next_id = (None if self.switched_off else self.bridge), self._next_id
        answer = self._agent.answer(prompt, self.screen, Cancel())
        self._next_id = self._agent.next_id
        self.switched_off = self.switched_off or answer.switched_off
        return answer

    def advance(self, ms: float) -> None:
        """Let time pass."""
        self.bridge.advance(ms)

    def drain(self) -> None:
        """Finish the answer and let time pass until everything has been played.

        Raises AssertionError for a program that was begun and never ends, and what `Bridge.drained` raises.
        """
        self.finish()
        if not self.bridge.drained():
            raise AssertionError("a program was begun and never ended, so that it cannot be played to its end")

    def stop(self) -> None:
        """Bring every motor to rest now, as Ctrl-C does."""
        self._performer = None
        self.bridge.stop("test")

    # -- what is known

    @property
    def now_ms(self) -> float:
        """Where time stands, from 0."""
        return self.clock.now_ms()

    @property
    def layout(self) -> Layout:
        """The device's motors."""
        return self.bridge.layout

    @property
    def levels(self) -> tuple[float, ...]:
        """What each motor does now, 0..1."""
        return self.levels_at(self.now_ms)

    @property
    def on(self) -> tuple[int, ...]:
        """The motors that are on, from 0; one that begins or ends at this very moment is not."""
        pairs = zip(self.levels_at(self.now_ms - BEFORE_MS), self.levels, strict=True)
        return tuple(motor for motor, (before, now) in enumerate(pairs) if before > 0 and now > 0)

    @property
    def text(self) -> str:
        """The words that a person has seen so far."""
        return "".join(self.screen.shown)

    @property
    def trace(self) -> list[Event]:
        """What happened so far, in the trace's form; times are the virtual clock's."""
        return self.record.events

    @property
    def tags(self) -> list[str]:
        """The tags of the lexicon that were said, in their canonical spelling."""
        return [event["tag"] for event in self.trace if event["kind"] == "tag" and event["known"]]

    @property
    def oddities(self) -> list[str]:
        """The codes of everything odd, in order, such as ``unknown_tag``."""
        return [event["code"] for event in self.trace if event["kind"] == "diagnostic"]

    # -- leaving

    def close(self) -> None:
        """Bring the motors to rest."""
        self._performer = None
        self.bridge.close()

    def __enter__(self: S) -> S:  # noqa: PYI019 - typing.Self needs 3.11
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- inside

    def _heard(self, event: BridgeEvent) -> None:
        self._watcher(event)
        if isinstance(event, Started):
            self._zeros[event.program_id] = [round(event.t_device_ms)]
        elif isinstance(event, Stretched) and event.program_id in self._zeros:
            zeros = self._zeros[event.program_id]
            zeros.append(zeros[-1] + event.by_ms)

    def _heed(self, performer: Performer) -> None:
        self._next_id = performer.next_id
        self.switched_off = self.switched_off or performer.switched_off


class _Trace(Recorder):
    """Keeps what is recorded, on the virtual clock."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self.events: list[Event] = []
        self._clock = clock

    def __call__(self, kind: str, **fields: Any) -> None:
        """Keep one event."""
        self.events.append({"t_ms": self._clock.now_ms(), "kind": kind, **fields})


class _Words(PlainScreen):
    """Keeps what would be shown."""

    def __init__(self) -> None:
        super().__init__(silent=True)
        self.shown: list[str] = []
        self.notes: list[str] = []

    def words(self, text: str) -> None:
        """Keep it."""
        self.shown.append(text)

    def note(self, text: str) -> None:
        """Keep it apart."""
        self.notes.append(text)
