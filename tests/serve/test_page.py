"""The page in a real browser, on a real server: seen, heard, felt, stopped, by whatever way a person comes to it."""

from __future__ import annotations

import json
import math
import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import groupby
from pathlib import Path
from random import Random

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from serve.browser import NO_CHROMIUM, WAIT_MS, HeldEngine, find_chromium, watched

from edge_runtime.engines import ScriptedEngine
from edge_runtime.serve import Monitor, Rules, _events, serving
from edge_runtime.trace import TraceFile
from firmware_bridge import ModelConfig, _battery
from firmware_bridge._web import AUDIENCE
from lexicon import GRID, Emotion, Limits, Pattern, Place, Step, compile_step
from tests.bridge.intiface_server import Device, Server

CHROMIUM = find_chromium()
pytestmark = [pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM), pytest.mark.timeout(300)]

LONG = "[begin_haptics] [calm] [i3] [pat_fade] [m_all] [t5s] [end_haptics]"
ANSWER = [
    "Breathe ",
    "slowly.",
    "\n\nHaptics: ",
    "[begin_haptics] [calm] [i3] [pat_fade] ",
    "[t5s] [end_haptics]\n\nThere.",
]
SHORT = [*ANSWER[:-1], "[t1s] [end_haptics]\n\nThere."]
MOVING = re.compile(r"0\.[1-9]|0\.0[1-9]")
STOP = re.compile("^STOP")
STATIC = Path(__file__).resolve().parents[2] / "edge_runtime" / "serve" / "static"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all; each test has a context of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--autoplay-policy=user-gesture-required"]
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def patient_devices(monkeypatch) -> None:
    """Let devices in this process bear a machine that stands still for a second: for what was dropped, a page waits in vain."""
    monkeypatch.setattr(ModelConfig, "of", partial(ModelConfig.of, deadman_ms=60_000))


@pytest.fixture
def visit(chromium):
    """Open the page of a server in a context of its own."""
    return partial(watched, chromium)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory) -> Path:
    """A past run in a folder of its own."""
    return write_trace(tmp_path_factory.mktemp("runs") / "calm.jsonl")


