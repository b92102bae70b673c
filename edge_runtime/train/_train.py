"""The training itself: transformers' model, peft's LoRA, the loss on the answers alone."""

from __future__ import annotations

import importlib
import math
import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge_runtime.errors import EngineMissing, InputUnusable, ModelRefused
from edge_runtime.errors import EngineReason as Reason
from edge_runtime.train._dialogues import Dialogue

TARGETS = r"(?!.*vision).*layers\.\d+\.(self_attn\.[qkvo]_proj|mlp\.(gate|up|down)_proj)"
"""Every matrix of the language model's layers: what `--adapter` and `models convert --adapter` apply."""
FOLDER = "Name the folder that holds config.json, the tokenizer and the weights."
WARMUP = 0.06
"""Share of the steps in which the rate rises; then it falls to zero."""
CLIP = 1.0
IGNORED = -100
CHECKED = 64
"""Dialogues on which the loss before and after is measured."""

Progress = Callable[[int, int, float], None]
"""Told the step that is done, how many there are, and its loss."""


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """How it is trained."""

    epochs: float = 3.0
    rank: int = 16
    rate: float = 2e-4
    """Peak learning rate."""
    length: int = 1024
    """Longest dialogue in tokens; longer ones are left out."""
    batch: int = 8
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Trained:
    """What was written, and how it went; losses in nats a token."""

    path: Path
    dialogues: int
    too_long: int
    steps: int
    parameters: int
    loss_before: float
    loss_after: float


@dataclass(frozen=True, slots=True)
class _Row:
    ids: list[int]
    targets: list[int]


def train(
    folder: Path, dialogues: Sequence[Dialogue], target: Path, settings: TrainSettings, progress: Progress | None = None
) -> Trained:
    """Train a LoRA for the Gemma 3 in ``folder`` and write it as a PEFT folder to ``target``, whole or not at all.

    Raises EngineMissing, ModelRefused, InputUnusable (the target, or no dialogue is short enough).
    """
    if target.exists() or not target.parent.is_dir():
        what = f"{target} is there already." if target.exists() else f"There is no folder {target.parent}."
        raise InputUnusable(what, hint="Choose another name.", reason=Reason.BAD_INPUT)
    if not (folder / "config.json").is_file():
        raise ModelRefused(
            f"{folder} cannot be trained: there is no config.json in it.", hint=FOLDER, reason=Reason.NOT_LOADED
        )
    torch, transformers, peft = (_need(name) for name in ("torch", "transformers", "peft"))
    transformers.utils.logging.set_verbosity_error()
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        base = transformers.AutoModelForCausalLM.from_pretrained(
            str(folder), local_files_only=True, dtype=torch.float32
        )
    except (OSError, ValueError) as error:
        raise ModelRefused(
            f"{folder} cannot be trained: {' '.join(str(error).split())[:200].rstrip('.')}.",
            hint=FOLDER,
            reason=Reason.NOT_LOADED,
        ) from error
    rows = [_encode(tokenizer, dialogue) for dialogue in dialogues]
    fitting = [row for row in rows if len(row.ids) <= settings.length]
    if not fitting:
        what = f"No dialogue fits {settings.length} tokens; the shortest has {min(len(row.ids) for row in rows)}."
        raise InputUnusable(what, hint="Give --length a larger number.", reason=Reason.BAD_INPUT)
    torch.manual_seed(settings.seed)
    model = peft.get_peft_model(
        base,
        peft.LoraConfig(r=settings.rank, lora_alpha=2 * settings.rank, target_modules=TARGETS, task_type="CAUSAL_LM"),
    )
    device = "cuda" if torch.cuda.is_available() else "cpu"
    run = _Run(torch, model.to(device), device, tokenizer.pad_token_id or 0)
    before = run.loss(fitting[:CHECKED])
    steps = run.learn(fitting, settings, progress)
    after = run.loss(fitting[:CHECKED])
    _save(model, target)
    count = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    return Trained(target, len(fitting), len(rows) - len(fitting), steps, count, before, after)


