"""Shared by all tests: hypothesis without deadlines, since speed is measured by `edge-haptics bench` alone."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# Where other work keeps the cores busy, threads of one computation that spin for each other hold it up a hundred times.
os.environ.setdefault("GOMP_SPINCOUNT", "300")

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Heavier runs of the same tests."""
    parser.addoption("--tags", default="40", metavar="N", help="hot answers a model is asked for in test_engine_tags")
