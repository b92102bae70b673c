"""The files that haptic designers use, read into timelines and written from them. Pure: bytes in, bytes out.

=================  =====================================================================  ======  =======
``.haptic``        Lofelt and Meta, version 1                                              read    written
``.ahap``          Core Haptics                                                            read    written
``.hjif``          ISO/IEC 23090-31; keeps places                                          read    written
``.android.json``  ``createWaveform``, and envelopes of API 36                             read    written
``.vibrate.json``  ``navigator.vibrate``                                                   read    written
``.gamepad.json``  ``playEffect("dual-rumble", ...)``; left and right                      read    written
``.csv`` ``.json`` samples; ``.json`` keeps places                                         read    written
``.tact``          bHaptics                                                                read
``.wav``           sound, two to four channels                                                     written
=================  =====================================================================  ======  =======
"""

from ._clip import MAX_BYTES, Clip, Loss, Lost, Written, usual_layout
from ._cut import pieces
from ._files import READABLE, WRITABLE, Format, format_of, haptic_to_ahap, read_clip, sniff, write_clip
from ._mix import capped, fitted, mono

__all__ = [
    "MAX_BYTES",
    "READABLE",
    "WRITABLE",
    "Clip",
    "Format",
    "Loss",
    "Lost",
    "Written",
    "capped",
    "fitted",
    "format_of",
    "haptic_to_ahap",
    "mono",
    "pieces",
    "read_clip",
    "sniff",
    "usual_layout",
    "write_clip",
]