def ask(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_label("Your message").press("Enter")


def meters(page: Page):
    return page.locator("#pad").get_by_role("meter")


def moved(page: Page) -> None:
    """Wait until the page has shown a level above rest, and forget it."""
    expect(page.locator("html")).to_have_attribute("data-felt", MOVING)
    page.evaluate("delete document.documentElement.dataset.felt")


def fits(page: Page) -> bool:
    """Whether nothing of the page stands beside it, from a phone's width to a wide one."""
    wide, before = [], page.viewport_size
    for width in (320, 900, 993, 1000, 1100, 1217, 1280, 1400):
        page.set_viewport_size({"width": width, "height": 640})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(width)
    page.set_viewport_size(before)
    return not wide


def rested(page: Page) -> None:
    """Wait until the page shows rest; what moved before is forgotten."""
    expect(meters(page).first).to_have_attribute("aria-valuetext", "at rest")
    page.evaluate("delete document.documentElement.dataset.felt")


def test_a_first_visit_plays_nothing_until_the_person_says_so(serve, visit) -> None:
    with serve() as served, visit(served.url) as seen:
        page = seen.page
        expect(page.get_by_text("Touch is off until you turn it on.")).to_be_visible()
        expect(page.get_by_label("Touch", exact=True)).not_to_be_checked()
        expect(meters(page)).to_have_count(4)
        names = [meter.get_attribute("aria-label") for meter in meters(page).all()]
        assert names == ["m1, upper left", "m2, upper right", "m3, lower left", "m4, lower right"]
        # The browser itself lets nobody vibrate before a person has touched the page.
        assert page.evaluate("spied") == {"vibrate": [], "taken": [], "early": False, "audio": 0, "rumble": []}
        assert page.locator(".brand span").last.bounding_box()["height"] < 30
        assert fits(page)
        assert not served.monitor.rig.on
        page.get_by_role("button", name="Turn touch on").click()
        expect(page.get_by_label("Touch", exact=True)).to_be_checked()
        expect(page.get_by_text("Touch is on: answers are played on mock:, 4 motors.")).to_be_visible()
        assert served.monitor.rig.on


def test_an_answer_streams_is_felt_and_has_its_tags_where_they_were(serve, visit) -> None:
    engine = HeldEngine(ANSWER)
    with serve(engine, haptics=True) as served, visit(served.url) as seen:
        page = seen.page
        ask(page, "I am nervous")
        answer = page.get_by_role("article", name="Answer")
        expect(answer.locator(".answer-text")).to_have_text("Breathe ", use_inner_text=False)
        expect(answer).to_have_attribute("aria-busy", "true")
        expect(page.get_by_role("button", name="Stop answer")).to_be_visible()
        engine.go.set()
        expect(page.get_by_role("button", name="Send")).to_be_visible()
        expect(answer).not_to_have_attribute("aria-busy", "true")
        moved(page)
        expect(page.locator("html")).to_have_attribute("data-mood", "calm")
        expect(answer.locator(".chip").first).to_be_hidden()
        page.get_by_text("Show tags").first.click()
        expect(answer.locator(".chip").first).to_be_visible()
        text = answer.locator(".answer-text").inner_text()
        assert re.fullmatch(r"Breathe slowly\.\s*\[begin_haptics\].*\[end_haptics\]\s*There\.", text)
        assert answer.locator(".chip").all_inner_texts() == re.findall(r"\[\w+\]", "".join(ANSWER))
        expect(page.locator("#figures")).to_contain_text(re.compile(r"Onset\D\d+ ms"))
        page.keyboard.press("Escape")
        rested(page)
        assert [message.content for message in engine.requests[0].messages if message.role == "user"] == [
            "I am nervous"
        ]


def test_the_timeline_shows_what_the_device_reports_before_what_was_planned(serve, visit) -> None:
    with serve(haptics=True) as served, visit(served.url) as seen:
        page = seen.page
        expect(meters(page)).to_have_count(4)
        bare = page.evaluate(COLOURED)
        served.post("/v1/haptics/play", {"text": LONG})
        expect(page.locator("html")).to_have_attribute("data-felt", re.compile(r"0\.[2-9]"))
        assert bare == 0
        assert page.evaluate(COLOURED) > 100
        said = re.compile(r"^level 0\.\d\d, 90 hertz as planned$")
        expect(page.locator("html")).to_have_attribute("data-said", said)
        served.post("/v1/haptics/stop")
        expect(meters(page).first).to_have_attribute("aria-valuetext", "at rest")


COLOURED = """() => {
  const canvas = document.getElementById("strip");
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 100 && data[i + 2] > data[i] + 60) count += 1;
  return count;
}"""
"""Pixels as blue as 90 Hz is drawn."""


def test_a_battery_is_shown_where_the_device_tells_its_own(serve, visit, monkeypatch) -> None:
    monkeypatch.setattr(_battery, "BATTERY_S", 0.1)
    monkeypatch.setattr(_events, "QUIET_BEAT_S", 0.1)
    toy, figures = Device("Charged", battery=62), "#figures"
    with (
        Server(toy) as intiface,
        serve(device=f"intiface:{intiface.url}", haptics=True) as served,
        visit(served.url) as seen,
    ):
        page = seen.page
        expect(page.locator(figures)).to_contain_text(re.compile(r"Battery\s*62 %"))
        toy.battery = 61
        expect(page.locator(figures)).to_contain_text(re.compile(r"Battery\s*61 %"))
        toy.battery = -1
        expect(page.locator(figures)).not_to_contain_text("Battery")
        served.post("/v1/haptics/devices/connect", {"uri": "mock:"}, headers=served.person)
        expect(meters(page)).to_have_count(4)
        assert served.get("/v1/haptics/state").json()["device"]["battery"] is None


def test_stop_while_an_answer_streams_by_key_and_by_button(serve, visit) -> None:
    engine = HeldEngine([LONG, "and on"], [LONG, "and on"], ["Here again."])
    with serve(engine, haptics=True) as served, visit(served.url) as seen:
        page = seen.page
        for count, press in enumerate(
            [lambda: page.keyboard.press("Escape"), page.get_by_role("button", name=STOP).click], start=1
        ):
            engine.cancelled.clear()
            ask(page, "hold me")
            moved(page)
            press()
            expect(page.get_by_role("article", name="Answer").last).to_contain_text("stopped")
            rested(page)
            assert served.monitor.rig.levels == (0.0,) * 4
            assert served.monitor.rig.stops >= count
            assert engine.cancelled.wait(WAIT_MS / 1000)
        engine.go.set()
        ask(page, "are you there?")
        expect(page.get_by_role("article", name="Answer").last).to_contain_text("Here again.")


def test_stop_works_without_the_socket(serve, visit) -> None:
    with serve(haptics=True) as served, visit(served.url, before="WebSocket = class { readyState = 0; };") as seen:
        page = seen.page
        expect(page.locator("#link")).to_have_text("connecting")
        served.post("/v1/haptics/play", {"text": LONG})
        with page.expect_response("**/v1/haptics/stop") as response:
            page.get_by_role("button", name=STOP).click()
        assert response.value.status == 200
        assert served.monitor.rig.stops == 1
        assert served.monitor.rig.levels == (0.0,) * 4


def test_a_reload_in_the_middle_keeps_what_was_said_and_ends_the_answer(serve, visit) -> None:
    engine = HeldEngine(["The beginning", " and the end"], ["A second answer."])
    with serve(engine) as served, visit(served.url) as seen:
        page = seen.page
        ask(page, "tell me")
        expect(page.get_by_text("The beginning")).to_be_visible()
        page.reload()
        expect(page.get_by_role("article", name="You")).to_have_text("tell me")
        expect(page.get_by_role("article", name="Answer")).to_contain_text("The beginning")
        expect(page.get_by_role("article", name="Answer")).to_contain_text("stopped")
        assert engine.cancelled.wait(WAIT_MS / 1000)
        ask(page, "go on")
        expect(page.get_by_text("A second answer.")).to_be_visible()
        sent = [(message.role, message.content) for message in engine.requests[-1].messages if message.role != "system"]
        assert sent == [("user", "tell me"), ("assistant", "The beginning"), ("user", "go on")]


def test_a_server_that_comes_back_is_found_again(serve, visit) -> None:
    with socket.socket() as kept, ExitStack() as server, ExitStack() as browser:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))  # and deaf, so that nobody else is given it while the server is away
        served = server.enter_context(serve(haptics=True, port=kept.getsockname()[1]))
        page = browser.enter_context(visit(served.url)).page
        server.close()
        expect(page.locator("#link")).to_have_text("connection lost, trying again")
        assert fits(page)
        page.get_by_role("button", name=STOP).click()
        expect(page.get_by_role("alert")).to_contain_text("STOP did not reach the server.")
        ask(page, "anybody?")
        expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached.")
        with Monitor(ScriptedEngine(["I am back."]), Rules("scripted")) as monitor, serving(monitor, port=served.port):
            expect(page.locator("#link")).to_have_text("connected")
            expect(page.get_by_label("Touch", exact=True)).not_to_be_checked()
            ask(page, "and now?")
            expect(page.get_by_text("I am back.")).to_be_visible()


