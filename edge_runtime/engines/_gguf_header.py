"""Walks the header of a GGUF file with bounded memory: metadata, vocabulary facts and tensor sizes.

All integers little-endian. A string is a u64 length and bytes; an array a u32 type, a u64 count and elements.
"""

from __future__ import annotations

import math
import mmap
import struct
from dataclasses import dataclass, field, replace

from edge_runtime.engines._gguf_types import TENSOR_TYPES

MAX_KEYS = 1 << 12
"""Real files have below 100."""
MAX_TENSORS = 1 << 16
"""Real files have below 5,000."""
MAX_KEY_BYTES = 1 << 10
"""Real keys have below 100; the specification would allow 64 KiB for each, and all are kept."""
MAX_NAME_BYTES = 63
"""GGML_MAX_NAME with its closing zero is 64."""
MAX_KEPT_BYTES = 1 << 20
"""A chat template is a few KB; a longer text is skipped, not kept."""
KEPT_TEXTS = frozenset(
    ("general.architecture", "general.name", "general.license", "general.type", "adapter.type",
     "tokenizer.ggml.model", "tokenizer.chat_template")
)  # fmt: skip
"""Texts that somebody reads, with `ARCH.rope.scaling.type`; of the others it is enough that they are there."""
MAX_STRINGS = 1 << 22
"""In all arrays together: large vocabularies have 2^18 tokens and twice as many merges; each costs a step of Python."""
MAX_VOCABULARY = 1 << 20
MAX_DIMENSIONS = 4
MAX_ALIGNMENT = 1 << 16
MAX_SHOWN = 40
DEFAULT_ALIGNMENT = 32

STRING, ARRAY = 8, 9
SCALARS: dict[int, struct.Struct] = {
    0: struct.Struct("<B"),
    1: struct.Struct("<b"),
    2: struct.Struct("<H"),
    3: struct.Struct("<h"),
    4: struct.Struct("<I"),
    5: struct.Struct("<i"),
    6: struct.Struct("<f"),
    7: struct.Struct("<?"),
    10: struct.Struct("<Q"),
    11: struct.Struct("<q"),
    12: struct.Struct("<d"),
}
ARRAY_TYPES = {
    "tokenizer.ggml.tokens": (STRING,),
    "tokenizer.ggml.scores": (6,),
    "tokenizer.ggml.token_type": (4, 5),
}
"""Element types that llama.cpp reads without asking."""
BYTE_TOKENS = [b"<0x%02X>" % byte for byte in range(256)]
U32, U64 = struct.Struct("<I"), struct.Struct("<Q")

Scalar = int | float | bool | str


class Malformed(Exception):
    """The header breaks a rule; the text says which."""


class Truncated(Exception):
    """The file ends too early; the text says where."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor's type, shape and place."""

    type_name: str
    shape: tuple[int, ...]
    elements: int
    offset: int
    """Counted from the start of its file's data."""
    size_bytes: int
    part: int = 0
    """Which file of a split model has it, from 0."""


@dataclass(slots=True)
class Header:
    """What the header says; arrays only by their length."""

    version: int
    scalars: dict[str, Scalar] = field(default_factory=dict)
    arrays: dict[str, int] = field(default_factory=dict)
    tensors: dict[str, Tensor] = field(default_factory=dict)
    compares_tokens: bool = True
    duplicate_tokens: bool = False
    spellings: dict[str, str] = field(default_factory=dict)
    """`bos` and `eos`: the names of those tokens, where the vocabulary has them."""
    tokens_at: int = 0
    """Where the vocabulary's strings begin in the file."""
    missing_bytes: int = 256
    strings: int = 0
    data_starts: list[int] = field(default_factory=list)
    """Where the data of each file begins; one file, unless the model is split."""
    data_end: int = 0

    @property
    def architecture(self) -> str:
        """For instance `gemma3`; "" when missing."""
        return self.text("general.architecture")

    @property
    def vocabulary(self) -> int:
        """How many tokens; 0 without a tokenizer."""
        return self.arrays.get("tokenizer.ggml.tokens", 0)

    def text(self, key: str) -> str:
        """Give a string's value; "" when it is missing or no string."""
        value = self.scalars.get(key)
        return value if isinstance(value, str) else ""

    def count(self, key: str, default: int = 0) -> int:
        """Give an integer's value; `default` when it is missing or no integer."""
        value = self.scalars.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def add_part(self, other: Header) -> None:
        """Take in the tensors of another file of the same model. Raises Malformed."""
        twice = self.tensors.keys() & other.tensors.keys()
        if twice:
            raise Malformed(f"the tensor {_shown(min(twice))} is in an earlier part already")
        number = len(self.data_starts)
        self.tensors |= {name: replace(tensor, part=number) for name, tensor in other.tensors.items()}
        self.data_starts += other.data_starts


