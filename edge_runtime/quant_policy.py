"""Which quantizations are refused, by what a file holds and never by its name. The catalogue has the verdicts."""

from __future__ import annotations

from .catalog import Catalog, Verdict
from .engines.gguf_info import GgufInfo
from .errors import EngineReason, ModelRefused

ALLOW = "--allow-unsafe-quant"


def unsafe_verdict(info: GgufInfo, catalog: Catalog) -> Verdict | None:
    """Return the verdict against a file: on the mix that its tensors have, or on the one that it says it is."""
    verdicts = (catalog.verdict(name) for name in (info.quantization, info.claimed))
    return next((verdict for verdict in verdicts if verdict.verdict == "unsafe"), None)


def require_safe(info: GgufInfo, catalog: Catalog, *, allow: bool) -> None:
    """Raise ModelRefused for a file whose quantization is called unsafe, unless the person allowed it."""
    verdict = None if allow else unsafe_verdict(info, catalog)
    if verdict is None:
        return
    raise ModelRefused(
        f"The model file {info.path} is refused: it is quantized as {verdict.name}, which {verdict.reason}.",
        reason=EngineReason.UNSAFE_QUANT,
        hint=f"Use its Q4_K_M or a larger quantization; {ALLOW} takes it all the same, at your own risk.",
    )