def test_a_phone_has_all_of_it_under_the_thumb(serve, visit) -> None:
    with (
        serve(haptics=True) as served,
        visit(served.url, viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True) as seen,
    ):
        page = seen.page
        for name in ["Talk", "Feel", "Lexicon", "Devices", "Runs"]:
            page.get_by_role("link", name=name).tap()
            expect(page.get_by_role("heading", name="Past runs" if name == "Runs" else name, level=2)).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
            box = page.get_by_role("button", name=STOP).bounding_box()
            assert box["width"] >= 60
            assert box["height"] >= 48
            assert box["y"] + box["height"] <= 640
        page.get_by_role("link", name="Feel").tap()
        served.post("/v1/haptics/play", {"text": LONG})
        moved(page)
        page.get_by_role("button", name=STOP).tap()
        rested(page)


def test_everything_is_reached_by_keyboard(serve, visit) -> None:
    with serve(ScriptedEngine(["Yes."]), haptics=True) as served, visit(served.url) as seen:
        page = seen.page
        focused = page.locator(":focus")
        page.keyboard.press("Tab")
        expect(focused).to_have_text("Skip to the content")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(focused).to_have_id("stop")
        page.get_by_label("Your message").focus()
        page.keyboard.type("can I?")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("two lines")
        page.keyboard.press("Enter")
        expect(page.get_by_role("article", name="You")).to_have_text("can I?\ntwo lines")
        expect(page.get_by_text("Yes.")).to_be_visible()
        page.get_by_role("link", name="Lexicon").press("Enter")
        page.get_by_role("button", name="[t5s]", exact=False).first.press("Enter")
        moved(page)
        page.keyboard.press("Escape")
        rested(page)
        page.get_by_role("button", name="Add [calm] to your block").press("Enter")
        page.get_by_role("button", name="Add [t1s] to your block").press("Space")
        page.get_by_role("button", name="[calm], take it away").press("Enter")
        expect(page.locator("#block li")).to_have_text(["[t1s]"])
        expect(focused).to_have_text("[t1s]")


