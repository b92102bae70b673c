"""``web:``: a device that browsers follow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from firmware_bridge import DeviceNotFound, LinkLost, buzz_timeline, open_bridge
from firmware_bridge._web import AUDIENCE


class Follower:
    """What one browser was told."""

    def __init__(self) -> None:
        self.levels: list[tuple[float, ...]] = []
        self.carriers: list[tuple[int, ...]] = []

    def follow(self, _t_ms: float, levels: tuple[float, ...], carriers: tuple[int, ...]) -> None:
        self.levels.append(levels)
        self.carriers.append(carriers)


@pytest.fixture
def followers() -> Iterator[list[Follower]]:
    both = [Follower(), Follower()]
    for one in both:
        AUDIENCE.join(one.follow)
    yield both
    for one in both:
        AUDIENCE.leave(one.follow)
    assert len(AUDIENCE) == 0


def test_without_a_browser_there_is_no_device() -> None:
    with pytest.raises(DeviceNotFound, match="No browser") as caught:
        open_bridge("web:")
    assert "serve" in caught.value.hint


def test_every_browser_is_told_what_the_motors_do(followers) -> None:
    with open_bridge("web:?motors=2&kind=vcm", max_level=0.2) as bridge:
        bridge.play(1, buzz_timeline(bridge.layout))
        assert bridge.drained(30)
    first, second = followers
    assert first.levels == second.levels
    assert first.levels[-1] == (0.0, 0.0)
    assert {level for levels in first.levels for level in levels} == {0.0, 51 / 255}
    assert (170, 0) in first.carriers


def test_when_the_last_one_leaves_the_link_is_lost_and_a_new_one_makes_a_device_again(followers) -> None:
    with open_bridge("web:") as bridge:
        bridge.play(1, buzz_timeline(bridge.layout))
        AUDIENCE.leave(followers[0].follow)
        assert bridge.link_error is None
        AUDIENCE.leave(followers[1].follow)
        AUDIENCE.leave(followers[1].follow)
        with pytest.raises(LinkLost, match="last browser"):
            bridge.drained(30)
    AUDIENCE.join(followers[0].follow)
    with open_bridge("web:") as bridge:
        assert len(bridge.layout) == 4
