"""What a test holds a simulated device to: patterns, rest, timelines and golden files, with failures that draw."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from lexicon import Emotion, Limits, Pattern, Place, Step, Timeline

from ._differ import Difference, compared, differences, window
from ._felt import Asked, Tolerance, Wish, as_asked, asked_for, expected_of, named, onset_of, search
from ._stage import Stage
from ._text import GoldenError, golden_text, read_golden


class Simulation(Stage):
    """One device on a virtual clock. Use it as a context manager; leaving it brings the motors to rest."""

    tolerance: Tolerance
    """How exactly its motors do what they are told."""

    def __init__(self, limits: Limits, *, golden: Path | None = None, update: bool = False) -> None:
        """Cap what is felt by ``limits``; golden files are in ``golden``, and written there with ``update``."""
        super().__init__(limits)
        self.golden = golden or Path("golden")
        self.update = update

    def assert_pattern(
        self,
        pattern: str | Pattern,
        *,
        motors: str | Place | None = None,
        level: float | None = None,
        for_ms: int | None = None,
        emotion: str | Emotion | None = None,
        at_ms: int | None = None,
        times: int | None = None,
    ) -> tuple[int, ...]:
        """Hold the motors to a pattern of the lexicon; returns when it began, each time.

        What is left out may be anything: the place (``"all"``, ``"left"``, ``"m1"`` ...; the other motors rest), the
        strongest ``level`` after all caps, the length of the step, the emotion that colours it. It is felt at least
        once, or exactly ``times``; with ``at_ms`` it begins there. Raises AssertionError with both drawn, ValueError
        for a word that is not in the lexicon.
        """
        __tracebackhide__ = True
        wish = Wish(
            named(Pattern, pattern, "pat_"),
            None if motors is None else named(Place, motors, "m_"),
            level,
            for_ms,
            None if emotion is None else named(Emotion, emotion),
        )
        played, asked = self.timeline, self._asked()
        found: list[int] = []
        for one in asked:
            if as_asked(wish, one, self.layout, self.limits, self.bridge.max_level, self.tolerance):
                onset = onset_of(one, played, self.layout, self.limits, self.bridge.max_level, self.tolerance)
                found += [] if onset is None else [onset]
        taken = [(t, t + one.step.duration_ms) for one in asked for t in one.onsets_ms]
        found += [t for t, _ in search(wish, played, self.layout, self.tolerance, taken)]
        near = [t for t in sorted(found) if at_ms is None or abs(t - at_ms) <= self.tolerance.shift_ms]
        if near and times in (None, len(near)):
            return tuple(near)
        raise AssertionError(self._unfelt(wish, at_ms, times, sorted(found), near, asked, played))

    def assert_rest(self) -> None:
        """Hold every motor to rest, now. Raises AssertionError."""
        __tracebackhide__ = True
        if any(self.levels):
            raise AssertionError(f"at {self.now_ms:g} ms the motors should rest: {self._said(self.levels)}")

    def assert_nothing_felt(self) -> None:
        """Hold every motor to rest, from the beginning until now. Raises AssertionError with what was felt drawn."""
        __tracebackhide__ = True
        self.assert_timeline(Timeline(((),) * len(self.layout), round(self.now_ms)))

    def assert_timeline(self, expected: Timeline, *, from_ms: int = 0) -> None:
        """Hold what was felt, from ``from_ms`` on, to a timeline. Raises AssertionError with both drawn."""
        __tracebackhide__ = True
        played = self.timeline
        played = window(played, from_ms, max(played.duration_ms - from_ms, 0))
        found = differences(expected, played, level=self.tolerance.level, shift_ms=self.tolerance.shift_ms)
        if found:
            raise AssertionError("what was felt is not what was expected\n" + self._drawn(expected, played, found))

    def assert_golden(self, name: str) -> None:
        """Hold what was felt so far to the file ``NAME.txt`` in the folder of golden files.

        Raises AssertionError with both drawn, or with how to write the file where there is none.
        """
        __tracebackhide__ = True
        path, played = self.golden / f"{name}.txt", self.timeline
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(golden_text(played, layout=self.layout), encoding="utf-8")
            return
        try:
            expected = read_golden(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise AssertionError(f"there is no golden file {path}; write it with: pytest --haptics-update") from None
        except (GoldenError, UnicodeDecodeError) as error:
            raise AssertionError(f"{path} cannot be read: {error}") from None
        found = differences(expected, played, level=self.tolerance.level, shift_ms=self.tolerance.shift_ms)
        if found:
            head = f"what was felt is not what {path} has (pytest --haptics-update writes it anew)\n"
            raise AssertionError(head + self._drawn(expected, played, found))

    def _asked(self) -> list[Asked]:
        """The steps of all programs that were told of in whole."""
        return [
            Asked(tuple(zero + step.onset_ms for zero in self._zeros[event["id"]]), step)
            for event in self.trace
            if event["kind"] == "program" and event["id"] in self._zeros
            for step in (_step(fields) for fields in event["steps"] if fields["kind"] == "step")
            if self._zeros[event["id"]][0] + step.onset_ms < self.now_ms
        ]

    def _unfelt(
        self,
        wish: Wish,
        at_ms: int | None,
        times: int | None,
        found: list[int],
        near: list[int],
        asked: list[Asked],
        played: Timeline,
    ) -> str:
        when = "" if at_ms is None else f" from {at_ms} ms on"
        if near:
            return f"{wish} was felt {len(near)} times, not {times}{when}: at {', '.join(f'{t} ms' for t in near)}"
        if found:
            return f"{wish} did not begin at {at_ms} ms, but at {', '.join(f'{t} ms' for t in found)}"
        lines = [f"{wish} was not felt{when}, until {self.now_ms:g} ms"]
        if not (played.peak and played.duration_ms):
            lines.append("no motor has moved so far" + ("" if self.bridge.idle else "; let time pass with advance()"))
            return "\n".join(lines)
        fitting = [
            one for one in asked if as_asked(wish, one, self.layout, self.limits, self.bridge.max_level, self.tolerance)
        ]
        like = min(fitting or asked, key=lambda one: _unlike(wish, one.step), default=None)
        start = like.onsets_ms[-1] if like else next((t for t in _moves(played) if at_ms is None or t >= at_ms), 0)
        if like in fitting and like is not None:
            expected = asked_for(like, self.layout, self.limits, self.bridge.max_level)
        else:
            expected = expected_of(wish, like.step if like else None, played, start, self.layout)
        if start + expected.duration_ms > played.duration_ms and (like is None or like in fitting):
            gone = played.duration_ms - start
            lines.append(f"what began at {start} ms has been playing for {gone} ms; let time pass with advance()")
        shown = window(played, start, min(expected.duration_ms, max(played.duration_ms - start, 0)))
        differ = differences(expected, shown, level=self.tolerance.level, shift_ms=self.tolerance.shift_ms)
        lines += [f"expected, and what was played from {start} ms on:", self._drawn(expected, shown, differ)]
        if asked:
            lines += ["what was asked for:", *map(str, asked)]
        return "\n".join(lines)

    def _drawn(self, expected: Timeline, played: Timeline, found: list[Difference]) -> str:
        unicode = (getattr(sys.__stdout__, "encoding", None) or "").lower().startswith("utf")
        return compared(expected, played, found, layout=self.layout, unicode=unicode)

    def _said(self, levels: tuple[float, ...]) -> str:
        return ", ".join(f"m{k} is at {level:.2f}" for k, level in enumerate(levels, start=1) if level > 0)


def _step(fields: dict[str, Any]) -> Step:
    return Step(
        fields["onset_ms"],
        fields["duration_ms"],
        Emotion(fields["emotion"]),
        fields["intensity"],
        Pattern(fields["pattern"]),
        Place(fields["motors"]),
        0,
    )


def _unlike(wish: Wish, step: Step) -> int:
    return (
        4 * (step.pattern is not wish.pattern)
        + 2 * (wish.motors not in (None, step.motors))
        + (wish.for_ms not in (None, step.duration_ms))
        + (wish.emotion not in (None, step.emotion))
    )


def _moves(played: Timeline) -> list[int]:
    return sorted(track[0].t_ms for track in played.tracks if track)
