"""The language of touch: 49 tokens, read from a stream, composed into programs, laid out in time. Pure."""

from typing import TYPE_CHECKING

from ._lazy import lazily

if TYPE_CHECKING:
    from ._blocks import Point, block
    from ._compile import compile_program, compile_step, default_duration_ms, signature_pattern
    from ._composer import Added, Change, Composer, Ended, Halted
    from ._device import GRID, Actuator, Layout, Motor
    from ._distance import Distance, emotion_distance
    from ._draw import draw
    from ._events import Code, Diagnostic, Event, Tag, Text, Unknown, join_text
    from ._examples import draw_token, example, example_text
    from ._frames import frames, sample
    from ._grammar import gbnf, lark
    from ._limits import Limits
    from ._parser import HELD_MAX, Parser
    from ._picture import THEMES, Circle, Label, Path, Picture, Polygon, Rect, Shape, svg
    from ._program import Item, Program, Rest, Step
    from ._scene import picture
    from ._timeline import Breakpoint, Frame, Timeline
    from ._tokens import BY_NAME, INTENSITY_LEVELS, TOKENS, Emotion, Group, Pattern, Place, Token, token

__all__ = [
    "BY_NAME",
    "GRID",
    "HELD_MAX",
    "INTENSITY_LEVELS",
    "THEMES",
    "TOKENS",
    "Actuator",
    "Added",
    "Breakpoint",
    "Change",
    "Circle",
    "Code",
    "Composer",
    "Diagnostic",
    "Distance",
    "Emotion",
    "Ended",
    "Event",
    "Frame",
    "Group",
    "Halted",
    "Item",
    "Label",
    "Layout",
    "Limits",
    "Motor",
    "Parser",
    "Path",
    "Pattern",
    "Picture",
    "Place",
    "Point",
    "Polygon",
    "Program",
    "Rect",
    "Rest",
    "Shape",
    "Step",
    "Tag",
    "Text",
    "Timeline",
    "Token",
    "Unknown",
    "block",
    "compile_program",
    "compile_step",
    "default_duration_ms",
    "draw",
    "draw_token",
    "emotion_distance",
    "example",
    "example_text",
    "frames",
    "gbnf",
    "join_text",
    "lark",
    "picture",
    "sample",
    "signature_pattern",
    "svg",
    "token",
]

_HOMES = {
    "._blocks": "Point block",
    "._compile": "compile_program compile_step default_duration_ms signature_pattern",
    "._composer": "Added Change Composer Ended Halted",
    "._device": "GRID Actuator Layout Motor",
    "._distance": "Distance emotion_distance",
    "._draw": "draw",
    "._events": "Code Diagnostic Event Tag Text Unknown join_text",
    "._examples": "draw_token example example_text",
    "._frames": "frames sample",
    "._grammar": "gbnf lark",
    "._limits": "Limits",
    "._parser": "HELD_MAX Parser",
    "._picture": "THEMES Circle Label Path Picture Polygon Rect Shape svg",
    "._program": "Item Program Rest Step",
    "._scene": "picture",
    "._timeline": "Breakpoint Frame Timeline",
    "._tokens": "BY_NAME INTENSITY_LEVELS TOKENS Emotion Group Pattern Place Token token",
}

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazily(__name__, _HOMES)
