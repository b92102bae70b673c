"""Draws `docs/pictures/monitor.png`: a real server's page, the shipped model's answer felt on the simulated device.

``.venv/bin/python scripts/monitor_picture.py [WORDS]``; needs Chromium and the packages of the tests.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "pictures" / "monitor.png"
SIZE = {"width": 1280, "height": 800}
LOUDEST = "Math.max(...[...document.querySelectorAll('#pad [role=meter]')].map((motor) => motor.ariaValueNow))"
CLEARLY_FELT, LONGEST_MS, LOOK_MS = 0.2, 10_000, 20


def main() -> None:
    words = " ".join(sys.argv[1:]) or "I am nervous about my exam"
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no Chromium: sudo apt install chromium")
    command = [
        Path(sys.executable).with_name("edge-haptics"),
        "serve",
        "--port",
        "0",
        "--haptics",
        "on",
        "--device",
        "sim:",
    ]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server,
        sync_playwright() as playwright,
    ):
        try:
            assert server.stdout is not None
            (address,) = re.findall(r"http://\S+\d/?", next(line for line in server.stdout if "http://" in line))
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE, color_scheme="dark")
            page.goto(address)
            page.get_by_text("Show tags").first.click()
            page.get_by_label("Your message").fill(words)
            page.get_by_label("Your message").press("Enter")
            expect(page.get_by_role("button", name="Send")).to_be_visible(timeout=30_000)
            for _ in range(LONGEST_MS // LOOK_MS):
                if page.evaluate(LOUDEST) > CLEARLY_FELT:
                    break
                page.wait_for_timeout(LOOK_MS)
            else:
                sys.exit("Nothing was felt; run it again, each answer is another one.")
            page.screenshot(path=PICTURE)
            browser.close()
        finally:
            server.terminate()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
