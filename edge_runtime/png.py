"""A picture's shapes as a PNG, with Pillow: the same drawing as the SVG, with a typeface that is always there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from firmware_bridge.errors import HapticsError
from lexicon import THEMES, Circle, Path, Picture, Polygon, Rect

from .errors import EngineReason

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SCALE = 2
"""Pixels to a unit of the picture."""
SMOOTH = 2
"""Drawn so many times larger and made smaller, for smooth edges."""


class PillowMissing(HapticsError):
    """The package that draws a PNG is not installed."""


def png(picture: Picture, theme: str) -> bytes:
    """Draw ``picture`` in a theme of `lexicon.THEMES`. Raises PillowMissing."""
    try:
        from PIL import Image, ImageDraw, ImageFont
    except ImportError as error:
        raise PillowMissing(
            "A PNG is drawn by Pillow, which is not installed.",
            hint="Install it with: pip install 'edge-haptics[picture]', or write an .svg.",
            reason=EngineReason.ENGINE_MISSING,
        ) from error
    names = THEMES[theme]
    zoom = SCALE * SMOOTH
    size = round(picture.width * zoom), round(picture.height * zoom)
    image = Image.new("RGB", size, names["paper"])
    draw = ImageDraw.Draw(image)
    fonts = {}
    for shape in picture.shapes:
        colour = names.get(shape.colour, shape.colour)
        if isinstance(shape, Rect):
            box = (shape.x * zoom, shape.y * zoom, (shape.x + shape.width) * zoom, (shape.y + shape.height) * zoom)
            draw.rounded_rectangle(box, shape.radius * zoom, fill=colour)
        elif isinstance(shape, Polygon):
            draw.polygon([(x * zoom, y * zoom) for x, y in shape.points], fill=colour)
        elif isinstance(shape, Path):
            _path(draw, shape, colour, zoom)
        elif isinstance(shape, Circle):
            x, y, radius = shape.x * zoom, shape.y * zoom, shape.radius * zoom
            box = (x - radius, y - radius, x + radius, y + radius)
            draw.ellipse(box, fill=None if shape.ring else colour, outline=colour, width=zoom)
        else:
            if shape.size not in fonts:
                fonts[shape.size] = ImageFont.load_default(size=shape.size * zoom)
            anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape.anchor]
            stroke = zoom // 4 if shape.bold else 0
            place = (shape.x * zoom, shape.y * zoom)
            draw.text(place, shape.text, fill=colour, font=fonts[shape.size], anchor=anchor, stroke_width=stroke)
    out = io.BytesIO()
    image.reduce(SMOOTH).quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _path(draw: ImageDraw, path: Path, colour: str, zoom: int) -> None:
    width = max(1, round(path.width * zoom))
    points = [(x * zoom, y * zoom) for x, y in path.points]
    if not path.dash:
        draw.line(points, fill=colour, width=width, joint="curve")
        return
    dash, past = path.dash * zoom, 0.0
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        at = 0.0
        while at < length:
            on = past % (2 * dash) < dash
            step = min(dash - past % dash, length - at) or dash
            if on:
                a, b = at / length, (at + step) / length
                ends = [(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) for share in (a, b)]
                draw.line(ends, fill=colour, width=width)
            at += step
            past += step
