"""Which patterns were felt, and when: looked for in what the motors did, not in what they were told. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lexicon import INTENSITY_LEVELS, Emotion, Layout, Limits, Pattern, Place, Step, Timeline, compile_step

from ._differ import differences, window

LENGTHS_MS = (250, 500, 1000, 2000, 5000)
"""Those of the duration tags."""
TOUCH = 0.02
"""Levels below this are at rest or nearly: a pattern may begin there."""
MOST_ONSETS = 2000
"""Moments at which a pattern is looked for: more than 15 s of any touch have."""
E = TypeVar("E", Pattern, Emotion, Place)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How exactly a device does what it is told."""

    level: float
    shift_ms: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What a test expects to have been felt; None is any."""

    pattern: Pattern
    motors: Place | None = None
    level: float | None = None
    """The strongest, caps applied."""
    for_ms: int | None = None
    emotion: Emotion | None = None

    def __str__(self) -> str:
        """Say it in words."""
        parts = [f"pat_{self.pattern.value}"]
        parts += [self.emotion.value] if self.emotion else []
        parts += [f"on {self.motors.value}"] if self.motors else []
        parts += [f"at level {self.level:g}"] if self.level is not None else []
        parts += [f"for {self.for_ms} ms"] if self.for_ms is not None else []
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that a program asked for."""

    onsets_ms: tuple[int, ...]
    """When it should have begun: as planned, and later where its program was moved."""
    step: Step

    def __str__(self) -> str:
        """Say it in words."""
        s = self.step
        level = INTENSITY_LEVELS[s.intensity - 1]
        return (
            f"{self.onsets_ms[0]:>6} ms  pat_{s.pattern.value} {s.emotion.value} on {s.motors.value} "
            f"at level {level:g} for {s.duration_ms} ms"
        )


def named(kind: type[E], word: str | E, prefix: str = "") -> E:
    """Read a name with or without its ``prefix``, in any case. Raises ValueError that lists them."""
    __tracebackhide__ = True
    if isinstance(word, kind):
        return word
    plain = str(word).strip("[] ").lower()
    for member in kind:
        if plain in (member.value, f"{prefix}{member.value}", member.value.removeprefix(prefix)):
            return member
    names = ", ".join(member.value.removeprefix(prefix) for member in kind)
    raise ValueError(f"{word!r} is none of {names}")


def as_asked(wish: Wish, asked: Asked, layout: Layout, limits: Limits, cap: float, tolerance: Tolerance) -> bool:
    """Whether a step is what the test expects, whatever the motors made of it; ``cap`` is the device's own."""
    step = asked.step
    if step.pattern is not wish.pattern or wish.motors not in (None, step.motors):
        return False
    if wish.emotion not in (None, step.emotion) or wish.for_ms not in (None, step.duration_ms):
        return False
    peak = min(compile_step(step, layout, limits).peak, cap)
    return wish.level is None or abs(peak - wish.level) <= max(tolerance.level, 0.005)


def onset_of(
    asked: Asked, played: Timeline, layout: Layout, limits: Limits, cap: float, tolerance: Tolerance
) -> int | None:
    """When the motors did what a step asked for; None when they did not."""
    for expected in _meant(asked.step, layout, limits, cap):
        for at_ms in asked.onsets_ms:
            if at_ms + expected.duration_ms <= played.duration_ms and _is(expected, played, at_ms, tolerance):
                return at_ms
    return None


