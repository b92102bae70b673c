"""An ONNX graph while it grows, in onnxruntime's dialect for language models, and the file of weights beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper

DATA = "model.onnx_data"
BLOCK = 32
"""Weights that share one scale, in 4 bits or where a row has no multiple of ``LONG_BLOCK``."""
LONG_BLOCK = 64
"""In 8 bits, of longer rows: the scales are a ninth of the file else."""
OPSET, IR_VERSION = 21, 10
MICROSOFT = "com.microsoft"
ALIGNMENT = 4096
"""Of larger tensors in the data file, so that they can be mapped."""
Floats = npt.NDArray[np.float32]


@dataclass
class Data:
    """The file beside the graphs: weights, each once, whichever graphs use it."""

    raw: bytearray = field(default_factory=bytearray)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def tensor(self, name: str, values: npt.NDArray[Any], key: str, shape: Sequence[int]) -> TensorProto:
        """Say where ``values`` lie; ``key`` names the bytes, ``name`` the tensor of one graph."""
        if key not in self.places:
            self.raw += bytes(-len(self.raw) % ALIGNMENT)
            self.places[key] = (len(self.raw), values.nbytes)
            self.raw += values.tobytes()
        offset, length = self.places[key]
        tensor = TensorProto(
            name=name,
            data_type=helper.np_dtype_to_tensor_dtype(values.dtype),
            dims=shape,
            data_location=TensorProto.EXTERNAL,
        )
        for entry, value in (("location", DATA), ("offset", str(offset)), ("length", str(length))):
            tensor.external_data.add(key=entry, value=value)
        return tensor


@dataclass
class Graph:
    """A graph while it grows."""

    data: Data
    bits: int
    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)
    named: set[str] = field(default_factory=set)

    def op(
        self, kind: str, *inputs: str, outputs: Sequence[str] | None = None, domain: str = "", **attributes: Any
    ) -> str:
        outputs = outputs or [f"{kind}_{len(self.nodes)}"]
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=outputs[0], domain=domain, **attributes))
        return outputs[0]

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        """A small constant, inside the graph."""
        if name not in self.named:
            self.named.add(name)
            kind = helper.np_dtype_to_tensor_dtype(values.dtype)
            self.constants.append(helper.make_tensor(name, kind, values.shape, values.tobytes(), raw=True))
        return name

    def outside(self, name: str, values: npt.NDArray[Any], shape: Sequence[int] | None = None, key: str = "") -> str:
        """A large one, in the data file."""
        self.constants.append(self.data.tensor(name, values, key or name, values.shape if shape is None else shape))
        return name

    def norm(self, x: str, name: str, weight: Floats, epsilon: float) -> str:
        return self.op(
            "SimplifiedLayerNormalization", x, self.constant(name, weight), axis=-1, epsilon=epsilon, stash_type=1
        )

    def add_norm(self, x: str, residual: str, name: str, weight: Floats, epsilon: float) -> tuple[str, str]:
        """The norm of a sum, and the sum."""
        outputs = [f"{name}_out", "", "", f"{name}_sum"]
        self.op(
            "SkipSimplifiedLayerNormalization",
            x,
            residual,
            self.constant(name, weight),
            outputs=outputs,
            domain=MICROSOFT,
            epsilon=epsilon,
        )
        return outputs[0], outputs[3]

    def matmul(self, x: str, name: str, weight: Floats) -> str:
        """``x`` times the transpose of ``weight`` [out, in]."""
        rows, columns = weight.shape
        if self.bits == 32:
            return self.op("MatMul", x, self.outside(name, np.ascontiguousarray(weight.T)))
        block = LONG_BLOCK if self.bits == 8 and columns % LONG_BLOCK == 0 else BLOCK
        packed, scales = quantize(weight, self.bits, block)
        quants = self.outside(f"{name}_quants", packed, (rows, columns // block, block * self.bits // 8))
        return self.op(
            "MatMulNBits", x, quants, self.outside(f"{name}_scales", scales),
            domain=MICROSOFT, K=columns, N=rows, bits=self.bits, block_size=block, accuracy_level=4,
        )  # fmt: skip

    def model(self, name: str, inputs: list[Any], outputs: list[Any]) -> ModelProto:
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, producer_name="edge-haptics", opset_imports=opsets, ir_version=IR_VERSION)


def quantize(weight: Floats, bits: int, block: int = BLOCK) -> tuple[npt.NDArray[np.uint8], Floats]:
    """Round [out, in] to ``bits`` in blocks of a row, symmetric around the middle value: bytes [out, in * bits / 8] and scales.

    Of both signs of a block's scale the one is taken that puts its largest weight on the side with one step more.
    """
    rows, columns = weight.shape
    blocks = weight.reshape(rows, columns // block, block)
    half = 1 << (bits - 1)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1, keepdims=True), -1)
    scales = (largest / -half).astype(np.float32)
    quants = (
        np.rint(np.divide(blocks, scales, out=np.zeros_like(blocks), where=scales != 0)).clip(-half, half - 1) + half
    )
    flat = quants.astype(np.uint8).reshape(rows, columns)
    return flat if bits == 8 else flat[:, ::2] | flat[:, 1::2] << 4, scales[..., 0]


def save(model: ModelProto, path: Path) -> None:
    path.write_bytes(model.SerializeToString(deterministic=True))
