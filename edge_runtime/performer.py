"""From a model's text to words and touch: the one way from pieces to the screen, the trace and the bridge."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from firmware_bridge import (
    Admission,
    Bridge,
    BridgeEvent,
    Late,
    Level,
    LinkDown,
    LinkLost,
    Received,
    Restarted,
    Sent,
    Started,
    Stopped,
    Stretched,
)
from lexicon import (
    Added,
    Change,
    Code,
    Composer,
    Diagnostic,
    Ended,
    Event,
    Halted,
    Limits,
    Parser,
    Program,
    Step,
    Tag,
    Text,
    Timeline,
    Unknown,
    compile_step,
)

from .sanitize import Sanitizer
from .screen import Screen
from .trace import Record

Plan = Callable[[int, int, Timeline], None]
"""Takes a program's id, the onset of one of its steps in ms, and what that step is to be like."""


class Performer:
    """Performs one stream: words to the screen, programs to the bridge, everything to the record.

    Without a bridge nothing is felt and no tag is shown. `feed` every piece, then `finish`.
    """

    def __init__(
        self,
        screen: Screen,
        record: Record,
        bridge: Bridge | None,
        limits: Limits,
        *,
        first_id: int = 1,
        show_tags: bool = False,
        wait_for_room: bool = False,
        on_plan: Plan | None = None,
    ) -> None:
        """Number programs from ``first_id``; with ``show_tags`` tags and oddities are noted on the screen.

        With ``wait_for_room`` a block that finds the queue full waits for its turn; a model's is left out instead.
        ``on_plan`` is told of each step before it is handed over.
        """
        self.programs: list[Program] = []
        """Those of this stream that were complete and played."""
        self.is_cut = False
        """The stream was ended where it is; see `cut`."""
        self.switched_off = False
        """The stream held ``[haptics_off]``: nothing is felt until the person opts in again."""
        self._screen, self._record, self._bridge = screen, record, bridge
        self._limits = limits
        self._show_tags = show_tags and bridge is not None
        self._wait_for_room = wait_for_room
        self._on_plan = on_plan
        self._handing_over = threading.Lock()
        self._parser = Parser()
        self._composer = Composer(limits, first_id)
        self._sanitizer = Sanitizer()
        self._chips: list[str] = []
        self._playing: set[int] = set()
        self._refused: set[int] = set()

    @property
    def next_id(self) -> int:
        """The id of the next program."""
        return self._composer.next_id

    def feed(self, piece: str) -> None:
        """Perform what can be told by now."""
        for event in self._parser.feed(piece):
            if self.is_cut:
                return
            self._event(event)

    def finish(self) -> None:
        """The stream has ended: close what is open."""
        for event in () if self.is_cut else self._parser.finish():
            self._event(event)
        self._sanitizer.finish()
        for change in self._composer.finish():
            self._change(change)
        self._show_chips()

    def cut(self) -> None:
        """Perform nothing that comes after this, from any thread; what has begun stays, and `finish` ends it."""
        self.is_cut = True

    def abandon(self, reason: str) -> None:
        """The stream was given up: nothing of it is played any more; what others play on the bridge goes on."""
        with self._handing_over:
            for program_id in sorted(self._playing, reverse=True) if self._bridge else ():
                assert self._bridge is not None
                self._bridge.cancel(program_id, reason)

    def mute(self) -> None:
        """Let nothing more of this stream be felt, from any thread; stop the bridge before and, if it plays, after."""
        with self._handing_over:
            self._bridge = None

    def _event(self, event: Event) -> None:
        if isinstance(event, Text):
            shown = self._sanitizer.feed(event.text)
            if shown:
                self._show_chips()
                self._record("text", text=shown)
                self._screen.words(shown)
        elif isinstance(event, Tag):
            self._record("tag", tag=event.token.tag, known=True)
            self._chip(event.token.tag)
        elif isinstance(event, Unknown):
            self._record("tag", tag=event.tag, known=False)
            self._chip(event.tag + "?")
        else:
            self._diagnostic(event)
        for change in self._composer.push(event):
            self._change(change)

    def _chip(self, tag: str) -> None:
        self._chips.append(tag)

    def _show_chips(self) -> None:
        """Tags that came together stand on one line."""
        if self._chips and self._show_tags:
            self._screen.note(" ".join(self._chips))
        self._chips.clear()

    def _diagnostic(self, diagnostic: Diagnostic) -> None:
        self._record("diagnostic", code=diagnostic.code.value, detail=diagnostic.detail)
        if self._show_tags:
            self._show_chips()
            self._screen.note(f"{diagnostic.code.value}: {diagnostic.detail}")

    def _change(self, change: Change) -> None:
        with self._handing_over:
            self._hand_over(change)

    def _hand_over(self, change: Change) -> None:
        if self._bridge is None or self.switched_off:
            return
        if isinstance(change, Added):
            try:
                self._add(self._bridge, change)
            except LinkLost:
                # The words go on; whoever waits for the touch to end is told.
                self._bridge = None
        elif isinstance(change, Ended):
            self._end(self._bridge, change.program)
        elif isinstance(change, Halted):
            self._bridge.stop("model")
            self.switched_off = change.off
            self._playing.clear()
            if change.cut is not None:
                self._record("program", **program_fields(change.cut))
        else:
            self._diagnostic(change)

    def _add(self, bridge: Bridge, added: Added) -> None:
        if added.program_id in self._refused:
            return
        if added.program_id not in self._playing:
            if not self._admitted(bridge, added.program_id):
                self._refused.add(added.program_id)
                self._diagnostic(Diagnostic(Code.LIMIT_QUEUE, "one block plays and one waits; this one was left out"))
                return
            self._playing.add(added.program_id)
        for item in added.items:
            if isinstance(item, Step):
                timeline = compile_step(item, bridge.layout, self._limits)
                if self._on_plan:
                    self._on_plan(added.program_id, item.onset_ms, timeline)
                bridge.append(added.program_id, item.onset_ms, timeline)

    def _admitted(self, bridge: Bridge, program_id: int) -> bool:
        if self._wait_for_room:
            while bridge.begin(program_id) is Admission.REFUSED:
                bridge.drained()
            return True
        return bridge.begin(program_id) is not Admission.REFUSED

    def _end(self, bridge: Bridge, program: Program) -> None:
        if program.id in self._refused:
            return
        self._record("program", **program_fields(program))
        self.programs.append(program)
        bridge.end(program.id, program.duration_ms)


