"""Where an answer is to end: the first of a few texts, however the stream was cut. No I/O."""

from __future__ import annotations

from collections.abc import Sequence


class StopFinder:
    """`feed` each piece of the text, `finish` once."""

    def __init__(self, stops: Sequence[str]) -> None:
        """Look for each of ``stops``, none of them empty."""
        self.found = False
        self._stops = tuple(stops)
        self._keep = max((len(stop) for stop in self._stops), default=1) - 1
        self._held = ""

    def feed(self, text: str) -> str:
        """Return what may be shown: nothing of a stop and nothing after it; what could begin one is held back."""
        if self.found or not self._stops:
            return "" if self.found else text
        self._held += text
        places = [at for at in map(self._held.find, self._stops) if at >= 0]
        if places:
            self.found = True
            shown, self._held = self._held[: min(places)], ""
            return shown
        longest = max((n for n in range(1, self._keep + 1) if self._begins(n)), default=0)
        cut = len(self._held) - longest
        shown, self._held = self._held[:cut], self._held[cut:]
        return shown

    def finish(self) -> str:
        """Return what was held back and began no stop after all."""
        held, self._held = self._held, ""
        return held

    def _begins(self, length: int) -> bool:
        return length <= len(self._held) and any(stop.startswith(self._held[-length:]) for stop in self._stops)
