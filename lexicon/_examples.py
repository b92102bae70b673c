"""One small program per token, and its drawing: what the token feels like, or what it does to a gesture. No I/O."""

from __future__ import annotations

from ._compile import compile_program
from ._composer import Composer, Ended
from ._draw import draw
from ._events import Tag
from ._limits import Limits
from ._program import Program, Rest, Step
from ._tokens import BY_NAME, Emotion, Group, Pattern, Place, Token

_OPEN = Limits(max_level=1.0, fade_ms=0)
"""A drawing is not felt, so the strongest level is shown as it is; a stop is drawn at once, as it is played."""
_SENTENCES = {
    Group.BLOCK: "begin_haptics steady i3 pat_pulse t500ms end_haptics",
    Group.EMOTION: "begin_haptics {} i3 t2s end_haptics",
    Group.INTENSITY: "begin_haptics steady {} pat_pulse t1s end_haptics",
    Group.PATTERN: "begin_haptics steady i3 {} t2s end_haptics",
    Group.DURATION: "begin_haptics steady i3 pat_fade {} end_haptics",
    Group.REST: "begin_haptics steady i3 pat_tap t250ms {} pat_tap t250ms end_haptics",
    Group.MOTOR: "begin_haptics steady i3 pat_pulse {} t500ms end_haptics",
    Group.SEQUENCE: "begin_haptics steady i3 pat_fade t500ms rest_250ms {} end_haptics",
    Group.MACRO: "{}",
}
_STOPPED_MS = 700
_SILENT_MS = {"stop": 1300, "haptics_off": 2300}
"""How much of what would follow is drawn as the silence it becomes."""


def example(token: Token) -> Program:
    """Compose a small program in which ``token`` can be felt.

    An emotion plays its own pattern; a pattern, place, intensity or length is played steadily; a rest stands between
    two taps; for a safety token a wave ends in its middle and nothing follows.
    """
    if token.group is Group.SAFETY:
        wave = Step(0, _STOPPED_MS, Emotion.STEADY, 3, Pattern.WAVE, Place.ALL, 2000)
        return Program(1, (wave, Rest(_STOPPED_MS, _SILENT_MS[token.name])))
    composer = Composer(_OPEN)
    changes = [c for name in _names(token) for c in composer.push(Tag(BY_NAME[name], f"[{name}]"))]
    return next(c.program for c in changes if isinstance(c, Ended))


def example_text(token: Token) -> str:
    """Write the `example` of ``token`` as tags that can be played; "" for a safety token, which plays nothing."""
    return "".join(f"[{name}]" for name in _names(token))


def _names(token: Token) -> list[str]:
    return _SENTENCES.get(token.group, "").format(token.name).split()


def draw_token(token: Token, *, width: int = 64, height: int = 2, unicode: bool = True) -> str:
    """Draw the `example` of ``token`` on the four motors of the grid; at most ``width`` + 14 columns."""
    timeline = compile_program(example(token), limits=_OPEN)
    return draw(timeline, width=width, height=height, unicode=unicode)
