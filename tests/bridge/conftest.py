"""The firmware, built once for all tests that need it."""

from __future__ import annotations

import pytest

from tests.bridge import felt_core


@pytest.fixture(scope="session")
def out(tmp_path_factory):
    """Where the library and the host port are."""
    out = tmp_path_factory.mktemp("firmware")
    felt_core.build(out)
    return out


@pytest.fixture(scope="session")
def lib(out):
    """The core as a shared library."""
    return felt_core.load(out)
