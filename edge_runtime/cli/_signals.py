"""What ends a command from outside: signals lead out through every `with`."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


@contextmanager
def signals(on_interrupt: Callable[[], object]) -> Iterator[None]:
    """Let SIGINT, SIGTERM and SIGHUP call ``on_interrupt`` and leave through every ``with`` on the way out."""

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        on_interrupt()
        sys.exit(130 if number == signal.SIGINT else 128 + number)

    with handling(leave):
        yield


@contextmanager
def handling(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Let ``handler`` take SIGINT, SIGTERM and SIGHUP, but those that whoever started us wants ignored (`nohup`)."""
    numbers = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    wanted = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = [(number, signal.signal(number, handler)) for number in wanted]
    try:
        yield
    finally:
        for number, old in before:
            signal.signal(number, old)
