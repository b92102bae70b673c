"""`devices`: find, describe and try what touch can be played on."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import Annotated

import typer

from edge_runtime.performer import Watcher
from edge_runtime.sanitize import sanitize
from edge_runtime.screen import LiveScreen, open_screen
from edge_runtime.trace import Recorder
from firmware_bridge import (
    BridgeEvent,
    DeviceNotFound,
    Level,
    buzz_timeline,
    list_devices,
    list_served,
    open_bridge,
    scan_devices,
)
from lexicon import Layout

from ._options import MAX_LEVEL, Debug, Json, TimeScale, Trace
from ._print import print_fields, print_rows
from ._signals import signals
from ._stage import bridge_for, clock_for, recording

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

WATCH_S = 0.1
"""How soon a lost link is noticed while nothing else happens."""

Uri = Annotated[str, typer.Argument(help="A device string, e.g. mock: or mock:?motors=2.", metavar="URI")]


@app.command("list")
def list_(
    scan: Annotated[bool, typer.Option("--scan", help="Also ask Intiface and, for three seconds, BLE.")] = False,
    json: Json = False,
    debug: Debug = False,  # noqa: ARG001
) -> None:
    """List what can be played on from here."""
    found = list_devices()
    if scan:
        found += list_served()
        try:
            found += scan_devices()
        except DeviceNotFound as error:
            typer.echo(sanitize(f"No BLE devices: {error} {error.hint}"), err=True)
    rows = [{"uri": device.uri, "name": device.name, "simulated": device.simulated} for device in found]
    print_rows(rows, ("uri", "name"), json=json)


@app.command()
def info(uri: Uri, json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """Say what a device can do."""
    with open_bridge(uri) as bridge:
        layout = bridge.layout
        fields = {
            "device": uri,
            "motors": len(layout),
            "places": _places(layout),
            "kind": ", ".join(sorted({motor.kind.value for motor in layout.motors})),
            "levels": min(motor.steps for motor in layout.motors),
            "lowest felt level": max(motor.lowest_level for motor in layout.motors),
            "strongest level played": bridge.max_level,
        }
    print_fields(fields, json=json)


@app.command(short_help="Buzz each motor weakly in turn.")
def test(uri: Uri, time_scale: TimeScale = 1.0, json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """Buzz each motor weakly in turn; exits 1 when the device did not say that each of them moved."""
    felt: set[int] = set()
    watcher = Watcher(Recorder())  # not started: nobody reads it

    def on_event(event: BridgeEvent) -> None:
        watcher(event)
        if isinstance(event, Level):
            felt.update(number for number, level in enumerate(event.levels, start=1) if level > 0)

    with ExitStack() as stack:
        bridge = bridge_for(uri, time_scale, MAX_LEVEL, on_event)
        screen = watcher.screen = open_screen(bridge.layout, json=json, motors=True)
        stack.enter_context(signals(lambda: bridge.stop("person")))
        stack.enter_context(bridge)
        stack.enter_context(screen)
        bridge.play(1, buzz_timeline(bridge.layout))
        bridge.drained()
    rows = [{"motor": f"m{n}", "moved": n in felt} for n in range(1, len(bridge.layout) + 1)]
    shown = rows if json else [row | {"moved": "moved" if row["moved"] else "did not move"} for row in rows]
    print_rows(shown, ("motor", "moved"), json=json)
    if not all(row["moved"] for row in rows):
        raise typer.Exit(1)


@app.command(short_help="Show a device's levels live until Ctrl-C.")
def watch(uri: Uri, trace: Trace = None, json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """Show a device's levels live until Ctrl-C; it comes to rest first, since whoever connects greets it."""
    left = threading.Event()
    with ExitStack() as stack:
        record = stack.enter_context(recording(trace, json=json))
        watcher = Watcher(record)
        stack.enter_context(signals(left.set))
        bridge = open_bridge(uri, on_event=watcher, watch=True)
        screen = watcher.screen = open_screen(bridge.layout, json=json, motors=True)
        stack.enter_context(bridge)
        stack.enter_context(screen)
        if not json and not isinstance(screen, LiveScreen):
            screen.note("Levels are drawn on a terminal; --json gives a line for each change.")
        while not left.wait(WATCH_S):
            if bridge.link_error is not None:
                raise bridge.link_error


@app.command(short_help="Compare a device with the wire protocol.")
def check(uri: Uri, time_scale: TimeScale = 1.0, json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """Compare a device with the wire protocol, weakly, in ten seconds; exits 1 when it differs somewhere."""
    from firmware_bridge._conformance import QUIET_LEVEL, Outcome, check_device

    clock = clock_for(time_scale)
    said = f"Nothing stronger than {QUIET_LEVEL} of 255 is played; the device keeps a lower limit until it starts anew."
    typer.echo(said, err=True)
    with signals(lambda: None):
        results = check_device(uri, clock=clock)
    rows = [
        {"case": result.name, "outcome": result.outcome.value, "contract": result.contract, "came": result.came}
        for result in results
    ]
    print_rows(rows, ("outcome", "case", "contract", "came"), json=json)
    if any(result.outcome is Outcome.FAILED for result in results):
        raise typer.Exit(1)


def _places(layout: Layout) -> str:
    return ", ".join(f"m{n} at {motor.x:g},{motor.y:g}" for n, motor in enumerate(layout.motors, start=1))
