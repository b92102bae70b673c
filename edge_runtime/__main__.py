"""`python -m edge_runtime` is `edge-haptics`."""

from edge_runtime.cli import main

main()