class _Walker:
    """A position in the file that never passes its end."""

    __slots__ = ("data", "end", "at")  # noqa: RUF023

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.end = len(data)
        self.at = 0

    def skip(self, count: int) -> int:
        start = self.at
        if count > self.end - start:
            raise Truncated(f"ends inside its header, after {self.end:,} bytes")
        self.at = start + count
        return start

    def u32(self) -> int:
        return int(U32.unpack_from(self.data, self.skip(4))[0])

    def u64(self) -> int:
        return int(U64.unpack_from(self.data, self.skip(8))[0])

    def text(self, cap: int, what: str) -> str:
        length = self.u64()
        if length > cap:
            raise Malformed(f"a {what} of {length:,} bytes")
        start = self.skip(length)
        return self.data[start : start + length].decode("utf-8", "replace")


def read_header(data: mmap.mmap, *, vocabulary: bool = True) -> Header:
    """Read the header of a file whose magic and version were checked. Raises Malformed, Truncated.

    Without ``vocabulary`` its tokens are counted, not compared, which takes a third of the time.
    """
    walker = _Walker(data)
    walker.skip(4)
    header = Header(walker.u32(), compares_tokens=vocabulary)
    tensor_count, key_count = walker.u64(), walker.u64()
    if key_count > MAX_KEYS:
        raise Malformed(f"{key_count:,} metadata keys")
    if tensor_count > MAX_TENSORS:
        raise Malformed(f"{tensor_count:,} tensors")
    for _ in range(key_count):
        _read_value(walker, header)
    _read_tensors(walker, header, tensor_count)
    _spell(walker, header)
    return header


def _read_value(walker: _Walker, header: Header) -> None:
    key = walker.text(MAX_KEY_BYTES, "key")
    kind = walker.u32()
    if key in header.scalars or key in header.arrays:
        raise Malformed(f"the key {_shown(key)} occurs twice")
    if kind in SCALARS:
        code = SCALARS[kind]
        header.scalars[key] = code.unpack_from(walker.data, walker.skip(code.size))[0]
    elif kind == STRING:
        length = walker.u64()
        start = walker.skip(length)
        wanted = length <= MAX_KEPT_BYTES and (key in KEPT_TEXTS or key.endswith(".rope.scaling.type"))
        kept = walker.data[start : start + length] if wanted else b""
        header.scalars[key] = kept.decode("utf-8", "replace")
    elif kind == ARRAY:
        header.arrays[key] = _read_array(walker, header, key)
    else:
        raise Malformed(f"the key {_shown(key)} has the unknown type {kind}")


def _read_array(walker: _Walker, header: Header, key: str) -> int:
    kind, count = walker.u32(), walker.u64()
    if key in ARRAY_TYPES and kind not in ARRAY_TYPES[key]:
        raise Malformed(f"{key} has elements of type {kind}")
    if kind in SCALARS:
        walker.skip(count * SCALARS[kind].size)
    elif kind == STRING:
        tokens = key == "tokenizer.ggml.tokens"
        header.strings += count
        if header.strings > MAX_STRINGS or (tokens and count > MAX_VOCABULARY):
            raise Malformed(f"{_shown(key)} has {count:,} elements")
        if tokens:
            header.tokens_at = walker.at
        if tokens and header.compares_tokens:
            _read_vocabulary(walker, header, count)
        else:
            _skip_strings(walker, count)
    else:
        raise Malformed(f"the array {_shown(key)} has elements of type {kind}")
    return count


