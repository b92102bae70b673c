"""`say`: one answer, streamed and felt."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from edge_runtime.adapters import Adaptation, adapt
from edge_runtime.agent import SEEDS, Agent, Answer
from edge_runtime.catalog import Entry, find_model, find_onnx
from edge_runtime.engines import Cancel, Engine, Sampling, open_engine, sampling_for, schema_text
from edge_runtime.performer import Watcher
from edge_runtime.prompts import system_text
from edge_runtime.screen import open_screen
from edge_runtime.trace import Recorder
from firmware_bridge import parse_uri
from lexicon import GRID, Limits

from ._input import need_text, read_text
from ._options import Backend, RunOptions, Switch, takes_run_options
from ._signals import signals
from ._stage import Ending, bridge_for, record_session, recording
from ._voice import voice_for


@takes_run_options
def say(
    prompt: Annotated[str, typer.Argument(metavar="PROMPT", help="What you say; - reads it from standard input.")],
    options: RunOptions,
) -> None:
    """Answer once, play the answer's touch, leave when it has been played."""
    prompt = need_text(read_text("-") if prompt == "-" else prompt, "prompt")
    parse_uri(options.device)
    with ExitStack() as stack:
        record = stack.enter_context(recording(options.trace, json=options.json))
        ending = stack.enter_context(Ending(record))
        cancel = Cancel()

        def interrupt() -> None:
            cancel.set()
            if ending.bridge:
                ending.bridge.stop("person")

        stack.enter_context(signals(interrupt))
        agent = make_agent(options, record, seed=secrets.randbelow(SEEDS) if options.seed is None else options.seed)
        stack.callback(agent.engine.close)
        watcher = Watcher(record)
        if options.haptics is Switch.ON:
            bridge = bridge_for(options.device, options.time_scale, options.max_level, watcher)
            agent.bridge = ending.bridge = stack.enter_context(bridge)
        layout = agent.bridge.layout if agent.bridge else GRID
        screen = watcher.screen = open_screen(layout, json=options.json, motors=agent.bridge is not None)
        stack.enter_context(screen)
        answer = agent.answer(prompt, screen, cancel)
        ending.add(answer.finish, len(answer.programs))
        if agent.bridge:
            agent.bridge.drained()
    if options.stats:
        typer.echo(stats(answer, agent), err=True)


@dataclass(frozen=True, slots=True)
class Opened:
    """A model that is ready, and what goes with it."""

    engine: Engine
    name: str
    """What it is called."""
    sampling: Sampling
    system: Callable[[bool], str]
    """The system text for haptics on or off."""
    voice: Adaptation


def open_model(options: RunOptions) -> Opened:
    """Open the model that ``options`` name; notes go to stderr. Raises EngineError."""
    sampling = sampling_for(options.preset.value, temperature=options.temperature, max_tokens=options.max_tokens)
    sampling = replace(sampling, schema=read_schema(options.schema))
    path, entry, more = locate(options)
    texts = {on: system_text(entry, haptics=on, file=options.system) for on in (True, False)}
    voice = voice_for(options, partial(typer.echo, err=True))
    engine = open_engine(path, options.backend.value, **more)
    try:
        adapt(engine, voice)
    except BaseException:
        engine.close()
        raise
    if engine.info().note:
        typer.echo(f"note: {engine.info().note}", err=True)
    name = entry.id if entry else str(path) or engine.info().model
    return Opened(engine, name, sampling, texts.__getitem__, voice)


def make_agent(options: RunOptions, record: Recorder, seed: int | None) -> Agent:
    """Open the model that ``options`` name and record the session. Raises EngineError."""
    model = open_model(options)
    record_session(
        record,
        device=options.device,
        haptics=options.haptics is Switch.ON,
        model=model.name,
        backend=options.backend.value,
        preset=options.preset.value,
        seed=seed,
        voice=model.voice,
    )
    return Agent(
        model.engine,
        model.sampling,
        system=model.system,
        record=record,
        limits=Limits(max_level=options.max_level),
        seed=seed,
        show_tags=options.show_tags,
        voice=model.voice,
    )


def read_schema(path: Path | None) -> str | None:
    """Read `--schema`. Raises InputUnusable."""
    return None if path is None else schema_text(read_text(str(path)))


def locate(options: RunOptions) -> tuple[Path | str, Entry | None, dict[str, Any]]:
    """Say where the model is: its file or a server's name for it, its catalogue entry, what its engine needs besides.

    Raises ModelNotFound.
    """
    if options.backend is Backend.OPENAI:
        return options.model or "", None, {"base_url": options.base_url, "offline": options.offline}
    if options.backend is Backend.ONNX:
        return *find_onnx(options.model), {}
    return *find_model(options.model), {"allow_unsafe_quant": options.allow_unsafe_quant}


def stats(answer: Answer, agent: Agent) -> str:
    """One line about speed."""
    finish = answer.finish
    parts = [
        f"{finish.prompt_tokens} prompt tokens ({finish.reused_tokens} reused)",
        f"first after {finish.ttft_ms:.0f} ms",
        f"{finish.tokens} tokens at {finish.tok_per_s:.0f}/s ({finish.forced_tokens} by grammar)",
    ]
    if agent.bridge:
        parts.append(f"{len(answer.programs)} blocks, {agent.bridge.played_ms} ms felt, {agent.bridge.late} late")
    return ", ".join(parts)
