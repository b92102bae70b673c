"""The options that commands share, each with its environment variable, in one place."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from lexicon import Limits

MAX_LEVEL = Limits().max_level


class Switch(str, Enum):
    """On or off."""

    ON = "on"
    OFF = "off"


class Backend(str, Enum):
    """The engines of this release."""

    LLAMA = "llama"
    ONNX = "onnx"
    OPENAI = "openai"


class PresetName(str, Enum):
    """How the next token is drawn."""

    FOCUSED = "focused"
    EXPLORATORY = "exploratory"
    JSON_STRICT = "json-strict"
    SAFETY_CONSERVATIVE = "safety-conservative"


def option(flag: str, help_text: str, **extra: Any) -> Any:
    """Return an option ``--flag`` that EDGE_HAPTICS_FLAG sets too."""
    name = "EDGE_HAPTICS_" + flag.strip("-").split("/", maxsplit=1)[0].replace("-", "_").upper()
    extra.setdefault("envvar", name)
    return typer.Option(flag, help=help_text, **extra)


Device = Annotated[str, option("--device", "Where touch is played, e.g. mock: or mock:?motors=2.", metavar="URI")]
MaxLevel = Annotated[
    float,
    option("--max-level", "Strongest level that is ever played.", min=0.01, max=1.0),
]
TimeScale = Annotated[
    float,
    option("--time-scale", "How much faster than real a simulated device runs; 0 takes no time.", min=0.0),
]
Trace = Annotated[
    Path | None, option("--trace", "Write what happens to a file of JSON lines.", metavar="FILE", dir_okay=False)
]
ShowTags = Annotated[bool, option("--show-tags/--no-show-tags", "Show the tags and what was odd about them (stderr).")]
Json = Annotated[bool, option("--json", "JSON on stdout: for what plays its events, a line each; else one value.")]
AllowUnsafeQuant = Annotated[
    bool,
    option("--allow-unsafe-quant", "Run a quantization that is known to give dangerous answers."),
]
Stats = Annotated[bool, option("--stats", "Say how fast it was (stderr).")]
Offline = Annotated[bool, option("--offline", "Never use the network (`models pull` and servers elsewhere do).")]
Debug = Annotated[bool, option("--debug", "Show tracebacks.")]
Model = Annotated[
    str | None,
    typer.Argument(help="An id of the catalogue, a .gguf file, or owner/name:QUANT that was pulled.", metavar="MODEL"),
]


@dataclass(frozen=True)
class RunOptions:
    """What a conversation can be given on the command line."""

    model: Annotated[
        str | None,
        option("--model", "A model of the catalogue, a .gguf file, or a server's name for one.", metavar="ID|FILE"),
    ] = None
    backend: Annotated[Backend, option("--backend", "What runs the model.")] = Backend.LLAMA
    allow_unsafe_quant: AllowUnsafeQuant = False
    base_url: Annotated[
        str | None,
        option("--base-url", "The server of `--backend openai`, e.g. http://127.0.0.1:8080/v1.", metavar="URL"),
    ] = None
    device: Device = "mock:"
    haptics: Annotated[
        Switch,
        option(
            "--haptics",
            "Whether touch is played; off until you say otherwise.",
            envvar=["EDGE_HAPTICS_HAPTICS", "OPUS_HAPTICS"],
            case_sensitive=False,
        ),
    ] = Switch.OFF
    preset: Annotated[PresetName, option("--preset", "How the next token is drawn.")] = PresetName.FOCUSED
    system: Annotated[
        Path | None,
        option("--system", "A file with the system text; {haptics} in it becomes on or off.", metavar="FILE"),
    ] = None
    emotion: Annotated[
        str | None, option("--emotion", "Colour the voice, e.g. joy=1,fear=-0.5; each from -1 to 1.", metavar="EMOTION")
    ] = None
    projection: Annotated[
        Path | None,
        option("--projection", "The emotions' projection, .safetensors or .pth; felt-small has one.", metavar="FILE"),
    ] = None
    adapter: Annotated[
        list[str] | None,
        option(
            "--adapter",
            "A PEFT folder (LoRA or soft prompt), or a LoRA as .gguf; DIR=0.5 scales; may be repeated.",
            metavar="DIR|FILE",
        ),
    ] = None
    schema: Annotated[
        Path | None,
        option("--schema", "A JSON schema that the answer is held to.", metavar="FILE", dir_okay=False),
    ] = None
    seed: Annotated[
        int | None, option("--seed", "Repeat an answer; fresh each time by default.", min=0, max=2**32 - 2)
    ] = None
    max_tokens: Annotated[int | None, option("--max-tokens", "Longest answer.", min=1)] = None
    temperature: Annotated[
        float | None, option("--temperature", "0 is the likeliest word always.", min=0.0, max=5.0)
    ] = None
    show_tags: ShowTags = False
    trace: Trace = None
    time_scale: TimeScale = 1.0
    max_level: MaxLevel = MAX_LEVEL
    stats: Stats = False
    offline: Offline = False
    json: Json = False
    debug: Debug = False


def takes_run_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give ``command(…, options: RunOptions)`` one command-line option per field of `RunOptions`."""
    hints = get_type_hints(RunOptions, include_extras=True)
    names = [field.name for field in fields(RunOptions)]

    @functools.wraps(command)
    def call(**given: Any) -> None:
        options = RunOptions(**{name: given.pop(name) for name in names})
        command(**given, options=options)

    own = inspect.signature(command, eval_str=True).parameters.values()
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            *(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own if p.name != "options"),
            *(
                inspect.Parameter(f.name, inspect.Parameter.KEYWORD_ONLY, default=f.default, annotation=hints[f.name])
                for f in fields(RunOptions)
            ),
        ]
    )
    return call
