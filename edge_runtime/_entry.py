"""Where the command begins: says in one sentence when another package owns the name `lexicon`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    try:
        from edge_runtime.cli import main as run
    except ImportError as error:
        import lexicon

        if hasattr(lexicon, "TOKENS"):
            raise
        where = getattr(lexicon, "__file__", None) or "an unknown place"
        sys.stderr.write(
            f"edge-haptics: another package owns the name lexicon ({where}: {error}). "
            "Install edge-haptics in an environment of its own.\n"
        )
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)  # while it was still being loaded; from then on the commands see to it
    run()