VIOLATIONS = """async (options) => {
  const { violations, passes } = await axe.run(document, { resultTypes: ["violations"], ...options });
  if (!passes.length) return ["axe has looked at nothing"];
  return violations.map(({ id, help, nodes }) => [id, help, nodes.map(({ html }) => html)]);
}"""


@pytest.mark.slow
def test_axe_finds_nothing_in_light_or_dark(serve, visit, recorded) -> None:
    told = {}
    with (
        serve(ScriptedEngine(ANSWER), haptics=True, runs=recorded.parent) as served,
        visit(served.url, reduced_motion="reduce") as seen,
    ):
        page = seen.page
        page.evaluate(Axe().axe_script)

        def look(name: str) -> None:
            for colours in ("light", "dark"):
                page.emulate_media(color_scheme=colours, reduced_motion="reduce")
                found = page.evaluate(VIOLATIONS, {} if colours == "light" else {"runOnly": ["color-contrast"]})
                if found:
                    told[name, colours] = found

        look("first visit")
        page.get_by_text("Show tags").first.click()
        ask(page, "I am nervous")
        expect(page.get_by_text("Feel it again")).to_be_visible()
        look("talk")
        page.get_by_role("link", name="Lexicon").click()
        page.get_by_role("button", name="Add [t1s] to your block").click()
        expect(page.locator("#block-drawing polygon").first).to_be_visible()
        look("lexicon")
        page.get_by_role("link", name="Devices").click()
        expect(page.get_by_role("button", name="Connect").first).to_be_visible()
        look("devices")
        page.get_by_role("link", name="Runs").click()
        page.get_by_role("button", name=f"Open {recorded.name}").click()
        expect(page.get_by_role("heading", name=recorded.name)).to_be_visible()
        look("runs")
        page.set_viewport_size({"width": 390, "height": 800})
        page.get_by_role("link", name="Feel").click()
        look("feel on a phone")
    assert told == {}


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(2)</script>",
    "[a link](javascript:alert(3)) ![](https://example.org/spy.png)",
    "<svg onload=alert(4)><a href='https://example.org'>here</a></svg>",
    "**bold** `code` # heading\n> quote\n<style>*{display:none}</style>",
    '</p></article><iframe src="https://example.org"></iframe>',
]


def test_what_a_model_says_is_text_and_nothing_else(serve, visit) -> None:
    said = "\n".join(HOSTILE)
    pieces = [said[i : i + 7] for i in range(0, len(said), 7)] + [" [pat_<b>x</b>] [i9] ", LONG]
    with serve(ScriptedEngine(pieces), haptics=True) as served, visit(served.url) as seen:
        page = seen.page
        ask(page, HOSTILE[0])
        page.get_by_text("Show tags").first.click()
        expect(page.get_by_text("Feel it again")).to_be_visible()
        text = page.get_by_role("article", name="Answer").locator(".answer-text").inner_text()
        assert all(line in text for line in said.split("\n"))
        expect(page.get_by_role("article", name="You")).to_have_text(HOSTILE[0])
        inside = page.locator("#messages").evaluate(
            "node => [...new Set([...node.querySelectorAll('*')].map(n => n.localName))].sort()"
        )
        assert inside == ["article", "button", "div", "span"]
        expect(page.get_by_text("[i9] not in the lexicon")).to_be_visible()


