"""`chat`: a conversation with history; touch goes on playing while the person types."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from types import FrameType
from typing import Annotated

import typer

from edge_runtime.agent import Agent
from edge_runtime.engines import Cancel, sampling_for
from edge_runtime.errors import EngineError
from edge_runtime.performer import Watcher
from edge_runtime.screen import open_screen
from edge_runtime.session import Session, open_session
from firmware_bridge import HapticsError, LinkLost, parse_uri
from lexicon import GRID, Program

from ._lines import Lines, open_lines
from ._options import RunOptions, Switch, option, takes_run_options
from ._signals import handling, signals
from ._stage import Ending, bridge_for, recording
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
        kept = None if session is None else stack.enter_context(open_session(session, _tell))
        record = stack.enter_context(recording(options.trace, json=options.json))
        ending = stack.enter_context(Ending(record))
        with signals(lambda: None):
            agent = make_agent(options, record, options.seed)
        stack.callback(agent.engine.close)
        if kept is not None:
            agent.history = kept.history
            if (odd := kept.restore(agent.engine)) is not None:
                _tell(odd)
            stack.callback(_keep, kept, agent)
        conversation = Conversation(agent, options, ending, open_lines(), kept)
        stack.enter_context(handling(conversation.leave))
        stack.callback(conversation.disconnect)
        conversation.run()


class Conversation:
    """Reads lines until the person leaves; each is a command or something said."""

    def __init__(
        self, agent: Agent, options: RunOptions, ending: Ending, lines: Lines, session: Session | None = None
    ) -> None:
        self._session = session
        self._agent, self._options, self._ending, self._lines = agent, options, ending, lines
        self._device = options.device
        self._wanted = options.haptics is Switch.ON
        """The person turned touch on; a link that was lost is tried again when something is to be felt."""
        self._preset_name = options.preset.value
        self._watcher = Watcher(agent.record)
        self._watcher.on_link_down = self._link_down
        self._told: HapticsError | None = None
        """The loss that the person was told of when it happened."""
        self._programs: tuple[Program, ...] = ()
        self._cancel: Cancel | None = None
        self._interrupts = 0
        self._commands: dict[str, Callable[[str], None]] = {
            "/haptics": self._haptics,
            "/stop": self._stop,
            "/again": self._again,
            "/preset": self._preset,
            "/device": self._switch_device,
            "/emotion": self._emotion,
            "/adapter": self._adapter,
            "/help": lambda _: self._tell(HELP),
        }

    def run(self) -> None:
        """Converse. Leaves by `/quit`, the end of input, or SystemExit 130 on the second Ctrl-C."""
        if self._wanted:
            self._begin_touch()
        while True:
            try:
                line = self._lines.read(self._watcher, self._agent.bridge)
                if line is None or line.strip() == "/quit":
                    return
                self._interrupts = 0
                if line.strip():
                    self._guard(self._command if line.lstrip().startswith("/") else self._say, line.strip())
            except KeyboardInterrupt:
                self._interrupted()

    def disconnect(self) -> None:
        """Bring the motors to rest and let the device go."""
        bridge, self._agent.bridge = self._agent.bridge, None
        if bridge is not None:
            bridge.close()
            self._ending.played_ms += bridge.played_ms
            self._ending.bridge = None

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
            self._tell("Stopped. Once more leaves.")

    def _halt(self, reason: str) -> None:
        if self._cancel is not None:
            self._cancel.set()
        if self._agent.bridge is not None:
            self._agent.bridge.stop(reason)

    def _guard(self, action: Callable[[str], None], argument: str) -> None:
        """A failure is one sentence, and the conversation goes on."""
        try:
            action(argument)
        except HapticsError as error:
            if isinstance(error, LinkLost):
                self.disconnect()
            if self._options.debug:
                raise
            if error is not self._told:
                self._tell(_sentence(error))

    def _link_down(self) -> None:
        """Say so when it happens, above the prompt or the answer; the next thing to be felt connects again."""
        bridge, screen = self._agent.bridge, self._watcher.screen
        error = bridge.link_error if bridge is not None else None
        if error is not None:
            self._told = error
            (screen.note if screen is not None else self._tell)(_sentence(error))

    def _say(self, prompt: str) -> None:
        agent = self._agent
        self._reconnect()
        bridge = agent.bridge
        screen = open_screen(bridge.layout if bridge else GRID, json=self._options.json, motors=bridge is not None)
        self._watcher.screen = screen
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
            self._watcher.screen = None
        if self._session is not None:
            self._session.keep(agent.history or [])
        if answer.finish.reason == "cancelled":
            self._interrupts = 0
            self._tell("Stopped.")
        if answer.finish.dropped_turns:
            self._tell(f"The context is full: {answer.finish.dropped_turns} old messages were left out.")
        if self._options.stats:
            self._tell(stats(answer, agent))
        if answer.switched_off:
            self._wanted = False
            self.disconnect()
            self._tell("Touch is off now. /haptics on turns it on again.")
        elif bridge is not None and bridge.link_error is not None:
            raise bridge.link_error  # `_guard` lets the device go

    def _command(self, line: str) -> None:
        name, _, argument = line.partition(" ")
        command = self._commands.get(name)
        if command is None:
            self._tell(f"There is no command {name}; /help lists them.")
        else:
            command(argument.strip())

    def _haptics(self, argument: str) -> None:
        if argument not in {"on", "off"}:
            self._tell("Say /haptics on or /haptics off.")
        elif argument == "off":
            self._wanted = False
            self.disconnect()
            self._tell("Touch is off.")
        elif self._agent.bridge is None:
            self._connect()
            self._wanted = True
            self._tell(f"Touch is on, on {self._device}")
        else:
            self._tell("Touch is on already.")

    def _stop(self, _argument: str) -> None:
        self._halt("person")

    def _again(self, _argument: str) -> None:
        self._reconnect()
        if self._agent.bridge is None:
            if not self._wanted:
                self._tell("Touch is off; /haptics on turns it on.")
        elif not self._programs:
            self._tell("Nothing was felt yet.")
        elif not self._agent.again(self._programs):
            self._tell("Something plays still; /stop ends it.")
        elif not self._lines.interactive:
            self._agent.bridge.drained()

    def _preset(self, argument: str) -> None:
        options = self._options
        if not argument:
            self._tell(f"The preset is {self._preset_name}.")
            return
        sampling = sampling_for(argument, temperature=options.temperature, max_tokens=options.max_tokens)
        self._agent.sampling = replace(sampling, schema=self._agent.sampling.schema)
        self._preset_name = argument
        self._tell(f"The preset is {argument}.")

    def _switch_device(self, argument: str) -> None:
        if not argument:
            self._tell(f"The device is {self._device}.")
            return
        parse_uri(argument)
        was_on = self._agent.bridge is not None
        before, self._device = self._device, argument
        if was_on:
            self.disconnect()
            try:
                self._connect()
            except HapticsError:
                self._device = before
                self._connect()
                raise
        self._tell(f"The device is {argument}" + ("." if was_on else "; touch is off."))

    def _begin_touch(self) -> None:
        """Connect. A device that is not there ends the run; one whose link breaks is tried again before each answer."""
        try:
            self._connect()
        except LinkLost as error:
            if self._options.debug:
                raise
            self._tell(_sentence(error))

    def _emotion(self, argument: str) -> None:
        voice = self._agent.voice
        if argument == "off":
            self._agent.adapt(replace(voice, emotion=None))
        elif argument:
            self._agent.adapt(feeling(voice, argument, self._options))
        emotion = self._agent.voice.emotion
        self._tell(f"The emotion is {emotion}." if emotion else "There is no emotion.")

    def _adapter(self, argument: str) -> None:
        voice = self._agent.voice
        word, _, name = argument.partition(" ")
        if word == "off":
            changed = voice.without(name.strip()) if name.strip() else replace(voice, loras=(), soft_prompt=None)
            if changed is None:
                self._tell(f"No adapter is called {name.strip()}.")
                return
            self._agent.adapt(changed)
        elif argument:
            self._agent.adapt(put_on(voice, argument, self._tell))
        names = ", ".join(self._agent.voice.names)
        self._tell(f"Adapters: {names}." if names else "There is no adapter.")

    def _reconnect(self) -> None:
        """Before something is to be felt: let a device go whose link is down, and try again."""
        bridge = self._agent.bridge
        if bridge is not None and bridge.link_error is not None:
            self.disconnect()
        if not self._wanted or self._agent.bridge is not None:
            return
        try:
            self._connect()
        except HapticsError as error:
            self._tell(f"Touch is still away: {_sentence(error)}")
        else:
            self._tell(f"Touch is back, on {self._device}")

    def _connect(self) -> None:
        options = self._options
        bridge = bridge_for(self._device, options.time_scale, options.max_level, self._watcher)
        bridge.__enter__()
        self._agent.bridge = self._ending.bridge = bridge

    def _tell(self, text: str) -> None:
        _tell(text)


def _keep(session: Session, agent: Agent) -> None:
    """Write what the model computed when the person leaves; a failure then costs nothing that was said."""
    try:
        session.keep(agent.history or [], agent.engine)
    except EngineError as error:
        _tell(_sentence(error))


def _sentence(error: HapticsError) -> str:
    return f"{str(error).rstrip('.')}. {error.hint}"


def _tell(text: str) -> None:
    typer.echo(text, err=True)
