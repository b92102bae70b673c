"""Touch in tests: a device on a virtual clock, what is felt on it, and assertions that draw what went wrong.

`edge_runtime.pytest_plugin` makes fixtures of these; without pytest they work as well, as context managers.
"""

from ._device import HapticDevice
from ._differ import Difference, compared, differences
from ._sim import HapticSim
from ._simulation import Simulation
from ._text import GoldenError, golden_text, read_golden

__all__ = [
    "Difference",
    "GoldenError",
    "HapticDevice",
    "HapticSim",
    "Simulation",
    "compared",
    "differences",
    "golden_text",
    "read_golden",
]
