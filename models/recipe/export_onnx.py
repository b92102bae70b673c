"""A Gemma 3 GGUF as an ONNX folder, the form that `--backend onnx` runs: graph, embedding graph, weights, tokenizer.

    python models/recipe/export_onnx.py [SOURCE.gguf] [FOLDER] [--bits 8|4|32] [--token-ids] [--position-ids]

Without arguments: build/model/felt-small-f32.gguf, or the shipped Q4_K_M where that was not built, into
models/shipped/felt-small-onnx in 8 bits. Needs `onnx` and `gguf` (both are in the test environment).

The graph is onnxruntime's own dialect for language models (GroupQueryAttention, MatMulNBits), as its exporters write it;
it takes embeddings, so that an emotion or a soft prompt can be added, and gives the logits of the last position.
"""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from onnx import TensorProto, helper
from onnx_graph import BLOCK, DATA, MICROSOFT, Data, Floats, Graph, quantize, save

from edge_runtime.convert import tokenizer_json

REPOSITORY = Path(__file__).resolve().parents[2]
BUILT = REPOSITORY / "build" / "model" / "felt-small-f32.gguf"
SHIPPED = REPOSITORY / "models" / "shipped" / "felt-small-Q4_K_M.gguf"
TARGET = REPOSITORY / "models" / "shipped" / "felt-small-onnx"

FULL_EVERY = 6
"""Layer ``i`` sees everything when ``i + 1`` divides by this, else a window; llama.cpp knows no other pattern."""
ROPE_LOCAL = 10_000.0


@dataclass(frozen=True)
class Source:
    """What a GGUF file says about its model."""

    fields: dict[str, Any]
    tensors: dict[str, Any]

    def value(self, key: str, default: Any = None) -> Any:
        found = self.fields.get(key)
        return default if found is None else found.contents()

    def weight(self, name: str) -> Floats:
        """A tensor as float32, [out, in]."""
        tensor = self.tensors[f"{name}.weight"]
        return np.ascontiguousarray(gguf.dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)


def read(path: Path) -> Source:
    reader = gguf.GGUFReader(path)
    return Source(dict(reader.fields), {tensor.name: tensor for tensor in reader.tensors})


def rope_tables(graph: Graph, name: str, width: int, base: float, factor: float) -> list[str]:
    """Cosines and sines [positions, width / 2], which onnxruntime computes once, when it loads the graph."""
    turns = graph.constant(name, base ** (-np.arange(0, width, 2) / width) / factor)
    angles = graph.op("Mul", graph.op("Cast", "positions", to=TensorProto.DOUBLE), turns)
    return [graph.op("Cast", graph.op(way, angles), to=TensorProto.FLOAT) for way in ("Cos", "Sin")]


def export(
    source_path: Path,
    folder: Path,
    *,
    bits: int = 8,
    token_ids: bool = False,
    position_ids: bool = False,
    all_positions: bool = False,
) -> None:
    """Write the folder.

    ``token_ids``: the graph takes ``input_ids``; ``position_ids``: it is told positions too; ``all_positions``: it gives
    the logits of every one.
    """
    source = read(source_path)
    folder.mkdir(parents=True, exist_ok=True)
    data = Data()
    table = source.weight("token_embd")
    width = table.shape[1]
    graph = Graph(data, bits)
    if token_ids:
        x, first = _embed(graph, table), ("input_ids", TensorProto.INT64, ["batch", "sequence"])
    else:
        x, first = "inputs_embeds", ("inputs_embeds", TensorProto.FLOAT, ["batch", "sequence", width])
        small = Graph(data, bits)
        found = _embed(small, table)
        small.op("Identity", found, outputs=["inputs_embeds"])
        ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "sequence"])
        save(small.model("embed_tokens", [ids], [helper.make_tensor_value_info(*first)]), folder / "embed_tokens.onnx")
    inputs, outputs = _decoder(graph, source, x, table, position_ids=position_ids, all_positions=all_positions)
    whole = graph.model("gemma3", [helper.make_tensor_value_info(*first), *inputs], outputs)
    save(whole, folder / "model.onnx")
    (folder / DATA).write_bytes(data.raw)
    tokens = [bytes(token).decode("utf-8", "replace") for token in _strings(source, "tokenizer.ggml.tokens")]
    scores, kinds = source.value("tokenizer.ggml.scores"), source.value("tokenizer.ggml.token_type")
    _write_json(folder / "tokenizer.json", tokenizer_json(list(zip(tokens, scores, kinds, strict=True))))
    _write_json(folder / "tokenizer_config.json", tokenizer_config(source, tokens))
    _write_json(folder / "config.json", config(source, table))


