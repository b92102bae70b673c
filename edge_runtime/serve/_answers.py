"""What goes out over HTTP, as models: the page of the API is made from them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Out(BaseModel):
    """An answer."""

    model_config = ConfigDict(frozen=True)


class Health(Out):
    """That it runs."""

    status: Literal["ok"]
    version: str


class ErrorBody(Out):
    """What went wrong, in one sentence and its hint."""

    message: str
    type: str
    param: str | None
    code: str


class ErrorAnswer(Out):
    """Every error."""

    error: ErrorBody


class Motor(Out):
    """One motor and its place on the unit square."""

    x: float
    y: float
    kind: str


class Device(Out):
    """The device and what it reports."""

    uri: str
    simulated: bool
    link: Literal["off", "up", "down"]
    detail: str | None
    motors: list[Motor]
    max_level: float
    most_level: float
    levels: list[float]
    t_device_ms: float
    late: int
    lost: int
    stretched_ms: int
    played_ms: int
    round_trip_ms: float | None
    battery: float | None


class ModelState(Out):
    """The model that runs."""

    id: str
    backend: str
    context: int


class Switch(Out):
    """Whether touch is on."""

    on: bool


class Queue(Out):
    """Who is answered and how many wait."""

    running: str | None
    text: str
    waiting: int
    limit: int


class State(Out):
    """Everything that a page shows."""

    kind: Literal["state"] = "state"
    t_ms: float
    version: str
    model: ModelState
    haptics: Switch
    person: bool
    device: Device
    queue: Queue
    followers: int
    stops: int
    runs: bool


class StopAnswer(Out):
    """The motors rest."""

    stopped: Literal[True] = True


class Oddity(Out):
    """A diagnostic."""

    code: str
    detail: str


class Played(Out):
    """What was handed over to be played."""

    programs: list[dict[str, Any]]
    diagnostics: list[Oddity]


class Compiled(Out):
    """What a text would feel like."""

    duration_ms: int
    peak: float
    motors: list[Motor]
    tracks: list[list[list[float]]]
    steps: list[dict[str, Any]]
    notes: list[str]
    svg: str


class FormatAnswer(Out):
    """One format that can be rendered."""

    ending: str
    kind: Literal["picture", "sound", "file"]


class Formats(Out):
    """All of them."""

    formats: list[FormatAnswer]


class DeviceRow(Out):
    """One device that can be connected to."""

    uri: str
    name: str
    simulated: bool
    connected: bool


class Devices(Out):
    """All of them."""

    devices: list[DeviceRow]


class Moved(Out):
    """Whether one motor moved."""

    motor: int
    moved: bool


class Tested(Out):
    """Each motor."""

    motors: list[Moved]


class TokenAnswer(Out):
    """One of the 49."""

    tag: str
    name: str
    group: str
    meaning: str
    example: str
    duration_ms: int
    tracks: list[list[list[float]]]
    svg: str


class Tokens(Out):
    """All of them."""

    tokens: list[TokenAnswer]


class Run(Out):
    """A trace in the folder of runs."""

    name: str
    bytes: int
    modified: str


class Runs(Out):
    """All of them, the newest first."""

    runs: list[Run]
