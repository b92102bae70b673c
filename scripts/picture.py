"""Draw docs/picture.svg: one real answer of the shipped model, with the motors at a moment of its touch."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from edge_runtime.catalog import find_model
from edge_runtime.engines import Cancel, Message, Piece, open_engine, sampling_for
from edge_runtime.prompts import system_text
from edge_runtime.screen import draw_motors
from lexicon import GRID, Composer, Ended, Parser, Tag, compile_program, draw
from lexicon import Text as Words

ROOT = Path(__file__).resolve().parent.parent
PROMPT = "I am nervous about my exam"


def main(seed: int, at: float) -> None:
    """Answer with ``seed`` and draw the motors at the share ``at`` of the touch."""
    path, entry = find_model(None)
    engine = open_engine(path)
    messages = [Message("system", system_text(entry, haptics=True)), Message("user", PROMPT)]
    answer = "".join(
        item.text
        for item in engine.generate(messages, sampling_for("focused"), seed=seed, cancel=Cancel())
        if isinstance(item, Piece)
    )
    engine.close()
    parser, composer = Parser(), Composer()
    events = parser.feed(answer) + parser.finish()
    changes = [change for event in events for change in composer.push(event)] + composer.finish()
    program = next(change.program for change in changes if isinstance(change, Ended))
    timeline = compile_program(program)
    console = Console(record=True, width=86, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(Text(f'$ edge-haptics say "{PROMPT}" --haptics on --show-tags', style="bold"))
    console.print(Text("".join(event.text for event in events if isinstance(event, Words))))
    console.print(Text(" ".join(event.token.tag for event in events if isinstance(event, Tag)), style="dim"))
    console.print()
    console.print(draw_motors(GRID, timeline.levels_at(at * program.duration_ms)))
    console.print()
    console.print(Text(draw(timeline, width=70), style="cyan"))
    # Without rich's fonts from elsewhere: any monospaced font of the reader's will do.
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", console.export_svg(title="edge-haptics"))
    (ROOT / "docs" / "picture.svg").write_text(svg, encoding="utf-8")
    print(answer)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1, float(sys.argv[2]) if len(sys.argv) > 2 else 0.3)
