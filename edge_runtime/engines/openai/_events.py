"""Server-sent events: bytes in, the data of whole events out. Form: the HTML standard, "event stream"."""

from __future__ import annotations

MAX_EVENT_BYTES = 1 << 20
"""One piece of an answer has a few hundred."""


class EventTooLong(Exception):
    """An event goes on beyond `MAX_EVENT_BYTES`."""


class EventReader:
    """Cuts a stream of bytes into events, however it arrives.

    Lines end at CR, LF or both and nowhere else: an answer's own U+2028 is no end of a line.
    """

    def __init__(self) -> None:
        self._line = bytearray()
        self._data: list[bytes] = []
        self._after_cr = False
        self._size = 0

    def feed(self, raw: bytes) -> list[str]:
        """Take what arrived; give the data of each event that is whole now. Raises EventTooLong."""
        if self._after_cr and raw[:1] == b"\n":
            raw = raw[1:]
        elif not raw:
            return []
        self._after_cr = raw[-1:] == b"\r" if raw else False
        *whole, rest = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        events = []
        for line in whole:
            self._add(line)
            event = self._end_line()
            if event is not None:
                events.append(event)
        self._add(rest)
        return events

    def _add(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > MAX_EVENT_BYTES:
            raise EventTooLong
        self._line += part

    def _end_line(self) -> str | None:
        line = bytes(self._line)
        self._line.clear()
        if line:
            field, _, value = line.partition(b":")
            if field == b"data":
                self._data.append(value.removeprefix(b" "))
            return None
        self._size = 0
        data, self._data = self._data, []
        return b"\n".join(data).decode("utf-8", "replace") if data else None
