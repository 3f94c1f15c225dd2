"""The Wagtail app in a real browser: an editor at work in the example newsroom. No console message, no axe finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("wagtail", reason="Wagtail is not installed; `make wagtail` runs these tests on two versions")
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
expect = playwright.expect
# Rendering the preview comes first, and the machine may be busy.
expect.set_options(timeout=20_000)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

SOURCED = "Die Brücke werde im Mai gesperrt, sagte Anna Beispiel, Sprecherin des Bauamts, am Montag in Musterstadt."
SECOND = "Die Arbeiten kosten nach Angaben der Stadt 3,2 Millionen Euro, davon trage das Land die Hälfte."
BARE = "Beim Umbau des Bahnhofs sind 48 Millionen Euro verschwunden, 120 Beschäftigte wurden entlassen."
VAGUE = "Experten rechnen mit langen Staus und mit 300 Beschwerden im Monat."
CLAIM = "Der Konzern hat in Luxemburg 300 Millionen Euro verloren und 40 Beschäftigte entlassen"
Enter = Callable[..., "Page"]


@pytest.fixture
def enter(browser: Browser, address: str, client: Any) -> Iterator[Enter]:
    """Opens an address of the admin as one of the users; afterwards nothing was said, refused or fetched elsewhere."""
    said: list[str] = []
    contexts = []

    def note(kind: str, text: str) -> None:
        # Wagtail's own advice to developers is no fault of the page.
        if kind not in ("debug", "verbose", "info", "log") and "autocomplete" not in text:
            said.append(f"{kind}: {text}")

    def open_page(path: str, name: str = "redakteur", **options: Any) -> Page:
        contexts.append(
            browser.new_context(base_url=address, **{"viewport": {"width": 1400, "height": 1000}, **options})
        )
        session = client(name).cookies["sessionid"].value
        contexts[-1].add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = contexts[-1].new_page()
        page.on("console", lambda message: note(message.type, message.text))
        page.on("pageerror", lambda error: note("error", str(error)))
        page.on("response", lambda response: note("answer", response.url) if response.status >= 400 else None)
        page.on(
            "request", lambda one: None if one.url.startswith((address, "data:", "blob:")) else note("fetched", one.url)
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


def checks(page: Page) -> Locator:
    """The panel, opened."""
    toggle = page.locator("[data-side-panel-toggle='checks']")
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    panel = page.locator(".quellenlage")
    expect(panel.locator(".quellenlage__score")).to_be_visible()
    return panel


def opened(enter: Enter, article: Any, *paragraphs: str, **options: Any) -> tuple[Page, Locator]:
    page = enter(f"/admin/pages/{article(*paragraphs).pk}/edit/", **options)
    return page, checks(page)


def watched(page: Page) -> None:
    """Waits until Wagtail watches the form: what is written in the first two seconds it overlooks."""
    page.wait_for_function(
        "window.wagtail.app.controllers.some((one) => one.identifier === 'w-unsaved' && one.initialFormData)"
    )


def write(page: Page, text: str) -> None:
    """At the end of the lead."""
    watched(page)
    page.locator("[contenteditable='true']").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def score(panel: Locator) -> float:
    return float(re.findall(r"\d+", panel.locator(".quellenlage__score").inner_text())[0])


def test_logging_in_leads_to_the_panel(enter: Enter, article: Any) -> None:
    draft = article(SOURCED, BARE)
    page = enter("/admin/logout/", "leser")
    page.goto(f"/admin/pages/{draft.pk}/edit/")
    page.locator("[name='username']").fill("redakteur")
    page.locator("[name='password']").fill("redakteur")
    page.locator("form button[type='submit']").click()
    panel = checks(page)
    expect(panel).to_contain_text("von 100")
    expect(panel).to_contain_text("80-%-Intervall")
    expect(panel).to_contain_text("Anna Beispiel")
    expect(panel.locator("[data-paragraph]")).to_have_count(1)


def test_the_panel_follows_what_is_written(enter: Enter, article: Any) -> None:
    page, panel = opened(enter, article, SOURCED, SECOND)
    before = score(panel)
    listed = panel.locator("[data-paragraph] q", has_text="verloren")
    expect(listed).to_have_count(0)
    write(page, f" {CLAIM}.")
    expect(listed).to_have_count(1)
    assert score(panel) < before
    expect(panel.locator("[role='status']")).to_contain_text("von 100")
    page.keyboard.press("Backspace")
    page.keyboard.type(", sagte Bernd Muster, Kämmerer der Stadt.")
    expect(listed).to_have_count(0)
    expect(panel).to_contain_text("Bernd Muster")


def test_the_latest_answer_wins(enter: Enter, article: Any) -> None:
    page, panel = opened(enter, article, SOURCED, SECOND)
    held: list[Any] = []

    def hold_the_first(route: Any) -> None:
        if not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/quellenlage/check/**", hold_the_first)
    write(page, f" {CLAIM}.")
    for _ in range(200):
        page.wait_for_timeout(100)
        if held:
            break
    assert held
    page.keyboard.press("Backspace")
    page.keyboard.type(", sagte Bernd Muster, Kämmerer der Stadt.")
    expect(panel).to_contain_text("Bernd Muster")
    # The browser has given the first one up: an answer to it reaches nobody.
    held[0].abort()
    page.wait_for_timeout(500)
    expect(panel).to_contain_text("Bernd Muster")
    expect(panel.locator("[data-paragraph] q", has_text="verloren")).to_have_count(0)


def test_a_click_leads_to_the_passage(enter: Enter, article: Any) -> None:
    page, panel = opened(
        enter,
        article,
        SOURCED,
        SECOND,
        *(f"Bauabschnitt {number} ist nach Angaben der Stadt fertig." for number in range(20)),
        VAGUE,
    )
    panel.locator("q", has_text="Experten").first.click()
    assert "Experten" in page.evaluate("getSelection().toString()")
    in_view = "() => { const box = getSelection().getRangeAt(0).getBoundingClientRect();"
    page.wait_for_function(in_view + " return box.top > 0 && box.bottom < innerHeight; }")
    assert page.evaluate("document.activeElement.isContentEditable")
    # The editor knows of the selection: what is typed takes its place.
    page.keyboard.type("Gutachter")
    expect(page.locator("[data-block='true']", has_text="Gutachter")).to_have_count(1)
    expect(page.locator("[data-block='true']", has_text="Experten")).to_have_count(0)


def test_a_false_alarm_is_remembered(enter: Enter, article: Any) -> None:
    page, panel = opened(enter, article, SOURCED, BARE)
    before, finding = score(panel), panel.locator("[data-paragraph] q", has_text="48 Millionen")
    panel.get_by_role("button", name="Fehlalarm: Beim Umbau").click()
    expect(finding).to_have_count(0)
    # Wagtail opens the panel by itself where it was open before.
    page.reload()
    expect(panel.get_by_text("Als Fehlalarm markiert (1)")).to_be_visible()
    expect(finding).to_have_count(0)
    assert score(panel) > before
    panel.locator("summary").click()
    panel.get_by_role("button", name="Doch kein Fehlalarm").click()
    expect(finding).to_have_count(1)
    assert score(panel) == before


def test_everything_works_by_keyboard(enter: Enter, article: Any) -> None:
    page, panel = opened(enter, article, SOURCED, BARE, VAGUE)
    buttons = panel.locator("button, summary")
    panel.locator("h2").focus()
    walked = []
    for _ in range(buttons.count()):
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.textContent.trim()"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert walked == [text.strip() for text in buttons.all_text_contents()]
    panel.get_by_role("button", name="Fehlalarm: Beim Umbau").focus()
    page.keyboard.press("Enter")
    expect(panel.locator("summary")).to_be_visible()
    # The button is gone; the focus stays in the panel.
    assert page.evaluate("document.activeElement.closest('.quellenlage') !== null")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_panel(enter: Enter, article: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    page, panel = opened(enter, article, SOURCED, BARE, VAGUE, color_scheme=scheme)
    panel.get_by_role("button", name="Fehlalarm: Beim Umbau").click()
    panel.locator("summary").click()
    page.wait_for_timeout(300)
    page.evaluate(files(axe).joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run('.quellenlage', {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found["violations"]] == []
    assert "color-contrast" in [one["id"] for one in found["passes"]]
    red, *_ = re.findall(r"\d+", panel.evaluate("panel => getComputedStyle(panel).color"))
    assert (int(red) > 128) is (scheme == "dark")


def test_a_new_page_is_scored_before_and_after_it_is_saved(enter: Enter, article: Any) -> None:
    parent = article(SOURCED).get_parent()
    page = enter(f"/admin/pages/add/newsroom/articlepage/{parent.pk}/")
    watched(page)
    page.locator("[name='title']").fill("Neue Brücke")
    write(page, f"{SOURCED} {CLAIM}.")
    panel = checks(page)
    expect(panel.locator("[data-paragraph] q", has_text="verloren")).to_have_count(1)
    from newsroom.models import ArticlePage

    expect(page).to_have_url(re.compile("/edit/"))  # Wagtail has saved it by itself.
    write(page, " Das war im März.")
    expect(panel.get_by_role("button", name=re.compile("^Fehlalarm: Der Konzern"))).to_be_visible()
    page.close()
    ArticlePage.objects.filter(title="Neue Brücke").delete()


def test_a_scorer_that_cannot_be_reached_does_not_disturb(enter: Enter, article: Any) -> None:
    page, panel = opened(enter, article, SOURCED, BARE)
    page.route("**/quellenlage/check/**", lambda route: route.fulfill(status=204))
    write(page, f" {CLAIM}.")
    expect(panel).to_contain_text("konnte nicht bestimmt werden")
    page.unroute("**/quellenlage/check/**")
    write(page, " Es war Freitag.")
    expect(panel.locator("[data-paragraph] q", has_text="verloren")).to_have_count(1)


def test_the_gate_holds_back_and_lets_those_permitted_through(enter: Enter, article: Any) -> None:
    draft = article(BARE, VAGUE)

    def press_publish(page: Page) -> None:
        page.locator("footer [data-w-dropdown-target='toggle']").click()
        page.locator("[name='action-publish']").click()

    page = enter(f"/admin/pages/{draft.pk}/edit/")
    press_publish(page)
    expect(page.get_by_role("heading", name="Nicht veröffentlicht")).to_be_visible()
    expect(page.locator("main")).to_contain_text("48 Millionen")
    expect(page.get_by_role("button", name="Trotzdem veröffentlichen")).to_have_count(0)
    page.get_by_role("link", name="Weiter bearbeiten").click()
    expect(page).to_have_url(re.compile("/edit/"))

    chief = enter(f"/admin/pages/{draft.pk}/edit/", "chefin")
    press_publish(chief)
    chief.get_by_label("Begründung").fill("Die Zahl steht im Amtsblatt, das Zitat folgt.")
    chief.get_by_role("button", name="Trotzdem veröffentlichen").click()
    expect(chief.locator(".messages")).to_contain_text("ist veröffentlicht")
    assert type(draft).objects.get(pk=draft.pk).live


def test_the_report_filters_and_exports(enter: Enter, article: Any) -> None:
    low, high = article(BARE, VAGUE), article(SOURCED)
    page = enter("/admin/")
    page.get_by_role("button", name="Berichte").click()
    page.get_by_role("link", name="Quellenlage").click()
    listed = page.locator("table.listing")
    expect(listed).to_contain_text(low.title)
    expect(listed).not_to_contain_text("Streit um den Haushalt")
    page.goto("/admin/quellenlage/report/?level=transparent&level=sound")
    expect(listed).to_contain_text(high.title)
    expect(listed).not_to_contain_text(low.title)
    with page.expect_download() as download:
        page.evaluate("location.href = '?export=csv&level=transparent&level=sound'")
    text = download.value.path().read_text("utf-8-sig")
    assert high.title in text
    assert low.title not in text


def test_the_pages_of_report_and_gate_pass_axe(enter: Enter, article: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    draft = article(BARE, VAGUE)
    page = enter("/admin/quellenlage/report/", "chefin")
    for path, part in (("report/", "table.listing"), (f"held/{draft.pk}/", ".quellenlage")):
        page.goto(f"/admin/quellenlage/{path}")
        page.evaluate(files(axe).joinpath("axe.min.js").read_text("utf-8"))
        found = page.evaluate("part => axe.run(part, {resultTypes: ['violations']})", part)
        assert [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found["violations"]] == []
        assert len(found["passes"]) > 5
