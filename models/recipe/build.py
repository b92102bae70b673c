"""Makes the shipped model: corpus, tokenizer, training, conversion, quantization, checks. Run again, it goes on where it was.

``python models/recipe/build.py [--minutes N]``; needs torch, transformers, sentencepiece, gguf, safetensors, jinja2 and llama-cpp-python.
"""

from __future__ import annotations

import os

# Threads that spin while they wait are ruinous on a machine that does other work too; torch reads this when it is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path

import bag
import distil
import listen
import mix
import tokenizer as pieces
from chat import spans
from check import check, report
from convert import quantize, write_f32
from settings import Settings
from start import take_tokenizer, take_weights
from train import Files, train

RECIPE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Stage:
    """Runs ``make`` unless ``outputs`` are there and were made from the same inputs."""

    name: str
    inputs: tuple[Path, ...]
    settings: tuple[str, ...]
    outputs: tuple[Path, ...]
    make: Callable[[], None]
    before: Callable[[], None] = lambda: None
    """Run first where the inputs are not those of the run before."""


def stages(settings: Settings, minutes: float, source: Path | None) -> list[Stage]:
    work = settings.work
    train_text, held_text = work / "train.jsonl", work / "held.jsonl"
    spm, base = work / "tokenizer.model", work / "base.safetensors"
    wide, weights = work / "wide.safetensors", work / "model.safetensors"
    f32, finished = work / f"{settings.name}-f32.gguf", settings.finished
    glances_text, start = work / "glances.jsonl", work / "start.safetensors" if source else None
    taught_text, words = work / "taught.jsonl", work / "bag.npz"
    files = Files(
        work / "train.npz",
        work / "held.npz",
        work / "glances.npz",
        work / "checkpoint.pt",
        start,
        words,
        base,
        work / "train.json",
    )
    heard = listen.Files(train_text, taught_text, words, base, wide)
    told = distil.Files(
        files.train, files.held, files.glances, wide, work / "narrowing.pt", weights, work / "narrowing.json"
    )
    figures = work / "check.json"

    def draw() -> None:
        kept, held, glances = mix.draw(settings)
        mix.write_conversations(kept, train_text)
        mix.write_conversations(held, held_text)
        mix.write_conversations(glances, glances_text)
        print(f"  {len(kept)} conversations, {len(held)} held out, {len(glances)} glances", flush=True)

    def learn_pieces() -> None:
        lines = (
            line
            for found in mix.read_conversations(train_text)
            for span in spans(found)
            if not span.control
            for line in span.text.split("\n")
        )
        pieces.train(islice((line for line in lines if line), settings.tokenizer_lines), settings.vocabulary, spm)

    def take_over() -> None:
        if source is not None and start is not None:
            take_tokenizer(source, spm)
            take_weights(source, settings, pieces.Tokenizer(spm), start)

    def learn_words() -> None:
        glances, tokenizer = list(mix.read_conversations(glances_text)), pieces.Tokenizer(spm)
        learnt = bag.learn(glances, tokenizer, settings.seed)
        mix.write_conversations(bag.taught(glances, learnt, tokenizer, settings), taught_text)
        learnt.write(words)

    def encode() -> None:
        for text, tokens in ((train_text, files.train), (held_text, files.held), (taught_text, files.glances)):
            left_out = mix.write_tokens(mix.read_conversations(text), pieces.Tokenizer(spm), settings.context, tokens)
            print(f"  {mix.Tokens.load(tokens).offsets[-1]} tokens, {left_out} conversations too long", flush=True)

    def set_aside(checkpoint: Path) -> None:
        if checkpoint.exists():
            os.replace(checkpoint, checkpoint.with_suffix(".old"))

    def verify() -> None:
        found = check(finished, pieces.Tokenizer(spm), weights, f32, settings.shipped, held_text, files.held)
        if not report(found, figures):
            figures.unlink()
            sys.exit("The model file is not what was trained; see the lines above.")

    names = "bag chat check clock convert distil engine handwritten listen mix model muon narrow noise start tokenizer train widen".split()
    code = {name: RECIPE / f"{name}.py" for name in names}
    corpus = sorted(path for path in (RECIPE / "corpus").iterdir() if path.suffix in (".py", ".txt"))
    shape = tuple(
        "width ears layers heads kv_heads head_width ffn window context rope_full rope_local norm_eps".split()
    )
    narrow = (*shape, "narrow_ffn", "sharpness")
    drawing = tuple("seed parts handwritten dialogues holdout noise chain switched glanced".split())
    schedule = tuple(
        "seed rows_tokens accumulate adam_rate muon_rate betas weight_decay glance_tokens feeling_weight emotion_weight chance_weight warmup clip again".split()
    )
    return [
        Stage("corpus", (*corpus, code["mix"], code["noise"], code["handwritten"]), drawing, (train_text, held_text, glances_text), draw),
        Stage("start", (source, code["start"], code["widen"], code["narrow"]), narrow, (spm, start), take_over)
        if source is not None and start is not None
        else Stage("tokenizer", (train_text, code["tokenizer"], code["chat"]), ("vocabulary", "tokenizer_lines"), (spm,), learn_pieces),
        Stage("bag", (glances_text, spm, code["bag"], code["mix"]), ("seed", "glances", "glances_felt"), (words, taught_text), learn_words),
        Stage("tokens", (train_text, held_text, taught_text, spm, code["chat"], code["mix"]), ("context",), (files.train, files.held, files.glances), encode),
        Stage(
            "training",
            (files.train, files.glances, words, *([start] if start else []), spm, code["model"], code["train"], code["muon"], code["clock"]),
            (*shape, *schedule, f"minutes={minutes}"),
            (base, files.report),
            lambda: train(settings, pieces.Tokenizer(spm), files, minutes),
            before=lambda: set_aside(files.checkpoint),
        ),
        Stage("listening", (base, train_text, taught_text, words, spm, *(code[name] for name in ("listen", "widen", "bag", "model", "chat"))),
              (*shape, "seed", "rows_tokens", "clip", "listening_minutes"), (wide,),
              lambda: listen.listen(settings, pieces.Tokenizer(spm), heard, settings.listening_minutes)),
        Stage(
            "narrowing",
            (wide, files.train, files.glances, spm, *(code[name] for name in ("distil", "narrow", "model", "clock"))),
            (*narrow, "seed", "rows_tokens", "accumulate", "glance_tokens", "clip", "narrowing_minutes"),
            (weights, told.report),
            lambda: distil.distil(settings, pieces.Tokenizer(spm), told, settings.narrowing_minutes),
            before=lambda: set_aside(told.checkpoint),
        ),
        Stage("conversion", (weights, spm, code["convert"], code["chat"], code["tokenizer"]), (*narrow, "name", "description"), (f32,),
              lambda: write_f32(weights, pieces.Tokenizer(spm), finished, f32)),
        Stage("quantization", (f32, code["convert"]), (), (settings.shipped,), lambda: quantize(f32, settings.shipped)),
        Stage("checks", (weights, f32, settings.shipped, held_text, files.held, spm, code["check"], code["engine"], code["model"], code["chat"]), narrow, (figures,), verify),
    ]  # fmt: skip


