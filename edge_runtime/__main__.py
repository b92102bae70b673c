"""`python -m edge_runtime` is `edge-haptics`."""

from edge_runtime._entry import main

main()