def test_a_hostile_trace_is_text_too_and_what_is_no_trace_is_said(visit, serve, tmp_path) -> None:
    events = [{"t_ms": 0.0, "kind": "prompt", "text": HOSTILE[1]}, {"t_ms": 1.0, "kind": "text", "text": HOSTILE[0]}]
    events += [
        {"t_ms": 2.0, "kind": "tag", "tag": HOSTILE[3], "known": True},
        {"t_ms": 3.0, "kind": "stop", "reason": HOSTILE[0]},
    ]
    bad, none = tmp_path / "<img src=x onerror=alert(5)>.jsonl", tmp_path / "none.jsonl"
    bad.write_text("\n".join(json.dumps(event) for event in events) + '\n{"t_ms": 4')
    none.write_text("dear diary\nmore\n")
    with serve() as served, visit(served.url, path="/#runs") as seen:
        page = seen.page
        page.get_by_label("Open a trace file").set_input_files(bad)
        expect(page.get_by_role("heading", name=bad.name)).to_be_visible()
        expect(page.locator("#run-text")).to_contain_text(HOSTILE[0])
        expect(page.locator("#run-about")).to_contain_text(HOSTILE[0])
        assert page.locator("#run :is(img, script, svg, a, iframe)").count() == 0
        page.get_by_label("Open a trace file").set_input_files(none)
        expect(page.locator("#run-state")).to_have_text(
            "none.jsonl: Line 1 is no JSON; a trace is written by --trace FILE."
        )
        expect(page.locator("#run")).to_be_hidden()


def test_a_past_run_is_scrubbed_words_and_motors_in_step(serve, visit, recorded) -> None:
    events = [json.loads(line) for line in recorded.read_text().splitlines()]
    words = [event for event in events if event["kind"] == "text"]
    levels = [event for event in events if event["kind"] == "level"]
    offset = min(event["t_ms"] - event["t_device_ms"] for event in levels)
    loudest = max(levels, key=lambda event: event["levels"][0])
    with serve(runs=recorded.parent) as served, visit(served.url, path="/#runs") as seen:
        page = seen.page
        page.get_by_role("button", name="Open calm.jsonl").click()
        moment = page.get_by_label("Moment", exact=True)
        expect(page.locator("#run-text .later").last).to_be_attached()
        at = loudest["t_device_ms"] + offset
        for t in [at, words[0]["t_ms"] - 20, events[-1]["t_ms"]]:
            step = round(t / 10) * 10 + 10
            moment.evaluate("(node, t) => { node.value = t; node.dispatchEvent(new Event('input')); }", step)
            done = page.locator("#run-text span:not(.later):not(.chip):not(.asked)").all_inner_texts()
            assert "".join(done) == "".join(event["text"] for event in words if event["t_ms"] <= step)
            now = [event for event in levels if event["t_device_ms"] + offset <= step]
            shown = page.locator("#run-pad").get_by_role("meter").first.get_attribute("aria-valuenow")
            assert shown == f"{now[-1]['levels'][0] if now else 0:.2f}"
        moment.press("ArrowLeft")
        page.get_by_role("button", name="Play").click()
        expect(page.locator("#run-clock")).to_have_text(re.compile(r"^(\S+) s of \1 s$"))


