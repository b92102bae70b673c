"""Everything that colours the voice at one moment, as an engine takes it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from edge_runtime.adapters._emotion import EmotionVector
from edge_runtime.adapters._lora import Lora
from edge_runtime.adapters._projection import Projection
from edge_runtime.adapters._soft_prompt import SoftPrompt
from edge_runtime.errors import AdapterRefused, EmotionInvalid
from edge_runtime.errors import EngineReason as Reason

if TYPE_CHECKING:
    from edge_runtime.adapters._projection import Floats

MAX_ADAPTERS = 8
"""LoRAs at once; each costs two thin products for each matrix it touches."""
MAX_SCALE = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Adaptation:
    """An emotion with its projection, LoRAs with their scales, and a soft prompt; all of them optional."""

    emotion: EmotionVector | None = None
    projection: Projection | None = None
    loras: tuple[tuple[Lora, float], ...] = ()
    soft_prompt: SoftPrompt | None = None

    @property
    def offset(self) -> Floats | None:
        """What is added to every token's scaled embedding, [width]; None without an emotion.

        Raises EmotionInvalid when there is an emotion and no projection.
        """
        if self.emotion is None:
            return None
        if self.projection is None:
            raise EmotionInvalid(
                "There is no projection for this model, and an emotion needs one.",
                reason=Reason.EMOTION_INVALID,
                hint="Give its file with --projection FILE.",
            )
        return self.projection.offset(self.emotion)

    @property
    def is_plain(self) -> bool:
        """Whether it changes nothing."""
        return self.emotion is None and not self.loras and self.soft_prompt is None

    def check_fit(self, width: int, context: int) -> None:
        """See that what is fed as embeddings has a model's ``width`` and leaves room in its ``context``.

        Raises AdapterRefused, EmotionInvalid.
        """
        fed: list[tuple[str, int]] = []
        if self.offset is not None and self.projection is not None:
            fed.append((self.projection.path, self.projection.width))
        if self.soft_prompt is not None:
            fed.append((self.soft_prompt.path, self.soft_prompt.width))
            if len(self.soft_prompt) > context // 2:
                what = f"its {len(self.soft_prompt)} vectors leave no room in a context of {context}"
                raise _unfit(self.soft_prompt.path, what, Reason.PROMPT_TOO_LONG)
        for path, found in fed:
            if found != width:
                what = f"it is for embeddings of {found} numbers, and this model has {width}"
                raise _unfit(path, what, Reason.WRONG_SHAPE)

    @property
    def key(self) -> str:
        """A digest of all that changes what the model computes; "" when nothing does."""
        parts: list[str] = []
        offset = self.offset
        if offset is not None:
            parts.append(f"emotion {hashlib.sha256(offset.tobytes()).hexdigest()}")
        parts += [f"lora {lora.digest} {scale!r}" for lora, scale in self.loras]
        if self.soft_prompt is not None:
            parts.append(f"soft {self.soft_prompt.digest}")
        return hashlib.sha256("\n".join(parts).encode()).hexdigest() if parts else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The adapters by name, the LoRAs with their scales as `name=0.5`."""
        soft = [self.soft_prompt.name] if self.soft_prompt else []
        return tuple([f"{lora.name}={scale:g}" for lora, scale in self.loras] + soft)

    def wearing(self, adapter: Lora | SoftPrompt, scale: float = 1.0) -> Adaptation:
        """Add an adapter, or put it in the place of the one of its name. Raises AdapterRefused."""
        if isinstance(adapter, SoftPrompt):
            if scale != 1.0:
                raise _unusable(f"The soft prompt {adapter.name} has no scale.", "Give it without a number.")
            if self.soft_prompt is not None and self.soft_prompt.name != adapter.name:
                raise _unusable(
                    "There is a soft prompt already, and there can be one.", "Take the other one off first."
                )
            return replace(self, soft_prompt=adapter)
        if not abs(scale) <= MAX_SCALE:
            raise _unusable(f"The scale {scale:g} is out of range.", f"Give one from -{MAX_SCALE:g} to {MAX_SCALE:g}.")
        others = {lora.name: (lora, weight) for lora, weight in self.loras}
        if adapter.name in others and others[adapter.name][0].path != adapter.path:
            raise _unusable(f"There is another adapter called {adapter.name}.", "Give one of the folders another name.")
        others[adapter.name] = (adapter, scale)
        if len(others) > MAX_ADAPTERS:
            raise _unusable(f"There can be {MAX_ADAPTERS} adapters at once.", "Take another one off first.")
        return replace(self, loras=tuple(others.values()))

    def scaled(self, name: str, scale: float) -> Adaptation | None:
        """Give the LoRA called `name` another scale; None when none is called so. Raises AdapterRefused."""
        found = next((lora for lora, _ in self.loras if lora.name == name), None)
        return None if found is None else self.wearing(found, scale)

    def without(self, name: str) -> Adaptation | None:
        """Take off the adapter called `name`; None when none is called so."""
        rest = tuple(pair for pair in self.loras if pair[0].name != name)
        soft = self.soft_prompt if self.soft_prompt and self.soft_prompt.name != name else None
        if len(rest) == len(self.loras) and soft is self.soft_prompt:
            return None
        return replace(self, loras=rest, soft_prompt=soft)


@runtime_checkable
class Adaptable(Protocol):
    """An engine whose voice can be coloured."""

    def adapt(self, adaptation: Adaptation) -> None:
        """Colour every answer from now on; `Adaptation()` takes all off. What was remembered otherwise is forgotten.

        Raises AdapterRefused, EmotionInvalid; then all is as it was.
        """
        ...


def adapt(engine: object, adaptation: Adaptation) -> None:
    """Colour an engine's answers. Raises AdapterRefused, also for an engine that has no such thing, EmotionInvalid."""
    if isinstance(engine, Adaptable):
        engine.adapt(adaptation)
    elif not adaptation.is_plain:
        raise AdapterRefused(
            "What runs this model cannot colour its voice.",
            reason=Reason.NOT_SUPPORTED,
            hint="Leave --emotion and --adapter out, or choose --backend llama.",
        )


def _unfit(path: str, what: str, reason: Reason) -> AdapterRefused:
    hint = "Choose the model that it was made for with --model, or another adapter."
    return AdapterRefused(f"The adapter {path} cannot be used: {what}.", reason=reason, hint=hint)


def _unusable(message: str, hint: str) -> AdapterRefused:
    return AdapterRefused(message, reason=Reason.ADAPTER_INVALID, hint=hint)
