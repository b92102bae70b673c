"""`devices`: find, describe and try what touch can be played on."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

import typer

from edge_runtime.performer import Watcher
from edge_runtime.screen import open_screen
from edge_runtime.trace import Recorder
from firmware_bridge import BridgeEvent, Level, buzz_program, list_devices, open_bridge
from lexicon import Layout

from ._options import MAX_LEVEL, Debug, Json, TimeScale
from ._print import print_fields, print_rows
from ._stage import bridge_for, signals

app = typer.Typer(help="Find, describe and try devices.", no_args_is_help=True, rich_markup_mode=None)

Uri = Annotated[str, typer.Argument(help="A device string, e.g. mock: or mock:?motors=2.", metavar="URI")]


@app.command("list")
def list_(json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """List what can be played on from here."""
    rows = [{"uri": device.uri, "name": device.name, "simulated": device.simulated} for device in list_devices()]
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


@app.command()
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
        buzz = buzz_program(bridge.layout)
        bridge.play(1, buzz, buzz[-1].t_ms)
        bridge.drained()
    rows = [{"motor": f"m{n}", "moved": n in felt} for n in range(1, len(bridge.layout) + 1)]
    shown = rows if json else [row | {"moved": "moved" if row["moved"] else "did not move"} for row in rows]
    print_rows(shown, ("motor", "moved"), json=json)
    if not all(row["moved"] for row in rows):
        raise typer.Exit(1)


def _places(layout: Layout) -> str:
    return ", ".join(f"m{n} at {motor.x:g},{motor.y:g}" for n, motor in enumerate(layout.motors, start=1))
