"""HJIF (ISO/IEC 23090-31), read: each vibrotactile channel is a motor. No I/O.

Transient and vectorial bands are read, at the positions of all profiles; wavelet and curve bands are waveforms, not
envelopes, and are named as left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firmware_bridge._uri import shown
from lexicon import Layout, Motor, Timeline

from ._clip import MAX_MOTORS, Clip, usual_layout
from ._hjif_effect import MAX_ID, Bands, read_effect
from ._json import Node
from ._merge import Track
from ._mix import MAX_AT_ONCE, strongest

FIRST_YEAR = 2023
_MODALITIES_1 = frozenset({"Force", "Vibrotactile", "Stiffness", "Vibrotactile Texture"})
_FELT = frozenset({"Vibrotactile", "Vibrotactile Texture"})
_BANDS = frozenset({"Transient", "Curve", "VectorialWave", "WaveletWave"})
_CHANNELS = {1: 128, 2: 65_536}
_BAND_COUNT = {1: 7, 2: 63}
_SIMPLE, _MAIN = "Simple Parametric", "Main"


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
    return Clip(Timeline(tracks, end), _layout(channels), file.losses())


def _head(root: Node) -> Bands:
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
    return Bands(simple, level, 1000 / ticks)


def _perception(node: Node, file: Bands) -> list[_Channel]:
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
        if reference is not None and reference.whole(0, MAX_ID) not in devices:
            raise reference.wrong("names a reference device that is not there")
        if felt:
            channels.append(_channel(channel, file, library))
    if not felt:
        file.ignored["channels that do not vibrate"] += len(seen)
    return channels


def _channel(node: Node, file: Bands, library: dict[int, Node]) -> _Channel:
    node.need("description").text()
    node.need("body_part_mask").whole(0, 2**32 - 1)
    gain = node.number_of("gain", -1e6, 1e6) * node.number_of("mixing_coefficient", -1e6, 1e6)
    tracks: list[Track] = []
    for band in node.need("bands").items(_BAND_COUNT[file.level]):
        kind = band.need("band_type").one_of(_BANDS)
        low = band.number_of("lower_frequency_limit", 0, 1e6)
        if band.number_of("upper_frequency_limit", 0, 1e6) < low:
            raise band.need("upper_frequency_limit").wrong("is below the lower one")
        if kind == "WaveletWave" and file.simple:
            raise band.need("band_type").wrong("is WaveletWave, which the profile Simple Parametric has not")
        effects = band.need("effects")
        if kind in {"Curve", "WaveletWave"}:
            file.ignored[f"{kind} bands, which are waveforms"] += 1
            continue
        for effect in effects.items():
            tracks += read_effect(effect, kind, file, library, gain)
    return _Channel(*_place(node), strongest(tracks, MAX_AT_ONCE))


def _place(node: Node) -> tuple[float | None, float | None]:
    """Where the channel's motor is: on its grid, else by the words for the body; None where nothing says it."""
    resolution, targets = node.get("actuator_resolution"), node.get("actuator_target")
    if targets is not None and resolution is None:
        raise targets.wrong("stands without an actuator_resolution")
    if resolution is not None and targets is not None and (first := next(targets.items(MAX_ID), None)):
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
    words = {part.text() for part in parts.items(MAX_ID)}
    if not words & {"Left", "Right", "Top", "Down"}:
        return None, None
    x = 0.5 + 0.5 * (("Right" in words) - ("Left" in words))
    return x, 0.5 + 0.5 * (("Down" in words) - ("Top" in words))


def _layout(channels: list[_Channel]) -> Layout:
    """As the file says; where a channel has no place, all are taken to stand where so many usually do."""
    if any(channel.x is None or channel.y is None for channel in channels):
        return usual_layout(len(channels))
    return Layout(tuple(Motor(channel.x or 0.0, channel.y or 0.0) for channel in channels))


def _id(node: Node, key: str) -> int:
    return node.need(key).whole(0, MAX_ID)


def _unique(node: Node, seen: set[int]) -> None:
    number = _id(node, "id")
    if number in seen:
        raise node.need("id").wrong(f"is {number} a second time")
    seen.add(number)
