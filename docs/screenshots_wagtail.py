"""Pictures of the example newsroom: the panel beside an article, and an article that was held back.

Part of ``make screenshots``; needs Wagtail and Chromium.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from screenshots import OUT, reduced

SITE = Path(__file__).parent.parent / "examples" / "wagtail_site"
ADDRESS = "localhost:8765"
ADMIN = f"http://{ADDRESS}/admin"
CHROMIUM = "/usr/bin/chromium"
HELD = "Bahnhof wird umgebaut"


def main() -> None:
    """Make the site, take the pictures, stop it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(SITE / "manage.py"), "demo", ADDRESS]
        server = subprocess.Popen(command, env=os.environ | {"NEWSROOM_DATA": folder}, stdout=subprocess.DEVNULL)
        try:
            wait()
            take()
        finally:
            server.terminate()
            server.wait()


def wait() -> None:
    """Until the site answers."""
    for _ in range(600):
        with suppress(OSError):
            urllib.request.urlopen(f"{ADMIN}/login/", timeout=5).close()
            return
        time.sleep(0.2)
    sys.exit("the example site does not answer")


def take() -> None:
    """As the editor in charge."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        page.goto(f"{ADMIN}/login/")
        page.locator("[name='username']").fill("chefin")
        page.locator("[name='password']").fill("chefin")
        page.locator("form button[type='submit']").click()
        page.goto(f"{ADMIN}/quellenlage/report/")
        page.get_by_role("link", name=HELD).click()
        page.locator("[data-side-panel-toggle='checks']").click()
        page.locator(".quellenlage__score").wait_for()
        page.locator(".quellenlage").evaluate("panel => panel.scrollIntoView()")
        keep(page, "wagtail-panel")
        page.locator("footer [data-w-dropdown-target='toggle']").click()
        page.locator("[name='action-publish']").click()
        page.get_by_label("Begründung").fill("Die Zahlen stehen im Beschluss des Rates, der Beleg folgt am Montag.")
        keep(page, "wagtail-gate")
        browser.close()


def keep(page: Page, name: str) -> None:
    """Write what the window shows."""
    page.wait_for_timeout(500)
    (OUT / f"{name}.png").write_bytes(reduced(page.screenshot()))


if __name__ == "__main__":
    main()
