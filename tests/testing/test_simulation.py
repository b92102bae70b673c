"""The simulator and the device: what is fed is felt, exactly or as a device can; assertions tell what was not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_runtime.engines import ScriptedEngine
from edge_runtime.testing import HapticDevice, HapticSim, differences
from firmware_bridge import LinkLost
from lexicon import (
    TOKENS,
    Breakpoint,
    Composer,
    Emotion,
    Ended,
    Group,
    Limits,
    Parser,
    Pattern,
    Place,
    Program,
    Step,
    Timeline,
    compile_program,
    compile_step,
)

CALM = ["Breathe ", "slowly.", "\n\nHap", "tics:\n", "[feel", "_calm]"]
BOTH = pytest.mark.parametrize("make", [HapticSim, HapticDevice])


def level(ms: int, high: float) -> Timeline:
    return Timeline(((Breakpoint(0, high, 90), Breakpoint(ms, high, 90)),) * 4, ms)


@BOTH
def test_a_stream_is_read_and_felt(make) -> None:
    with make() as sim:
        for piece in CALM:
            sim.feed(piece)
        assert (sim.text, sim.tags, sim.oddities) == ("Breathe slowly.", ["[feel_calm]"], [])
        sim.advance(1000)
        assert sim.on == (0, 1, 2, 3)
        assert all(0.32 < x < 0.33 for x in sim.levels)
        sim.drain()
        sim.assert_rest()
        onsets = sim.assert_pattern("breath", motors="all", level=0.36, for_ms=2000, times=2, emotion="calm")
        assert onsets[1] - onsets[0] == 2500
        assert onsets == sim.assert_pattern(Pattern.BREATH, motors=Place.ALL)
        kinds = {event["kind"] for event in sim.trace}
        assert {"piece", "text", "tag", "program", "start"} <= kinds


@pytest.mark.parametrize(
    ("emotion", "told"),
    [(emotion, True) for emotion in Emotion]
    + [(emotion, False) for emotion in (Emotion.CALM, Emotion.GROUND, Emotion.SPARK)],
)
def test_every_pattern_is_found_and_no_other(emotion, told) -> None:
    with HapticSim() as sim:
        for begun, pattern in enumerate(Pattern):
            if told:
                sim.feed(f"[begin_haptics][{emotion.value}][i3][pat_{pattern.value}][m_all][t2s][end_haptics]")
            else:
                sim.bridge.play(
                    begun + 1, compile_step(Step(0, 2000, emotion, 3, pattern, Place.ALL, 0), sim.layout, sim.limits)
                )
            sim.advance(2000)
            sim.drain()
            found = sim.assert_pattern(pattern, motors="all", level=0.51, for_ms=2000, emotion=emotion, times=1)
            assert found == (begun * 2000,)


@pytest.mark.parametrize("place", ["left", "right", "upper", "lower", "m1", "m2", "m3", "m4"])
def test_the_place_counts_and_the_others_rest(place) -> None:
    with HapticDevice() as sim:
        sim.feed(f"[i3][pat_pulse][{place if place[1] in '1234' else 'm_' + place}][t500ms]")
        sim.drain()
        sim.assert_pattern("pulse", motors=place, level=0.51, for_ms=500)
        with pytest.raises(AssertionError, match="was not felt"):
            sim.assert_pattern("pulse", motors="all")


@BOTH
def test_what_the_motors_did_decides_and_not_what_was_said(make) -> None:
    """A person's cap below the text's: the level that was asked for is never felt."""
    with make(limits=Limits(max_level=0.3)) as sim:
        sim.feed("[feel_calm]")
        sim.drain()
        sim.assert_pattern("breath", level=0.3, times=2)
        with pytest.raises(AssertionError, match=r"expected 0\.3., played 0\.(29|30)"):
            sim.assert_pattern("breath", level=0.36)


def test_a_device_with_a_cap_of_its_own_is_held_to_it() -> None:
    with HapticDevice("mock:?max_level=0.2") as device:
        device.feed("[feel_calm]")
        device.drain()
        device.assert_pattern("breath", level=0.2, times=2)


def test_motors_that_do_something_else_are_drawn() -> None:
    """Another voice plays over the breath: it was asked for, and it was not felt."""
    with HapticSim() as sim:
        sim.feed("[begin_haptics][calm][i2][pat_breath][m_all][t2s]")
        sim.bridge.append(1, 400, Timeline(((), (Breakpoint(0, 0.6, 90), Breakpoint(300, 0.6, 90)), (), ()), 300))
        sim.feed("[end_haptics]")
        sim.drain()
        with pytest.raises(AssertionError) as caught:
            sim.assert_pattern("breath", motors="all", level=0.36, for_ms=2000)
    assert str(caught.value) == MESSAGE


MESSAGE = """\
pat_breath on m_all at level 0.36 for 2000 ms was not felt, until 2000 ms
expected, and what was played from 0 ms on:
m2 expected │     ▁▁▁▁▁▂▂▂▂▂▂▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▂▂▂▂▂▂▂▁▁▁▁▁▁
     played │     ▁▁▁▁▁▂▂▅▅▅▅▅▅▅▅▅▃▃▃▃▃▃▃▃▃▃▃▂▂▂▂▂▂▂▁▁▁▁▁▁
    differs              ^^^^^^^^^
            └───────────────┴──────────────┴──────────────┴──────────────
             0              0.5 s          1 s            1.5 s          2 s