def _skip_strings(walker: _Walker, count: int) -> None:
    data, at, end, unpack = walker.data, walker.at, walker.end - 8, U64.unpack_from
    for _ in range(count):
        if at > end:
            raise Truncated(f"ends inside its header, after {walker.end:,} bytes")
        at += 8 + unpack(data, at)[0]
    walker.at = 0
    walker.skip(at)


def _read_vocabulary(walker: _Walker, header: Header, count: int) -> None:
    """Keep only hashes: what matters is whether a token occurs twice and which bytes have a token."""
    seen: set[int] = set()
    data, at, end, unpack = walker.data, walker.at, walker.end - 8, U64.unpack_from
    for index in range(count):
        if at > end:
            raise Truncated(f"ends inside its header, after {walker.end:,} bytes")
        start = at + 8
        at = start + unpack(data, at)[0]
        # llama.cpp gives an empty token this name of its own
        seen.add(hash(data[start:at] or b"[EMPTY_%d]" % index))
    walker.at = 0
    walker.skip(at)
    header.duplicate_tokens = len(seen) != count
    header.missing_bytes = sum(
        hash(name) not in seen and hash(bytes((byte,))) not in seen for byte, name in enumerate(BYTE_TOKENS)
    )


def _spell(walker: _Walker, header: Header) -> None:
    """Walk the vocabulary once more, as far as the tokens that begin and end a text."""
    wanted = {name: header.count(f"tokenizer.ggml.{name}_token_id", -1) for name in ("bos", "eos")}
    last = max((at for at in wanted.values() if at < header.vocabulary), default=-1)
    walker.at = header.tokens_at
    for index in range(last + 1):
        length = walker.u64()
        start = walker.skip(length)
        for name, at in wanted.items():
            if at == index and length <= MAX_KEY_BYTES:
                header.spellings[name] = walker.data[start : start + length].decode("utf-8", "replace")


def _read_tensors(walker: _Walker, header: Header, count: int) -> None:
    alignment = header.scalars.get("general.alignment", DEFAULT_ALIGNMENT)
    if not isinstance(alignment, int) or not 8 <= alignment <= MAX_ALIGNMENT or alignment & (alignment - 1):
        raise Malformed(f"an alignment of {alignment!r}")
    expected = 0
    for _ in range(count):
        name = walker.text(MAX_NAME_BYTES, "tensor name")
        if name in header.tensors:
            raise Malformed(f"the tensor {_shown(name)} occurs twice")
        tensor = _read_tensor(walker, name)
        if tensor.offset != expected:
            raise Malformed(f"the tensor {_shown(name)} lies at {tensor.offset:,}, not at {expected:,}")
        expected += -(-tensor.size_bytes // alignment) * alignment
        header.tensors[name] = tensor
    start = -(-walker.at // alignment) * alignment
    header.data_starts.append(start)
    last = max((tensor.offset + tensor.size_bytes for tensor in header.tensors.values()), default=0)
    header.data_end = start + last if count else walker.at


def _read_tensor(walker: _Walker, name: str) -> Tensor:
    dimensions = walker.u32()
    if not 1 <= dimensions <= MAX_DIMENSIONS:
        raise Malformed(f"the tensor {_shown(name)} has {dimensions} dimensions")
    shape = tuple(walker.u64() for _ in range(dimensions))
    kind, offset = walker.u32(), walker.u64()
    if kind not in TENSOR_TYPES:
        raise Malformed(f"the tensor {_shown(name)} has the unknown type {kind}")
    type_name, block, size = TENSOR_TYPES[kind]
    elements = math.prod(shape)
    if not 0 < elements < 1 << 62 or shape[0] % block:
        raise Malformed(f"the tensor {_shown(name)} has the shape {shape}")
    return Tensor(type_name, shape, elements, offset, elements // block * size)


def _shown(name: str) -> str:
    return repr(name if len(name) <= MAX_SHOWN else name[:MAX_SHOWN] + "...")
