"""A kitchen companion: a timer that is felt, and a voice that answers with touch. Built on edge-haptics."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from edge_runtime.engines import Cancel, Engine, Message, Piece, Sampling
from firmware_bridge import Admission, Bridge, LinkLost
from lexicon import Added, Change, Composer, Ended, Event, Halted, Limits, Parser, Step, Text, compile_step

SOON = "[soft_alert]"
OVER = "[begin_haptics][alert_mild][i4][pat_pulse][m_all][t1s][rest_500ms][seq_repeat_3][end_haptics]"


class Voice:
    """Says one text at a time: its words to ``show``, its touch to ``bridge``."""

    def __init__(self, bridge: Bridge, show: Callable[[str], object]) -> None:
        self._bridge, self._show = bridge, show
        self._limits = Limits(max_level=bridge.max_level)
        self._next_id = 1
        self._felt = True

    def say(self, text: str) -> None:
        """Say a text that is known whole."""
        self.perform([text])

    def answer(self, engine: Engine, prompt: str) -> None:
        """Let a model answer, and perform its pieces as they come."""
        answer = engine.generate([Message("user", prompt)], Sampling(), seed=None, cancel=Cancel())
        self.perform(piece.text for piece in answer if isinstance(piece, Piece))

    def perform(self, pieces: Iterable[str]) -> None:
        """Perform a text piece by piece: touch begins while the words still come."""
        parser, composer = Parser(), Composer(self._limits, self._next_id)
        for piece in pieces:
            self._take(composer, parser.feed(piece))
        self._take(composer, parser.finish())
        self._play(composer.finish())
        self._next_id = composer.next_id

    def stop(self) -> None:
        """Every motor rests, now."""
        self._bridge.stop("person")

    def _take(self, composer: Composer, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, Text):
                self._show(event.text)
            self._play(composer.push(event))

    def _play(self, changes: Iterable[Change]) -> None:
        """Hand touch to the device; where its link is lost the words go on."""
        for change in changes if self._felt else ():
            try:
                self._change(change)
            except LinkLost:
                self._felt = False

    def _change(self, change: Change) -> None:
        bridge = self._bridge
        if isinstance(change, Halted):
            bridge.stop("model")
        elif isinstance(change, Ended):
            bridge.end(change.program.id, change.program.duration_ms)
        elif isinstance(change, Added):
            if change.items[0].onset_ms == 0 and bridge.begin(change.program_id) is Admission.REFUSED:
                return  # one block plays and one waits: more would come too late
            for item in change.items:
                if isinstance(item, Step):
                    timeline = compile_step(item, bridge.layout, self._limits)
                    bridge.append(change.program_id, item.onset_ms, timeline)


class Timer:
    """Taps a minute before the time is up, and beats when it is."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def tick(self, left_s: int) -> None:
        """Call once a second, with the seconds that are left."""
        if left_s == 60:
            self._voice.say(SOON)
        elif left_s == 0:
            self._voice.say(OVER)

    def stop(self) -> None:
        """The person has heard it."""
        self._voice.stop()
