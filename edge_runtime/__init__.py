"""The runtime: a local model's words on the screen, its touch on the motors."""

__version__ = "0.1.0"

__all__ = ["__version__"]
