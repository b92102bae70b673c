"""Shared by all tests: hypothesis without deadlines, since speed is measured by `edge-haptics bench` alone."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)
settings.load_profile("house")
