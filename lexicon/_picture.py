"""Drawings of timelines as shapes: a row a motor, level as area, carrier as colour, the tags above. No I/O.

A `Picture` is a list of plain shapes with colours by name; `svg` writes it as text, and whoever has a raster library
can draw the same shapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

CARRIERS_HZ = (60, 250)
"""The ends of the colour scale."""
_SCALE = ((58, 104, 214), (22, 152, 160), (222, 146, 24), (214, 54, 92))
"""From the dull end to the bright one."""
THEMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "paper": "#ffffff",
                "ink": "#1c2430",
                "faint": "#66707f",
                "line": "#c3cad4",
                "rest": "#e9edf3",
                "chip": "#e6ebf2",
                "limit": "#b42318",
            }
        ),
        "dark": MappingProxyType(
            {
                "paper": "#12161c",
                "ink": "#e8ecf2",
                "faint": "#98a3b3",
                "line": "#343c48",
                "rest": "#1a2029",
                "chip": "#27303c",
                "limit": "#ff7a6b",
            }
        ),
    }
)
"""Colours by name; a colour that begins with # is meant as it is."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle, its corners rounded by ``radius``."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled area."""

    points: tuple[tuple[float, float], ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines from point to point; ``dash`` is the length of dashes and of gaps, 0 for none."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1.0
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A disc; with ``ring`` only its edge."""

    x: float
    y: float
    radius: float
    colour: str
    ring: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """One line of words; ``y`` is its baseline, ``anchor`` start, middle or end."""

    x: float
    y: float
    text: str
    size: float
    colour: str = "ink"
    anchor: str = "start"
    bold: bool = False


Shape: TypeAlias = "Rect | Polygon | Path | Circle | Label"


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes, the first at the back, on paper of this size."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


CHARACTER = 0.56
"""Width of a character as a share of its size, on the safe side for text without serifs."""


def text_width(text: str, size: float) -> float:
    """About how wide ``text`` is drawn."""
    return len(text) * size * CHARACTER


def carrier_colour(hz: float) -> str:
    """The colour of a carrier; what is outside the scale has that of its end."""
    low, high = CARRIERS_HZ
    at = min(max((hz - low) / (high - low), 0.0), 1.0) * (len(_SCALE) - 1)
    k = min(int(at), len(_SCALE) - 2)
    red, green, blue = (round(a + (b - a) * (at - k)) for a, b in zip(_SCALE[k], _SCALE[k + 1], strict=True))
    return f"#{red:02x}{green:02x}{blue:02x}"


def svg(picture: Picture, theme: str | None = None) -> str:
    """Write a picture as an SVG document in a theme of `THEMES`; without one it follows the reader's light or dark.

    Raises KeyError for a theme that is not there.
    """
    size = f'width="{picture.width:g}" height="{picture.height:g}" viewBox="0 0 {picture.width:g} {picture.height:g}"'
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="system-ui, sans-serif">']
    if theme is None:
        lines.append(f"<style>:root{{{_variables('light')}}}")
        lines.append(f"@media (prefers-color-scheme: dark){{:root{{{_variables('dark')}}}}}</style>")
    names = THEMES[theme] if theme else {name: f"var(--{name})" for name in THEMES["light"]}
    lines.append(f'<rect width="100%" height="100%" style="fill:{names["paper"]}"/>')
    lines += [_element(shape, names) for shape in picture.shapes]
    return "\n".join([*lines, "</svg>", ""])


def _variables(theme: str) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in THEMES[theme].items())


def _element(shape: Shape, names: Mapping[str, str]) -> str:
    colour = names.get(shape.colour, shape.colour)
    if isinstance(shape, Rect):
        box = f'x="{shape.x:.5g}" y="{shape.y:.5g}" width="{shape.width:.5g}" height="{shape.height:.5g}"'
        return f'<rect {box} rx="{shape.radius:g}" style="fill:{colour}"/>'
    if isinstance(shape, Polygon):
        # The hair of stroke closes the seam that smoothing leaves between two areas.
        style = f"fill:{colour};stroke:{colour};stroke-width:0.5"
        return f'<polygon points="{_points(shape.points)}" style="{style}"/>'
    if isinstance(shape, Path):
        dash = f";stroke-dasharray:{shape.dash:g}" if shape.dash else ""
        style = f"fill:none;stroke:{colour};stroke-width:{shape.width:g}{dash}"
        return f'<polyline points="{_points(shape.points)}" style="{style}"/>'
    if isinstance(shape, Circle):
        style = f"fill:none;stroke:{colour}" if shape.ring else f"fill:{colour}"
        return f'<circle cx="{shape.x:.5g}" cy="{shape.y:.5g}" r="{shape.radius:.4g}" style="{style}"/>'
    weight = ' font-weight="600"' if shape.bold else ""
    place = f'x="{shape.x:.5g}" y="{shape.y:.5g}" font-size="{shape.size:g}" text-anchor="{shape.anchor}"{weight}'
    return f'<text {place} style="fill:{colour}">{_escaped(shape.text)}</text>'


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{x:.5g},{y:.5g}" for x, y in points)


def _escaped(text: str) -> str:
    """Text that is safe in a document: a file's name may hold anything."""
    return "".join(_safe(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _safe(text: str) -> Iterator[str]:
    for character in text:
        yield character if character.isprintable() else "?"