class _Run:
    """A model on a device, and what is done with it."""

    def __init__(self, torch: Any, model: Any, device: str, pad: int) -> None:
        self._torch, self._model, self._device, self._pad = torch, model, device, pad

    def learn(self, rows: Sequence[_Row], settings: TrainSettings, progress: Progress | None) -> int:
        torch, model = self._torch, self._model
        steps = max(1, math.ceil(settings.epochs * len(rows) / settings.batch))
        parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
        optimizer = torch.optim.AdamW(parameters, lr=settings.rate, weight_decay=0.0)
        model.train()
        stream = _batches(rows, settings.batch, random.Random(settings.seed))  # noqa: S311 - an order that can be repeated
        for step in range(steps):
            for group in optimizer.param_groups:
                group["lr"] = settings.rate * _rate((step + 0.5) / steps)
            loss, count = self._summed(next(stream))
            (loss / count).backward()
            torch.nn.utils.clip_grad_norm_(parameters, CLIP)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            if progress is not None:
                progress(step + 1, steps, float(loss.detach()) / count)
        model.eval()
        return steps

    def loss(self, rows: Sequence[_Row]) -> float:
        """Mean loss of the answers' tokens."""
        self._model.eval()
        total, count = 0.0, 0
        with self._torch.no_grad():
            for row in rows:
                loss, tokens = self._summed([row])
                total, count = total + float(loss), count + tokens
        return total / count

    def _summed(self, rows: Sequence[_Row]) -> tuple[Any, int]:
        torch = self._torch
        longest = max(len(row.ids) for row in rows)
        ids = torch.tensor([row.ids + [self._pad] * (longest - len(row.ids)) for row in rows], device=self._device)
        targets = torch.tensor(
            [row.targets + [IGNORED] * (longest - len(row.ids)) for row in rows], device=self._device
        )
        mask = torch.tensor([[1] * len(row.ids) + [0] * (longest - len(row.ids)) for row in rows], device=self._device)
        # the larger ones want to be told that nothing of it is an image
        extra = {"token_type_ids": torch.zeros_like(ids)} if self._model.config.model_type == "gemma3" else {}
        logits = self._model(input_ids=ids, attention_mask=mask, use_cache=False, **extra).logits[:, :-1].float()
        wanted = targets[:, 1:]
        loss = torch.nn.functional.cross_entropy(
            logits.reshape(-1, logits.shape[-1]), wanted.reshape(-1), ignore_index=IGNORED, reduction="sum"
        )
        return loss, max(int((wanted != IGNORED).sum()), 1)


def _encode(tokenizer: Any, dialogue: Dialogue) -> _Row:
    """Tokenize a dialogue as the chat template writes it; targets are the answers with what ends them."""
    messages = [{"role": role, "content": content} for role, content in dialogue.messages]
    text = _render(tokenizer, messages, begin=False)
    spans = []
    for at, message in enumerate(messages):
        if message["role"] == "assistant":
            start = len(_render(tokenizer, messages[:at], begin=True))
            spans.append((start, len(_render(tokenizer, messages[: at + 1], begin=False).rstrip("\n"))))
    found = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    ids = list(found["input_ids"])
    learnt = [any(start <= first < end for start, end in spans) for first, _ in found["offset_mapping"]]
    return _Row(ids, [number if wanted else IGNORED for number, wanted in zip(ids, learnt, strict=True)])


def _render(tokenizer: Any, messages: list[dict[str, str]], *, begin: bool) -> str:
    try:
        return str(tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=begin))
    except Exception as error:
        raise ModelRefused(
            f"The folder's chat template cannot be used: {' '.join(str(error).split())[:120].rstrip('.')}.",
            hint="Choose an instruction-tuned Gemma 3 (-it).",
            reason=Reason.BAD_TEMPLATE,
        ) from error


def _batches(rows: Sequence[_Row], size: int, rng: random.Random) -> Iterator[list[_Row]]:
    """Every dialogue once an epoch, in chance order, without end."""
    waiting: list[_Row] = []
    while True:
        while len(waiting) < size:
            waiting += rng.sample(list(rows), len(rows))
        yield [waiting.pop() for _ in range(size)]


def _rate(share: float) -> float:
    return min(share / WARMUP, (1 - share) / (1 - WARMUP))


def _save(model: Any, target: Path) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        model.save_pretrained(str(part), save_embedding_layers=False)
        part.replace(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _need(name: str) -> Any:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # training reads a folder; nothing of it needs the network
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise EngineMissing(
            f"The package {name} does not load ({' '.join(str(error).split())[:120]}), and training needs it.",
            hint="Install the extra [train]: `pip install 'edge-haptics[train]'`.",
            reason=Reason.ENGINE_MISSING,
        ) from None
