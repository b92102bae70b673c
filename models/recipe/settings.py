"""Every size, path and schedule of the shipped model: one frozen dataclass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the recipe is made of. A change here makes ``build.py`` redo the stages that depend on it."""

    seed: int = 20

    work: Path = REPOSITORY / "build" / "model"
    """Where everything that can be made again lies (git-ignored)."""
    shipped: Path = REPOSITORY / "models" / "shipped" / "felt-small-Q4_K_M.gguf"
    name: str = "felt-small"
    description: str = (
        "A very small model whose answers end in a haptic block; trained from scratch on this project's own corpus."
    )

    parts: tuple[tuple[str, float], ...] = (
        ("corpus.feelings_hard", 0.30),
        ("corpus.feelings_bright", 0.24),
        ("corpus.touch", 0.22),
        ("corpus.plain", 0.24),
    )
    """Modules with ``dialogues(rng, count)`` and their shares of the generated dialogues."""
    handwritten: tuple[tuple[str, int], ...] = (("dialogues.txt", 16), ("said_*.txt", 4))
    """Files of ``corpus/`` and how often each of their openings is drawn, each time with fresh noise and a fresh answer."""
    dialogues: int = 60_000
    """Generated dialogues before any are joined."""
    holdout: float = 0.02
    """Share of opening words kept for validation, chosen by hash."""

    noise: float = 0.35
    """Share of user turns that get the slips of somebody typing in a hurry."""
    chain: tuple[float, ...] = (0.80, 0.11, 0.04, 0.02, 0.012, 0.008, 0.006, 0.004)
    """Chances that 1, 2, 3, ... dialogues of one haptics setting make a conversation."""
    switched: float = 0.04
    """Share of conversations that begin with a dialogue under the other setting (context only, not trained on)."""

    vocabulary: int = 4096
    tokenizer_lines: int = 400_000
    """Lines that the tokenizer is trained on."""

    width: int = 256
    layers: int = 6
    """llama.cpp takes every sixth layer of a Gemma 3 for the full-attention one."""
    heads: int = 4
    kv_heads: int = 1
    head_width: int = 64
    ffn: int = 1024
    window: int = 128
    """Tokens that a layer sees which does not see everything, itself among them."""
    ears: int = 32
    """Coordinates of the widened network beside the width: what a bag of pieces says of each piece, for its last layer."""
    narrow_ffn: int = 768
    """FFN units of the finished network: those of most energy, of ``ffn``."""
    sharpness: float = 16.0
    """How many times steeper the finished network's gates are: those that say most lie beyond +-10, where ggml's GELU is exact."""
    context: int = 1024
    rope_full: float = 1_000_000.0
    rope_local: float = 10_000.0
    norm_eps: float = 1e-6

    threads: int = 2
    rows_tokens: int = 2048
    """Tokens of one micro-batch, padding included."""
    accumulate: int = 2
    """Micro-batches of one optimizer step."""
    minutes: float = 60.0
    """How long it trains, over all its pieces, unless ``--minutes`` says otherwise: with the other stages below two hours."""
    listening_minutes: float = 20.0
    """How long the layer that listens is trained after that."""
    narrowing_minutes: float = 25.0
    """And how long the narrow network learns from the wide one at last."""
    again: float = 0.25
    """Peak rates of a run that goes on from a finished model (``--start``), as a share of these here."""
    adam_rate: float = 2e-3
    muon_rate: float = 2.5e-3
    """Peak rate of Muon for the matrices inside the layers; 0 trains them with AdamW too."""
    betas: tuple[float, float] = (0.9, 0.95)
    weight_decay: float = 0.1
    glanced: float = 0.15
    """Share of the generated dialogues whose opening is a glance too; of those by hand all are."""
    glances: int = 60_000
    """Glances that are trained on: drawn from those, as said or with other words."""
    glances_felt: float = 0.9
    """Share of them with haptics on at least, whose touch teaches most."""
    glance_tokens: int = 1536
    """Tokens of glances (openings without their answers) in each optimizer step."""
    feeling_weight: float = 0.5
    """How much it counts, beside the mean of the replies, that the feeling of a reply can be read off where it begins."""
    emotion_weight: float = 3.0
    """How much the one token that names the emotion counts: it is the answer's feeling, and one of fifty tokens."""
    chance_weight: float = 0.5
    """And each tag that the corpus draws by chance (strength, pattern, place, length): most of its loss is noise."""
    warmup: float = 0.03
    """Share of the run in which the rate rises."""
    clip: float = 1.0
    save_every_s: float = 120.0
    validate_every_s: float = 600.0
    validation_rows: int = 250

    @property
    def widened(self) -> Settings:
        """The same of the network with its ears, and with the layer above that listens to them."""
        return replace(self, width=self.width + self.ears, layers=self.layers + 1, ears=0)

    @property
    def finished(self) -> Settings:
        """The same of the network that is shipped: widened, and then narrowed to its FFN units of most energy."""
        return replace(self.widened, ffn=self.narrow_ffn)
