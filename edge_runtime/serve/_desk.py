"""One model and those who wait for it: jobs in, what was said out. The model runs in a worker of its own."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from edge_runtime.agent import Agent
from edge_runtime.engines import Engine, Finish
from edge_runtime.errors import EngineError, EngineReason
from edge_runtime.performer import Plan
from edge_runtime.screen import PlainScreen
from edge_runtime.trace import Record
from firmware_bridge import HapticsError, LinkLost

from ._fair import FairQueue
from ._job import Done, Failed, Felt, Job, Words
from ._rig import Rig
from ._stops import StopFinder

LOG = logging.getLogger("edge_haptics.serve")
FELT = frozenset({"tag", "diagnostic", "program"})
"""Kinds of events that stand beside the words of an answer."""


class Desk:
    """Takes jobs and answers them, one at a time, each caller in turn."""

    def __init__(
        self,
        engine: Engine,
        rig: Rig,
        record: Record,
        system: Callable[[bool], str],
        *,
        limit: int,
        on_plan: Plan | None = None,
        on_change: Callable[[], None] = lambda: None,
        on_done: Callable[[Job, Done | Failed], None] = lambda _job, _end: None,
    ) -> None:
        """``system`` gives the system text for touch on or off; at most ``limit`` jobs wait.

        ``on_plan`` is told of each step that is to be felt, ``on_change`` of each begin and end of an answer.
        """
        self.running: Job | None = None
        self._engine, self._rig, self._record, self._system = engine, rig, record, system
        self._on_plan, self._on_change, self._on_done = on_plan, on_change, on_done
        self._queue: FairQueue[Job] = FairQueue(limit)
        self._news = threading.Condition()
        self._leaving = False
        self._thread = threading.Thread(target=self._work, name="edge-haptics-desk", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    @property
    def limit(self) -> int:
        """How many may."""
        return self._queue.limit

    def submit(self, job: Job) -> None:
        """Let a job wait for its turn. Raises QueueFull, EngineError once the desk was left."""
        with self._news:
            if self._leaving:
                raise closed()
            self._queue.put(job.lane, job)
            self._rig.add(job)
            self._news.notify()

    def cancel(self, job: Job) -> None:
        """End a job, waiting or running; may be called again, and after its end."""
        job.cancel.set()
        with self._news:
            if self._queue.remove(job):
                self._rig.discard(job)

    def leave(self) -> None:
        """Cancel everything and take nothing more; does not wait."""
        with self._news:
            self._leaving = True
            jobs = self._queue.items()
            self._news.notify()
        for job in jobs:
            self.cancel(job)
            job.tell(Failed(closed()))
        if (running := self.running) is not None:
            running.cancel.set()

    def close(self) -> None:
        """End the worker; waits for what the engine is doing, a token at most."""
        self.leave()
        self._thread.join()

    def _work(self) -> None:
        while True:
            with self._news:
                while (job := self._queue.take()) is None:
                    if self._leaving:
                        return
                    self._news.wait()
                self.running = job
            self._on_change()
            try:
                end = self._answer(job)
            except BaseException as error:
                if not isinstance(error, HapticsError):
                    LOG.error("An answer failed.", exc_info=error)
                end = Failed(error.with_traceback(None))
            # Nothing of an answer holds itself: its memory is free now, and not when the collector comes by.
            job.agent = None
            self._rig.discard(job)
            self.running = None
            self._on_done(job, end)
            job.tell(end)
            del job, end
            self._on_change()

    def _answer(self, job: Job) -> Done | Failed:
        if job.cancel.is_set():
            return Done(Finish("cancelled", 0, 0, 0, 0, 0.0, 0.0), "length" if job.late else "stop")
        finder = StopFinder(job.stops)

        def say(text: str) -> None:
            if text:
                job.text += text
                job.tell(Words(text))

        def record(kind: str, **fields: Any) -> None:
            self._record(kind, answer=job.id, **fields)
            if kind == "text":
                say(finder.feed(fields["text"]))
                if finder.found:
                    job.cut()
            elif kind in FELT and not finder.found:
                job.tell(Felt({"kind": kind, **fields}))

        agent = job.agent = Agent(
            self._engine,
            job.sampling,
            system=lambda on: self._system_text(job, on),
            record=record,
            limits=self._rig.limits,
            bridge=None if job.sampling.json or job.sampling.schema else self._rig.ready(),
            seed=job.seed,
            history=[message for message in job.messages[:-1] if message.role != "system"],
            next_id=self._rig.take_ids(),
            on_plan=self._on_plan,
            muted=job.muted,
        )
        answer = agent.answer(job.messages[-1].content, PlainScreen(silent=True), job.cancel)
        say(finder.finish())
        finish = answer.finish
        if finder.found:
            finish = replace(finish, reason="stop")
        elif job.late:
            finish = replace(finish, reason="length")
        if answer.switched_off:
            with contextlib.suppress(LinkLost):
                self._rig.switch(False)
        self._record(
            "end",
            answer=job.id,
            reason=finish.reason,
            tokens=finish.tokens,
            prompt_tokens=finish.prompt_tokens,
            ttft_ms=round(finish.ttft_ms, 2),
            tok_per_s=round(finish.tok_per_s, 1),
            blocks=len(answer.programs),
            played_ms=None,
        )
        return Done(finish, "length" if finish.reason in {"length", "context"} else "stop")

    def _system_text(self, job: Job, on: bool) -> str:
        theirs = [message.content for message in job.messages if message.role == "system"]
        return "\n\n".join([self._system(on), *theirs])


def closed() -> EngineError:
    """The error for an answer that is wanted while the server goes."""
    return EngineError(
        "The server is being stopped.", hint="Ask again when it is back.", reason=EngineReason.ENGINE_CLOSED
    )
