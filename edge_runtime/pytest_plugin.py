"""The pytest plugin: fixtures with which touch is tested, see docs/guides/testing.md.

pytest imports this module in every run, wanted or not, so it imports nothing until a fixture is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from edge_runtime.engines import ScriptedEngine
    from edge_runtime.testing import HapticDevice, HapticSim, Simulation

    S = TypeVar("S", bound=Simulation)

LIMITS = ("max_level", "pass_ms", "total_ms", "steps", "fade_ms")
"""Of the marker's words those that cap what is felt; the others are options of a device string."""
SHAPE = ("motors", "kind", "lowest")
"""Of those the ones that a simulator without a link has as well."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one option."""
    group = parser.getgroup("haptics", "touch (edge-haptics)")
    group.addoption("--haptics-update", action="store_true", help="write the golden timelines of the tests anew")


def pytest_configure(config: pytest.Config) -> None:
    """Announce the marker."""
    config.addinivalue_line(
        "markers",
        "haptics(device=None, /, *, leaves_on=False, **options): the device of haptic_sim and haptic_device: a mock: "
        "string, or its options (motors=2, kind='erm', loss=0.1, delay_ms=40, drop_after=30 ...), and the limits "
        "(max_level=0.71, pass_ms, total_ms, steps, fade_ms); with leaves_on the test may end with a motor on",
    )


@pytest.fixture
def haptic_sim(request: pytest.FixtureRequest) -> Iterator[HapticSim]:
    """Give a simulator: text in, time on, and exactly what would be felt. A motor left on fails the test."""
    from edge_runtime.testing import HapticSim

    def make(device: Any, **common: Any) -> HapticSim:
        foreign = sorted(set(device.options) - set(SHAPE))
        if foreign:
            names = ", ".join(foreign)
            pytest.fail(f"haptic_sim has no {names}; use haptic_device, which has a link and its faults", pytrace=False)
        return HapticSim(**device.options, **common)

    yield from _lent(request, "haptic_sim", make)


@pytest.fixture
def haptic_device(request: pytest.FixtureRequest) -> Iterator[HapticDevice]:
    """Give a device behind a real bridge, with the faults that the marker asks for. A motor left on fails the test."""
    from edge_runtime.testing import HapticDevice

    yield from _lent(request, "haptic_device", HapticDevice)


@pytest.fixture
def haptic_engine() -> Iterator[ScriptedEngine]:
    """Give a model that says what it is told to: ``enqueue(["Breathe. ", "[feel_calm]"])``, one answer a call."""
    from edge_runtime.engines.scripted import ScriptedEngine

    engine = ScriptedEngine()
    yield engine
    engine.close()


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """Draw two timelines that should be equal; everything else is left alone, and imports nothing."""
    del config
    if op != "==" or type(left).__name__ != "Timeline" or type(left) is not type(right):
        return None
    from edge_runtime.testing import compared, differences
    from lexicon import Layout, Motor, Timeline

    assert isinstance(left, Timeline)
    assert isinstance(right, Timeline)
    found = differences(right, left, level=0.0, shift_ms=0)
    layout = Layout(tuple(Motor(0.0, 0.0) for _ in left.tracks))
    drawn = compared(right, left, found, layout=layout) if found else "they differ in carriers or corners alone"
    return [f"a timeline of {left.duration_ms} ms == one of {right.duration_ms} ms", *drawn.splitlines()]


def _lent(request: pytest.FixtureRequest, name: str, make: Callable[..., S]) -> Iterator[S]:
    """Lend a simulation made as the marker says; afterwards every motor must rest."""
    failed = request.session.testsfailed
    device, limits, leaves_on = _marked(request.node)
    golden = request.path.parent / "golden"
    simulation = make(device, limits=limits, golden=golden, update=request.config.getoption("haptics_update"))
    with simulation:
        yield simulation
        on = () if leaves_on or request.session.testsfailed > failed else simulation.on
        levels, now_ms = simulation.levels, simulation.now_ms
    if on:
        said = ", ".join(f"m{k + 1} at level {levels[k]:.2f}" for k in on)
        pytest.fail(
            f"the test left {'a motor' if len(on) == 1 else 'motors'} on: {said}, {now_ms:g} ms after it began; "
            f"end the touch with {name}.drain() or .stop(), or mark the test: @pytest.mark.haptics(leaves_on=True)",
            pytrace=False,
        )


def _marked(node: pytest.Item) -> tuple[Any, Any, bool]:
    """The device string, the limits and whether a motor may stay on; the closest marker's word counts."""
    from firmware_bridge import DeviceUri, HapticsError, parse_uri
    from lexicon import Limits

    device = "mock:"
    words: dict[str, Any] = {}
    for marker in reversed(list(node.iter_markers("haptics"))):
        device = str(marker.args[0]) if marker.args else device
        words.update(marker.kwargs)
    leaves_on = bool(words.pop("leaves_on", False))
    limits = {key: words.pop(key) for key in LIMITS if key in words}
    try:
        base = parse_uri(device)
        given = parse_uri("mock:?" + "&".join(f"{key}={value}" for key, value in words.items())) if words else base
        if base.scheme != "mock":
            raise ValueError(f"{base.scheme}: has no place on a virtual clock; give a mock: device")
        return DeviceUri(base.scheme, base.address, {**base.options, **given.options}), Limits(**limits), leaves_on
    except HapticsError as error:
        wrong = f"{error} {error.hint}"
    except (TypeError, ValueError) as error:
        wrong = str(error)
    pytest.fail(f"@pytest.mark.haptics: {wrong}", pytrace=False)
