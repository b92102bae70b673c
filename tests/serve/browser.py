"""What the tests of the page stand on: the system's Chromium, a page that is watched, and a model that waits for a word."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from edge_runtime.engines import ScriptedEngine

NO_CHROMIUM = "the page is tested in the system's Chromium; install it with: apt-get install chromium"
WAIT_MS = 60_000
"""Longer than anything takes, also on a busy machine; a test that gets here has failed."""
SPIES = """
window.spied = {vibrate: [], taken: [], early: null, audio: 0, rumble: []};
const vibrate = (pattern) => Navigator.prototype.vibrate.call(navigator, pattern);
navigator.vibrate = (pattern) => {
  spied.vibrate.push(pattern);
  spied.taken.push(vibrate(pattern));
  return spied.taken.at(-1);
};
addEventListener("load", () => { spied.early = vibrate(20); });
const Real = window.AudioContext;
window.AudioContext = class extends Real { constructor(...a) { super(...a); spied.audio += 1; window.context = this; } };
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const most = Math.max(target.ariaValueNow, document.documentElement.dataset.felt ?? 0);
    if (!target.closest("#pad")) continue;
    document.documentElement.dataset.felt = most.toFixed(2);
    if (target.ariaValueNow > 0) document.documentElement.dataset.said = target.ariaValueText;
  }
}).observe(document, { subtree: true, attributeFilter: ["aria-valuenow"] });
"""
"""What a page does to the person's own machine is written down, what the browser says to it, the strongest level shown, and what
was said last of a motor that moved.

Vibrating is the browser's own; `early` is what it said before anybody had touched the page.
"""

expect.set_options(timeout=WAIT_MS)


def find_chromium() -> str | None:
    """Where the system keeps it."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


class HeldEngine(ScriptedEngine):
    """A scripted engine that stands still after its ``after``-th piece until `go` is set, or it is cancelled."""

    def __init__(self, *answers: Any, after: int = 1) -> None:
        super().__init__(*answers)
        self.go = threading.Event()
        self.after = after
        self.cancelled = threading.Event()

    def generate(self, messages, sampling, *, seed, cancel):
        """As it says."""
        for count, item in enumerate(super().generate(messages, sampling, seed=seed, cancel=cancel), start=1):
            yield item
            while count == self.after and not self.go.wait(0.01):
                if cancel.is_set():
                    self.cancelled.set()
                    break


@dataclass
class Watched:
    """A page, and all that must not happen on one."""

    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)
    """Errors of scripts, refusals of the content policy, requests to other places."""


@contextmanager
def watched(browser: Browser, url: str, *, path: str = "/", before: str = "", **context: Any) -> Iterator[Watched]:
    """Open the page at ``url``, ``before`` it a script; at the end nothing may have gone wrong on it."""
    own = browser.new_context(**{"viewport": {"width": 1024, "height": 640}} | context)
    own.set_default_timeout(WAIT_MS)
    own.add_init_script(SPIES + before)
    seen = Watched(own.new_page(), own)
    page = seen.page
    page.on("pageerror", lambda error: seen.complaints.append(f"script: {error}"))
    page.on("dialog", lambda dialog: (seen.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: "Content Security" in said.text and seen.complaints.append(said.text))
    page.on("request", lambda asked: _is_foreign(asked.url, url) and seen.complaints.append(f"request: {asked.url}"))
    try:
        page.goto(url + path)
        if not before:
            expect(page.locator("#link")).to_have_text("connected")
        yield seen
        assert seen.complaints == []
    finally:
        own.close()


def _is_foreign(asked: str, url: str) -> bool:
    return not asked.startswith((url + "/", url.replace("http:", "ws:") + "/", "blob:", "data:"))
