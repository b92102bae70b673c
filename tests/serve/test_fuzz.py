"""Requests that schemathesis makes from the OpenAPI page: no 5xx, answers as described, motors at rest afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from edge_runtime.engines import ScriptedEngine
from edge_runtime.serve import _gate

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
load_all_checks()


@pytest.fixture(scope="module")
def server(served_by) -> Iterator[Any]:
    patch = pytest.MonkeyPatch()
    patch.setattr(_gate, "BURST", 1_000_000)
    with served_by(ScriptedEngine(), haptics=True) as running:
        yield running
        running.post("/v1/haptics/stop")
        rig = running.monitor.rig
        assert rig.bridge is None or rig.bridge.drained(60)
        assert not any(rig.levels)
        assert rig.limits.max_level <= 0.71
        assert running.get("/health").status_code == 200
    patch.undo()


@pytest.mark.slow
def test_whatever_is_asked_gets_an_answer_as_described(server) -> None:
    api = schemathesis.openapi.from_url(server.url + "/openapi.json")
    operations = [found.ok() for found in api.get_all_operations()]
    assert len(operations) == 20
    for operation in operations:

        @settings(max_examples=8, suppress_health_check=list(HealthCheck), database=None)
        @given(operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()