as expected: m1 m3 m4
m2, 400 to 700 ms: expected 0.22, played 0.60
what was asked for:
     0 ms  pat_breath calm on m_all at level 0.36 for 2000 ms"""


def test_each_way_not_to_be_felt_is_told_apart() -> None:
    with HapticSim() as sim:

        def told(*args, **wish) -> str:
            with pytest.raises(AssertionError) as caught:
                sim.assert_pattern(*args, **wish)
            return str(caught.value)

        assert told("breath").endswith("no motor has moved so far")
        sim.feed("[feel_calm]")
        assert told("breath").endswith("no motor has moved so far; let time pass with advance()")
        sim.advance(1200)
        assert "what began at 0 ms has been playing for 1200 ms; let time pass with advance()" in told("breath")
        sim.drain()
        assert told("breath", times=3) == "pat_breath was felt 2 times, not 3: at 0 ms, 2500 ms"
        assert told("breath", at_ms=700) == "pat_breath did not begin at 700 ms, but at 0 ms, 2500 ms"
        assert "expected" in told("wave")
        assert "2500 ms  pat_breath calm on m_all at level 0.36 for 2000 ms" in told("breath", for_ms=1000)
        with pytest.raises(ValueError, match=r"'breeze' is none of wave, pulse, .*, roll"):
            sim.assert_pattern("breeze")
        with pytest.raises(AssertionError, match="m1 m2 m3 m4, 0 to"):
            sim.assert_nothing_felt()


def test_steps_that_come_late_are_found_where_they_were_felt() -> None:
    with HapticSim() as sim:
        sim.feed("[begin_haptics][calm][i2][pat_breath][m_all][t2s]")
        sim.advance(3000)
        sim.feed("[pat_tap][m_left][t250ms][end_haptics]")
        sim.drain()
        assert sim.assert_pattern("breath") == (0,)
        assert sim.assert_pattern("tap", motors="left") == (3000,)
        with pytest.raises(AssertionError, match="did not begin at 2000 ms, but at 3000 ms"):
            sim.assert_pattern("tap", at_ms=2000)


def test_a_step_that_a_limit_cut_is_found() -> None:
    with HapticSim() as sim:
        sim.feed("[begin_haptics][calm][i2][pat_wave][t2s][t2s][t2s][end_haptics]")
        sim.drain()
        assert sim.oddities == ["limit_pass"]
        assert sim.assert_pattern("wave") == (0, 2000, 4000)
        assert sim.assert_pattern("wave", for_ms=1000) == (4000,)


@BOTH
@pytest.mark.parametrize("how", ["stop", "tag", "off"])
def test_stop_is_felt_at_once(make, how) -> None:
    with make() as sim:
        sim.feed("[begin_haptics][steady][i3][pat_fade][t5s]")
        sim.advance(2000)
        assert sim.on
        sim.stop() if how == "stop" else sim.feed("[stop]" if how == "tag" else "[haptics_off]")
        sim.assert_rest()
        assert sim.on == ()
        assert sim.timeline.duration_ms == 2000
        sim.finish()
        sim.feed("[feel_calm]")
        sim.advance(1000)
        assert bool(sim.on) is (how != "off")
        assert sim.switched_off is (how == "off")
        if sim.switched_off:
            sim.switched_off = False
            sim.finish()
            sim.feed("[feel_calm]")
            sim.advance(1000)
            assert sim.on


def test_where_two_are_on_the_stronger_is_felt() -> None:
    with HapticSim() as sim, HapticDevice() as device:
        for each in (sim, device):
            each.bridge.begin(1)
            each.bridge.append(1, 0, level(400, 0.3))
            each.bridge.append(1, 200, level(400, 0.6))
            each.bridge.append(1, 300, level(50, 0.1))
            each.bridge.end(1, 600)
            each.advance(100)
            assert each.levels == pytest.approx((0.3,) * 4, abs=0.003)
            each.advance(300)
            assert each.levels == pytest.approx((0.6,) * 4, abs=0.003)
            each.drain()
        sim.assert_timeline(
            Timeline(
                (
                    (
                        Breakpoint(0, 0.3, 90),
                        Breakpoint(200, 0.3, 90),
                        Breakpoint(200, 0.6, 90),
                        Breakpoint(600, 0.6, 90),
                    ),
                )
                * 4,
                600,
            )
        )
        with pytest.raises(AssertionError, match=r"m1 m2 m3 m4, 200 to 600 ms: expected 0\.30, played 0\.60"):
            sim.assert_timeline(level(600, 0.3))


def test_a_program_that_never_ends_is_told() -> None:
    with HapticSim() as sim:
        sim.bridge.begin(1)
        with pytest.raises(AssertionError, match="never ended"):
            sim.drain()


def test_an_engine_is_asked_and_its_answer_felt() -> None:
    engine = ScriptedEngine(CALM, ["Done. [haptics_off]"], ["[feel_calm]"])
    with HapticSim() as sim:
        assert sim.answer(engine, "I am nervous").finish.reason == "stop"
        sim.drain()
        sim.assert_pattern("breath", times=2)
        sim.answer(engine)
        assert sim.switched_off
        sim.answer(engine)
        sim.advance(1000)
        sim.assert_rest()
        assert sim.text == "Breathe slowly.Done."
    assert [m.content for m in engine.requests[1].messages if m.role == "user"] == ["I am nervous", "Hello."]


def test_a_device_whose_cable_is_pulled_falls_silent_by_itself() -> None:
    with HapticDevice() as device:
        device.feed("[begin_haptics][steady][i3][pat_fade][m_all][t5s]")
        device.advance(2000)
        device.unplug()
        device.advance(350)
        assert device.on
        assert isinstance(device.bridge.link_error, LinkLost)
        device.advance(250)
        device.assert_rest()
        dark = device.timeline.tracks[0][-1].t_ms
        assert 2400 <= dark <= 2510
        with pytest.raises(LinkLost):
            device.drain()


def test_faults_can_be_repeated() -> None:
    def run() -> tuple[Timeline, list[str]]:
        with HapticDevice("mock:?loss=0.3&dup=0.1&reorder=0.2&delay_ms=40&seed=5") as device:
            device.feed("[feel_calm]")
            device.drain()
            return device.timeline, [event["message"] for event in device.trace if event["kind"] == "tx"]

    first = run()
    assert first == run()
    assert first[0].peak > 0.3


def test_only_a_mock_device_has_a_place_on_a_virtual_clock() -> None:
    with pytest.raises(ValueError, match="give a mock: device"):
        HapticDevice("sim:")


NAMES = st.sampled_from([t.tag for t in TOKENS if t.group not in (Group.SAFETY, Group.BLOCK, Group.MACRO)])


@settings(max_examples=25)
@given(st.lists(NAMES, min_size=1, max_size=12), st.integers(1, 40))
def test_the_simulator_feels_what_the_lexicon_lays_out(tags, cut) -> None:
    """The oracle is the program, laid out whole; the simulator got it in pieces."""
    text = f"[begin_haptics]{''.join(tags)}[end_haptics]"
    composer = Composer(Limits())
    changes = [c for event in Parser().feed(text) for c in composer.push(event)]
    program = next((c.program for c in changes if isinstance(c, Ended)), Program(1, ()))
    with HapticSim() as sim:
        for k in range(0, len(text), cut):
            sim.feed(text[k : k + cut])
        sim.drain()
        sim.advance(max(0, program.duration_ms - sim.now_ms))
        expected = compile_program(program, sim.layout, sim.limits)
        assert differences(expected, sim.timeline, level=0.0, shift_ms=0) == []


@settings(max_examples=10)
@given(
    st.sampled_from(Pattern),
    st.sampled_from(Emotion),
    st.sampled_from(Place),
    st.integers(1, 4),
    st.sampled_from([500, 1000]),
)
def test_the_device_does_what_the_simulator_does(pattern, emotion, place, intensity, ms) -> None:
    timeline = compile_step(Step(0, ms, emotion, intensity, pattern, place, 0))
    with HapticDevice() as device:
        device.bridge.play(1, timeline)
        device.drain()
        device.advance(50)
        if timeline.peak:
            device.assert_pattern(pattern, motors=place, for_ms=ms, emotion=emotion, times=1)
