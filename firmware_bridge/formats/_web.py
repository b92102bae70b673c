"""The two vibrators that a browser has: ``navigator.vibrate`` of phones, and a gamepad's rumble. No I/O.

A file for ``navigator.vibrate`` is its array, ``[on, off, on, ...]`` in ms; where one call cannot hold the clip, a list
of ``{"at_ms": ..., "pattern": [...]}``, each to be called then. A file for a gamepad is a list of the parameters of
``playEffect``, with ``at_ms``; the strong motor is the left one of all pads in use, the weak one the right one.
"""

from __future__ import annotations

from lexicon import Layout, Motor, Timeline

from ._clip import DEFAULT_HZ, MAX_MS, MAX_POINTS, MONO, Clip, Loss, Lost, Written
from ._json import Node, dump
from ._merge import Track, islands, whole
from ._mix import mono, sides
from ._note import places
from ._steps import holds, track_of, unheld

MAX_ENTRIES = 99
"""Of one call; browsers cut what comes after."""
MAX_ENTRY_MS = 10_000
"""Of one entry; browsers shorten longer ones."""
ON_SHARE = 0.25
"""It is on where the level is at least this share of its stretch's strongest: swells that touch stay apart."""
MAX_EFFECT_MS = 5000
"""Longest effect of a gamepad."""
PAD = Layout((Motor(0.0, 0.5), Motor(1.0, 0.5)))


def write_vibrate(timeline: Timeline) -> Written:
    """Write when the strongest motor is felt; how strong it is a browser cannot say."""
    track = mono(timeline)
    spans = [span for island in islands(track) for span in _on_spans(island)]
    calls = _calls(_joined(spans))
    single = len(calls) == 1 and len(calls[0][1]) <= MAX_ENTRIES
    if single:
        at, pattern = calls[0]
        value: object = pattern if at == 0 else [{"at_ms": at, "pattern": pattern}]
    else:
        value = [{"at_ms": at, "pattern": pattern} for at, pattern in calls]
    losses = list(places(timeline))
    if spans:
        losses.append(Loss(Lost.LEVELS, "it is on or off; on where the level is a quarter of its stretch's strongest"))
        losses.append(Loss(Lost.CARRIERS, "carriers have no place in this format"))
        if whole(timeline) > spans[-1][1]:
            losses.append(Loss(Lost.TIMES, "the rest at the end was left out"))
    return Written(dump(value), tuple(losses))


def _on_spans(island: Track) -> list[tuple[int, int]]:
    """When one stretch is above the share of its own peak."""
    line = max(p.level for p in island) * ON_SHARE
    spans: list[tuple[int, int]] = []
    for p, q in zip(island, island[1:], strict=False):
        if q.t_ms == p.t_ms or max(p.level, q.level) < line:
            continue
        start, end = p.t_ms, q.t_ms
        if p.level < line:
            start = round(p.t_ms + (q.t_ms - p.t_ms) * (line - p.level) / (q.level - p.level))
        elif q.level < line:
            end = round(p.t_ms + (q.t_ms - p.t_ms) * (line - p.level) / (q.level - p.level))
        if end > start:
            spans.append((start, end))
    return spans


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _calls(spans: list[tuple[int, int]]) -> list[tuple[int, list[int]]]:
    """Calls within the caps. A call that begins while another plays takes over from it, so the joint is not felt."""
    out: list[tuple[int, list[int]]] = []
    end = 0
    for begin, stop in spans:
        for start in range(begin, stop, MAX_ENTRY_MS):
            length = min(MAX_ENTRY_MS, stop - start)
            gap = start - end
            joint = start > begin
            full = out and len(out[-1][1]) + 2 > MAX_ENTRIES
            if not out and gap <= MAX_ENTRY_MS:
                out.append((0, [0, gap, length] if gap else [length]))
            elif not out or joint or full or gap > MAX_ENTRY_MS:
                out.append((start, [length]))
            else:
                out[-1][1].extend((gap, length))
            end = start + length
    return out or [(0, [])]


