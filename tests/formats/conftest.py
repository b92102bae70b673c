"""Golden files of each format. To accept a change, delete the file, run the test twice, and look at the difference."""

from __future__ import annotations

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden():
    """Compare bytes with a golden file; one that is missing is written, and the test fails so that it is looked at."""

    def compare(name: str, data: bytes) -> None:
        path = GOLDEN / name
        if not path.exists():
            path.write_bytes(data)
            pytest.fail(f"{name} was missing and has been written; look at it")
        assert data == path.read_bytes()

    return compare
