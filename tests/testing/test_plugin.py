"""The pytest plugin, run by pytest's own pytester as somebody else's tests would run it."""

from __future__ import annotations

import pytest

import edge_runtime.agent
import edge_runtime.testing  # noqa: F401 - loaded once, not in every run of pytester

QUIET = ["-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "--strict-markers", "-Werror"]


@pytest.fixture
def run(pytester: pytest.Pytester):
    def work(source: str, *arguments: str) -> pytest.RunResult:
        pytester.makepyfile(test_it=source)
        return pytester.runpytest_inprocess(*QUIET, *arguments)

    return work


def test_a_motor_left_on_fails_the_test_that_left_it_on(run) -> None:
    result = run("""
        import pytest

        def test_left_on(haptic_sim):
            haptic_sim.feed("[feel_calm]")
            haptic_sim.advance(1000)

        @pytest.mark.haptics(motors=1)
        def test_device_left_on(haptic_device):
            haptic_device.feed("[feel_calm]")
            haptic_device.advance(1000)

        @pytest.mark.haptics(leaves_on=True)
        def test_on_purpose(haptic_sim):
            haptic_sim.feed("[feel_calm]")
            haptic_sim.advance(1000)

        def test_stopped(haptic_device):
            haptic_device.feed("[feel_calm]")
            haptic_device.advance(1000)
            haptic_device.stop()

        def test_drained(haptic_sim):
            haptic_sim.feed("[feel_calm]")
            haptic_sim.drain()

        def test_only_words_are_looked_at(haptic_sim):
            haptic_sim.feed("[i5][alert_high][pat_tap][t250ms] hello")
            assert haptic_sim.text == "hello"

        @pytest.fixture
        def app(haptic_sim):
            yield haptic_sim
            haptic_sim.bridge.stop("leaving")

        def test_an_app_that_tidies_up(app):
            app.feed("[feel_calm]")
            app.advance(1000)

        def test_failed_anyway(haptic_sim):
            haptic_sim.feed("[feel_calm]")
            haptic_sim.advance(1000)
            assert haptic_sim.text == "words"
    """)
    result.assert_outcomes(passed=7, failed=1, errors=2)
    result.stdout.fnmatch_lines(
        [
            "the test left motors on: m1 at level 0.33, m2 at level 0.33, *, 1000 ms after it began; end the touch with haptic_sim.drain() or .stop(), or mark the test: @pytest.mark.haptics(leaves_on=True)",
            "the test left a motor on: m1 at level 0.33, *haptic_device.drain()*",
        ]
    )


def test_the_marker_makes_the_device_and_wrong_words_are_told(run) -> None:
    result = run("""
        import pytest

        pytestmark = pytest.mark.haptics(motors=2)

        @pytest.mark.haptics(max_level=0.3, kind="erm", steps=3)
        def test_options(haptic_sim, haptic_device):
            for each in (haptic_sim, haptic_device):
                assert len(each.layout) == 2 and each.layout.motors[0].kind.value == "erm"
                assert each.bridge.max_level == pytest.approx(0.3, abs=0.002)
                assert each.limits.steps == 3

        @pytest.mark.haptics("mock:?motors=8&max_level=0.2", delay_ms=40, motors=1)
        def test_a_string(haptic_device):
            assert len(haptic_device.layout) == 1 and haptic_device.uri.options["delay_ms"] == 40
            assert haptic_device.bridge.max_level == pytest.approx(0.2, abs=0.002)

        @pytest.mark.haptics(delay=40)
        def test_no_such_option(haptic_device): ...

        @pytest.mark.haptics(motors=3)
        def test_no_such_number(haptic_device): ...

        @pytest.mark.haptics(max_level=7)
        def test_no_such_level(haptic_sim): ...

        @pytest.mark.haptics(loss=0.5)
        def test_no_link(haptic_sim): ...

        @pytest.mark.haptics("sim:")
        def test_no_virtual_time(haptic_device): ...
    """)
    result.assert_outcomes(passed=2, errors=5)
    result.stdout.fnmatch_lines(
        [
            "@pytest.mark.haptics: mock: has no option 'delay'. Write delay_ms= instead.",
            "@pytest.mark.haptics: mock: cannot take motors=3. Give motors one of 1, 2, 4, 8.",
            "@pytest.mark.haptics: max_level is 7; it must be above 0 and at most 1",
            "haptic_sim has no loss; use haptic_device, which has a link and its faults",
            "@pytest.mark.haptics: sim: has no place on a virtual clock; give a mock: device",
        ]
    )


def test_an_engine_says_what_it_is_told_to(run) -> None:
    run("""
        def test_it(haptic_engine, haptic_device):
            haptic_engine.enqueue(["Breathe. ", "[feel_", "calm]"])
            haptic_device.answer(haptic_engine, "hi")
            haptic_device.drain()
            assert haptic_device.text == "Breathe. " or haptic_device.text == "Breathe."
            haptic_device.assert_pattern("breath", motors="all", level=0.36, for_ms=2000)
    """).assert_outcomes(passed=1)


def test_golden_timelines_are_written_compared_and_drawn(run, pytester) -> None:
    source = """
        def test_it(haptic_sim):
            haptic_sim.feed("[begin_haptics][steady][i3][pat_fade][m_all][t1s][end_haptics]")
            haptic_sim.drain()
            haptic_sim.assert_golden("fade")
    """
    result = run(source)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*there is no golden file *fade.txt; write it with: pytest --haptics-update"])
    run(source, "--haptics-update").assert_outcomes(passed=1)
    file = pytester.path / "golden" / "fade.txt"
    written = file.read_text(encoding="utf-8")
    assert written.startswith("haptic timeline, 1000 ms, 4 motors")
    run(source).assert_outcomes(passed=1)
    file.write_text(written.replace("0.51", "0.71", 1), encoding="utf-8")
    result = run(source)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*what was felt is not what *fade.txt has*",
            "E *m1 expected │*",
            "E *differs *^^^*",
            "E *as expected: m2 m3 m4",
        ]
    )
    file.write_text(written.replace("ms", "seconds", 1), encoding="utf-8")
    result = run(source)
    result.stdout.fnmatch_lines(["*fade.txt cannot be read: line 1: *"])
    assert "_simulation.py" not in result.stdout.str()