def test_the_lexicon_is_felt_composed_copied_and_taken_home(serve, visit) -> None:
    with (
        serve(haptics=True) as served,
        visit(served.url, path="/#lexicon", permissions=["clipboard-read", "clipboard-write"]) as seen,
    ):
        page = seen.page
        expect(page.locator(".token")).to_have_count(49)
        page.get_by_role("button", name="[t5s] plays the step").click()
        moved(page)
        page.keyboard.press("Escape")
        drawn = page.locator("#block-drawing polygon")
        page.get_by_role("button", name="Add [calm] to your block").click()
        expect(page.get_by_text("Nothing is felt yet")).to_be_visible()
        page.get_by_role("button", name="Add [t1s] to your block").click()
        expect(drawn).to_have_count(4)
        page.get_by_role("button", name="Add [spark] to your block").click()
        page.get_by_role("button", name="Add [t1s] to your block").click()
        expect(drawn.nth(8)).to_be_attached()
        page.get_by_role("button", name="Add [m_left] to your block").click()
        assert (
            len(set(page.locator("#block button").evaluate_all("nodes => nodes.map((node) => node.offsetHeight)"))) == 1
        )
        page.get_by_role("button", name="Take last away").click()
        expect(page.locator("#block li")).to_have_count(4)
        page.get_by_role("button", name="Copy tags").click()
        text = "[begin_haptics] [calm] [t1s] [spark] [t1s] [end_haptics]"
        expect(page.get_by_text("Copied.")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == text
        page.get_by_label("Format of the download").select_option(".ahap")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download").click()
        assert download.value.suggested_filename == "block.ahap"
        asked = served.post("/v1/haptics/render", {"text": text, "format": ".ahap"})
        assert Path(download.value.path()).read_bytes() == asked.content
        page.get_by_role("button", name="Feel it").click()
        moved(page)


def test_devices_are_chosen_tried_and_held_to_a_limit(serve, visit) -> None:
    with serve(haptics=True) as served, visit(served.url, path="/#devices") as seen:
        page = seen.page
        page.get_by_role("button", name="Buzz each motor").click()
        expect(page.locator("#devices-state")).to_have_text("All 4 motors moved.")
        page.get_by_label("Strongest level").fill("0.3")
        expect(page.locator("#device-name")).to_contain_text("at most 0.3")
        assert served.monitor.rig.max_level == pytest.approx(0.3)
        page.get_by_label("Device string").fill("mock:?motors=2")
        page.get_by_role("button", name="Connect").last.click()
        expect(meters(page)).to_have_count(2)
        expect(page.locator("#device-name")).to_contain_text("2 motors")
        page.get_by_label("Device string").fill("file:/tmp/never")
        page.get_by_role("button", name="Connect").last.click()
        expect(page.locator("#devices-state")).not_to_contain_text("Connected")
        expect(page.locator("#devices-state")).not_to_contain_text("Connecting")
        assert served.monitor.rig.device == "mock:?motors=2"


def test_a_look_at_what_there_is_holds_up_no_click(serve, visit) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    with serve(haptics=True) as served, visit(served.url, path="/#devices") as seen:
        page = seen.page
        page.route("**/v1/haptics/devices", hold)
        with page.expect_request("**/v1/haptics/devices"):
            page.get_by_role("button", name="Look again").click()
        page.get_by_role("button", name="Buzz each motor").click()
        expect(page.locator("#devices-state")).to_have_text("All 4 motors moved.")
        page.get_by_label("Device string").fill("mock:?motors=2")
        page.get_by_role("button", name="Connect").last.click()
        expect(page.locator("#devices-state")).to_have_text("Connected to mock:?motors=2.")
        with page.expect_response("**/v1/haptics/devices"):
            for route in held:
                route.continue_()
        expect(page.locator("#device-list")).to_contain_text("mock:?motors=2")
        expect(page.locator("#devices-state")).to_have_text("Connected to mock:?motors=2.")


def test_a_phone_is_a_device_after_a_click_and_rests_on_stop(serve, visit) -> None:
    with serve(haptics=True) as served, visit(served.url, has_touch=True, is_mobile=True, path="/#feel") as seen:
        page = seen.page
        served.post("/v1/haptics/play", {"text": LONG})
        moved(page)
        assert page.evaluate("spied.vibrate") == []
        page.get_by_role("button", name="Use this browser").tap()
        expect(page.get_by_text("This phone is the device now.")).to_be_visible()
        assert served.monitor.rig.device == "web:"
        shown: list[float] = []
        AUDIENCE.join(follow := lambda _t_ms, levels, _carriers: shown.append(round(max(levels), 4)))
        try:
            served.post("/v1/haptics/play", {"text": LONG})
            moved(page)
            page.get_by_role("button", name=STOP).tap()
            rested(page)
        finally:
            AUDIENCE.leave(follow)
        asked, taken = page.evaluate("[spied.vibrate, spied.taken]")
        assert taken == [True] * len(asked)
        assert asked[-1] in (0, [])
        played, due = changes([pattern for pattern in asked if pattern]), iter(changes(map(on_and_off, shown)))
        assert played
        assert all(pattern in due for pattern in played), "in the order of the device's levels, and nothing else"


def on_and_off(level: float) -> list[int]:
    """How a vibrator that knows no strengths is to be switched for a level: slices of 20 ms, on for its share."""
    on = max(6, math.floor(20 * min(1.0, level) + 0.5))
    if level < 0.05:
        return []
    return [160] if on >= 20 else ([on, 20 - on] * 8)[:-1]


def changes(patterns: Iterable[list[int]]) -> list[list[int]]:
    """Each that differs from the one before."""
    return [pattern for pattern, _ in groupby(patterns)]


GAMEPAD = """
const gamepad = {connected: true, vibrationActuator: {
  playEffect: async (kind, effect) => { spied.rumble.push([kind, effect]); },
  reset: async () => { spied.rumble.push(["reset"]); },
}};
navigator.getGamepads = () => [null, gamepad];
"""


def test_a_gamepad_rumbles_left_and_right_and_motors_sound_after_a_click(serve, visit) -> None:
    with serve(haptics=True) as served, visit(served.url) as seen:
        page = seen.page
        assert page.evaluate("['playEffect', 'reset'].every((name) => name in GamepadHapticActuator.prototype)")
        page.evaluate(GAMEPAD)
        page.get_by_role("button", name="Use this browser").click()
        expect(page.get_by_text("This gamepad is the device now.")).to_be_visible()
        served.post(
            "/v1/haptics/play", {"text": "[begin_haptics] [steady] [i3] [pat_fade] [m_left] [t5s] [end_haptics]"}
        )
        moved(page)
        page.keyboard.press("Escape")
        rested(page)
        effects = [effect for kind, *rest in page.evaluate("spied.rumble") if kind == "dual-rumble" for effect in rest]
        assert max(effect["strongMagnitude"] for effect in effects) > 0
        assert max(effect["weakMagnitude"] for effect in effects) == 0
        assert max(effect["duration"] for effect in effects) <= 500
        assert ["reset"] in page.evaluate("spied.rumble")
        listen = page.get_by_role("button", name="Listen")
        assert page.evaluate("spied.audio") == 0
        listen.click()
        expect(listen).to_have_attribute("aria-pressed", "true")
        assert page.evaluate("[spied.audio, context.state === 'closed']") == [1, False]
        listen.click()
        expect(listen).to_have_attribute("aria-pressed", "false")
        assert page.evaluate("context.state") == "closed"


def test_colours_follow_the_system_and_then_the_person(serve, visit) -> None:
    with serve() as served, visit(served.url, color_scheme="dark") as seen:
        page = seen.page
        paper = "getComputedStyle(document.documentElement).backgroundColor"
        dark = page.evaluate(paper)
        page.get_by_role("button", name="Colours: as the system").click()
        light = page.evaluate(paper)
        assert sum(map(int, re.findall(r"\d+", light)[:3])) > 600 > 150 > sum(map(int, re.findall(r"\d+", dark)[:3]))
        page.reload()
        expect(page.get_by_role("button", name="Colours: light")).to_be_visible()
        assert page.evaluate(paper) == light
        page.get_by_role("button", name="Colours: light").click()
        assert page.evaluate(paper) == dark


def test_who_wants_no_motion_gets_none(serve, visit) -> None:
    engine = HeldEngine(ANSWER)
    with serve(engine, haptics=True) as served, visit(served.url, reduced_motion="reduce") as seen:
        page = seen.page
        ask(page, "hello")
        expect(page.get_by_text("Breathe")).to_be_visible()
        assert page.evaluate("document.getAnimations().length") == 0
        engine.go.set()
        expect(page.locator("html")).to_have_attribute("data-mood", "calm")
        assert page.evaluate("document.getAnimations().length") == 0


def test_the_page_has_no_style_or_script_inside_and_nothing_from_elsewhere() -> None:
    html = (STATIC / "index.html").read_text()
    assert not re.search(r"\son\w+=|\sstyle=|<style|<script(?![^>]*src=)|javascript:", html)
    early = re.findall(r'<link rel="modulepreload" href="/static/(\w+\.js)">', html)
    assert sorted([*early, "main.js"]) == sorted(path.name for path in STATIC.glob("*.js"))
    for path in [path for path in STATIC.iterdir() if path.suffix in {".html", ".css", ".js", ".svg"}]:
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(
            r"^\s*//.*|(?<=[;{},)]) // .*|\$\{location.protocol.*", "", text, flags=re.MULTILINE
        ), path.name
        if path.suffix == ".js":
            assert not re.search(
                r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser", text
            ), path.name


LOGIC = r"""async (cases) => {
  const { levelAt, carrierColour, DeviceClock, Plan } = await import("/static/track.js");
  const { backOff } = await import("/static/socket.js");
  const { EventLines } = await import("/static/api.js");
  const { chopped, halves } = await import("/static/browser_device.js");
  const { readTrace } = await import("/static/trace.js");
  const clock = new DeviceClock();
  for (const [device, page] of [[1000, 5040], [1010, 5011], [1020, 5060]]) clock.hear(device, page);
  const before = clock.at(5070);
  clock.hear(3, 9000);
  const plan = new Plan();
  plan.add(1, 100, [[[0, 0, 90], [50, 0, 90], [80, 1, 90], [90, 0, 90]]]);
  plan.start(1, 2000);
  const stream = "data: a\r\n\r\n: still here\n\ndata:b\ndata: c\n\ndata: [DONE]\n\n";
  const splits = new Set();
  for (let i = 0; i <= stream.length; i++) {
    const lines = new EventLines();
    splits.add(JSON.stringify([...lines.feed(stream.slice(0, i)), ...lines.feed(stream.slice(i))]));
  }
  let refusal = "";
  try { readTrace("[1]"); } catch (error) { refusal = error.message; }
  return {
    levels: cases.map(({ track, times }) => times.map((t) => levelAt(track, t))),
    colours: [carrierColour(60), carrierColour(250), carrierColour(9999)],
    clock: [before, clock.at(9010)],
    late: [plan.lateness(2070), plan.lateness(2157), plan.lateness(2400)],
    waits: [0, 1, 2, 5, 50].map((n) => [backOff(n, 0), backOff(n, 1)]),
    splits: [...splits],
    chopped: [chopped(0), chopped(0.5).length, chopped(1), chopped(0.71).reduce((a, b) => a + b)],
    halves: halves([0.2, 0.9, 0.4], [{ x: 0 }, { x: 1 }, { x: 0.5 }]),
    refusal,
  };
}"""


def test_the_arithmetic_of_the_page(serve, visit) -> None:
    random = Random(7)
    timelines = [
        compile_step(Step(0, ms, emotion, 3, pattern, Place.ALL, ms), GRID, Limits())
        for emotion in Emotion for pattern in Pattern for ms in [random.choice([250, 500, 1000, 2000])]
    ]  # fmt: skip
    times = [
        [random.uniform(-50, line.duration_ms + 50) for _ in range(20)] + [p.t_ms for p in line.tracks[0]]
        for line in timelines
    ]
    cases = [
        {"track": [[p.t_ms, p.level, p.carrier_hz] for p in line.tracks[0]], "times": at}
        for line, at in zip(timelines, times, strict=True)
    ]
    with serve() as served, visit(served.url) as seen:
        done = seen.page.evaluate(LOGIC, cases)
    for line, at, levels in zip(timelines, times, done["levels"], strict=True):
        assert levels == pytest.approx([line.levels_at(t)[0] for t in at])
    assert done["colours"] == ["rgb(58 104 214)", "rgb(214 54 92)", "rgb(214 54 92)"]
    assert done["clock"] == pytest.approx([1069, 13], abs=0.1)
    assert done["late"] == [None, 7, None]
    assert done["waits"] == [[188, 313], [375, 625], [750, 1250], [6000, 10000], [6000, 10000]]
    assert done["splits"] == ['["a","b\\nc","[DONE]"]']
    assert done["chopped"] == [[], 15, [160], 154]
    assert done["halves"] == [0.4, 0.9]
    assert done["refusal"] == "Line 1 is no event of a trace."


def write_trace(path: Path) -> Path:
    """A real run: an answer on the simulated device, recorded by the server's own recorder."""
    rules = Rules("scripted", haptics=True)
    body = {"messages": [{"role": "user", "content": "I am nervous"}]}
    with (
        TraceFile(path) as file,
        Monitor(ScriptedEngine(SHORT), rules, file.write) as monitor,
        serving(monitor) as running,
    ):
        httpx.post(f"http://127.0.0.1:{running.port}/v1/chat/completions", json=body, timeout=30)
        monitor.rig.bridge.drained()
    return path
