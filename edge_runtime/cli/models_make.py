"""`models convert|quantize|train`: from a folder of one's own to a file that runs."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from edge_runtime.quantize import QUANTIZATIONS
from edge_runtime.sanitize import sanitize

from ._options import Debug, Json
from ._print import print_fields, print_rows
from ._progress import progress_bar
from ._signals import signals

SHOWN = 5

Folder = Annotated[
    Path, typer.Argument(help="A Hugging Face folder of a Gemma 3: config.json, tokenizer, safetensors.", metavar="DIR")
]
Out = Annotated[Path, typer.Option("-o", "--output", help="The GGUF file to write.", metavar="FILE")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


class Kind(str, Enum):
    """Types that weights can be converted to."""

    AUTO = "auto"
    F32 = "f32"
    F16 = "f16"
    BF16 = "bf16"


Quantization = Enum("Quantization", {name: name for name in QUANTIZATIONS}, type=str)  # type: ignore[misc]


def convert(
    folder: Folder,
    output: Out,
    kind: Annotated[
        Kind, typer.Option("--type", help="Type of the weights in the file; auto keeps theirs.", case_sensitive=False)
    ] = Kind.AUTO,
    adapter: Annotated[
        Path | None,
        typer.Option("--adapter", help="A LoRA to merge in: a PEFT folder, or a .gguf file.", metavar="DIR|FILE"),
    ] = None,
    scale: Annotated[
        float, typer.Option("--scale", help="How strongly the adapter is merged in.", min=-8, max=8)
    ] = 1.0,
    force: Force = False,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Make a GGUF file of a Gemma 3, of a larger one its text part."""
    from edge_runtime.convert import convert as convert_folder

    chosen = "auto" if kind is Kind.AUTO else kind.value.upper()
    with signals(lambda: None), progress_bar("converting") as bar:
        done = convert_folder(folder, output, kind=chosen, adapter=adapter, scale=scale, replace=force, progress=bar)
    if done.vision:
        typer.echo(f"Its vision part ({done.vision} tensors) was left out: the file reads text only.", err=True)
    fields = {
        "file": str(done.path),
        "type": done.kind,
        "tensors": done.tensors,
        "merged": done.merged,
        "tokenizer": done.tokenizer,
        "bytes": done.size_bytes,
    }
    print_fields(fields, json=json)


def quantize(
    file: Annotated[Path, typer.Argument(help="A GGUF file in F32, F16 or BF16.", metavar="FILE")],
    to: Annotated[Quantization, typer.Option("--to", help="The mix of types.", case_sensitive=False)],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write; NAME-MIX.gguf otherwise.", metavar="FILE")
    ] = None,
    imatrix: Annotated[
        Path | None, typer.Option("--imatrix", help="An importance matrix by llama-imatrix.", metavar="FILE")
    ] = None,
    requantize: Annotated[bool, typer.Option("--requantize", help="Take a quantized file too, at a loss.")] = False,
    threads: Annotated[int, typer.Option("--threads", help="Threads; 0 takes all.", min=0, max=256)] = 0,
    force: Force = False,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Pack a GGUF file into fewer bits, by llama.cpp."""
    from edge_runtime.quantize import quantize as quantize_file

    mix = str(to.value)
    target = output or file.with_name(f"{_stem(file)}-{mix}.gguf")
    with signals(lambda: None), progress_bar("quantizing") as bar:
        done = quantize_file(
            file, target, mix, imatrix=imatrix, requantize=requantize, threads=threads, replace=force,
            progress=lambda number, count, _: bar(number, count),
        )  # fmt: skip
    if done.fallbacks and not json:
        names = ", ".join(sorted({f"{fall.type_name} for rows of {fall.row}" for fall in done.fallbacks}))
        typer.echo(f"{len(done.fallbacks)} tensors fell back to another type: {names}.", err=True)
    fields = {
        "file": str(done.path),
        "quantization": done.quantization,
        "tensors": dict(done.tensors) if json else ", ".join(f"{kind} {count}" for kind, count in done.tensors),
        "fallbacks": [{"tensor": fall.name, "row": fall.row, "type": fall.type_name} for fall in done.fallbacks]
        if json
        else len(done.fallbacks),
        "weighted": done.weighted,
        "bytes": done.size_bytes,
        "of the source": round(done.size_bytes / done.source_bytes, 3),
    }
    print_fields(fields, json=json)


def train(
    folder: Folder,
    data: Annotated[Path, typer.Argument(help="Dialogues, one JSON object a line.", metavar="DATA")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The PEFT folder to write.", metavar="DIR")],
    epochs: Annotated[
        float, typer.Option("--epochs", help="Times that each dialogue is seen.", min=0.01, max=1000)
    ] = 3.0,
    rank: Annotated[int, typer.Option("--rank", help="Rank of the LoRA.", min=1, max=256)] = 16,
    rate: Annotated[float, typer.Option("--rate", help="Peak learning rate.", min=1e-7, max=1.0)] = 2e-4,
    length: Annotated[int, typer.Option("--length", help="Longest dialogue in tokens.", min=16, max=32768)] = 1024,
    batch: Annotated[int, typer.Option("--batch", help="Dialogues of one step.", min=1, max=1024)] = 8,
    seed: Annotated[int, typer.Option("--seed", help="Repeat a run.", min=0)] = 1,
    check_only: Annotated[bool, typer.Option("--check", help="Only check the dialogues.")] = False,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """Train a LoRA on dialogues of your own; it goes to --adapter."""
    from edge_runtime.train import DataInvalid, TrainSettings, read_dialogues
    from edge_runtime.train import train as train_folder

    try:
        dialogues = read_dialogues(data)
    except DataInvalid as error:
        rows = [{"line": wrong.line, "code": wrong.code, "detail": wrong.detail} for wrong in error.problems]
        print_rows(rows, ("line", "code", "detail"), json=json)
        raise
    if check_only:
        blocks = sum(dialogue.blocks for dialogue in dialogues)
        typer.echo(f"{len(dialogues)} dialogues, {blocks} answers with tags, all in order")
        return
    settings = TrainSettings(epochs=epochs, rank=rank, rate=rate, length=length, batch=batch, seed=seed)

    def say(step: int, steps: int, loss: float) -> None:
        bar(step, steps)
        if step in {1, steps} or step % max(steps // 20, 1) == 0:
            typer.echo(sanitize(f"step {step} of {steps}, loss {loss:.4f}"), err=True)

    with signals(lambda: None), progress_bar("training") as bar:
        done = train_folder(folder, dialogues, output, settings, say)
    fields = {
        "adapter": str(done.path),
        "dialogues": done.dialogues,
        "left out": done.too_long,
        "steps": done.steps,
        "parameters": done.parameters,
        "loss before": round(done.loss_before, 4),
        "loss after": round(done.loss_after, 4),
    }
    print_fields(fields, json=json)


def _stem(file: Path) -> str:
    stem = file.stem
    for plain in ("F32", "F16", "BF16"):
        for ending in (f"-{plain}", f"-{plain.lower()}", f".{plain}", f".{plain.lower()}"):
            stem = stem.removesuffix(ending)
    return stem
