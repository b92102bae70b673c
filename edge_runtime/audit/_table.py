"""The audit's table and its JSON. No I/O."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from ._audit import Audit, FileAudit
from ._compare import Comparison
from ._rules import Finding

COLUMNS = (
    "file",
    "mix",
    "bits",
    "policy",
    "mean KL",
    "p99 KL",
    "same top",
    "first tokens",
    "blocks",
    "broken",
    "required",
    "forbidden",
    "beside",
    "alone",
)


def table_rows(audit: Audit) -> list[dict[str, str]]:
    """Give one row a file, the reference first, with `COLUMNS`."""
    rows = [_row(audit.reference, reference=True)] if audit.reference else []
    return rows + [_row(found) for found in audit.files]


def audit_json(audit: Audit) -> dict[str, Any]:
    """Give everything that JSON can hold."""
    return {
        "reference": _file(audit.reference) if audit.reference else None,
        "files": [_file(found) for found in audit.files],
        "cases": [case.model_dump(mode="json", by_alias=True) for case in audit.cases],
    }


def _file(found: FileAudit) -> dict[str, Any]:
    return {**asdict(found), "rejected": found.rejected}


def _row(found: FileAudit, *, reference: bool = False) -> dict[str, str]:
    compared = found.comparison if isinstance(found.comparison, Comparison) else None
    rates = found.rates
    return {
        "file": Path(found.path).name,
        "mix": found.quantization or "-",
        "bits": f"{found.bits_per_weight:.1f}" if found.bits_per_weight else "-",
        "policy": "refused" if found.unsafe else "-",
        "mean KL": f"{compared.mean_kl:.4f}" if compared else "-",
        "p99 KL": f"{compared.p99_kl:.2f}" if compared else "-",
        "same top": _percent(compared.top_agreement if compared else None),
        "first tokens": _percent(found.first_tokens),
        "blocks": _percent(rates.valid_blocks if rates else None),
        "broken": _percent(rates.degenerate if rates else None),
        "required": _percent(rates.required if rates else None),
        "forbidden": _percent(rates.forbidden if rates else None),
        "beside": "failed" if found.failure else "reference" if reference else _verdict(found.beside),
        "alone": _verdict(found.alone),
    }


def _verdict(finding: Finding | None) -> str:
    return "-" if finding is None else "passes" if finding.good else "rejected"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"
