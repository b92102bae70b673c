"""One conversation: a model answers in a worker thread while its touch plays on time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from firmware_bridge import Bridge
from firmware_bridge._precedence import preferred
from lexicon import Limits, Program

from .adapters import Adaptation, adapt
from .engines import Cancel, Engine, Finish, Message, Piece, Sampling
from .performer import Performer, Plan, replay
from .screen import Screen
from .trace import Record

PIECES_AHEAD = 256
"""How far the model may run ahead of reading; it then waits instead of filling memory."""

FULL_WAIT_S = 0.02
"""How soon a model that has run ahead looks whether there is room again."""

SEEDS = 2**32 - 1
"""Seeds are 32 bits wide; the last value means "draw one" to llama.cpp."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one answer went."""

    finish: Finish
    programs: tuple[Program, ...]
    switched_off: bool
    """The model asked for haptics to stay off; the person alone can turn them on again."""


@dataclass(slots=True)
class Agent:
    """Holds the engine, the history and the bridge while haptics are on (None while they are off)."""

    engine: Engine
    sampling: Sampling
    system: Callable[[bool], str]
    """The system text for haptics on or off."""
    record: Record
    limits: Limits
    bridge: Bridge | None = None
    seed: int | None = None
    show_tags: bool = False
    history: list[Message] | None = None
    next_id: int = 1
    voice: Adaptation = field(default_factory=Adaptation)
    """What colours the answers; see `adapt`."""
    answers: int = 0
    """How many answers there were; each draws from a seed of its own."""
    on_plan: Plan | None = None
    """Told of each step that is to be felt."""
    muted: bool = False
    """Nothing of this agent's answers is felt any more; see `mute`."""
    _performer: Performer | None = None

    def answer(self, prompt: str, screen: Screen, cancel: Cancel) -> Answer:
        """Answer ``prompt`` on ``screen`` and add both to the history.

        Touch may still play when this returns. Raises what the engine raises; then, and when ``cancel`` was set
        without a `cut` before it, nothing of this answer is played any more.
        """
        self.record("prompt", text=prompt)
        past = self.history or []
        messages = [Message("system", self.system(self.bridge is not None)), *past, Message("user", prompt)]
        performer = self._performer = Performer(
            screen,
            self.record,
            self.bridge,
            self.limits,
            first_id=self.next_id,
            show_tags=self.show_tags,
            on_plan=self.on_plan,
        )
        if self.muted:
            performer.mute()
        said: list[str] = []
        try:
            with preferred():  # the model may use every core, and a step should not wait for one
                finish = self._perform(messages, performer, said, cancel)
        except BaseException:
            performer.abandon("failed")
            raise
        self.next_id = performer.next_id
        if finish.reason == "cancelled" and not performer.is_cut:
            performer.abandon("cancelled")
        else:
            performer.finish()
            self.next_id = performer.next_id
        self.history = [*past, Message("user", prompt), Message("assistant", "".join(said).strip())]
        return Answer(finish, tuple(performer.programs), performer.switched_off)

    def mute(self) -> None:
        """Let nothing be felt from now on, from any thread; words go on. Stop the bridge before and after."""
        self.muted = True
        if self._performer is not None:
            self._performer.mute()

    def cut(self) -> None:
        """End the answer where it is, from any thread: what it has said is felt. Set its cancel after this."""
        if self._performer is not None:
            self._performer.cut()

    def adapt(self, voice: Adaptation) -> None:
        """Colour the answers from now on. Raises what the engine raises; then the voice is as it was."""
        adapt(self.engine, voice)
        self.voice = voice

    def again(self, programs: tuple[Program, ...]) -> int:
        """Play programs once more; returns how many had a place."""
        played = 0
        for program in programs if self.bridge else ():
            assert self.bridge is not None
            fresh = Program(self.next_id, program.items)
            self.next_id += 1
            if replay(fresh, self.bridge, self.record, self.limits) != "refused":
                played += 1
        return played

    def _perform(self, messages: list[Message], performer: Performer, said: list[str], cancel: Cancel) -> Finish:
        seed = None if self.seed is None else (self.seed + self.answers) % SEEDS
        self.answers += 1
        sampling = replace(self.sampling, haptics=self.bridge is not None, limits=self.limits)
        # One without a bound of its own, written in C: who waits is awake a quarter sooner.
        pieces: queue.SimpleQueue[Piece | Finish | BaseException] = queue.SimpleQueue()
        left = threading.Event()

        def put(item: Piece | Finish | BaseException) -> None:
            while pieces.qsize() >= PIECES_AHEAD and not left.wait(FULL_WAIT_S):
                pass
            pieces.put(item)

        def work() -> None:
            try:
                for item in self.engine.generate(messages, sampling, seed=seed, cancel=cancel):
                    put(item)
                    if left.is_set():
                        return
            except BaseException as error:
                put(error)

        worker = threading.Thread(target=work, name="edge-haptics-engine", daemon=True)
        worker.start()
        try:
            while True:
                item = pieces.get()
                if isinstance(item, Piece):
                    if cancel.is_set():
                        continue
                    self.record("piece", text=item.text)
                    said.append(item.text)
                    performer.feed(item.text)
                elif isinstance(item, Finish):
                    return replace(item, reason="cancelled") if cancel.is_set() else item
                else:
                    raise item
        finally:
            left.set()
            cancel.set()
            worker.join()
