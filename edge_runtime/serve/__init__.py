"""The monitor: a page, an API that OpenAI's clients speak, and a WebSocket, over one model and one device.

Needs the extra `[serve]`; imported only when a server is wanted.
"""

from ._doorkeeper import Site, is_loopback
from ._monitor import Monitor
from ._rules import Rules
from ._run import Serving, listen, serving

__all__ = ["Monitor", "Rules", "Serving", "Site", "is_loopback", "listen", "serving"]
