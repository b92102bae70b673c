"""How a server holds up: many clients and WebSockets on the real model, loopback only."""

from __future__ import annotations

import asyncio
import json
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
from websockets.asyncio.client import connect

from edge_runtime.engines import Sampling, open_engine
from edge_runtime.serve import Monitor, Rules, serving

BLOCK = "[begin_haptics][uplift][i3][pat_roll][m_all][t5s][end_haptics]"
PROMPT = "I am nervous about my exam"
FULL, TURNED_AWAY = 200, 429
PLAY_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    figure: str
    value: float
    unit: str


async def _client(url: str, until_s: float, told: dict[int, int]) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=120) as client:
        while time.monotonic() < until_s:
            body = {"messages": [{"role": "user", "content": PROMPT}], "max_tokens": 48}
            answer = await client.post("/v1/chat/completions", json=body)
            told[answer.status_code] = told.get(answer.status_code, 0) + 1


async def _player(url: str, until_s: float) -> None:
    """Let motors that change all the time go on, beside what answers bring."""
    async with httpx.AsyncClient(base_url=url, timeout=120) as client:
        while time.monotonic() < until_s:
            await client.post("/v1/haptics/play", json={"text": BLOCK})
            await asyncio.sleep(PLAY_EVERY_S)


async def _reader(host: str, zero_s: float, until_s: float, late_ms: array[float]) -> None:
    async with connect(f"ws://{host}/v1/events?kinds=level") as socket:
        while (left_s := until_s - time.monotonic()) > 0:
            try:
                event = json.loads(await asyncio.wait_for(socket.recv(), left_s))
            except asyncio.TimeoutError:
                return
            if event["kind"] == "level":
                late_ms.append((time.monotonic() - zero_s) * 1000 - event["t_ms"])


def bench_serve(model: Path, system: Callable[[bool], str], *, clients: int, sockets: int, seconds: float) -> list[Row]:
    """Serve ``model`` to ``clients`` and ``sockets`` in this process for ``seconds``.

    Lateness is from a level's stamp, made when the device reported it, to its arrival in a reader: server, readers and
    clients share one interpreter, so that it is worse than a browser's. Raises EngineError.
    """
    engine = open_engine(model)
    try:
        rules = Rules(
            model="bench", sampling=Sampling(max_tokens=64), system=system, haptics=True, waiting=max(64, clients)
        )
        with Monitor(engine, rules) as monitor, serving(monitor) as server:
            return asyncio.run(_load(monitor, server.port, clients, sockets, seconds))
    finally:
        engine.close()


async def _load(monitor: Monitor, port: int, clients: int, sockets: int, seconds: float) -> list[Row]:
    host = f"127.0.0.1:{port}"
    zero_s = time.monotonic() - monitor.record.now_ms() / 1000
    until_s = time.monotonic() + seconds
    told: dict[int, int] = {}
    late_ms = array("f")  # so that the memory that is looked at is the server's
    memory: list[float] = []

    async def weigh() -> None:
        while time.monotonic() < until_s:
            memory.append(resident_mb())
            await asyncio.sleep(seconds / 20)

    await asyncio.gather(
        weigh(),
        _player(f"http://{host}", until_s),
        *(_client(f"http://{host}", until_s, told) for _ in range(clients)),
        *(_reader(host, zero_s, until_s, late_ms) for _ in range(sockets)),
    )
    late = sorted(late_ms)
    half = len(memory) // 2
    grown = (max(memory[half:]) - max(memory[:half])) if half else 0.0

    def share(part: float) -> float:
        return round(late[min(len(late) - 1, int(len(late) * part))], 1) if late else 0.0

    return [
        Row("clients", clients, ""),
        Row("sockets", sockets, ""),
        Row("answers", told.get(FULL, 0), ""),
        Row("answers a second", round(told.get(FULL, 0) / seconds, 1), "1/s"),
        Row("turned away", told.get(TURNED_AWAY, 0), ""),
        Row("failed", sum(count for code, count in told.items() if code not in {FULL, TURNED_AWAY}), ""),
        Row("levels that came", len(late_ms), ""),
        Row("level, median", share(0.5), "ms"),
        Row("level, p95", share(0.95), "ms"),
        Row("level, p99", share(0.99), "ms"),
        Row("frames left out", monitor.hub.dropped_in_all, ""),
        Row("memory grown in the second half", round(grown, 1), "MB"),
    ]


def resident_mb() -> float:
    """Memory of this process now, in MB. Linux only."""
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 1e6
