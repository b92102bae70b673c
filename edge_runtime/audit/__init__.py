"""Audits: whether quantizing a model made it dangerous, beside its reference and by itself."""

from __future__ import annotations

from ._audit import Audit, FileAudit, audit
from ._compare import Comparison, Exchange, compare_logits, first_tokens, read_fixed
from ._page import page
from ._rules import Finding, Rates, Rules, judge_alone, judge_beside, lost_statements, rates_of, read_rules
from ._table import COLUMNS, audit_json, table_rows

__all__ = [
    "COLUMNS",
    "Audit",
    "Comparison",
    "Exchange",
    "FileAudit",
    "Finding",
    "Rates",
    "Rules",
    "audit",
    "audit_json",
    "compare_logits",
    "first_tokens",
    "judge_alone",
    "judge_beside",
    "lost_statements",
    "page",
    "rates_of",
    "read_fixed",
    "read_rules",
    "table_rows",
]