def key_of(stage: Stage, settings: Settings) -> str:
    """A digest of everything that the stage is made from."""
    digest = hashlib.sha256()
    known = {field.name for field in fields(settings)}
    for name in stage.settings:
        digest.update(f"{name}={getattr(settings, name) if name in known else ''};".encode())
    for path in stage.inputs:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def build(settings: Settings, found: Iterable[Stage]) -> None:
    """Run each stage in turn; ``stamps.json`` remembers from what each was begun and what it finished."""
    settings.work.mkdir(parents=True, exist_ok=True)
    path = settings.work / "stamps.json"
    stamps: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def stamp(name: str, key: str) -> None:
        stamps[name] = key
        temporary = path.with_suffix(".part")
        temporary.write_text(json.dumps(stamps, indent=2) + "\n", encoding="utf-8")
        os.replace(temporary, path)

    for stage in found:
        key = key_of(stage, settings)
        if stamps.get(stage.name) == key and all(output.exists() for output in stage.outputs):
            print(f"{stage.name}: done before", flush=True)
            continue
        print(f"{stage.name} ...", flush=True)
        if stamps.get(f"{stage.name} begun") != key:
            stage.before()
            stamp(f"{stage.name} begun", key)
        begun = time.monotonic()
        stage.make()
        stamp(stage.name, key)
        print(f"{stage.name}: {time.monotonic() - begun:.0f} s", flush=True)


def main() -> None:
    settings = Settings()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--minutes", type=float, default=settings.minutes, help="train for this long by the wall clock; %(default)g"
    )
    parser.add_argument(
        "--start",
        type=Path,
        help="go on from this GGUF file of the same shape (finished, widened or neither), with its tokenizer, instead of from chance",
    )
    given = parser.parse_args()
    build(settings, stages(settings, given.minutes, given.start))
    print(
        f"{settings.shipped.name}: {settings.shipped.stat().st_size / 1e6:.2f} MB in {settings.shipped.parent}",
        flush=True,
    )


if __name__ == "__main__":
    main()
