"""`doctor`: what works on this machine, and the command that mends what does not."""

from __future__ import annotations

import typer

from edge_runtime.checkup import run_checks

from ._options import Debug, Json
from ._print import print_rows


def doctor(json: Json = False, debug: Debug = False) -> None:  # noqa: ARG001
    """Say what works on this machine; exits 1 when something that is needed does not."""
    checks = run_checks()
    if json:
        rows = [{"check": c.name, "ok": c.ok, "needed": c.needed, "detail": c.detail, "hint": c.hint} for c in checks]
        print_rows(rows, (), json=True)
    else:
        for check in checks:
            mark = "ok  " if check.ok else "FAIL" if check.needed else "note"
            typer.echo(f"{mark}  {check.name}: {check.detail}")
            if not check.ok and check.hint:
                typer.echo(f"      {check.hint}")
    if any(check.needed and not check.ok for check in checks):
        raise typer.Exit(1)
