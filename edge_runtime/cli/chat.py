"""`chat`: a conversation with history; touch goes on playing while the person types."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from types import FrameType
from typing import Annotated

from edge_runtime.agent import Agent
from edge_runtime.engines import Cancel, sampling_for
from edge_runtime.errors import EngineError
from edge_runtime.screen import open_screen
from edge_runtime.session import Session, open_session
from firmware_bridge import HapticsError, LinkLost, parse_uri
from lexicon import GRID, Program

from ._lines import Lines, open_lines
from ._options import RunOptions, option, takes_run_options
from ._signals import handling, signals
from ._stage import Ending, recording
from ._touch import Touch, sentence, tell
from ._voice import feeling, put_on
from .say import make_agent, stats

HELP = """/haptics on|off  turn touch on or off (only you can turn it on)
/stop            motors at rest, now
/again           feel the last answer again
/preset NAME     focused, exploratory, json-strict or safety-conservative
/device URI      play on another device
/emotion joy=1   colour the voice; /emotion off
/adapter DIR     put a LoRA (also a .gguf) or a soft prompt on; NAME=0.5 scales it, off [NAME] takes it off
/quit            leave (as does Ctrl-D; Ctrl-C stops, twice leaves)"""


@takes_run_options
def chat(
    options: RunOptions,
    session: Annotated[
        str | None, option("--session", "Go on with the talk of this name, and keep it on disk.", metavar="NAME")
    ] = None,
) -> None:
    """Talk; /help lists what else can be typed."""
    parse_uri(options.device)
    with ExitStack() as stack:
        kept = None if session is None else stack.enter_context(open_session(session, tell))
        record = stack.enter_context(recording(options.trace, json=options.json))
        ending = stack.enter_context(Ending(record))
        with signals(lambda: None):
            agent = make_agent(options, record, options.seed)
        stack.callback(agent.engine.close)
        if kept is not None:
            agent.history = kept.history
            if (odd := kept.restore(agent.engine)) is not None:
                tell(odd)
            stack.callback(_keep, kept, agent)
        conversation = Conversation(agent, options, ending, open_lines(), kept)
        stack.enter_context(handling(conversation.leave))
        stack.callback(conversation.touch.disconnect)
        conversation.run()


class Conversation:
    """Reads lines until the person leaves; each is a command or something said."""

    def __init__(
        self, agent: Agent, options: RunOptions, ending: Ending, lines: Lines, session: Session | None = None
    ) -> None:
        self._session = session
        self._agent, self._options, self._ending, self._lines = agent, options, ending, lines
        self.touch = Touch(agent, options, ending)
        self._preset_name = options.preset.value
        self._programs: tuple[Program, ...] = ()
        self._cancel: Cancel | None = None
        self._interrupts = 0
        self._commands: dict[str, Callable[[str], None]] = {
            "/haptics": self._haptics,
            "/stop": lambda _: self._halt("person"),
            "/again": self._again,
            "/preset": self._preset,
            "/device": self._device,
            "/emotion": self._emotion,
            "/adapter": self._adapter,
            "/help": lambda _: tell(HELP),
        }

    def run(self) -> None:
        """Converse. Leaves by `/quit`, the end of input, or SystemExit 130 on the second Ctrl-C."""
        self.touch.begin()
        while True:
            try:
                line = self._lines.read(self.touch.watcher, self._agent.bridge)
                if line is None or line.strip() == "/quit":
                    return
                self._interrupts = 0
                if line.strip():
                    self._guard(self._command if line.lstrip().startswith("/") else self._say, line.strip())
            except KeyboardInterrupt:
                self._interrupted()

    def leave(self, number: int, _frame: FrameType | None) -> None:
        """Handle a signal: Ctrl-C stops the answer and the motors, twice it leaves; SIGTERM and SIGHUP leave."""
        if number == signal.SIGINT and self._cancel is not None:
            self._interrupted()
            return
        self._halt("person")
        if number == signal.SIGINT:
            self._lines.interrupt()
        else:
            sys.exit(128 + number)

    def _interrupted(self) -> None:
        self._halt("person")
        self._interrupts += 1
        if self._interrupts > 1:
            sys.exit(130)
        if self._cancel is None:
            tell("Stopped. Once more leaves.")

    def _halt(self, reason: str) -> None:
        if self._cancel is not None:
            self._cancel.set()
        self.touch.stop(reason)

    def _guard(self, action: Callable[[str], None], argument: str) -> None:
        """A failure is one sentence, and the conversation goes on."""
        try:
            action(argument)
        except HapticsError as error:
            if isinstance(error, LinkLost):
                self.touch.disconnect()
            if self._options.debug:
                raise
            if error is not self.touch.told:
                tell(sentence(error))

    def _say(self, prompt: str) -> None:
        agent, watcher = self._agent, self.touch.watcher
        self.touch.reconnect()
        bridge = agent.bridge
        screen = open_screen(bridge.layout if bridge else GRID, json=self._options.json, motors=bridge is not None)
        watcher.screen = screen
        self._cancel = Cancel()
        try:
            with screen:
                answer = agent.answer(prompt, screen, self._cancel)
                self._ending.add(answer.finish, len(answer.programs))
                self._programs = answer.programs or self._programs
                if bridge is not None and not self._lines.interactive:
                    bridge.drained()
        finally:
            self._cancel = None
            watcher.screen = None
        if self._session is not None:
            self._session.keep(agent.history or [])
        if answer.finish.reason == "cancelled":
            self._interrupts = 0
            tell("Stopped.")
        if answer.finish.dropped_turns:
            tell(f"The context is full: {answer.finish.dropped_turns} old messages were left out.")
        if self._options.stats:
            tell(stats(answer, agent))
        if answer.switched_off:
            self.touch.turn_off()
            tell("Touch is off now. /haptics on turns it on again.")
        elif bridge is not None and bridge.link_error is not None:
            raise bridge.link_error  # `_guard` lets the device go

    def _command(self, line: str) -> None:
        name, _, argument = line.partition(" ")
        command = self._commands.get(name)
        if command is None:
            tell(f"There is no command {name}; /help lists them.")
        else:
            command(argument.strip())

    def _haptics(self, argument: str) -> None:
        if argument not in {"on", "off"}:
            tell("Say /haptics on or /haptics off.")
        elif argument == "off":
            self.touch.turn_off()
            tell("Touch is off.")
        elif self._agent.bridge is None:
            self.touch.turn_on()
            tell(f"Touch is on, on {self.touch.device}")
        else:
            tell("Touch is on already.")

    def _again(self, _argument: str) -> None:
        self.touch.reconnect()
        if self._agent.bridge is None:
            if not self.touch.wanted:
                tell("Touch is off; /haptics on turns it on.")
        elif not self._programs:
            tell("Nothing was felt yet.")
        elif not self._agent.again(self._programs):
            tell("Something plays still; /stop ends it.")
        elif not self._lines.interactive:
            self._agent.bridge.drained()

    def _preset(self, argument: str) -> None:
        options = self._options
        if not argument:
            tell(f"The preset is {self._preset_name}.")
            return
        sampling = sampling_for(argument, temperature=options.temperature, max_tokens=options.max_tokens)
        self._agent.sampling = replace(sampling, schema=self._agent.sampling.schema)
        self._preset_name = argument
        tell(f"The preset is {argument}.")

    def _device(self, argument: str) -> None:
        if not argument:
            tell(f"The device is {self.touch.device}.")
            return
        was_on = self._agent.bridge is not None
        self.touch.switch(argument)
        tell(f"The device is {argument}" + ("." if was_on else "; touch is off."))

    def _emotion(self, argument: str) -> None:
        voice = self._agent.voice
        if argument == "off":
            self._agent.adapt(replace(voice, emotion=None))
        elif argument:
            self._agent.adapt(feeling(voice, argument, self._options))
        emotion = self._agent.voice.emotion
        tell(f"The emotion is {emotion}." if emotion else "There is no emotion.")

    def _adapter(self, argument: str) -> None:
        voice = self._agent.voice
        word, _, name = argument.partition(" ")
        if word == "off":
            changed = voice.without(name.strip()) if name.strip() else replace(voice, loras=(), soft_prompt=None)
            if changed is None:
                tell(f"No adapter is called {name.strip()}.")
                return
            self._agent.adapt(changed)
        elif argument:
            self._agent.adapt(put_on(voice, argument, tell))
        names = ", ".join(self._agent.voice.names)
        tell(f"Adapters: {names}." if names else "There is no adapter.")


def _keep(session: Session, agent: Agent) -> None:
    """Write what the model computed when the person leaves; a failure then costs nothing that was said."""
    try:
        session.keep(agent.history or [], agent.engine)
    except EngineError as error:
        tell(sentence(error))
