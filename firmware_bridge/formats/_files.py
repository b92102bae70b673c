"""Which format a file has, and one way to read and to write any of them. No I/O."""

from __future__ import annotations

from enum import Enum

from firmware_bridge._uri import shown
from firmware_bridge.errors import BridgeReason, LexiconFileError
from lexicon import Layout, Timeline

from ._ahap_read import read_ahap
from ._ahap_write import ahap_of, write_ahap
from ._android import read_android, write_android
from ._clip import MAX_BYTES, Clip, Written, Wrong
from ._haptic import parse_haptic, read_haptic, write_haptic
from ._hjif_read import read_hjif
from ._hjif_write import write_hjif
from ._json import Node, dump, load
from ._samples import read_csv, read_json, write_csv, write_json
from ._tact import read_tact
from ._web import read_gamepad, read_vibrate, write_gamepad, write_vibrate


class Format(str, Enum):
    """A format, by the ending of its files."""

    HAPTIC = ".haptic"
    AHAP = ".ahap"
    HJIF = ".hjif"
    ANDROID = ".android.json"
    VIBRATE = ".vibrate.json"
    GAMEPAD = ".gamepad.json"
    CSV = ".csv"
    JSON = ".json"
    TACT = ".tact"
    WAV = ".wav"


READABLE = frozenset(Format) - {Format.WAV}
WRITABLE = frozenset(Format) - {Format.TACT}
_KEYS = (
    ("signals", Format.HAPTIC),
    ("Pattern", Format.AHAP),
    ("perceptions", Format.HJIF),
    ("waveform", Format.ANDROID),
    ("timings", Format.ANDROID),
    ("project", Format.TACT),
    ("step_ms", Format.JSON),
)
"""What an object of each format has and none of the others."""


def format_of(name: str) -> Format | None:
    """The format that a file's name says it has; the longest ending counts."""
    fitting = [kind for kind in Format if name.lower().endswith(kind.value)]
    return max(fitting, key=lambda kind: len(kind.value), default=None)


def sniff(data: bytes) -> Format | None:
    """The format of an unnamed JSON document, None for anything else. Raises nothing."""
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"[") or len(data) > MAX_BYTES:
        return None
    try:
        return _sniffed(load(data))
    except Wrong:
        return None


def _sniffed(root: Node) -> Format | None:
    value = root.value
    if isinstance(value, dict):
        return next((kind for key, kind in _KEYS if key in value), None)
    if isinstance(value, list) and value:
        first = value[0]
        if isinstance(first, dict):
            return Format.GAMEPAD if "strongMagnitude" in first else Format.VIBRATE if "pattern" in first else None
        return Format.VIBRATE if isinstance(first, (int, float)) else None
    return None


def read_clip(data: bytes, kind: Format, name: str = "the file", *, strict: bool = False) -> Clip:
    """Read a file's bytes; ``strict`` holds a ``.haptic`` to every rule of its format.

    Raises LexiconFileError that names the line or the path in the document for what is not in order.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name, len(data))
    try:
        if kind is Format.CSV:
            return read_csv(data)
        root = load(data)
        if kind is Format.JSON:
            kind = _sniffed(root) or kind
        return _read(root, kind, strict=strict)
    except Wrong as wrong:
        raise _refused(wrong, kind, name) from wrong


def _read(root: Node, kind: Format, *, strict: bool) -> Clip:
    if kind is Format.HAPTIC:
        return read_haptic(root, strict=strict)
    readers = {
        Format.AHAP: read_ahap,
        Format.HJIF: read_hjif,
        Format.ANDROID: read_android,
        Format.VIBRATE: read_vibrate,
        Format.GAMEPAD: read_gamepad,
        Format.JSON: read_json,
        Format.TACT: read_tact,
    }
    return readers[kind](root)


def write_clip(timeline: Timeline, layout: Layout, kind: Format, *, chunks: bool = False, channels: int = 4) -> Written:
    """Write a timeline as a file's bytes, and say what the format could not hold.

    ``chunks`` cuts the curves of an ``.ahap`` to 16 points; a ``.wav`` has at most ``channels`` channels. Raises
    LexiconFileError for a clip that the format cannot hold at all, ValueError for a format that is only read.
    """
    if kind is Format.WAV:
        from ._wav import write_wav

        return write_wav(timeline, layout, channels)
    try:
        if kind is Format.AHAP:
            return write_ahap(timeline, chunks=chunks)
        if kind in _PLACED:
            return _PLACED[kind](timeline, layout)
        return _MIXED[kind](timeline)
    except KeyError:
        raise ValueError(f"{kind.value} is only read") from None
    except Wrong as wrong:
        raise _refused(wrong, kind, "what is to be written") from wrong


_PLACED = {Format.HJIF: write_hjif, Format.GAMEPAD: write_gamepad, Format.CSV: write_csv, Format.JSON: write_json}
_MIXED = {Format.HAPTIC: write_haptic, Format.ANDROID: write_android, Format.VIBRATE: write_vibrate}


def haptic_to_ahap(data: bytes, name: str, *, chunks: bool = False) -> Written:
    """Convert a ``.haptic`` as its makers do, emphasis to transients. Raises as `read_clip`."""
    if len(data) > MAX_BYTES:
        raise too_large(name, len(data))
    try:
        haptic, losses = parse_haptic(load(data), strict=False)
        return Written(dump(ahap_of(haptic, chunks=chunks)), losses)
    except Wrong as wrong:
        raise _refused(wrong, Format.HAPTIC, name) from wrong


def too_large(name: str, size: int | None = None) -> LexiconFileError:
    """The error for a file of more than `MAX_BYTES`: of ``size`` bytes, or of nobody knows how many."""
    most = f"{MAX_BYTES // 100_000 / 10} MB"
    has = f"more than {most}" if size is None else f"{-(-size // 100_000) / 10} MB"
    return LexiconFileError(
        f"{shown(name)} has {has}; a file may have {most}.",
        hint="Cut the clip into shorter ones, or give it fewer points.",
        reason=BridgeReason.INVALID_FILE,
    )


def _refused(wrong: Wrong, kind: Format, name: str) -> LexiconFileError:
    message = f"{wrong.where} in {shown(name)} {wrong.what}."
    return LexiconFileError(
        message,
        hint=f"Mend it there, or export the {kind.value} file again.",
        reason=BridgeReason.INVALID_FILE,
    )
