"""HJIF (ISO/IEC 23090-31), read: each vibrotactile channel is a motor. No I/O.

Transient and vectorial bands are read, at the positions of all profiles; wavelet and curve bands are waveforms, not
envelopes, and are named as left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from firmware_bridge._uri import shown
from lexicon import Breakpoint, Layout, Motor, Timeline

from ._clip import DEFAULT_HZ, MAX_MOTORS, MAX_MS, MAX_POINTS, Clip, Loss, Lost, usual_layout
from ._haptic import BEAT_MS
from ._json import Node
from ._merge import Point, Track, merge
from ._mix import MAX_AT_ONCE, strongest

FIRST_YEAR = 2023
MAX_NESTED = 4
"""Effects within effects."""
MAX_HZ = 1000
_MODALITIES_1 = frozenset({"Force", "Vibrotactile", "Stiffness", "Vibrotactile Texture"})
_FELT = frozenset({"Vibrotactile", "Vibrotactile Texture"})
_BANDS = frozenset({"Transient", "Curve", "VectorialWave", "WaveletWave"})
_EFFECTS = frozenset({"Basis", "Reference", "Composite"})
_CHANNELS = {1: 128, 2: 65_536}
_BAND_COUNT = {1: 7, 2: 63}
_SIMPLE, _MAIN = "Simple Parametric", "Main"
_ID = 65_535


@dataclass(slots=True)
class _File:
    """What holds for the whole document."""

    simple: bool
    level: int
    ms: float
    """Of one tick."""
    ignored: Counter[str] = field(default_factory=Counter)
    clamped: int = 0
    points: int = 0
    beats: int = 0
    end_ms: float = 0

    def count(self, node: Node) -> None:
        self.points += 1
        if self.points > MAX_POINTS:
            raise node.wrong(f"is one more than the {MAX_POINTS} keyframes and effects that one file may have")


@dataclass(slots=True)
class _Channel:
    x: float | None
    y: float | None
    track: Track


def read_hjif(root: Node) -> Clip:
    """Read a clip with a motor for each vibrotactile channel. Raises `Wrong`."""
    file = _head(root)
    avatars = {_id(avatar, "id") for avatar in root.need("avatars").items()}
    if 0 in avatars:
        raise root.need("avatars").wrong("has an avatar of id 0, which stands for none")
    root.need("syncs").items()
    channels: list[_Channel] = []
    seen: set[int] = set()
    for perception in root.need("perceptions").items():
        _unique(perception, seen)
        avatar = _id(perception, "avatar_id")
        if avatar and avatar not in avatars:
            raise perception.need("avatar_id").wrong(f"is {avatar}, and there is no such avatar")
        channels += _perception(perception, file)
        if len(channels) > MAX_MOTORS:
            raise perception.wrong(f"brings the channels above the {MAX_MOTORS} that can be played")
    if not channels:
        raise root.need("perceptions").wrong("has no channel that vibrates")
    tracks = tuple(channel.track for channel in channels)
    end = max([round(file.end_ms), *(track[-1].t_ms for track in tracks if track)])
    return Clip(Timeline(tracks, end), _layout(channels), _losses(file))


def _head(root: Node) -> _File:
    version = root.need("version")
    found = re.fullmatch(r"(\d{4})(-[1-9])?", version.text())
    if found is None or int(found[1]) < FIRST_YEAR:
        raise version.wrong(
            f"is {shown(version.text())}; it must be a year from {FIRST_YEAR} on, such as 2023 or 2025-1"
        )
    simple = root.need("profile").one_of(frozenset({_SIMPLE, _MAIN})) == _SIMPLE
    level = root.need("level").whole(1, 2)
    root.need("date").text()
    root.need("description").text()
    scale = root.need("timescale")
    ticks = scale.whole(1, 48_000)
    if simple and ticks != 1000:
        raise scale.wrong(f"is {ticks}; the profile Simple Parametric has 1000 alone")
    return _File(simple, level, 1000 / ticks)


def _perception(node: Node, file: _File) -> list[_Channel]:
    node.need("description").text()
    modality = node.need("perception_modality").text()
    if file.simple and file.level == 1 and modality not in _MODALITIES_1:
        raise node.need("perception_modality").wrong(f"is {shown(modality)}, which level 1 of this profile has not")
    listed = node.get("reference_devices")
    devices = {_id(device, "id") for device in (listed.items() if listed else ())}
    library: dict[int, Node] = {}
    for effect in node.need("effect_library").items():
        number = _id(effect, "id")
        if number in library:
            raise effect.need("id").wrong(f"is {number} a second time")
        library[number] = effect
    felt = modality in _FELT
    channels = []
    seen: set[int] = set()
    for channel in node.need("channels").items(_CHANNELS[file.level]):
        _unique(channel, seen)
        reference = channel.get("reference_device_id")
        if reference is not None and reference.whole(0, _ID) not in devices:
            raise reference.wrong("names a reference device that is not there")
        if felt:
            channels.append(_channel(channel, file, library))
    if not felt:
        file.ignored["channels that do not vibrate"] += len(seen)
    return channels


def _channel(node: Node, file: _File, library: dict[int, Node]) -> _Channel:
    node.need("description").text()
    node.need("body_part_mask").whole(0, 2**32 - 1)
    gain = node.need("gain").number(-1e6, 1e6) * node.need("mixing_coefficient").number(-1e6, 1e6)
    tracks: list[Track] = []
    for band in node.need("bands").items(_BAND_COUNT[file.level]):
        kind = band.need("band_type").one_of(_BANDS)
        low = band.need("lower_frequency_limit").number(0, 1e6)
        if band.need("upper_frequency_limit").number(0, 1e6) < low:
            raise band.need("upper_frequency_limit").wrong("is below the lower one")
        if kind == "WaveletWave" and file.simple:
            raise band.need("band_type").wrong("is WaveletWave, which the profile Simple Parametric has not")
        effects = band.need("effects")
        if kind in {"Curve", "WaveletWave"}:
            file.ignored[f"{kind} bands, which are waveforms"] += 1
            continue
        for effect in effects.items():
            tracks += _effect(effect, kind, file, library, gain, 0.0, 0)
    return _Channel(*_place(node), strongest(tracks, MAX_AT_ONCE))


def _effect(
    node: Node, kind: str, file: _File, library: dict[int, Node], gain: float, zero_ms: float, nested: int
) -> list[Track]:
    file.count(node)
    if nested > MAX_NESTED:
        raise node.wrong(f"is nested more than {MAX_NESTED} deep")
    form = node.need("effect_type").one_of(_EFFECTS)
    limit = int(MAX_MS / file.ms)
    # What the library holds is placed by whoever refers to it.
    position = node.need("position") if nested == 0 or form == "Reference" else node.get("position")
    start = zero_ms + (position.whole(0, limit) * file.ms if position else 0.0)
    if form == "Reference":
        number = node.need("id").whole(0, _ID)
        if number not in library:
            raise node.need("id").wrong(f"is {number}, and the library has no such effect")
        return _effect(library[number], kind, file, library, gain, start, nested + 1)
    if form == "Composite":
        if file.simple:
            raise node.need("effect_type").wrong("is Composite, which the profile Simple Parametric has not")
        parts = (part for part in node.need("composition").items())
        return [t for part in parts for t in _effect(part, kind, file, library, gain, start, nested + 1)]
    signal = node.get("base_signal")
    if signal is not None and signal.text() != "Sine" and kind == "VectorialWave":
        file.ignored["base signals that are no sine, played as one,"] += 1
    return _keyframes(node.need("keyframes"), kind, file, gain, start)


def _keyframes(node: Node, kind: str, file: _File, gain: float, start_ms: float) -> list[Track]:
    levels: list[Point] = []
    carriers: list[Point] = []
    before = 0.0
    for keyframe in node.items():
        file.count(keyframe)
        position = keyframe.get("relative_position")
        t = position.whole(0, int(MAX_MS / file.ms)) * file.ms if position else 0.0
        if t < before:
            raise keyframe.wrong("is before the keyframe before it")
        before = t
        if (amplitude := keyframe.get("amplitude_modulation")) is not None:
            level = abs(amplitude.number(-1e6, 1e6) * gain)
            file.clamped += level > 1
            levels.append((start_ms + t, min(level, 1.0)))
        if (frequency := keyframe.get("frequency_modulation")) is not None:
            carriers.append((start_ms + t, min(frequency.number(0, 1e6), MAX_HZ)))
    file.end_ms = max(file.end_ms, start_ms + before)
    if file.end_ms > MAX_MS:
        raise node.wrong("ends more than a day after the beginning")
    if kind == "Transient":
        file.beats += len(levels)
        return [_beat(t, level, carriers) for t, level in levels if level > 0]
    if not levels and before > 0:
        levels = [(start_ms, min(abs(gain), 1.0)), (start_ms + before, min(abs(gain), 1.0))]
    return [track] if (track := merge(levels, carriers, DEFAULT_HZ)) else []


def _beat(at: float, level: float, carriers: list[Point]) -> Track:
    hz = round(next((v for t, v in carriers if t == at), DEFAULT_HZ))
    t = round(at)
    return Breakpoint(t, level, hz), Breakpoint(t + BEAT_MS, level, hz)


def _place(node: Node) -> tuple[float | None, float | None]:
    """Where the channel's motor is: on its grid, else by the words for the body; None where nothing says it."""
    resolution, targets = node.get("actuator_resolution"), node.get("actuator_target")
    if targets is not None and resolution is None:
        raise targets.wrong("stands without an actuator_resolution")
    if resolution is not None and targets is not None and (first := next(targets.items(_ID), None)):
        place = []
        for axis in ("X", "Y"):
            most = resolution.need(axis).whole(0, 127)
            at = first.need(axis).whole(0, 127)
            if at > most:
                raise first.need(axis).wrong(f"is {at}, outside the resolution of {most}")
            place.append(at / most if most else 0.5)
        return place[0], place[1]
    parts = node.get("body_part_target")
    if parts is None:
        return None, None
    words = {part.text() for part in parts.items(_ID)}
    if not words & {"Left", "Right", "Top", "Down"}:
        return None, None
    x = 0.5 + 0.5 * (("Right" in words) - ("Left" in words))
    return x, 0.5 + 0.5 * (("Down" in words) - ("Top" in words))


def _layout(channels: list[_Channel]) -> Layout:
    """As the file says; where a channel has no place, all are taken to stand where so many usually do."""
    if any(channel.x is None or channel.y is None for channel in channels):
        return usual_layout(len(channels))
    return Layout(tuple(Motor(channel.x or 0.0, channel.y or 0.0) for channel in channels))


def _losses(file: _File) -> tuple[Loss, ...]:
    found = [Loss(Lost.EVENTS, f"{what} were left out ({many})") for what, many in file.ignored.items()]
    if file.beats:
        found.append(Loss(Lost.EVENTS, f"transients play as beats of {BEAT_MS} ms ({file.beats})"))
    if file.clamped:
        found.append(Loss(Lost.VALUES, f"{file.clamped} levels above 1 became 1"))
    return tuple(found)


def _id(node: Node, key: str) -> int:
    return node.need(key).whole(0, _ID)


def _unique(node: Node, seen: set[int]) -> None:
    number = _id(node, "id")
    if number in seen:
        raise node.need("id").wrong(f"is {number} a second time")
    seen.add(number)
