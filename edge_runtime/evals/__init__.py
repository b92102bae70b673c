"""Evaluations: suites of plain files, put to a model, judged, kept and compared."""

from __future__ import annotations

from ._about import about, model_sha256, text_sha256
from ._ask import Reply, Scorer, ask, encode_pairs, scorer_of, seed_of, weigh
from ._case import Case, Question
from ._degenerate import degeneration
from ._diff import Change, Difference, Flip, compare
from ._judge import Parts, Verdict, block_problem, judge, take_apart
from ._results import Answer, Choice, Result, figures
from ._run import JSON_PRESET, Plan, jobs_of, run
from ._snapshot import Journal, Snapshot, last_before, read_snapshot, runs_dir
from ._suite import BadLine, Suite, find_suite, read_suite, shipped_suites
from ._tasks import SHOTS_MAX, choose_examples, with_examples

__all__ = [
    "JSON_PRESET",
    "SHOTS_MAX",
    "Answer",
    "BadLine",
    "Case",
    "Change",
    "Choice",
    "Difference",
    "Flip",
    "Journal",
    "Parts",
    "Plan",
    "Question",
    "Reply",
    "Result",
    "Scorer",
    "Snapshot",
    "Suite",
    "Verdict",
    "about",
    "ask",
    "block_problem",
    "choose_examples",
    "compare",
    "degeneration",
    "encode_pairs",
    "figures",
    "find_suite",
    "jobs_of",
    "judge",
    "last_before",
    "model_sha256",
    "read_snapshot",
    "read_suite",
    "run",
    "runs_dir",
    "scorer_of",
    "seed_of",
    "shipped_suites",
    "take_apart",
    "text_sha256",
    "weigh",
    "with_examples",
]