def _embed(graph: Graph, table: Floats) -> str:
    """Scaled embeddings of ``input_ids``."""
    width = table.shape[1]
    root = graph.constant("width_root", np.float32(math.sqrt(width)).reshape(()))
    if graph.bits == 32:
        return graph.op("Mul", graph.op("Gather", graph.outside("table", table), "input_ids", axis=0), root)
    packed, scales = quantize(table, graph.bits)
    rows = graph.outside("table", packed, key="head_quants")
    quants = graph.op("Gather", rows, "input_ids", axis=0)
    if graph.bits == 4:
        low = graph.op("BitwiseAnd", quants, graph.constant("low_bits", np.uint8(15).reshape(())))
        high = graph.op("BitShift", quants, graph.constant("four", np.uint8(4).reshape(())), direction="RIGHT")
        axis = graph.constant("last", np.array([-1], np.int64))
        quants = graph.op("Concat", graph.op("Unsqueeze", low, axis), graph.op("Unsqueeze", high, axis), axis=-1)
    whole = graph.op("Cast", quants, to=TensorProto.FLOAT)
    centred = graph.op("Sub", whole, graph.constant("middle", np.float32(1 << (graph.bits - 1)).reshape(())))
    blocks = graph.op("Reshape", centred, graph.constant("blocks", np.array([0, 0, width // BLOCK, BLOCK], np.int64)))
    each = graph.op("Gather", graph.outside("table_scales", scales, key="head_scales"), "input_ids", axis=0)
    steps = graph.op("Unsqueeze", graph.op("Mul", each, root), graph.constant("last", np.array([-1], np.int64)))
    flat = graph.constant("flat", np.array([0, 0, width], np.int64))
    return graph.op("Reshape", graph.op("Mul", blocks, steps), flat)


def _decoder(
    graph: Graph, source: Source, x: str, table: Floats, *, position_ids: bool, all_positions: bool
) -> tuple[list[Any], list[Any]]:
    layers, heads = int(source.value("gemma3.block_count")), int(source.value("gemma3.attention.head_count"))
    groups, size = (
        int(source.value("gemma3.attention.head_count_kv", 1)),
        int(source.value("gemma3.attention.key_length")),
    )
    epsilon = float(source.value("gemma3.attention.layer_norm_rms_epsilon"))
    window = int(source.value("gemma3.attention.sliding_window"))
    factor = float(source.value("gemma3.rope.scaling.factor", 1.0))
    base = float(source.value("gemma3.rope.freq_base", ROPE_LOCAL))
    positions = int(source.value("gemma3.context_length"))
    graph.constant("positions", np.arange(positions)[:, None])
    full = rope_tables(graph, "rope_full", size, base, factor)
    near = rope_tables(graph, "rope_near", size, ROPE_LOCAL, 1.0)
    ones = graph.op("ReduceSum", "attention_mask", graph.constant("axis_1", np.array([1], np.int64)), keepdims=0)
    before = graph.op("Cast", graph.op("Sub", ones, graph.constant("one", np.array(1, np.int64))), to=TensorProto.INT32)
    length = graph.op("Gather", graph.op("Shape", "attention_mask"), graph.constant("one", np.array(1, np.int64)))
    total = graph.op("Cast", length, to=TensorProto.INT32)
    per_head = graph.constant("per_head", np.array([0, 0, -1, size], np.int64))
    joined = graph.constant("joined", np.array([0, 0, -1], np.int64))
    inputs = [helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "total"])]
    if position_ids:
        inputs.append(helper.make_tensor_value_info("position_ids", TensorProto.INT64, ["batch", "sequence"]))
    outputs = [
        helper.make_tensor_value_info(
            "logits", TensorProto.FLOAT, ["batch", "sequence" if all_positions else 1, table.shape[0]]
        )
    ]
    weight = source.weight
    h = graph.norm(x, "norm_0", weight("blk.0.attn_norm"), epsilon)
    for layer in range(layers):
        name = f"blk.{layer}."
        ways = {}
        for way in ("q", "k"):
            whole = graph.matmul(h, f"{name}{way}", weight(f"{name}attn_{way}"))
            split = graph.op("Reshape", whole, per_head)
            normed = graph.norm(split, f"{name}{way}_norm", weight(f"{name}attn_{way}_norm"), epsilon)
            ways[way] = graph.op("Reshape", normed, joined)
        values = graph.matmul(h, f"{name}v", weight(f"{name}attn_v"))
        past, present = (
            [f"{side}.{layer}.{part}" for part in ("key", "value")] for side in ("past_key_values", "present")
        )
        local = (layer + 1) % FULL_EVERY != 0
        attention = graph.op(
            "GroupQueryAttention", ways["q"], ways["k"], values, *past, before, total, *(near if local else full), *(["position_ids"] if position_ids else []),
            outputs=[f"{name}attention", *present], domain=MICROSOFT, num_heads=heads, kv_num_heads=groups,
            scale=1 / math.sqrt(size), do_rotary=1, rotary_interleaved=0, local_window_size=window if local else -1,
        )  # fmt: skip
        shapes = ["batch", groups, "past", size], ["batch", groups, "total", size]
        inputs += [helper.make_tensor_value_info(name_in, TensorProto.FLOAT, shapes[0]) for name_in in past]
        outputs += [helper.make_tensor_value_info(name_out, TensorProto.FLOAT, shapes[1]) for name_out in present]
        out = graph.matmul(attention, f"{name}o", weight(f"{name}attn_output"))
        out = graph.norm(out, f"{name}o_norm", weight(f"{name}post_attention_norm"), epsilon)
        h, x = graph.add_norm(out, x, f"{name}ffn_norm", weight(f"{name}ffn_norm"), epsilon)
        gate = graph.op("Gelu", graph.matmul(h, f"{name}gate", weight(f"{name}ffn_gate")), approximate="tanh")
        fed = graph.op("Mul", gate, graph.matmul(h, f"{name}up", weight(f"{name}ffn_up")))
        down = graph.matmul(fed, f"{name}down", weight(f"{name}ffn_down"))
        down = graph.norm(down, f"{name}down_norm", weight(f"{name}post_ffw_norm"), epsilon)
        following = "output_norm" if layer == layers - 1 else f"blk.{layer + 1}.attn_norm"
        h, x = graph.add_norm(down, x, f"norm_{layer + 1}", weight(following), epsilon)
    if not all_positions:
        h = graph.op("Gather", h, graph.constant("minus_one", np.array([-1], np.int64)), axis=1)
    head = weight("output") if "output.weight" in source.tensors else table
    found = graph.matmul(h, "head" if head is table else "output", head)
    graph.op("Identity", found, outputs=["logits"])
    return inputs, outputs


def _strings(source: Source, key: str) -> list[bytes]:
    found = source.fields[key]
    return [bytes(found.parts[index]) for index in found.data]


def tokenizer_config(source: Source, tokens: list[str]) -> dict[str, Any]:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "add_bos_token": bool(source.value("tokenizer.ggml.add_bos_token", True)),
        "bos_token": tokens[source.value("tokenizer.ggml.bos_token_id")],
        "eos_token": tokens[source.value("tokenizer.ggml.eos_token_id")],
        "chat_template": source.value("tokenizer.chat_template"),
    }


def config(source: Source, table: Floats) -> dict[str, Any]:
    value = source.value
    ends = {value("tokenizer.ggml.eos_token_id"), value("tokenizer.ggml.eot_token_id")} - {None}
    return {
        "architectures": ["Gemma3ForCausalLM"], "model_type": "gemma3_text", "_name_or_path": value("general.name"),
        "vocab_size": table.shape[0], "hidden_size": table.shape[1], "num_hidden_layers": value("gemma3.block_count"),
        "intermediate_size": value("gemma3.feed_forward_length"), "num_attention_heads": value("gemma3.attention.head_count"),
        "num_key_value_heads": value("gemma3.attention.head_count_kv", 1), "head_dim": value("gemma3.attention.key_length"),
        "sliding_window": value("gemma3.attention.sliding_window"), "max_position_embeddings": value("gemma3.context_length"),
        "tie_word_embeddings": "output.weight" not in source.tensors,
        "bos_token_id": value("tokenizer.ggml.bos_token_id"), "eos_token_id": sorted(int(end) for end in ends),
    }  # fmt: skip


def _write_json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(
        json.dumps(value, ensure_ascii=False, indent=None if path.name == "tokenizer.json" else 1) + "\n",
        encoding="utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", nargs="?", type=Path, default=BUILT if BUILT.exists() else SHIPPED)
    parser.add_argument("folder", nargs="?", type=Path, default=TARGET)
    parser.add_argument("--bits", type=int, choices=(4, 8, 32), default=8)
    parser.add_argument(
        "--token-ids", action="store_true", help="the graph takes token ids; no emotions, no soft prompts"
    )
    parser.add_argument("--position-ids", action="store_true", help="the graph is told positions")
    given = parser.parse_args()
    export(given.source, given.folder, bits=given.bits, token_ids=given.token_ids, position_ids=given.position_ids)
    size = sum(file.stat().st_size for file in given.folder.iterdir())
    print(f"{given.source} -> {given.folder}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