def replay(program: Program, bridge: Bridge, record: Record, limits: Limits) -> Admission:
    """Play a program that is known whole (again)."""
    admission = bridge.begin(program.id)
    if admission is not Admission.REFUSED:
        record("program", **program_fields(program))
        for step in program.steps:
            bridge.append(program.id, step.onset_ms, compile_step(step, bridge.layout, limits))
        bridge.end(program.id, program.duration_ms)
    return admission


def program_fields(program: Program) -> dict[str, Any]:
    """The trace's fields of one program."""
    return {
        "id": program.id,
        "steps": [
            {
                "kind": "step",
                "onset_ms": item.onset_ms,
                "duration_ms": item.duration_ms,
                "emotion": item.emotion.value,
                "intensity": item.intensity,
                "pattern": item.pattern.value,
                "motors": item.motors.value,
            }
            if isinstance(item, Step)
            else {"kind": "rest", "onset_ms": item.onset_ms, "duration_ms": item.duration_ms}
            for item in program.items
        ],
        "duration_ms": program.duration_ms,
    }


class Watcher:
    """The bridge's callback: everything goes to the record, levels also to the screen that is open."""

    def __init__(self, record: Record) -> None:
        self.screen: Screen | None = None
        self.on_link_down: Callable[[], None] = lambda: None
        """Called when the link is down and that is recorded, from whichever thread noticed."""
        self._record = record
        self._motors = 0

    def __call__(self, event: BridgeEvent) -> None:
        """Take one event of the bridge, from any thread."""
        record = self._record
        if isinstance(event, Level):
            levels = [round(level, 4) for level in event.levels]
            record("level", t_device_ms=round(event.t_device_ms, 3), levels=levels)
            self._motors = len(levels)
            if self.screen is not None:
                self.screen.levels(event.levels)
        elif isinstance(event, Started):
            record("start", id=event.program_id, t_device_ms=event.t_device_ms)
        elif isinstance(event, Sent):
            record("tx", message=event.message, bytes=event.bytes)
        elif isinstance(event, Received):
            record("rx", message=event.message, bytes=event.bytes)
        elif isinstance(event, Stopped):
            record("stop", reason=event.reason, **({} if event.program_id is None else {"id": event.program_id}))
        elif isinstance(event, Stretched):
            detail = f"program {event.program_id} moved {event.by_ms} ms later, its step came late"
            record("diagnostic", code="stretched", detail=detail)
        elif isinstance(event, Late):
            detail = f"{event.count} envelopes came after their time, only the rest of them was played"
            record("diagnostic", code="late", detail=detail)
        elif isinstance(event, Restarted):
            record("diagnostic", code="device_restarted", detail="the device started anew and was greeted again")
        elif isinstance(event, LinkDown):
            record("diagnostic", code="link_lost", detail=event.detail)
            if self.screen is not None:  # what was reported last is no longer known
                self.screen.levels((0.0,) * self._motors)
            self.on_link_down()