def read_vibrate(root: Node) -> Clip:
    """Read a pattern or a list of calls for one motor, as strong as it goes. Raises `Wrong`."""
    first = next(root.items(), None)
    calls = [(0, root)]
    if first is not None and isinstance(first.value, dict):
        calls = [(call.need("at_ms").whole(0, MAX_MS), call.need("pattern")) for call in root.items()]
    changes: list[tuple[int, float]] = []
    end, cut, before = 0, 0, -1
    points = 0
    for at, pattern in calls:
        if at <= before:
            raise pattern.wrong("is of a call that does not come after the one before it")
        before = at
        changes = [(t, level) for t, level in changes if t < at]
        if changes and end < at:
            changes.append((end, 0.0))
        end = t = at
        for k, entry in enumerate(pattern.items()):
            ms = entry.whole(0, 2**31 - 1)
            if k >= MAX_ENTRIES or ms > MAX_ENTRY_MS:
                cut += 1
                ms = 0 if k >= MAX_ENTRIES else MAX_ENTRY_MS
            points += 1
            if points > MAX_POINTS:
                raise entry.wrong(f"is one entry more than {MAX_POINTS}")
            if ms:
                changes.append((t, float(k % 2 == 0)))
            t += ms
            end = t
        if pattern.value and len(pattern.value) % 2 == 0 and changes and not changes[-1][1]:
            end = changes[-1][0]
    if end > MAX_MS:
        raise root.wrong("lasts more than a day")
    losses = (Loss(Lost.TIMES, f"{cut} entries above what browsers take were cut"),) if cut else ()
    return Clip(Timeline((track_of(changes, end, DEFAULT_HZ),), end), MONO, losses)


def write_gamepad(timeline: Timeline, layout: Layout) -> Written:
    """Write the strongest of the left half as the strong motor, of the right half as the weak one."""
    end = whole(timeline)
    pair = sides(timeline, layout)
    made = holds(pair, end)
    effects: list[dict[str, object]] = []
    for hold, later in zip(made, [*(h.start_ms for h in made[1:]), end], strict=True):
        if not any(hold.levels):
            continue
        for start in range(hold.start_ms, later, MAX_EFFECT_MS):
            effects.append(  # noqa: PERF401
                {
                    "at_ms": start,
                    "type": "dual-rumble",
                    "startDelay": 0,
                    "duration": min(MAX_EFFECT_MS, later - start),
                    "strongMagnitude": round(hold.levels[0] / 255, 4),
                    "weakMagnitude": round(hold.levels[1] / 255, 4),
                }
            )
    losses = [*places(timeline, 2), *unheld(pair)]
    if effects and made[-1].start_ms < end:
        losses.append(Loss(Lost.TIMES, "the rest at the end was left out"))
    return Written(dump(effects), tuple(losses))


def read_gamepad(root: Node) -> Clip:
    """Read a list of effects for a left and a right motor; one that begins ends the one before. Raises `Wrong`."""
    changes: list[tuple[int, tuple[float, float]]] = []
    end = 0
    for effect in root.items():
        kind = effect.get("type")
        if kind is not None:
            kind.one_of(frozenset({"dual-rumble"}))
        delay = effect.get("startDelay")
        at = effect.get("at_ms")
        start = (at.whole(0, MAX_MS) if at else 0) + (delay.whole(0, MAX_EFFECT_MS) if delay else 0)
        strong, weak = (effect.number_of(name, 0, 1) for name in ("strongMagnitude", "weakMagnitude"))
        if changes and start < changes[-1][0] and end > start:
            changes = [change for change in changes if change[0] < start]
        elif changes and start < changes[-1][0]:
            raise effect.wrong("begins before the effect before it")
        if end > start and changes and changes[-1][0] >= start:
            changes.pop()
        elif end < start and end:
            changes.append((end, (0.0, 0.0)))
        changes.append((start, (strong, weak)))
        end = start + effect.need("duration").whole(0, MAX_EFFECT_MS)
    tracks = tuple(track_of([(t, levels[k]) for t, levels in changes], end, DEFAULT_HZ) for k in range(2))
    return Clip(Timeline(tracks, end), PAD)