def search(
    wish: Wish, played: Timeline, layout: Layout, tolerance: Tolerance, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Where a pattern was felt that nobody announced, from when to when; outside of what is ``taken``."""
    end_ms = -1
    for at_ms in _onsets(played):
        if at_ms < end_ms or any(a <= at_ms < b for a, b in taken):
            continue
        for expected in _candidates(wish, played, at_ms, layout):
            if _is(expected, played, at_ms, tolerance):
                end_ms = at_ms + expected.duration_ms
                yield at_ms, end_ms
                break


def asked_for(asked: Asked, layout: Layout, limits: Limits, cap: float) -> Timeline:
    """What the motors should have made of a step."""
    return next(_meant(asked.step, layout, limits, cap))


def expected_of(wish: Wish, like: Step | None, played: Timeline, from_ms: int, layout: Layout) -> Timeline:
    """One timeline that a test may have had in mind; what it left open is as in ``like``, or as near as may be."""
    length = wish.for_ms or (like.duration_ms if like else LENGTHS_MS[2])
    place = wish.motors or (like.motors if like else Place.ALL)
    limits = Limits(max_level=wish.level or played.peak or 1.0)
    shown = window(played, from_ms, min(length, max(played.duration_ms - from_ms, 0)))
    emotions = [wish.emotion] if wish.emotion else [like.emotion] if like else list(Emotion)
    made = [compile_step(Step(0, length, emotion, 5, wish.pattern, place, 0), layout, limits) for emotion in emotions]
    return min(made, key=lambda one: sum(d.to_ms - d.from_ms for d in differences(one, shown)))


def _is(expected: Timeline, played: Timeline, at_ms: int, tolerance: Tolerance) -> bool:
    length = expected.duration_ms
    for k in range(1, 8):  # most are told apart at a glance
        t = length * k // 8
        if not _near(expected, played.levels_at(at_ms + t), t, tolerance):
            return False
    found = differences(expected, window(played, at_ms, length), level=tolerance.level, shift_ms=tolerance.shift_ms)
    edge = tolerance.shift_ms if tolerance.shift_ms > 2 else 0  # what is before and after may reach in so far
    return all(d.to_ms <= edge or d.from_ms >= length - edge for d in found)


def _near(expected: Timeline, levels: Sequence[float], t: int, tolerance: Tolerance) -> bool:
    around = [expected.levels_at(t + shift) for shift in range(-tolerance.shift_ms, tolerance.shift_ms + 1)]
    return all(
        min(near) - tolerance.level <= level <= max(near) + tolerance.level
        for level, near in zip(levels, zip(*around, strict=True), strict=True)
    )


def _meant(step: Step, layout: Layout, limits: Limits, cap: float) -> Iterator[Timeline]:
    """What a step becomes, and what it becomes where a limit cut it from a longer one."""
    for shape_ms in (0, *(ms for ms in LENGTHS_MS if ms > step.duration_ms)):
        made = compile_step(replace(step, shape_ms=shape_ms), layout, limits)
        tracks = (tuple(replace(p, level=min(p.level, cap)) for p in track) for track in made.tracks)
        yield Timeline(tuple(tracks), made.duration_ms)


def _candidates(wish: Wish, played: Timeline, at_ms: int, layout: Layout) -> Iterable[Timeline]:
    for length in [wish.for_ms] if wish.for_ms else LENGTHS_MS:
        if at_ms + length > played.duration_ms:
            continue
        peak = window(played, at_ms, length).peak
        if peak <= 0 or (wish.level is not None and abs(peak - wish.level) > 0.05):
            continue
        limits = Limits(max_level=min(wish.level or peak, 1.0))
        for place in [wish.motors] if wish.motors else Place:
            for emotion in [wish.emotion] if wish.emotion else Emotion:
                yield compile_step(Step(0, length, emotion, 5, wish.pattern, place, 0), layout, limits)


def _onsets(played: Timeline) -> list[int]:
    """Where something may begin: where a motor leaves rest, and jumps."""
    found: set[int] = set()
    for track in played.tracks:
        found |= {a.t_ms for a, b in zip(track, track[1:], strict=False) if b.level > a.level and a.level <= TOUCH}
        found |= {a.t_ms for a, b in zip(track, track[1:], strict=False) if a.t_ms == b.t_ms}
        found |= {track[0].t_ms} if track else set()
    return sorted(found)[:MOST_ONSETS]
