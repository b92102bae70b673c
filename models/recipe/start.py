"""A finished GGUF file as the beginning of another training: its weights, read back from their quantization, and its tokenizer.

Of a file that was widened the network below is taken, as it was before; of one that was narrowed too, near what it was.
"""

from __future__ import annotations

import os
from pathlib import Path

import gguf
import numpy as np
from convert import gguf_name
from gguf.quants import dequantize
from model import create, write
from narrow import broaden
from sentencepiece import sentencepiece_model_pb2
from settings import Settings
from tokenizer import USER_DEFINED, Tokenizer
from torch import from_numpy
from widen import unwiden


def take_tokenizer(source: Path, path: Path) -> None:
    """The SentencePiece model of ``source``, piece by piece with its scores, in ``path``."""
    reader = gguf.GGUFReader(source)

    def field(name: str) -> list[int]:
        found = reader.fields[f"tokenizer.ggml.{name}"]
        return [found.parts[index] for index in found.data]

    model = sentencepiece_model_pb2.ModelProto()
    rows = zip(field("tokens"), field("scores"), field("token_type"), strict=True)
    for raw, score, kind in rows:
        model.pieces.add(piece=bytes(raw).decode(), score=float(score[0]), type=int(kind[0]))
    trainer, normal = model.trainer_spec, model.normalizer_spec
    trainer.model_type = trainer.BPE
    trainer.vocab_size = len(model.pieces)
    trainer.byte_fallback = True
    trainer.user_defined_symbols.extend(USER_DEFINED)
    for name in ("bos", "eos", "pad", "unk"):
        piece = f"<{name}>"
        setattr(trainer, f"{name}_piece", piece)
        setattr(trainer, f"{name}_id", next(at for at, row in enumerate(model.pieces) if row.piece == piece))
    normal.name, normal.add_dummy_prefix, normal.remove_extra_whitespaces = "identity", False, False
    normal.escape_whitespaces = True
    temporary = path.with_suffix(".part")
    temporary.write_bytes(model.SerializeToString())
    os.replace(temporary, path)


def take_weights(source: Path, settings: Settings, tokenizer: Tokenizer, path: Path) -> None:
    """The weights of ``source`` in f32 under transformers' names, in ``path``; KeyError or ValueError where it has another shape."""
    stored = {tensor.name: dequantize(tensor.data, tensor.tensor_type) for tensor in gguf.GGUFReader(source).tensors}
    wide = stored["token_embd.weight"].shape[1] != settings.width
    narrow = wide and stored["blk.0.ffn_gate.weight"].shape[0] != settings.ffn
    shape = settings.finished if narrow else settings.widened if wide else settings
    found = {}
    for name, tensor in create(shape, tokenizer).model.state_dict().items():
        values = np.asarray(stored[gguf_name(name)], dtype=np.float32).reshape(tuple(tensor.shape))
        found[name] = from_numpy(values - np.float32(1) if name.endswith("norm.weight") else values.copy())
    if narrow:
        found = broaden(found, create(settings.widened, tokenizer).model.state_dict(), settings.sharpness)
    write(unwiden(found, settings) if wide else found, path)
