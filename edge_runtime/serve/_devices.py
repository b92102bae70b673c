"""The devices over HTTP: found, chosen, tried and held to a limit."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from edge_runtime.sanitize import sanitize
from firmware_bridge import (
    SIMULATED,
    BridgeError,
    DeviceInfo,
    Level,
    buzz_timeline,
    list_devices,
    parse_uri,
    scan_devices,
)

from ._answers import DeviceRow, Devices, Moved, Tested
from ._asked import body_of, caller_of, in_thread, need_person, need_touch
from ._errors import ApiError
from ._forms import DeviceForm, LimitForm
from ._monitor import Monitor

TEST_S = 15.0
"""Longer than it takes to buzz the most motors that there are."""


class DeviceChoice:
    """Handlers of one monitor."""

    def __init__(self, monitor: Monitor) -> None:
        """Act on ``monitor``'s rig."""
        self._monitor, self._rig = monitor, monitor.rig

    async def devices(self, request: Request) -> Response:
        """`GET /v1/haptics/devices`."""
        scan = request.query_params.get("scan", "false")
        if scan not in {"true", "false"}:
            raise ApiError(400, "bad_request", "scan is true or false.", param="scan")
        if scan == "true":
            need_person(request)
        rows = await in_thread(self._found, scan == "true")
        return JSONResponse(Devices(devices=rows).model_dump())

    async def connect(self, request: Request) -> Response:
        """`POST /v1/haptics/devices/connect`."""
        form = await body_of(request, DeviceForm)
        need_person(request)
        await in_thread(self._choose, form.uri)
        return self._state(request)

    async def test(self, request: Request) -> Response:
        """`POST /v1/haptics/devices/test`."""
        need_person(request)
        need_touch(self._rig)
        return JSONResponse((await in_thread(self._buzz)).model_dump())

    async def limit(self, request: Request) -> Response:
        """`POST /v1/haptics/devices/limit`."""
        form = await body_of(request, LimitForm)
        if form.max_level > self._rig.limits.max_level:
            need_person(request)
        if form.max_level > self._rig.most_level:
            message = f"The limit is at most {self._rig.most_level:g}. Start the server with a higher --max-level."
            raise ApiError(400, "bad_request", message, param="max_level")
        await in_thread(self._rig.limit, form.max_level)
        return self._state(request)

    def _state(self, request: Request) -> Response:
        return JSONResponse(self._monitor.state(person=caller_of(request).person).model_dump())

    def _listed(self, *, scan: bool) -> list[DeviceInfo]:
        found = list_devices()
        if scan:
            found += scan_devices()
        known = {one.uri for one in found}
        first = self._rig.first_device
        if first not in known:
            found.insert(0, DeviceInfo(first, "the one that the server was started with", _is_simulated(first)))
        return [*found, DeviceInfo("web:", "browsers that are used as a device", simulated=True)]

    def _found(self, scan: bool) -> list[DeviceRow]:
        current = self._rig.device
        rows = self._listed(scan=scan)
        if current not in {row.uri for row in rows}:
            rows.insert(0, DeviceInfo(current, "the one in use", _is_simulated(current)))
        return [
            DeviceRow(
                uri=row.uri,
                name=sanitize(row.name),
                simulated=row.simulated,
                connected=row.uri == current and self._rig.link.state == "up",
            )
            for row in rows
        ]

    def _choose(self, uri: str) -> None:
        """Raises ApiError for what may not be named from afar, BridgeError for what is not there."""
        try:
            wanted = parse_uri(uri)
        except BridgeError as error:
            raise ApiError(400, "bad_request", f"{error} {error.hint}", param="uri") from None
        free = wanted.scheme in {"mock", "web"} or uri == self._rig.device
        if not free and wanted.scheme != "ble" and uri not in {row.uri for row in self._listed(scan=False)}:
            message = "That device is not in the list. Name one of it, or start the server with --device."
            raise ApiError(400, "bad_request", message, param="uri")
        self._rig.choose(uri)

    def _buzz(self) -> Tested:
        bridge = self._rig.ready()
        if bridge is None:
            raise self._rig.unreachable()
        moved: set[int] = set()
        with self._rig.listening(lambda event: moved.update(_moving(event) if isinstance(event, Level) else ())):
            bridge.play(self._rig.take_ids(), buzz_timeline(bridge.layout))
            bridge.drained(TEST_S)
        return Tested(motors=[Moved(motor=n, moved=n in moved) for n in range(1, len(bridge.layout) + 1)])


def _moving(level: Level) -> list[int]:
    return [number for number, value in enumerate(level.levels, start=1) if value > 0]


def _is_simulated(uri: str) -> bool:
    return parse_uri(uri).scheme in SIMULATED | {"sim", "web"}