def test_two_timelines_that_should_be_equal_are_drawn(run) -> None:
    result = run("""
        from lexicon import Breakpoint, Timeline

        def flat(level, hz):
            return Timeline(((Breakpoint(0, level, hz), Breakpoint(100, level, hz)), ()), 100)

        def test_levels():
            assert flat(0.3, 90) == flat(0.6, 90)

        def test_carriers():
            assert flat(0.3, 90) == flat(0.3, 91)

        def test_others():
            assert 1 == 2
    """)
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(
        [
            "*assert a timeline of 100 ms == one of 100 ms",
            "E *m1 expected │▅▅▅*",
            "E *played │▂▂▂*",
            "*m1, 0 to 100 ms: expected 0.60, played 0.30",
            "*they differ in carriers or corners alone",
        ]
    )


@pytest.mark.slow
def test_a_run_that_does_not_use_it_imports_nothing_of_ours(pytester) -> None:
    pytester.makepyfile("""
        import sys

        def test_it(request):
            assert request.config.pluginmanager.hasplugin("haptics")
            ours = {name for name in sys.modules if name.split(".")[0] in ("edge_runtime", "firmware_bridge", "lexicon")}
            assert ours == {"edge_runtime", "edge_runtime.pytest_plugin"}
            assert not {"numpy", "pydantic", "rich", "typer"} & set(sys.modules)
    """)
    result = pytester.runpytest_subprocess(*QUIET)
    result.assert_outcomes(passed=1)
