"""The service in a real browser: paste an article, get its report; strict policy, nothing said, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXT = "Die Brücke kostet 50 Millionen Euro 😀.\n\nSie werde im Mai gesperrt, sagte Anna Beispiel vom Bauamt."


@pytest.fixture(params=["light", "dark"])
def page(request: Any, browser: Browser, service: str) -> Iterator[Page]:
    said: list[str] = []
    fetched: list[str] = []
    page = browser.new_page(color_scheme=request.param, viewport={"width": 390, "height": 800})
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: fetched.append(asked.url))
    yield page
    page.close()
    assert said == []
    assert [url for url in fetched if not url.startswith((service, "data:,"))] == []


def test_an_article_is_pasted_and_its_report_read(page: Page, service: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    script = files(axe).joinpath("axe.min.js").read_text("utf-8")
    page.goto(f"{service}/v1/report")
    page.evaluate(script)
    assert page.evaluate("axe.run().then(found => found.violations)") == []
    page.keyboard.press("Tab")
    page.keyboard.type("Die Brücke")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(TEXT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ql-headline")
    assert page.locator("h1").inner_text() == "Die Brücke"
    assert page.url == f"{service}/v1/report?lang=de", "no text in the address"
    assert "Anna Beispiel" in page.locator("main").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('.ql-card')).display") == "flex", (
        "the style is let in"
    )
    page.evaluate(script)
    assert page.evaluate("axe.run().then(found => found.violations)") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
